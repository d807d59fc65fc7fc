// SPDX-License-Identifier: Apache-2.0
#include "core/view/mark_counts.hpp"
#include "web/map/map_painter.hpp"
#include "web/studio/map_table.hpp"
#include "web/studio/page.hpp"
#include "web/studio/pieces.hpp"
#include "web/studio/views.hpp"
#include "web/studio/voice_figures.hpp"

#include <algorithm>
#include <cmath>

namespace anker::studio {

using namespace ui::paint;
using app::Actions;
using app::Model;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

/// With as many decimals as it has, at most two.
std::string short_number(double value) {
    int digits = 0;
    for (double rest = value; digits < 2 && std::abs(rest - std::round(rest)) > 1e-6; rest *= 10) ++digits;
    return ui::number(value, digits);
}

/// Colours of classes, voices as two shapes, the protected hatch: what the map says.
float legend_ui(const Model& model, const Dataset& data, Rect at) {
    const float top = at.y;
    const figures::ShownFigures& f = *model.figures;
    if (data.classes > 0) {
        at.y += ui::heading("legend", at, 2, ui::words(Text::StudioStatus), style::strong, colours().ink) +
                em(0.2f);
        const std::string which =
            data.date.empty()
                ? data.title
                : ui::words(Text::StudioAsOf, {{"name", data.title}, {"date", shown_date(data.date)}});
        at.y += ui::paragraph("which", at, which, style::small_text, colours().ink2) + em(0.4f);
        const int n = data.classes;
        const float w = at.w / static_cast<float>(n);
        const float h = em(1.7f);
        for (int k = 0; k < n; ++k) {
            const std::size_t step = ui::status_step(k + 1, n);
            const Rect cell{at.x + static_cast<float>(k) * w, at.y, w, h};
            fill(cell, colours().status[step]);
            const bool is_pale = (step < 3) != ui::look().is_dark;
            // Of many classes only the outer ones have room for their numbers.
            if (w >= em(1.5f) || k == 0 || k + 1 == n)
                ui::paint::text(cell, ui::number(k + 1), style::label, is_pale ? 0xFF3A3216 : 0xFFFFFFFF,
                                Align::Centre);
        }
        at.y += h + em(0.25f);
        const std::string low = ui::words(data.is_own ? Text::LabLow : Text::StudioLow);
        const std::string high = ui::words(data.is_own ? Text::LabHigh : Text::StudioHigh);
        text_line({at.x, at.y, at.w / 2, em(1.3f)}, low, style::small_text, colours().ink2);
        text_line({at.x + at.w / 2, at.y, at.w / 2, em(1.3f)}, high, style::small_text, colours().ink2,
                  Align::End);
        ui::spoken("classes", {at.x, at.y - h, at.w, h}, "1 " + low + ", " + std::to_string(n) + " " + high);
        at.y += em(1.7f);
    }
    at.y += em(0.3f);
    const map::VoiceScale scale = map::voice_scale(f);
    const float step_w = at.w / 3;
    const float shapes_h = 2.2f * scale.radius(scale.top);
    if (scale.top > 0)
        at.y += ui::heading("voices", at, 2,
                            ui::words(scale.is_per_1000 ? Text::StudioPer1000Long : Text::StudioVoices),
                            style::strong, colours().ink) +
                em(0.3f);
    for (int k = 0; scale.top > 0 && k < 3; ++k) {
        static constexpr double parts[] = {0.1, 0.4, 1};
        const double size = parts[k] * scale.top;
        const float r = scale.radius(size);
        const float x = at.x + static_cast<float>(k) * step_w;
        const ui::Point need = placed(Rect{x, at.y, 2.2f * r, shapes_h}).centre();
        const ui::Point resource = placed(Rect{x + 2.4f * r, at.y, 2 * r, shapes_h}).centre();
        mark_at(need, r / 1.1f, contribution::Kind::Need, contribution::Theme::Learning, {.is_plain = true});
        mark_at(resource, r, contribution::Kind::Resource, contribution::Theme::Learning, {.is_plain = true});
        text_line({x + 4.4f * r + em(0.3f), at.y, em(2.4f), shapes_h}, short_number(size), style::small_text,
                  colours().ink);
    }
    if (scale.top > 0) at.y += shapes_h + em(0.7f);
    const Rect swatch{at.x, at.y, em(2.2f), em(1.3f)};
    fill(swatch, ui::suppressed_fill, em(0.3f));
    hatch(swatch, ui::suppressed_hatch);
    at.y += ui::paragraph("protected", {at.x + em(2.9f), at.y, at.w - em(2.9f), em(1.3f)},
                          ui::words(Text::StudioProtected), style::small_text, colours().ink2) +
            em(0.9f);
    return at.y - top;
}

constexpr float counts_w_em = 6.4f;

/// In one line above its key, or with the key before it in as many lines as it needs.
float area_row_height(const std::string& key, const std::string& name, float width) {
    const float names_w = width - em(3.6f + counts_w_em);
    if (text_width(name, style::label) <= names_w) return em(3.5f);
    return std::max(em(3.5f), text_height(key + " " + name, style::small_text, names_w) + em(0.8f));
}

/// One area: its class, its name and both kinds of voices; a press opens it.
void area_row_ui(const Context& context, std::size_t i, Rect row) {
    const Model& model = context.model;
    const Dataset& data = *context.state.shown();
    const figures::ShownFigures& f = *model.figures;
    const float row_h = row.h;
    const figures::ShownArea& area = f.areas[i];
    ui::Scope scope("area", i + 1);
    ui::Container item(ui::sem::Role::ListItem, "item");
    const bool is_chosen = model.here.selected_area == i;
    surface(row, is_chosen ? colours().sun_tint : colours().surface, em(0.8f), Elevation::Raised);
    if (is_chosen) outline(row, colours().ink, em(0.8f), 2);
    const Rect chip{row.x + em(0.6f), row.y + (row_h - em(2.1f)) / 2, em(2.1f), em(2.1f)};
    const std::size_t at = data.find(area.key);
    const int status_class = at < data.areas.size() ? data.areas[at].class_number : 0;
    class_chip(chip, status_class, data.classes);
    const std::string spoken_class = status_class > 0
                                         ? ui::words(Text::StudioClass, {{"n", ui::number(status_class)}})
                                         : ui::words(Text::StudioNoClass);
    std::string spoken = area.name + ", " + spoken_class;
    const float numbers_w = em(counts_w_em);
    // The key stands on the map; a name that is too long for its line takes the second one as well.
    const Rect names{row.x + em(3.3f), row.y, row.w - em(3.6f) - numbers_w, row_h};
    if (text_width(area.name, style::label) > names.w) {
        ui::paint::text(names, area.key + " " + area.name, style::small_text, colours().ink);
    } else {
        text_line({names.x, names.y + em(0.45f), names.w, em(1.5f)}, area.name, style::label, colours().ink);
        text_line({names.x, names.y + em(1.8f), names.w, em(1.3f)}, area.key, style::small_text,
                  colours().ink2);
    }
    const auto pair = [&](float x, contribution::Kind kind, const figures::ShownCount& count) {
        const Rect p = placed(Rect{x, row.y + (row_h - em(1)) / 2, em(1), em(1)});
        mark_at(p.centre(), em(0.42f), kind, contribution::Theme::Learning, {.is_plain = true});
        if (!count.value && count.reason != disclosure::Reason::TooFew) {
            const Rect guarded{x + em(1.2f), row.y + (row_h - em(0.9f)) / 2, em(1.5f), em(0.9f)};
            fill(guarded, ui::suppressed_fill, em(0.2f));
            hatch(guarded, ui::suppressed_hatch);
            return;
        }
        text_line({x + em(1.2f), row.y, em(2.0f), row_h},
                  count.value ? ui::number(*count.value) : "<" + ui::number(f.minimum_count), style::label,
                  colour_of(kind));
    };
    pair(row.right() - numbers_w, contribution::Kind::Need, area.needs.residents);
    pair(row.right() - numbers_w / 2, contribution::Kind::Resource, area.resources.residents);
    spoken += ", " + words_of(area.needs.residents, f.minimum_count) + " " +
              ui::words(Text::ProjectorMissing) + ", " + words_of(area.resources.residents, f.minimum_count) +
              " " + ui::words(Text::ProjectorGood);
    if (ui::press("open", row, spoken, em(0.8f), is_chosen ? ui::sem::flag::Current : 0U))
        context.actions.push_back(app::SelectArea{i});
}

} // namespace

/// All areas from most to least burdened, each with its class and both kinds of voices. Works without the
/// map.
void area_list_ui(const Context& context, Rect column, bool has_panel_beside) {
    const Model& model = context.model;
    const Dataset& data = *context.state.shown();
    const figures::ShownFigures& f = *model.figures;
    const std::string lead = ui::words(Text::StudioLead);
    ui::Container region(ui::sem::Role::Region, "areas", ui::words(Text::StudioAreas));
    ui::Scroll scroll("scroll", column);
    ui::Cut cut(scroll.content().inset(em(1.4f), 0));
    cut.top(em(1.3f));
    own_banner_ui(context, cut);
    cut.top(ui::paragraph("lead", cut.rest(), lead, style::note, colours().ink2) + em(1.1f));
    cut.top(legend_ui(model, data, cut.rest()));
    const bool has_index = data.classes > 0;
    if (!has_index && !data.is_own) {
        const std::string why = f.index ? ui::words(Text::StudioIndexFault, {{"why", f.index->fault}})
                                        : ui::words(Text::StudioNoIndex);
        cut.top(ui::paragraph("no-index", cut.rest(), why, style::note, colours().ink2) + em(0.8f));
    }
    cut.top(ui::heading("rank", cut.rest(), 2, ui::words(has_index ? Text::StudioRank : Text::StudioAreas),
                        style::strong, colours().ink) +
            em(0.5f));
    std::vector<std::size_t> order(f.areas.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto rank_of = [&](std::size_t i) {
        const std::size_t at = data.find(f.areas[i].key);
        return at < data.areas.size() && data.areas[at].has_index ? data.areas[at].rank
                                                                  : static_cast<double>(f.areas.size() + 1);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rank_of(a) < rank_of(b); });
    {
        ui::Container list(ui::sem::Role::List, "rows", ui::words(Text::StudioAreas));
        for (const std::size_t i : order) {
            area_row_ui(context, i, cut.top(area_row_height(f.areas[i].key, f.areas[i].name, cut.rest().w)));
            cut.top(em(0.35f));
        }
    }
    cut.top(em(0.8f));
    if (row_button_ui(cut, "save", ui::words(Text::LabSaveMap), ui::Button::Quiet))
        save_file(file_name_from(data, "map"), "text/csv", map_csv(data));
    cut.top(em(0.2f));
    const std::string few = ui::words(Text::StudioFew, {{"n", ui::number(f.minimum_count)}});
    cut.top(ui::paragraph("few", cut.rest(), few, style::small_text, colours().ink2) + em(0.3f));
    if (!f.areas_version.empty()) {
        const std::string version = ui::words(Text::StudioVersion, {{"date", shown_date(f.areas_version)}});
        cut.top(ui::paragraph("version", cut.rest(), version, style::small_text, colours().ink2));
    }
    if (!has_panel_beside) sources_ui(model, cut);
    scroll.ends_at(cut.rest().y + em(1.5f));
}

void no_areas_ui(const Context& context, Rect column) {
    const Model& model = context.model;
    fill(column, colours().paper);
    ui::block_map("panel", column);
    ui::Scroll scroll("none-scroll", column);
    Rect at = scroll.content().inset(em(1.4f), em(1.4f));
    at.y +=
        ui::heading("none", at, 2, ui::words(Text::StudioNoAreasTitle), style::h1, colours().ink) + em(0.6f);
    at.y += ui::paragraph("none-words", at, ui::words(Text::StudioNoAreas), style::body, colours().ink2) +
            em(1.2f);
    const view::MarkCounts marks = view::count_marks(model.view.marks);
    const auto line_ui = [&](std::string_view key, contribution::Kind kind, std::uint32_t n, Text text) {
        const Rect p = placed(Rect{at.x, at.y, em(2), em(2)});
        mark_at(p.centre(), em(0.8f), kind, contribution::Theme::Learning, {.is_plain = true});
        const std::string words = ui::words(text, {{"n", ui::number(n)}});
        at.y += std::max(em(2), ui::paragraph(key, {at.x + em(2.7f), at.y + em(0.1f), at.w - em(2.7f), em(2)},
                                              words, style::h2, colour_of(kind))) +
                em(0.5f);
    };
    line_ui("needs", contribution::Kind::Need, marks.needs, Text::StudioNeedsN);
    line_ui("resources", contribution::Kind::Resource, marks.resources, Text::StudioResourcesN);
    ui::Cut cut(at);
    sources_ui(model, cut);
    scroll.ends_at(cut.rest().y + em(1.5f));
}

} // namespace anker::studio
