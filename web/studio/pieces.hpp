// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/studio/state.hpp"
#include "web/ui/controls.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// What several views of the studio share.
namespace anker::studio {

// ---- words ----

/// A year stays as it is; the day of a full date stands where readers of the language expect it.
[[nodiscard]] std::string shown_date(const std::string& iso);
[[nodiscard]] std::string signed_number(double value, int digits = 2);
/// A dash where there is none.
[[nodiscard]] std::string number_or_dash(double value, int digits);
[[nodiscard]] std::string unit_value(double value, std::string_view unit);
/// "4", or the recipe's own word for it: "4 sehr niedrig".
[[nodiscard]] std::string class_words(const DataArea& area);
/// The recipe's own word and code for a class; empty where it counts them as we do.
[[nodiscard]] std::string recipe_class_words(const DataArea& area);
/// Why an area has no index, as a whole sentence.
[[nodiscard]] std::string left_out_words(const DataArea& area);
/// "Zechenpark. Zu wenige Menschen für einen Index."
[[nodiscard]] std::string name_with_reason(const DataArea& area);

// ---- paint ----

/// A class as a purple tile with its number; hatched where there is none. Says nothing by itself.
void class_chip(ui::Rect box, int class_number, int classes);

// ---- controls ----

/// A page of a view: a column for choices at the start, content beside it; one below the other on a phone.
class Page {
public:
    Page(std::string_view key, ui::Rect room, bool has_side);
    ~Page();
    Page(const Page&) = delete;
    Page& operator=(const Page&) = delete;
    ui::Cut side;
    ui::Cut content;
    /// Call when the side column is done: on a phone the content begins below it.
    void end_side();
    /// Where source, method and files to save go: below the choices, on a phone below the content. Last.
    [[nodiscard]] ui::Cut& foot() { return m_is_stacked ? content : side; }
    [[nodiscard]] bool shows(ui::Rect part) const { return m_scroll.shows(part); }

private:
    ui::Scroll m_scroll;
    bool m_is_stacked;
};

/// Heading with a sentence below it.
void title_ui(ui::Cut& cut, std::string_view key, int level, std::string_view title, std::string_view lead);
/// Own figures say at the top of every view what they are not, and offer the way back.
void own_banner_ui(const Context& context, ui::Cut& cut);
/// Source, date and method of the figures shown.
void provenance_ui(const Dataset& data, ui::Cut& cut, std::string_view method);
/// A button that saves a file to the person's own disk.
void download_ui(ui::Cut& cut, std::string_view key, std::string_view words, std::string_view file_name,
                 std::string_view bytes);
/// "berlin.csv" and "index" become "berlin-index.csv".
[[nodiscard]] std::string file_name_from(const Dataset& data, std::string_view what);
/// While a job runs: what it does, how far it is, and a button that ends it. Its fault, if it had one.
/// Returns whether there was anything to say.
bool job_ui(const Context& context, ui::Cut& cut, std::string_view job, bool is_own, ui::Text what);
/// What did not work, with the English sentence of the job behind a button. Nothing where it is empty.
void complaint_ui(State& state, ui::Cut& cut, const Complaint& complaint);
/// Text as a button as wide as its words. True when pressed.
bool row_button_ui(ui::Cut& cut, std::string_view key, std::string_view words, ui::Button kind,
                   std::string_view disabled_because = {});

// ---- tables ----

struct Column {
    std::string title;
    float width_em = 6;
    bool is_number = true;
    /// Paints instead of text where it is given; the text is heard all the same.
    std::function<void(ui::Rect cell, std::size_t row)> paint;
    bool grows = false; ///< takes the room that is left on a wide screen
};

/// A table that people can read, hear and, on a phone, still read: there each row becomes a card. The first
/// column names the row and takes what room is left. A press on a name calls `open` where it is given.
struct Table {
    std::string key;
    std::string caption;
    std::vector<Column> columns;
    std::size_t rows = 0;
    std::size_t* rows_shown = nullptr; ///< grows by a button
    std::function<std::string(std::size_t row, std::size_t column)> text;
    std::function<void(std::size_t row)> open;
    std::function<bool(std::size_t row)> is_current;
    std::vector<std::string> totals; ///< a last row; empty = none
};
void table_ui(const Table& table, ui::Cut& cut, const std::function<bool(ui::Rect)>& shows);

} // namespace anker::studio
