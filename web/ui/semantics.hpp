// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The semantic frame: every control drawn in a frame leaves one node here, in reading order. At the end of
/// the frame the difference to the last one goes to real HTML elements (web/shell/semantics.js), which send
/// back what people do.
namespace anker::ui::sem {

/// The order is that of ROLES in web/shell/semantics.js.
enum class Role : std::uint8_t {
    Group,
    Main,
    Nav,
    Region,
    Form,
    Scroll,
    Heading,
    Text,
    Button,
    Link,
    Checkbox,
    RadioGroup,
    Radio,
    Select,
    TextField,
    TextArea,
    Image,
    List,
    ListItem,
    Status,
    Dialog,
    Map,
    Panel,
    Table,
    TableRow,
    ColumnHeader,
    RowHeader,
    Cell,
    Progress,
    Banner,
    File
};

namespace flag {
enum : std::uint32_t {
    Disabled = 1,
    Checked = 2,
    Required = 4,
    Invalid = 8,
    Expandable = 16,
    Expanded = 32,
    Pressable = 64,
    Pressed = 128,
    Current = 256,
    RightToLeft = 512,
    LeftToRight = 1024,
    Modal = 2048
};
}

enum class Act : std::uint8_t { Click = 1, Focus, Blur, Value, Text, Key, Scroll, File };

using NodeId = std::uint32_t;

/// CSS pixels, relative to the content of the scroll container the node is in.
struct Box {
    std::int16_t x = 0, y = 0, w = 0, h = 0;
    friend bool operator==(const Box&, const Box&) = default;
};

struct Node {
    NodeId id = 0;
    NodeId parent = 0;
    Role role = Role::Group;
    std::uint8_t level = 0; ///< of a heading
    std::uint32_t flags = 0;
    Box box;
    float now = 0;              ///< select: chosen index; scroll: content height; progress: percent
    float at = 0;               ///< scroll: position asked for
    std::uint32_t sequence = 0; ///< scroll: changes when `at` is to be applied
    float font_px = 0;
    float radius = 0;
    std::string name;
    std::string
        value; ///< text fields: content; buttons: a longer name; map: role description; file: kinds accepted
    std::string desc; ///< hint or error; select: options, one per line
    std::string lang;
};

/// FNV-1a of a key within its parent's scope. Never made from a label: labels change with the language.
[[nodiscard]] NodeId id_of(std::string_view key, NodeId scope);

void begin_frame();
/// Adds a node; the reference holds until the next one.
Node& add(Role role, NodeId id);
void push(NodeId container);
void pop();
[[nodiscard]] NodeId container();
/// Sends the difference to the page. Nothing is sent when nothing changed.
void end_frame();

/// What the page reported since the last frame.
struct Action {
    NodeId id = 0;
    Act act = Act::Click;
    double number = 0;
    std::string text;
};
void report(Action action);
/// The first waiting action of this kind for this node, taken out.
[[nodiscard]] std::optional<Action> take(NodeId id, Act act);

[[nodiscard]] NodeId focused();
/// Moves the page's focus, also into a field that appears in this frame.
void request_focus(NodeId id);
/// Spoken by screen readers. Assertive interrupts; for errors only.
enum class Urgency { Polite, Assertive };
void announce(std::string_view text, Urgency urgency = Urgency::Polite);

struct Stats {
    int nodes = 0;
    int operations = 0;
    int bytes = 0;
    int duplicates = 0; ///< ids used twice in one frame: a bug, counted for the tests
};
[[nodiscard]] const Stats& stats();

/// All names and texts of the frame in reading order, for reading aloud.
[[nodiscard]] std::string spoken_text();

} // namespace anker::ui::sem
