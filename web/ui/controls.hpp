// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/ui/geometry.hpp"
#include "web/ui/paint.hpp"
#include "web/ui/semantics.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Every visible thing a person can use or read. Each call paints, records one semantic node, and returns
/// what the person did with it. Keys are unique within the enclosing scope and never shown.
namespace anker::ui {

/// Makes the keys inside unique: `Scope row("row", i);`
class Scope {
public:
    explicit Scope(std::string_view key, std::uint64_t number = 0);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

private:
    sem::NodeId m_before;
};
[[nodiscard]] sem::NodeId node_id(std::string_view key);

/// A container in the reading order; holds a scope too.
class Container {
public:
    Container(sem::Role role, std::string_view key, std::string_view name = {}, std::uint32_t flags = 0);
    ~Container();
    Container(const Container&) = delete;
    Container& operator=(const Container&) = delete;

private:
    Scope m_scope;
};

/// A viewport whose content may be taller; the page scrolls it natively. Draw inside with y starting at
/// `content().y` and say with `ends_at` how far it went: the next frame knows the height.
class Scroll {
public:
    Scroll(std::string_view key, Rect viewport);
    ~Scroll();
    Scroll(const Scroll&) = delete;
    Scroll& operator=(const Scroll&) = delete;
    /// Lower edge of the content on the screen.
    void ends_at(float y);
    /// Where the content lies on the screen now.
    [[nodiscard]] Rect content() const { return m_content; }
    /// Whether this part of the content is worth painting; its semantics are recorded all the same.
    [[nodiscard]] bool shows(Rect part) const { return part.overlaps(m_viewport); }

private:
    Rect m_viewport;
    Rect m_content;
    Scope m_scope;
};

/// True when something turned out taller or lower than expected in this frame: draw once more.
[[nodiscard]] bool take_layout_changed();
void note_layout_changed();

/// Keeps taps on a painted surface from reaching the map under it.
void block_map(std::string_view key, Rect rect);

// ---- reading ----

/// Returns the height taken.
float heading(std::string_view key, Rect rect, int level, std::string_view text, paint::Style style,
              std::uint32_t colour, paint::Align align = paint::Align::Start);
float paragraph(std::string_view key, Rect rect, std::string_view text, paint::Style style,
                std::uint32_t colour, paint::Align align = paint::Align::Start);
/// Somebody's words, in their own language and direction.
float quotation(std::string_view key, Rect rect, std::string_view text, std::string_view language,
                paint::Style style, std::uint32_t colour);
/// Heard, but painted by the caller.
void spoken(std::string_view key, Rect rect, std::string_view text);
void image(std::string_view key, Rect rect, std::string_view name);
/// A line that is read out when it changes.
void status(std::string_view key, Rect rect, std::string_view text, paint::Style style, std::uint32_t colour);

// ---- doing ----

enum class Button : std::uint8_t {
    Primary, ///< ink: the next step, once per screen
    Quiet,   ///< sunk
    Plain,   ///< words only
    Surface, ///< white pill over the map
};
struct ButtonOptions {
    std::optional<Icon> icon;
    std::string_view name;        ///< spoken instead of the text, where the text alone is unclear
    std::string_view description; ///< why it is disabled, or what it will do
    std::uint32_t flags = 0;
    bool trailing_icon = false;
};
bool button(std::string_view key, Rect rect, Button kind, std::string_view text, ButtonOptions options = {});
/// A round button with an icon only; `name` is spoken.
bool icon_button(std::string_view key, Rect rect, Icon icon, std::string_view name,
                 Button kind = Button::Surface, std::uint32_t flags = 0);
/// A control the caller paints: cards, tiles, rows. `text` is what it says.
bool press(std::string_view key, Rect rect, std::string_view text, float radius, std::uint32_t flags = 0,
           std::string_view description = {});

/// Index chosen from `options`; paints a field with an arrow.
int choice(std::string_view key, Rect rect, std::string_view label, const std::vector<std::string>& options,
           int chosen);
bool radio(std::string_view key, Rect rect, std::string_view text, bool chosen);

/// Real text area over a painted frame. True when the content changed.
bool text_area(std::string_view key, Rect rect, std::string_view label, std::string& value,
               std::string_view hint, std::string_view error = {});

/// One line of real text over a painted frame. True when the content changed.
bool text_field(std::string_view key, Rect rect, std::string_view label, std::string& value,
                std::string_view error = {});

/// A button that opens the device's own file dialog. The file stays on the device.
struct PickedFile {
    std::string name;
    std::string bytes;
};
std::optional<PickedFile> file_button(std::string_view key, Rect rect, Button kind, std::string_view text,
                                      std::string_view kinds, std::string_view description = {});

/// How far something is, 0 to 1.
void progress(std::string_view key, Rect rect, std::string_view name, float fraction);

/// The map's own node: takes arrow keys, plus, minus, Enter.
std::vector<std::string> map_keys(std::string_view key, Rect rect, std::string_view name,
                                  std::string_view kind, std::string_view hint);

} // namespace anker::ui
