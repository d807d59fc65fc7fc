// SPDX-License-Identifier: Apache-2.0
#include "web/studio/pieces.hpp"
#include "web/studio/views.hpp"
#include "web/studio/voice_cases.hpp"
#include "web/studio/voice_figures.hpp"

#include <algorithm>

namespace anker::studio {

using namespace ui::paint;
using synthesis::Case;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

struct CaseWords {
    Text title;
    Text hint;
};
constexpr CaseWords case_words[] = {{Text::LabCaseSilentBurdened, Text::LabCaseSilentBurdenedHint},
                                    {Text::LabCaseHeardBurdened, Text::LabCaseHeardBurdenedHint},
                                    {Text::LabCaseHeardUnburdened, Text::LabCaseHeardUnburdenedHint},
                                    {Text::LabCaseSilentUnburdened, Text::LabCaseSilentUnburdenedHint},
                                    {Text::LabCaseUndecided, Text::LabCaseUndecidedHint},
                                    {Text::LabCaseNotTold, Text::LabCaseNotToldHint}};

bool is_burdened(Case value) {
    return value == Case::SilentBurdened || value == Case::HeardBurdened;
}
bool is_silent(Case value) {
    return value == Case::SilentBurdened || value == Case::SilentUnburdened;
}

/// Purple says what the index says, the size of the two shapes how much is heard; silence is dashed.
void case_tile(Rect box, Case value) {
    const Rect at = placed(box);
    if (value == Case::Undecided || value == Case::NotTold) {
        fill(box, ui::suppressed_fill, em(0.5f));
        if (value == Case::NotTold) hatch(box, ui::suppressed_hatch);
        dashed_outline(box, colours().line2, em(0.5f), 1.5f);
        return;
    }
    fill(box, colours().status[is_burdened(value) ? 3 : 0], em(0.5f));
    const float r = box.h * (is_silent(value) ? 0.1f : 0.21f);
    mark_at({at.centre().x - r * 1.15f, at.centre().y}, r / 1.1f, contribution::Kind::Need,
            contribution::Theme::Learning, {.is_plain = true});
    mark_at({at.centre().x + r * 1.15f, at.centre().y}, r, contribution::Kind::Resource,
            contribution::Theme::Learning, {.is_plain = true});
    if (is_silent(value))
        dashed_outline(box, value == Case::SilentBurdened ? 0xFFFFFFFF : colours().ink, em(0.5f), 2);
    else
        outline(box, colours().line2, em(0.5f), 1.5f);
}

void case_card(const Context& context, ui::Cut& cut, Case value, std::size_t areas) {
    const auto at = static_cast<std::size_t>(value);
    ui::Scope scope("case", at + 1);
    ui::Container item(ui::sem::Role::ListItem, "item");
    const std::string title = ui::words(case_words[at].title);
    const std::string hint = ui::words(case_words[at].hint);
    const bool is_first = value == Case::SilentBurdened;
    const bool is_chosen = context.state.chosen_case == static_cast<int>(at);
    const std::string first = is_first ? ui::words(Text::LabCaseFirst) : std::string();
    const float words_w = cut.rest().w - em(7.4f);
    const float first_h = is_first ? text_height(first, style::small_text, words_w) : 0;
    const float title_h = text_height(title, style::strong, words_w);
    const float hint_h = text_height(hint, style::small_text, words_w);
    const Rect box = cut.top(std::max(em(4), first_h + title_h + hint_h + em(1.4f)));
    cut.top(em(0.5f));
    // First by its words and by the dashed ink of silence; chosen looks as everywhere in the studio.
    surface(box, is_chosen ? colours().sun_tint : colours().surface, em(0.9f), Elevation::Raised);
    if (is_chosen)
        outline(box, colours().ink, em(0.9f), 2);
    else if (is_first)
        dashed_outline(box, colours().ink, em(0.9f), 2);
    case_tile({box.x + em(0.9f), box.y + (box.h - em(2.4f)) / 2, em(2.4f), em(2.4f)}, value);
    Rect words{box.x + em(4.1f), box.y + (box.h - first_h - title_h - hint_h) / 2, words_w, first_h};
    if (is_first) ui::paint::text(words, first, style::small_text, colours().ink2);
    words = {words.x, words.y + first_h, words_w, title_h};
    ui::paint::text(words, title, style::strong, colours().ink);
    ui::paint::text({words.x, words.y + title_h, words_w, hint_h}, hint, style::small_text, colours().ink2);
    const std::string number = ui::number(static_cast<double>(areas));
    text_line({box.right() - em(3.2f), box.y, em(2.3f), box.h}, number, style::h1, colours().ink, Align::End);
    if (ui::press("show", box, title + ". " + hint + " " + number, em(0.9f),
                  ui::sem::flag::Pressable | (is_chosen ? ui::sem::flag::Pressed : 0U), first)) {
        context.state.chosen_case = is_chosen ? -1 : static_cast<int>(at);
        ui::note_layout_changed();
    }
}

/// The rate with its interval, or its reason.
std::string coverage_words(const figures::ShownRate& rate) {
    if (!rate.per_1000) return words_of(rate);
    return ui::words(Text::LabCoverage, {{"n", ui::number(*rate.per_1000, 1)},
                                         {"low", ui::number(rate.low, 0)},
                                         {"high", ui::number(rate.high, 0)}});
}

std::string verdict_words(const synthesis::Verdict& verdict) {
    const std::string title = ui::words(case_words[static_cast<std::size_t>(verdict.value)].title);
    if (verdict.value != Case::NotTold) return title;
    return title + ": " + ui::words(verdict.reason == "no_index" ? Text::StudioNoClass : Text::StudioHidden);
}

void voices_table(const Context& context, const std::vector<VoiceRow>& rows, ui::Cut& cut, const Page& page) {
    const figures::ShownFigures& f = *context.model.figures;
    const int classes = f.index ? f.index->status_classes : 0;
    Table table;
    table.key = "voices";
    table.caption = ui::words(Text::LabTabVoices);
    table.columns = {
        {ui::words(Text::LabColumnArea), 0, false, {}},
        {ui::words(Text::LabColumnClass), 3.2f, false,
         [&](Rect cell, std::size_t row) {
             const float h = std::min(cell.h, em(1.9f));
             class_chip({cell.x, cell.y + (cell.h - h) / 2, em(2.4f), h}, rows[row].class_number, classes);
         }},
        {ui::words(Text::LabColumnCase), 9, false, {}},
        {ui::words(Text::LabColumnNeeds), 4.8f, true, {}},
        {ui::words(Text::LabColumnGood), 4.8f, true, {}},
        {ui::words(Text::LabColumnNeedsPro), 4.8f, true, {}},
        {ui::words(Text::LabColumnGoodPro), 4.8f, true, {}},
        {ui::words(Text::LabColumnCoverage), 8.6f, true, {}}};
    table.rows = rows.size();
    table.rows_shown = &context.state.rows_shown[static_cast<std::size_t>(View::Voices)];
    table.text = [&](std::size_t row, std::size_t column) -> std::string {
        const figures::ShownArea& area = f.areas[rows[row].area];
        switch (column) {
        case 0:
            return area.name;
        case 1:
            return rows[row].class_number > 0 ? ui::number(rows[row].class_number)
                                              : ui::words(Text::StudioNoClass);
        case 2:
            return verdict_words(rows[row].verdict);
        case 3:
            return words_of(area.needs.residents, f.minimum_count);
        case 4:
            return words_of(area.resources.residents, f.minimum_count);
        case 5:
            return words_of(area.needs.professionals, f.minimum_count);
        case 6:
            return words_of(area.resources.professionals, f.minimum_count);
        default:
            return coverage_words(area.per_1000);
        }
    };
    table.open = [&](std::size_t row) {
        context.actions.push_back(app::SelectArea{rows[row].area});
        context.state.view = View::Map;
        context.state.shows_own = false;
        ui::note_layout_changed();
    };
    table_ui(table, cut, [&](Rect r) { return page.shows(r); });
}

} // namespace

void voices_view_ui(const Context& context, Rect room) {
    Page page("voices-view", room, true);
    title_ui(page.side, "title", 2, ui::words(Text::LabTabVoices), ui::words(Text::LabVoicesLead));
    if (!context.model.figures || !context.state.quartier) {
        page.end_side();
        page.content.top(
            ui::paragraph("none", page.content.rest(),
                          ui::words(context.model.has_no_areas ? Text::StudioNoAreas : Text::AppLoading),
                          style::body, colours().ink2));
        return;
    }
    const figures::ShownFigures& f = *context.model.figures;
    const VoiceCases cases = voice_cases(f);
    {
        ui::Container list(ui::sem::Role::List, "cases", ui::words(Text::LabCases));
        for (std::size_t i = 0; i < std::size(case_words); ++i) {
            const auto value = static_cast<Case>(i);
            const auto n = std::count_if(cases.rows.begin(), cases.rows.end(),
                                         [&](const VoiceRow& row) { return row.verdict.value == value; });
            const bool is_of_four = i < 4;
            if (is_of_four || n > 0) case_card(context, page.side, value, static_cast<std::size_t>(n));
        }
    }
    page.end_side();
    std::vector<VoiceRow> rows;
    for (const VoiceRow& row : cases.rows) {
        if (context.state.chosen_case < 0 || static_cast<int>(row.verdict.value) == context.state.chosen_case)
            rows.push_back(row);
    }
    voices_table(context, rows, page.content, page);
    ui::Cut& foot = page.foot();
    foot.top(em(0.4f));
    download_ui(foot, "save", ui::words(Text::LabSaveVoices), "voices.csv", voices_csv(f, cases));
    foot.top(ui::paragraph("suppressed", foot.rest(),
                           ui::words(Text::LabSuppressed, {{"n", ui::number(f.minimum_count)}}),
                           style::small_text, colours().ink2) +
             em(0.4f));
    const std::string threshold = cases.threshold.low == cases.threshold.high
                                      ? ui::number(cases.threshold.low, 1)
                                      : ui::words(Text::StudioHidden);
    provenance_ui(*context.state.quartier, foot,
                  ui::words(Text::LabMethodCases,
                            {{"class", ui::number(cases.burdened_from)}, {"threshold", threshold}}));
    sources_ui(context.model, foot);
}

} // namespace anker::studio
