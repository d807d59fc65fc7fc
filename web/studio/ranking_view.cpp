// SPDX-License-Identifier: Apache-2.0
#include "web/studio/pieces.hpp"
#include "web/studio/spread.hpp"
#include "web/studio/views.hpp"

#include <algorithm>
#include <cmath>

namespace anker::studio {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

/// The interval as a line, the rank as a dot in its class's colour, on a scale from the first to the last
/// rank.
void interval_ui(Rect cell, const DataArea& area, int classes, double last_rank) {
    if (!area.has_index) return;
    const float r = em(0.42f);
    const auto x = [&](double rank) {
        const double share = last_rank > 1 ? (rank - 1) / (last_rank - 1) : 0.5;
        return cell.x + r + (cell.w - 2 * r) * static_cast<float>(share);
    };
    const float y = cell.y + cell.h / 2;
    line({cell.x, y}, {cell.right(), y}, colours().line, 1);
    if (area.spread) {
        const float from = x(area.spread->low);
        const float to = x(area.spread->high);
        fill({from - r / 2, y - r / 2, to - from + r, r}, with_alpha(colours().ink2, 0.45f), r / 2);
    }
    const ui::Point dot{x(area.rank), y};
    disc(dot, r + 1.5f, colours().ink);
    disc(dot, r,
         area.class_number > 0 ? colours().status[ui::status_step(area.class_number, classes)]
                               : colours().surface);
}

void side_ui(const Context& context, Dataset& data, ui::Cut& cut) {
    State& state = context.state;
    const bool has_spread = data.results.contains("uncertainty");
    title_ui(cut, "title", 2, ui::words(Text::LabTabRanking),
             ui::words(has_spread ? Text::LabRankingLead : Text::LabRankingWithout));
    own_banner_ui(context, cut);
    if (!data.can_be_computed()) {
        cut.top(ui::paragraph("elsewhere", cut.rest(), ui::words(Text::LabSpreadElsewhere), style::note,
                              colours().ink2) +
                em(0.8f));
    } else {
        job_ui(context, cut, "uncertainty", data.is_own, Text::LabSpreadRuns);
        if (!has_spread && !state.is_working("uncertainty", data.is_own) &&
            row_button_ui(cut, "spread", ui::words(Text::LabSpread), ui::Button::Primary))
            state.order(spread_order(data), data.is_own);
        if (!has_spread)
            cut.top(ui::paragraph("what", cut.rest(), ui::words(Text::LabSpreadWhat), style::small_text,
                                  colours().ink2) +
                    em(0.8f));
    }
}

void foot_ui(const Dataset& data, ui::Cut& cut) {
    const bool has_spread = data.results.contains("uncertainty");
    if (has_spread) influences_ui(data, cut);
    if (const std::string* out = data.result("uncertainty", "out"))
        download_ui(cut, "save", ui::words(Text::LabSave), file_name_from(data, "uncertainty"), *out);
    else if (const std::string* index = data.result("index", "out"))
        download_ui(cut, "save", ui::words(Text::LabSave), file_name_from(data, "index"), *index);
    const Text of_spread = has_drawn_weights(data) ? Text::LabMethodSpread : Text::LabMethodSpreadFitted;
    std::string method = ui::words(has_spread ? of_spread : Text::LabMethodRank,
                                   {{"n", ui::number(spread_draws)}, {"seed", spread_seed}});
    if (has_spread) method += " " + noise_words(data);
    provenance_ui(data, cut, method);
}

} // namespace

void ranking_view_ui(const Context& context, Rect room) {
    Dataset* data = context.state.shown();
    Page page("ranking-view", room, true);
    if (data == nullptr || data->classes == 0) {
        title_ui(page.content, "title", 2, ui::words(Text::LabTabRanking), ui::words(Text::StudioNoIndex));
        return;
    }
    side_ui(context, *data, page.side);
    page.end_side();
    const std::vector<std::size_t> order = data->by_rank();
    const double last = static_cast<double>(
        std::count_if(data->areas.begin(), data->areas.end(), [](const DataArea& a) { return a.has_index; }));
    const bool has_spread = data->results.contains("uncertainty");
    Table table;
    table.key = "ranking";
    table.caption = ui::words(Text::LabTabRanking);
    table.columns = {{ui::words(Text::LabColumnArea), 0, false, {}},
                     {ui::words(Text::LabColumnRank), 3.2f, true, {}}};
    table.columns.push_back(
        {ui::words(has_spread ? Text::LabColumnInterval : Text::LabColumnScale, {{"n", ui::number(last)}}),
         15, false,
         [&](Rect cell, std::size_t row) { interval_ui(cell, data->areas[order[row]], data->classes, last); },
         true});
    table.columns.push_back({ui::words(Text::LabColumnClass), 4, false, [&](Rect cell, std::size_t row) {
                                 const float h = std::min(cell.h, em(1.9f));
                                 class_chip({cell.x, cell.y + (cell.h - h) / 2, em(2.4f), h},
                                            data->areas[order[row]].class_number, data->classes);
                             }});
    if (has_spread) table.columns.push_back({ui::words(Text::LabColumnSameClass), 5.2f, true, {}});
    table.columns.push_back({ui::words(Text::StudioValue), 4.2f, true, {}});
    table.rows = order.size();
    table.rows_shown = &context.state.rows_shown[static_cast<std::size_t>(View::Ranking)];
    table.text = [&](std::size_t row, std::size_t column) -> std::string {
        const DataArea& area = data->areas[order[row]];
        if (column >= 4 && !has_spread) ++column;
        switch (column) {
        case 0:
            return area.has_index ? area.name : name_with_reason(area);
        case 1:
            return number_or_dash(area.rank, area.rank == std::floor(area.rank) ? 0 : 1);
        case 2:
            if (!area.has_index) return "–";
            if (!area.spread) return number_or_dash(area.rank, 0);
            return ui::words(Text::LabInterval, {{"low", ui::number(area.spread->low)},
                                                 {"high", ui::number(area.spread->high)}});
        case 3:
            return class_words(area);
        case 4:
            return area.spread ? number_or_dash(area.spread->same_class * 100, 0) + " %" : "–";
        default:
            return signed_number(area.value);
        }
    };
    table.open = [&](std::size_t row) {
        const std::string& key = data->areas[order[row]].key;
        if (!context.model.figures) return;
        const auto& areas = context.model.figures->areas;
        for (std::size_t i = 0; i < areas.size(); ++i) {
            if (areas[i].key != key) continue;
            context.actions.push_back(app::SelectArea{i});
            context.state.view = View::Map;
            ui::note_layout_changed();
        }
    };
    table_ui(table, page.content, [&](Rect r) { return page.shows(r); });
    page.foot().top(em(0.8f));
    foot_ui(*data, page.foot());
}

} // namespace anker::studio
