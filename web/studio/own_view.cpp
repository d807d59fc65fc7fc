// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/csv.hpp"
#include "core/tabular/encoding.hpp"
#include "web/studio/page.hpp"
#include "web/studio/pieces.hpp"
#include "web/studio/views.hpp"

#include <algorithm>

namespace anker::studio {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

std::string title_from(std::string name) {
    name = name.substr(name.find('/') + 1);
    if (const std::size_t dot = name.rfind('.'); dot != std::string::npos) name.erase(dot);
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

std::string kilobytes(std::size_t bytes) {
    return ui::number(static_cast<double>(bytes) / 1000, bytes < 10'000 ? 1 : 0) + " kB";
}

/// "values.csv, 34 kB", or what is still missing.
void chosen_ui(ui::Cut& cut, std::string_view key, const std::optional<jobs::File>& file, Text none) {
    const std::string words =
        file ? ui::words(Text::LabFileChosen, {{"name", file->name}, {"size", kilobytes(file->bytes.size())}})
             : ui::words(none);
    cut.top(ui::paragraph(key, cut.rest(), words, style::note, file ? colours().ink : colours().ink2) +
            em(0.6f));
}

/// Names of the columns after the key, as the file's first line that looks like a header has them.
std::vector<std::string> columns_of(const jobs::File& file) {
    const bool is_utf8 = tabular::kind_of_text(file.bytes) != tabular::TextKind::Other;
    const std::string text =
        tabular::utf8_from(file.bytes, is_utf8 ? tabular::Encoding::Utf8 : tabular::Encoding::Windows1252);
    const char delimiter = tabular::detect_delimiter(text).value_or(',');
    const tabular::Records records = tabular::split_records(text, delimiter);
    std::vector<std::string> columns;
    if (records.records.empty()) return columns;
    const auto& cells = records.records.front().cells;
    for (std::size_t i = 1; i < cells.size(); ++i) columns.emplace_back(tabular::trimmed(cells[i]));
    return columns;
}

void compute(State& state) {
    const OwnFiles& files = state.files;
    auto data = own_data(*files.values, *files.recipe);
    if (!data) {
        state.files.fault = complaint_from(data.error());
        ui::sem::announce(state.files.fault.text, ui::sem::Urgency::Assertive);
        return;
    }
    state.forget_own();
    state.files.fault = {};
    data->value_columns = columns_of(*files.values);
    state.own = std::move(*data);
    state.order({"index", {{{"recipe", state.own->recipe}, {"values", state.own->values}}, {}}}, true);
}

void files_ui(const Context& context, ui::Cut& cut) {
    State& state = context.state;
    OwnFiles& files = state.files;
    title_ui(cut, "values", 3, ui::words(Text::LabValues), ui::words(Text::LabValuesHint));
    chosen_ui(cut, "values-chosen", files.values, Text::LabNoFile);
    const auto file_row = [&](std::string_view key, Text text, std::string_view kinds) {
        const std::string words = ui::words(text);
        const Rect row = cut.top(em(2.75f));
        cut.top(em(0.4f));
        return ui::file_button(
            key, {row.x, row.y, std::min(row.w, text_width(words, style::label) + em(2.8f)), row.h},
            ui::Button::Quiet, words, kinds, ui::words(Text::LabStaysHere));
    };
    if (auto picked = file_row("open-values", Text::LabOpenValues, ".csv,.txt,.tsv,text/csv")) {
        files.values = jobs::File{std::move(picked->name), std::move(picked->bytes)};
        files.fault = {};
        ui::note_layout_changed();
    }
    cut.top(em(0.9f));
    title_ui(cut, "recipe", 3, ui::words(Text::LabRecipe), ui::words(Text::LabRecipeHint));
    chosen_ui(cut, "recipe-chosen", files.recipe, Text::LabNoRecipe);
    std::vector<std::string> names{ui::words(Text::LabShippedRecipe)};
    for (const std::string& name : shipped_recipes()) names.push_back(title_from(name));
    const int chosen =
        ui::choice("shipped", cut.top(em(3)), ui::words(Text::LabShippedRecipe), names, files.shipped);
    if (chosen != files.shipped) {
        choose_shipped_recipe(state, chosen);
        files.fault = {};
        ui::note_layout_changed();
    }
    cut.top(em(0.6f));
    if (auto picked = file_row("open-recipe", Text::LabOpenRecipe, ".json,application/json")) {
        files.recipe = jobs::File{std::move(picked->name), std::move(picked->bytes)};
        files.shipped = 0;
        files.fault = {};
        ui::note_layout_changed();
    }
    cut.top(em(1.1f));
    const bool is_ready = files.values && files.recipe;
    if (row_button_ui(cut, "compute", ui::words(Text::LabCompute), ui::Button::Primary,
                      is_ready ? std::string() : ui::words(Text::LabNeedsBoth)))
        compute(state);
    cut.top(em(0.4f));
}

/// How many areas are in each class, and those without.
void classes_ui(const Dataset& data, ui::Cut& cut, const Page& page) {
    struct Row {
        int number = 0;
        std::string name;
        std::size_t areas = 0;
    };
    std::vector<Row> rows;
    for (int c = 1; c <= data.classes; ++c) rows.push_back({c, {}, 0});
    std::size_t without = 0;
    for (const DataArea& area : data.areas) {
        if (area.class_number < 1 || area.class_number > data.classes) {
            without += area.has_index ? 0 : 1;
            continue;
        }
        Row& row = rows[static_cast<std::size_t>(area.class_number - 1)];
        row.name = area.class_name;
        ++row.areas;
    }
    if (rows.empty()) return;
    rows.push_back({0, ui::words(Text::LabWithoutIndex), without});
    Table table;
    table.key = "classes";
    table.caption = ui::words(Text::LabClasses);
    table.columns = {
        {ui::words(Text::LabColumnClass), 6, false, {}},
        {ui::words(Text::LabColumnAreas), 8, true, {}},
        {ui::words(Text::LabColumnShare), 12, false, [&](Rect cell, std::size_t row) {
             const double share = static_cast<double>(rows[row].areas) /
                                  static_cast<double>(std::max<std::size_t>(data.areas.size(), 1));
             const Rect bar{cell.x, cell.y + (cell.h - em(0.9f)) / 2, cell.w * static_cast<float>(share),
                            em(0.9f)};
             fill(bar,
                  rows[row].number > 0 ? colours().status[ui::status_step(rows[row].number, data.classes)]
                                       : colours().line2,
                  em(0.2f));
             if (bar.w > 1) outline(bar, colours().line2, em(0.2f), 1);
         }}};
    table.rows = rows.size();
    table.text = [&](std::size_t row, std::size_t column) {
        const auto areas = static_cast<double>(rows[row].areas);
        if (column == 1) return ui::number(areas);
        if (column == 2)
            return ui::number(100 * areas /
                              static_cast<double>(std::max<std::size_t>(data.areas.size(), 1))) +
                   " %";
        if (rows[row].number == 0) return rows[row].name;
        return ui::number(rows[row].number) + (rows[row].name.empty() ? "" : " " + rows[row].name);
    };
    table_ui(table, cut, [&](Rect r) { return page.shows(r); });
    cut.top(em(1.2f));
}

void results_ui(const Context& context, ui::Cut& cut, const Page& page) {
    State& state = context.state;
    Dataset& data = *state.own;
    std::size_t with_index = 0;
    std::size_t on_map = 0;
    for (const DataArea& area : data.areas) {
        with_index += area.has_index ? 1 : 0;
        if (context.model.figures) {
            const auto& areas = context.model.figures->areas;
            on_map += std::any_of(areas.begin(), areas.end(),
                                  [&](const figures::ShownArea& shown) { return shown.key == area.key; })
                          ? 1
                          : 0;
        }
    }
    title_ui(cut, "result", 2, ui::words(Text::LabResult),
             ui::words(Text::LabResultLead, {{"name", data.title},
                                             {"n", ui::number(static_cast<double>(with_index))},
                                             {"of", ui::number(static_cast<double>(data.areas.size()))}}));
    if (data.levels.size() > 1) {
        cut.top(ui::paragraph("level-label", cut.rest(), ui::words(Text::LabLevel), style::small_text,
                              colours().ink2) +
                em(0.3f));
        const auto at = std::find(data.levels.begin(), data.levels.end(), data.level) - data.levels.begin();
        Rect box = cut.top(em(3));
        box.w = std::min(box.w, em(20));
        const int chosen =
            ui::choice("level", box, ui::words(Text::LabLevel), data.levels, static_cast<int>(at));
        if (chosen != static_cast<int>(at) && chosen >= 0 &&
            static_cast<std::size_t>(chosen) < data.levels.size()) {
            data.level = data.levels[static_cast<std::size_t>(chosen)];
            state.order({"index", {{{"recipe", data.recipe}, {"values", data.values}}, {}}}, true);
            data.results.erase("uncertainty");
            data.results.erase("allocate");
        }
        cut.top(em(1));
    }
    classes_ui(data, cut, page);
    {
        ui::Container region(ui::sem::Role::Region, "next", ui::words(Text::LabNext));
        const auto go = [&](std::string_view key, Text text, View view) {
            if (!row_button_ui(cut, key, ui::words(text), ui::Button::Quiet)) return;
            state.shows_own = true;
            state.view = view;
            ui::note_layout_changed();
        };
        go("to-ranking", Text::LabToRanking, View::Ranking);
        go("to-allocation", Text::LabToAllocation, View::Allocation);
        if (on_map > 0) go("to-map", Text::LabToMap, View::Map);
        const std::string map_words =
            on_map > 0
                ? ui::words(Text::LabOnMap, {{"n", ui::number(static_cast<double>(on_map))},
                                             {"of", ui::number(static_cast<double>(data.areas.size()))}})
                : ui::words(Text::LabNotOnMap);
        cut.top(ui::paragraph("on-map", cut.rest(), map_words, style::small_text, colours().ink2) + em(0.9f));
    }
    ui::Container region(ui::sem::Role::Region, "files", ui::words(Text::LabSave));
    cut.top(ui::heading("save", cut.rest(), 3, ui::words(Text::LabSave), style::strong, colours().ink) +
            em(0.4f));
    if (const std::string* out = data.result("index", "out"))
        download_ui(cut, "save-index", ui::words(Text::LabSaveIndex), file_name_from(data, "index"), *out);
    if (const std::string* out = data.result("index", "derivation"))
        download_ui(cut, "save-derivation", ui::words(Text::LabSaveDerivation),
                    file_name_from(data, "derivation"), *out);
    if (const auto index = data.results.find("index");
        index != data.results.end() && !index->second.notes.empty()) {
        cut.top(em(0.6f));
        cut.top(ui::heading("notes", cut.rest(), 3, ui::words(Text::LabNotes), style::strong, colours().ink) +
                em(0.3f));
        for (std::size_t i = 0; i < index->second.notes.size(); ++i) {
            ui::Scope scope("note", i + 1);
            cut.top(ui::paragraph("words", cut.rest(), note_words(index->second.notes[i]), style::small_text,
                                  colours().ink2) +
                    em(0.3f));
        }
    }
    provenance_ui(data, cut, ui::words(Text::LabMethodIndex, {{"recipe", data.recipe.name}}));
}

} // namespace

void own_view_ui(const Context& context, Rect room) {
    State& state = context.state;
    Page page("own-view", room, true);
    title_ui(page.side, "title", 2, ui::words(Text::LabTabOwn), ui::words(Text::LabOwnLead));
    files_ui(context, page.side);
    job_ui(context, page.side, "index", true, Text::LabIndexRuns);
    complaint_ui(state, page.side, state.files.fault);
    page.end_side();
    if (state.own && state.own->results.contains("index")) {
        results_ui(context, page.content, page);
    } else {
        const float h = text_height(ui::words(Text::LabOwnEmpty), style::body, page.content.rest().w - em(3));
        const Rect box = page.content.top(h + em(2.4f));
        fill(box, colours().sunk, em(1));
        ui::paragraph("empty", box.inset(em(1.5f), em(1.2f)), ui::words(Text::LabOwnEmpty), style::body,
                      colours().ink2);
    }
}

} // namespace anker::studio
