// SPDX-License-Identifier: Apache-2.0
#include "web/studio/pieces.hpp"

#include "web/studio/page.hpp"
#include "web/ui/sheet.hpp"

#include <algorithm>
#include <cmath>

namespace anker::studio {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

std::string shown_date(const std::string& iso) {
    if (iso.size() != 10) return iso;
    return ui::words(Text::StudioDate,
                     {{"y", iso.substr(0, 4)}, {"m", iso.substr(5, 2)}, {"d", iso.substr(8)}});
}

std::string signed_number(double value, int digits) {
    if (indicator::is_missing(value)) return "–";
    const double step = std::pow(10.0, -digits);
    if (std::abs(value) < step / 2) return ui::number(0, digits);
    return (value >= 0 ? "+" : "−") + ui::number(std::abs(value), digits);
}

std::string number_or_dash(double value, int digits) {
    return indicator::is_missing(value) ? "–" : ui::number(value, digits);
}

std::string unit_value(double value, std::string_view unit) {
    if (indicator::is_missing(value)) return "–";
    if (unit == "percent") return ui::number(value, 1) + " %";
    return ui::number(value, 1);
}

std::string class_words(const DataArea& area) {
    if (area.class_number == 0) return "–";
    const std::string number = ui::number(area.class_number);
    const std::string own = recipe_class_words(area);
    return own.empty() ? number : number + " " + own;
}

std::string recipe_class_words(const DataArea& area) {
    if (area.class_code.empty()) return area.class_name;
    const std::string code = ui::words(Text::StudioClassInRecipe, {{"code", area.class_code}});
    return area.class_name.empty() ? code : area.class_name + ", " + code;
}

std::string left_out_words(const DataArea& area) {
    switch (area.left_out) {
    case index::Exclusion::SmallPopulation:
        return ui::words(Text::StudioExcludedSmall);
    case index::Exclusion::MissingValue:
        return ui::words(area.is_value_withheld ? Text::StudioExcludedProtected
                                                : Text::StudioExcludedMissing);
    case index::Exclusion::ByDecision:
        return ui::words(Text::StudioExcludedDecision);
    case index::Exclusion::None:
        break;
    }
    return ui::words(Text::StudioNotInIndex);
}

std::string name_with_reason(const DataArea& area) {
    return ui::words(Text::LabNameWithReason, {{"name", area.name}, {"reason", left_out_words(area)}});
}

void class_chip(Rect box, int class_number, int classes) {
    const float radius = std::min(em(0.5f), box.h / 3);
    if (class_number <= 0) {
        fill(box, ui::suppressed_fill, radius);
        hatch(box, ui::suppressed_hatch);
        return;
    }
    const std::size_t step = ui::status_step(class_number, classes);
    fill(box, colours().status[step], radius);
    const bool is_pale = (step < 3) != ui::look().is_dark;
    ui::paint::text(box, ui::number(class_number), style::strong, is_pale ? 0xFF3A3216 : 0xFFFFFFFF,
                    Align::Centre);
}

// ---- page ----

namespace {

Rect column_of(Rect content) {
    const float margin = ui::is_wide() ? em(2) : em(1.1f);
    return content.inset(margin, 0);
}

/// Paper under the page, before its scroll container begins.
Rect prepared(std::string_view key, Rect room) {
    fill(room, colours().paper);
    ui::Scope scope("ground");
    ui::block_map(key, room);
    return room;
}

} // namespace

Page::Page(std::string_view key, Rect room, bool has_side)
    : side(room), content(room), m_scroll(key, prepared(key, room)), m_is_stacked(room.w < em(82)) {
    Rect all = column_of(m_scroll.content());
    all.y += em(1.6f);
    const float side_w = em(21);
    const float most = em(78);
    if (m_is_stacked || !has_side) {
        all.w = std::min(all.w, most);
        content = ui::Cut(all);
        all.w = std::min(all.w, em(36));
        side = ui::Cut(all);
        return;
    }
    side = ui::Cut({all.x, all.y, side_w, all.h});
    content = ui::Cut({all.x + side_w + em(2.6f), all.y, std::min(all.w - side_w - em(2.6f), most), all.h});
}

void Page::end_side() {
    if (m_is_stacked) {
        content.top(side.rest().y - content.rest().y + em(1.2f));
    }
}

Page::~Page() {
    m_scroll.ends_at(std::max(content.rest().y, side.rest().y) + em(2.5f));
}

void title_ui(ui::Cut& cut, std::string_view key, int level, std::string_view title, std::string_view lead) {
    ui::Scope scope(key);
    cut.top(ui::heading("title", cut.rest(), level, title, level == 2 ? style::h1 : style::strong,
                        colours().ink) +
            em(0.35f));
    if (!lead.empty())
        cut.top(ui::paragraph("lead", cut.rest(), lead, level == 2 ? style::note : style::small_text,
                              colours().ink2) +
                em(0.8f));
}

void own_banner_ui(const Context& context, ui::Cut& cut) {
    if (!context.state.shows_own || !context.state.own) return;
    ui::Container region(ui::sem::Role::Region, "own", ui::words(Text::LabTabOwn));
    const std::string words = ui::words(Text::LabOwnBanner, {{"name", context.state.own->title}});
    const std::string back = ui::words(Text::LabBackToQuartier);
    const float button_w = std::min(text_width(back, style::label) + em(2), cut.rest().w - em(2));
    const float inner = cut.rest().w - em(2);
    const bool is_beside = inner > button_w + em(18);
    const float words_w = is_beside ? inner - button_w - em(1) : inner;
    const float words_h = text_height(words, style::note, words_w);
    const Rect box = cut.top(is_beside ? std::max(words_h, em(2.75f)) + em(1.4f) : words_h + em(5.2f));
    cut.top(em(1.2f));
    fill(box, colours().sun_tint, em(0.9f));
    const Rect in = box.inset(em(1), em(0.7f));
    ui::paragraph("words", {in.x, is_beside ? in.y + (in.h - words_h) / 2 : in.y, words_w, words_h}, words,
                  style::note, colours().ink);
    const Rect at = is_beside
                        ? Rect{in.right() - button_w, in.y + (in.h - em(2.75f)) / 2, button_w, em(2.75f)}
                        : Rect{in.x, in.bottom() - em(2.75f), button_w, em(2.75f)};
    if (ui::button("back", at, ui::Button::Surface, back)) {
        context.state.shows_own = false;
        ui::note_layout_changed();
    }
}

void provenance_ui(const Dataset& data, ui::Cut& cut, std::string_view method) {
    ui::Container region(ui::sem::Role::Region, "provenance", ui::words(Text::LabProvenance));
    cut.top(em(0.9f));
    cut.top(
        ui::heading("title", cut.rest(), 3, ui::words(Text::LabProvenance), style::strong, colours().ink) +
        em(0.3f));
    if (!data.title.empty()) {
        std::string line =
            data.date.empty()
                ? data.title
                : ui::words(Text::StudioAsOf, {{"name", data.title}, {"date", shown_date(data.date)}});
        if (!data.source.empty()) line += ". " + data.source;
        cut.top(ui::paragraph("source", cut.rest(), line, style::small_text, colours().ink2) + em(0.35f));
    }
    cut.top(ui::paragraph("method", cut.rest(), method, style::small_text, colours().ink2) + em(0.35f));
    if (data.is_own)
        cut.top(ui::paragraph("not-agreed", cut.rest(), ui::words(Text::LabNotAgreed), style::small_text,
                              colours().ink2) +
                em(0.35f));
}

bool row_button_ui(ui::Cut& cut, std::string_view key, std::string_view words, ui::Button kind,
                   std::string_view disabled_because) {
    const Style text_style = kind == ui::Button::Primary ? style::button : style::label;
    const float w = std::min(cut.rest().w, text_width(words, text_style) + em(2.6f));
    const float h = std::max(em(kind == ui::Button::Primary ? 3.1f : 2.75f),
                             text_height(words, text_style, w - em(1.3f)) + em(1));
    const Rect row = cut.top(h);
    cut.top(em(0.5f));
    ui::ButtonOptions options;
    options.description = disabled_because;
    if (!disabled_because.empty()) options.flags = ui::sem::flag::Disabled;
    return ui::button(key, {row.x, row.y, w, h}, kind, words, options);
}

std::string file_name_from(const Dataset& data, std::string_view what) {
    std::string stem = data.values.name.empty() ? std::string("index") : data.values.name;
    if (const std::size_t dot = stem.rfind('.'); dot != std::string::npos && dot > 0) stem.erase(dot);
    return stem + "-" + std::string(what) + ".csv";
}

void download_ui(ui::Cut& cut, std::string_view key, std::string_view words, std::string_view file_name,
                 std::string_view bytes) {
    if (row_button_ui(cut, key, words, ui::Button::Quiet)) save_file(file_name, "text/csv", bytes);
}

bool job_ui(const Context& context, ui::Cut& cut, std::string_view job, bool is_own, Text what) {
    State& state = context.state;
    ui::Scope scope(job);
    if (state.is_working(job, is_own)) {
        const bool is_this = state.work.id != 0 && state.work.job == job && state.work.is_own == is_own;
        const float part =
            is_this && state.work.total > 0 ? static_cast<float>(state.work.done / state.work.total) : 0.0f;
        std::string words = ui::words(what);
        if (part > 0) words += " " + ui::number(part * 100.0) + " %";
        cut.top(ui::paragraph("what", cut.rest(), words, style::note, colours().ink) + em(0.5f));
        ui::progress("bar", cut.top(em(0.6f)), ui::words(what), part);
        cut.top(em(0.7f));
        if (row_button_ui(cut, "stop", ui::words(Text::LabCancel), ui::Button::Quiet))
            state.cancel(job, is_own);
        cut.top(em(0.4f));
        return true;
    }
    const std::optional<Dataset>& data = is_own ? state.own : state.quartier;
    if (!data) return false;
    const auto fault = data->faults.find(job);
    if (fault == data->faults.end()) return false;
    complaint_ui(state, cut, fault->second);
    return true;
}

void complaint_ui(State& state, ui::Cut& cut, const Complaint& complaint) {
    if (complaint.empty()) return;
    ui::Scope scope("complaint");
    const float inner = cut.rest().w - em(2);
    const bool has_detail = !complaint.detail.empty();
    const bool is_open = has_detail && state.open_detail == complaint.detail;
    const float h = text_height(complaint.text, style::note, inner);
    const float gap = em(0.4f);
    const float button_h = has_detail ? em(2.6f) + gap : 0;
    const float detail_h = is_open ? text_height(complaint.detail, style::small_text, inner) + gap : 0;
    const Rect box = cut.top(h + button_h + detail_h + em(1.4f));
    cut.top(em(0.9f));
    fill(box, colours().surface, em(0.8f));
    outline(box, colours().err, em(0.8f), 2);
    const Rect in = box.inset(em(1), em(0.7f));
    ui::paragraph("fault", in, complaint.text, style::note, colours().ink);
    if (!has_detail) return;
    const std::string words = ui::words(Text::FaultDetail);
    ui::ButtonOptions options;
    options.flags = ui::sem::flag::Expandable | (is_open ? ui::sem::flag::Expanded : 0U);
    options.icon = is_open ? ui::Icon::Close : ui::Icon::Chevron;
    options.trailing_icon = true;
    const float button_w = std::min(inner, text_width(words, style::label) + em(3.4f));
    if (ui::button("detail", {in.x - em(0.35f), in.y + h + gap, button_w, button_h - gap}, ui::Button::Plain,
                   words, options)) {
        state.open_detail = is_open ? std::string() : complaint.detail;
        ui::note_layout_changed();
    }
    if (is_open)
        ui::quotation("english", {in.x, in.y + h + button_h + gap, inner, detail_h}, complaint.detail, "en",
                      style::small_text, colours().ink2);
}

} // namespace anker::studio
