// SPDX-License-Identifier: Apache-2.0
#include "core/view/mark_counts.hpp"
#include "web/map/map_painter.hpp"
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"
#include "web/ui/sheet.hpp"

#include <algorithm>
#include <cmath>

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

/// A shown number, or its reason in words: never a hint of the true value.
std::string words_of(const figures::ShownCount& count, std::uint32_t minimum) {
    if (count.value) return ui::number(*count.value);
    if (count.reason == disclosure::Reason::TooFew)
        return ui::words(Text::StudioUnder, {{"n", ui::number(minimum)}});
    return ui::words(Text::StudioHidden);
}

std::string words_of(const figures::ShownRate& rate) {
    if (rate.per_1000) return ui::number(*rate.per_1000, 1);
    const bool is_known =
        rate.reason != disclosure::Reason::None && rate.reason != disclosure::Reason::Unknown;
    return is_known ? ui::words(Text::StudioHidden) : "–";
}

/// A year stays as it is; the day of a full date stands where readers of the language expect it.
std::string shown_date(const std::string& iso) {
    if (iso.size() != 10) return iso;
    return ui::words(Text::StudioDate,
                     {{"y", iso.substr(0, 4)}, {"m", iso.substr(5, 2)}, {"d", iso.substr(8)}});
}

std::string signed_number(double value) {
    return (value >= 0 ? "+" : "−") + ui::number(std::abs(value), 2);
}

/// With as many decimals as it has, at most two.
std::string short_number(double value) {
    int digits = 0;
    for (double rest = value; digits < 2 && std::abs(rest - std::round(rest)) > 1e-6; rest *= 10) ++digits;
    return ui::number(value, digits);
}

/// Who published what is seen here, with licence and date: statistics without them are hearsay.
void sources_ui(const Model& model, ui::Cut& cut) {
    using quartier::DatasetKind;
    static constexpr std::pair<DatasetKind, Text> kinds[] = {
        {DatasetKind::Areas, Text::StudioAreas},
        {DatasetKind::Indicators, Text::StudioSourceFigures},
        {DatasetKind::PublishedIndex, Text::StudioSourceIndex},
        {DatasetKind::BaseMap, Text::StudioSourceMap}};
    std::vector<std::string> lines;
    for (const auto& [kind, what] : kinds) {
        const auto found = model.view.quartier.datasets.find(kind);
        if (found == model.view.quartier.datasets.end() || found->second.source.empty()) continue;
        const quartier::Dataset& d = found->second;
        const std::string source = d.licence.empty() ? d.source : d.source + " (" + d.licence + ")";
        lines.push_back(
            ui::words(d.version.empty() ? Text::StudioSourceLine : Text::StudioSourceDated,
                      {{"what", ui::words(what)}, {"source", source}, {"date", shown_date(d.version)}}));
    }
    for (const std::string& source : model.access.sources) {
        lines.push_back(
            ui::words(Text::StudioSourceLine,
                      {{"what", ui::words(Text::StudioSourceContributions)}, {"source", source}}));
    }
    if (lines.empty()) return;
    ui::Scope scope("sources", 1);
    cut.top(em(0.9f));
    cut.top(
        ui::heading("title", cut.rest(), 3, ui::words(Text::StudioSources), style::strong, colours().ink) +
        em(0.3f));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        ui::Scope line_scope("line", i + 1);
        cut.top(ui::paragraph("source", cut.rest(), lines[i], style::small_text, colours().ink2) + em(0.35f));
    }
}

std::string unit_value(double value, std::string_view unit) {
    if (indicator::is_missing(value)) return "–";
    if (unit == "percent") return ui::number(value, 1) + " %";
    return ui::number(value, 1);
}

void header_ui(const Model& model, Rect bar, Actions& actions) {
    ui::Container banner(ui::sem::Role::Banner, "top");
    fill(bar, colours().paper);
    line({bar.x, bar.bottom()}, {bar.right(), bar.bottom()}, colours().line, 1);
    ui::block_map("bar", bar);
    ui::Cut row(bar.inset(em(1.4f), em(0.8f)));
    brand_ui(row.start(row.rest().h));
    row.start(em(0.9f));
    const Rect view_box = row.end(row.rest().h);
    if (ui::icon_button("view", view_box, ui::Icon::Menu, ui::words(Text::HomeView), ui::Button::Quiet))
        actions.push_back(app::Go{app::Screen::Settings});
    row.end(em(0.8f));
    if (model.is_session_open()) {
        const std::string add = ui::words(Text::StudioAdd);
        const float w = std::min(text_width(add, style::label) + em(4), row.rest().w * 0.5f);
        if (ui::is_wide() && ui::button("add", row.end(w), ui::Button::Quiet, add, {.icon = ui::Icon::Plus}))
            actions.push_back(app::StartMark{contribution::Kind::Need});
        row.end(em(0.8f));
    }
    if (model.access.is_example) {
        const std::string example = ui::words(Text::AppExample);
        const float w = text_width(example, style::label) + em(1.6f);
        if (row.rest().w > w + em(12)) {
            const Rect chip = row.end(w).inset(0, em(0.25f));
            fill(chip, colours().sun_tint, em(0.6f));
            ui::paint::text(chip, example, style::label, colours().ink, Align::Centre);
            ui::spoken("example", chip, example);
            row.end(em(0.8f));
        }
    }
    const std::string title = model.access.quartier_name;
    ui::sem::Node& heading = ui::sem::add(ui::sem::Role::Heading, ui::node_id("title"));
    heading.level = 1;
    heading.name = title + ", " + ui::words(Text::StudioTitle);
    const float title_w = std::min(text_width(title, style::h2) + 1, row.rest().w);
    text_line(row.start(title_w), title, style::h2, colours().ink);
    row.start(em(0.8f));
    if (row.rest().w > em(6))
        text_line(row.rest(), ui::words(Text::StudioTitle), style::note, colours().ink2);
}

/// Colours of classes, voices as two shapes, the protected hatch: what the map says.
float legend_ui(const Model& model, Rect at) {
    const float top = at.y;
    const figures::ShownFigures& f = *model.figures;
    if (f.index && f.index->fault.empty() && f.index->status_classes > 0) {
        at.y += ui::heading("legend", at, 2, ui::words(Text::StudioStatus), style::strong, colours().ink) +
                em(0.2f);
        const std::string which =
            ui::words(Text::StudioAsOf, {{"name", f.index->name}, {"date", shown_date(f.index->date)}});
        at.y += ui::paragraph("which", at, which, style::small_text, colours().ink2) + em(0.4f);
        const int n = f.index->status_classes;
        const float w = at.w / static_cast<float>(n);
        const float h = em(1.7f);
        for (int k = 0; k < n; ++k) {
            const std::uint32_t colour =
                colours().status[n == 4 ? std::array{0, 1, 3, 4}[static_cast<std::size_t>(k)]
                                        : std::min(k * 5 / n, 4)];
            const Rect cell{at.x + static_cast<float>(k) * w, at.y, w, h};
            fill(cell, colour);
            const bool is_pale = (k * 2 < n) != ui::look().is_dark;
            ui::paint::text(cell, ui::number(k + 1), style::label, is_pale ? 0xFF3A3216 : 0xFFFFFFFF,
                            Align::Centre);
        }
        at.y += h + em(0.25f);
        const std::string low = ui::words(Text::StudioLow);
        const std::string high = ui::words(Text::StudioHigh);
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
void area_row_ui(const Model& model, std::size_t i, Rect row, Actions& actions) {
    const figures::ShownFigures& f = *model.figures;
    const float row_h = row.h;
    const figures::ShownArea& area = f.areas[i];
    ui::Scope scope("area", i + 1);
    ui::Container item(ui::sem::Role::ListItem, "item");
    const bool is_chosen = model.here.selected_area == i;
    surface(row, is_chosen ? colours().sun_tint : colours().surface, em(0.8f), Elevation::Raised);
    if (is_chosen) outline(row, colours().ink, em(0.8f), 2);
    const Rect chip{row.x + em(0.6f), row.y + (row_h - em(2.1f)) / 2, em(2.1f), em(2.1f)};
    const int status_class = area.index ? area.index->status_class : 0;
    std::string spoken = area.name;
    const float numbers_w = em(counts_w_em);
    if (status_class > 0) {
        const int n = f.index->status_classes;
        const int step = n == 4 ? std::array{0, 1, 3, 4}[static_cast<std::size_t>(status_class - 1)]
                                : std::min((status_class - 1) * 5 / n, 4);
        fill(chip, colours().status[step], em(0.5f));
        const bool is_pale = ((status_class - 1) * 2 < n) != ui::look().is_dark;
        ui::paint::text(chip, ui::number(status_class), style::strong, is_pale ? 0xFF3A3216 : 0xFFFFFFFF,
                        Align::Centre);
        spoken += ", " + ui::words(Text::StudioClass, {{"n", ui::number(status_class)}});
    } else {
        fill(chip, ui::suppressed_fill, em(0.5f));
        hatch(chip, ui::suppressed_hatch);
        spoken += ", " + ui::words(Text::StudioNoClass);
    }
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
        actions.push_back(app::SelectArea{i});
}

/// All areas from most to least burdened, each with its class and both kinds of voices. Works without the
/// map.
void area_list_ui(const Model& model, Rect column, bool has_panel_beside, Actions& actions) {
    const figures::ShownFigures& f = *model.figures;
    const std::string lead = ui::words(Text::StudioLead);
    ui::Container region(ui::sem::Role::Region, "areas", ui::words(Text::StudioAreas));
    ui::Scroll scroll("scroll", column);
    ui::Cut cut(scroll.content().inset(em(1.4f), 0));
    cut.top(em(1.3f));
    cut.top(ui::paragraph("lead", cut.rest(), lead, style::note, colours().ink2) + em(1.1f));
    cut.top(legend_ui(model, cut.rest()));
    const bool has_index = f.index && f.index->fault.empty();
    if (!has_index) {
        const std::string why = f.index ? ui::words(Text::StudioIndexFault, {{"why", f.index->fault}})
                                        : ui::words(Text::StudioNoIndex);
        cut.top(ui::paragraph("no-index", cut.rest(), why, style::note, colours().ink2) + em(0.8f));
    }
    cut.top(ui::heading("rank", cut.rest(), 2, ui::words(has_index ? Text::StudioRank : Text::StudioAreas),
                        style::strong, colours().ink) +
            em(0.5f));
    std::vector<std::size_t> order(f.areas.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    // What a high published value means is seen in its classes.
    double lowest = 0;
    double highest = 0;
    for (const figures::ShownArea& area : f.areas) {
        if (!area.index || indicator::is_missing(area.index->status)) continue;
        if (area.index->status_class == 1) lowest = area.index->status;
        if (f.index && area.index->status_class == f.index->status_classes) highest = area.index->status;
    }
    const double sign = highest < lowest ? -1 : 1;
    const auto burden = [&](std::size_t i) {
        const auto& index = f.areas[i].index;
        return index && index->status_class > 0
                   ? static_cast<double>(index->status_class) * 1000 +
                         (indicator::is_missing(index->status) ? 0 : sign * index->status)
                   : -1.0;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return burden(a) > burden(b); });
    {
        ui::Container list(ui::sem::Role::List, "rows", ui::words(Text::StudioAreas));
        for (const std::size_t i : order) {
            area_row_ui(model, i, cut.top(area_row_height(f.areas[i].key, f.areas[i].name, cut.rest().w)),
                        actions);
            cut.top(em(0.35f));
        }
    }
    cut.top(em(0.8f));
    const std::string few = ui::words(Text::StudioFew, {{"n", ui::number(f.minimum_count)}});
    cut.top(ui::paragraph("few", cut.rest(), few, style::small_text, colours().ink2) + em(0.3f));
    if (!f.areas_version.empty()) {
        const std::string version = ui::words(Text::StudioVersion, {{"date", shown_date(f.areas_version)}});
        cut.top(ui::paragraph("version", cut.rest(), version, style::small_text, colours().ink2));
    }
    if (!has_panel_beside) sources_ui(model, cut);
    scroll.ends_at(cut.rest().y + em(1.5f));
}

/// A bar to either side of nought: what one indicator adds to the index.
void part_bar_ui(Rect box, double value, double largest) {
    const float middle = box.x + box.w * 0.3f;
    const float reach = (value >= 0 ? box.w * 0.7f : box.w * 0.3f) *
                        static_cast<float>(std::min(1.0, std::abs(value) / std::max(largest, 0.001)));
    const Rect bar{value >= 0 ? middle : middle - reach, box.y + box.h * 0.2f, reach, box.h * 0.6f};
    fill(bar, value >= 0 ? colours().status[3] : 0xFF9DB3C9, em(0.2f));
    line({middle, box.y}, {middle, box.bottom()}, colours().line2, 1.5f);
}

/// Needs or resources by theme and perspective as a real table.
float theme_table_ui(const figures::ShownKind& kind, contribution::Kind which, std::uint32_t minimum,
                     Rect at) {
    const float top = at.y;
    const std::string title =
        ui::words(which == contribution::Kind::Need ? Text::StudioMissing : Text::StudioGood);
    ui::Scope scope(which == contribution::Kind::Need ? "needs" : "resources");
    at.y += ui::heading("title", at, 3, title, style::strong, colour_of(which)) + em(0.3f);
    ui::Container table(ui::sem::Role::Table, "table", title);
    const float column = em(4.6f);
    const auto cell = [](ui::sem::Role role, std::string_view key, std::string_view text) {
        ui::sem::add(role, ui::node_id(key)).name = text;
    };
    {
        ui::Container row(ui::sem::Role::TableRow, "head");
        cell(ui::sem::Role::ColumnHeader, "theme", ui::words(Text::StudioTheme));
        cell(ui::sem::Role::ColumnHeader, "residents", ui::words(Text::StudioResidents));
        cell(ui::sem::Role::ColumnHeader, "professionals", ui::words(Text::StudioProfessionals));
        text_line({at.right() - 2 * column, at.y, column, em(1.4f)}, ui::words(Text::StudioResidents),
                  style::small_text, colours().ink2, Align::End);
        text_line({at.right() - column, at.y, column, em(1.4f)}, ui::words(Text::StudioProfessionals),
                  style::small_text, colours().ink2, Align::End);
        at.y += em(1.6f);
    }
    const auto row_ui = [&](std::string_view name, const figures::ShownCount& residents,
                            const figures::ShownCount& professionals, ui::paint::Style text_style) {
        ui::Container row(ui::sem::Role::TableRow, "cells");
        const float h = em(1.95f);
        text_line({at.x + em(2.3f), at.y, at.w - em(2.5f) - 2 * column, h}, name, text_style, colours().ink);
        cell(ui::sem::Role::RowHeader, "theme", name);
        std::size_t p = 0;
        for (const figures::ShownCount* count : {&residents, &professionals}) {
            const std::string value = words_of(*count, minimum);
            text_line({at.right() - static_cast<float>(2 - p) * column, at.y, column, h}, value,
                      count->value ? style::label : style::small_text,
                      count->value ? colours().ink : colours().ink2, Align::End);
            cell(ui::sem::Role::Cell, p == 0 ? "residents" : "professionals", value);
            ++p;
        }
        at.y += h;
    };
    for (std::size_t t = 0; t < contribution::theme_count; ++t) {
        const auto& pair = kind.themes[t];
        const bool is_zero = pair[0].value && *pair[0].value == 0 && pair[1].value && *pair[1].value == 0;
        if (is_zero) continue;
        ui::Scope row_scope("row", t + 1);
        const auto theme = static_cast<contribution::Theme>(t);
        mark({at.x, at.y + em(0.05f), em(1.7f), em(1.7f)}, which, theme);
        row_ui(ui::words(text_of(theme)), pair[0], pair[1], style::note);
    }
    line({at.x, at.y}, {at.right(), at.y}, colours().line, 1);
    ui::Scope sum_scope("sum");
    row_ui(ui::words(Text::StudioAllThemes), kind.residents, kind.professionals, style::label);
    return at.y - top + em(1);
}

/// Why the area has its class: what each indicator adds or takes away, and their sum.
void parts_ui(const Model& model, const figures::ShownArea& area, ui::Cut& cut) {
    const figures::ShownFigures& f = *model.figures;
    const std::string why = ui::words(Text::StudioWhy, {{"n", ui::number(area.index->status_class)}});
    cut.top(ui::heading("why", cut.rest(), 3, why, style::strong, colours().ink) + em(0.3f));
    double largest = 0.5;
    double sum = 0;
    for (const index::Part& part : area.index->parts) {
        largest = std::max(largest, std::abs(part.weighted));
        sum += part.weighted;
    }
    {
        ui::Container list(ui::sem::Role::List, "parts", why);
        for (std::size_t i = 0; i < area.index->parts.size(); ++i) {
            const index::Part& part = area.index->parts[i];
            const std::string name = i < f.index->components.size() ? f.index->components[i] : std::string();
            const std::string_view unit =
                i < f.index->units.size() ? std::string_view(f.index->units[i]) : std::string_view();
            ui::Scope part_scope("part", i + 1);
            ui::Container item(ui::sem::Role::ListItem, "item");
            const float name_w = cut.rest().w * 0.42f;
            const float h = std::max(em(2.0f), text_height(name, style::small_text, name_w) + em(0.5f));
            const Rect row = cut.top(h);
            ui::paint::text({row.x, row.y, name_w, h}, name, style::small_text, colours().ink);
            part_bar_ui(
                {row.x + name_w + em(0.5f), row.y + (h - em(1.1f)) / 2, row.w - name_w - em(8.2f), em(1.1f)},
                part.weighted, largest);
            text_line({row.right() - em(7.4f), row.y, em(3.9f), h}, unit_value(part.value, unit),
                      style::small_text, colours().ink2, Align::End);
            const std::string weighted = signed_number(part.weighted);
            text_line({row.right() - em(3.3f), row.y, em(3.3f), h}, weighted, style::label, colours().ink,
                      Align::End);
            ui::spoken("words", row, name + ": " + unit_value(part.value, unit) + ", " + weighted);
        }
    }
    const std::string sum_words = ui::words(Text::StudioSum, {{"sum", signed_number(sum)}});
    cut.top(ui::paragraph("sum", cut.rest(), sum_words, style::small_text, colours().ink2) + em(1.1f));
}

void area_panel_ui(const Model& model, Rect column) {
    const figures::ShownFigures& f = *model.figures;
    ui::Container region(ui::sem::Role::Region, "area", ui::words(Text::StudioVoices));
    fill(column, colours().paper);
    line({column.x, column.y}, {column.x, column.bottom()}, colours().line, 1);
    ui::block_map("panel", column);
    if (model.here.selected_area >= f.areas.size()) {
        ui::Scroll scroll("choose-scroll", column);
        ui::Cut cut(scroll.content().inset(em(1.5f), 0));
        cut.top(em(1.6f));
        cut.top(
            ui::paragraph("choose", cut.rest(), ui::words(Text::StudioChoose), style::body, colours().ink2));
        sources_ui(model, cut);
        scroll.ends_at(cut.rest().y + em(1.5f));
        return;
    }
    const figures::ShownArea& area = f.areas[model.here.selected_area];
    ui::Scope scope("selected", model.here.selected_area + 1);
    ui::Scroll scroll("scroll", column);
    ui::Cut cut(scroll.content().inset(em(1.5f), 0));
    cut.top(em(1.3f));
    const std::string key = ui::words(Text::StudioArea, {{"key", area.key}});
    cut.top(ui::paragraph("key", cut.rest(), key, style::small_text, colours().ink2));
    cut.top(ui::heading("name", cut.rest(), 2, area.name, style::display, colours().ink));
    const std::string people = indicator::is_missing(area.population)
                                   ? ui::words(Text::StudioPeopleUnknown)
                                   : ui::words(Text::StudioPeople, {{"n", ui::number(area.population)}});
    cut.top(ui::paragraph("people", cut.rest(), people, style::note, colours().ink2) + em(0.9f));

    std::string index_value = "–";
    std::string index_note = ui::words(f.index ? Text::StudioNotInIndex : Text::StudioNoIndex);
    if (area.index) {
        switch (area.index->exclusion) {
        case index::Exclusion::SmallPopulation:
            index_note = ui::words(Text::StudioExcludedSmall);
            break;
        case index::Exclusion::MissingValue:
            index_note = ui::words(Text::StudioExcludedMissing);
            break;
        case index::Exclusion::ByDecision:
            index_note = ui::words(Text::StudioExcludedDecision);
            break;
        case index::Exclusion::None:
            index_value = ui::words(Text::StudioClass, {{"n", ui::number(area.index->status_class)}});
            index_note = ui::words(Text::StudioValueN, {{"n", signed_number(area.index->status)}});
            if (area.index->dynamics_class > 0) {
                const Text change = area.index->dynamics_class == 1 ? Text::StudioImproving
                                    : area.index->dynamics_class == f.index->dynamics_classes
                                        ? Text::StudioWorsening
                                        : Text::StudioStable;
                index_note = ui::words(change);
            }
            break;
        }
    }
    std::string rate_note =
        f.per_1000.per_1000 ? ui::words(Text::StudioQuartier, {{"n", ui::number(*f.per_1000.per_1000, 1)}})
                            : std::string();
    if (area.per_1000.per_1000) {
        rate_note = ui::words(Text::StudioBetween, {{"low", ui::number(area.per_1000.low, 0)},
                                                    {"high", ui::number(area.per_1000.high, 0)}}) +
                    (rate_note.empty() ? "" : ". " + rate_note);
    } else if (area.per_1000.reason == disclosure::Reason::TooFew) {
        rate_note = ui::words(Text::StudioRateFew, {{"n", ui::number(f.minimum_count)}}) +
                    (rate_note.empty() ? "" : ". " + rate_note);
    }

    // Two numbers of equal rank: index and voices. Neither enters the other.
    constexpr Style note_style{0.8125f, 1.2f, 500};
    const float half = (cut.rest().w - em(0.7f)) / 2;
    const float note_w = half - em(2);
    const float note_h =
        std::max(text_height(index_note, note_style, note_w), text_height(rate_note, note_style, note_w));
    const Rect pair = cut.top(std::max(em(6.6f), em(4.8f) + note_h));
    cut.top(em(1.1f));
    const auto tile = [&](std::string_view tile_key, Rect box, std::string_view label, std::string_view value,
                          std::string_view note, std::uint32_t hue) {
        surface(box, colours().surface, em(0.9f), Elevation::Raised);
        fill({box.x, box.y + em(0.9f), em(0.28f), box.h - em(1.8f)}, hue, em(0.14f));
        const Rect in = box.inset(em(1), em(0.7f));
        text_line({in.x, in.y, in.w, em(1.3f)}, label, style::small_text, colours().ink2);
        text_line({in.x, in.y + em(1.3f), in.w, em(2.1f)}, value, style::display, colours().ink);
        ui::paint::text({in.x, in.y + em(3.4f), in.w, in.h - em(3.4f)}, note, note_style, colours().ink2);
        ui::spoken(tile_key, box, std::string(label) + ": " + std::string(value) + ". " + std::string(note));
    };
    tile("status", {pair.x, pair.y, half, pair.h}, ui::words(Text::StudioStatus), index_value, index_note,
         colours().status[3]);
    tile("rate", {pair.x + half + em(0.7f), pair.y, half, pair.h}, ui::words(Text::StudioPer1000),
         words_of(area.per_1000), rate_note, colours().res);

    if (area.index && area.index->exclusion == index::Exclusion::None && !area.index->parts.empty()) {
        parts_ui(model, area, cut);
    } else if (f.index && f.index->is_published_elsewhere) {
        const std::string published = ui::words(Text::StudioPublished, {{"name", f.index->decided_by}});
        cut.top(ui::paragraph("published", cut.rest(), published, style::small_text, colours().ink2) + em(1));
    }
    cut.top(theme_table_ui(area.needs, contribution::Kind::Need, f.minimum_count, cut.rest()));
    cut.top(theme_table_ui(area.resources, contribution::Kind::Resource, f.minimum_count, cut.rest()));
    if (f.index) {
        const std::string source = ui::words(
            Text::StudioSource, {{"date", shown_date(f.index->date)}, {"who", f.index->decided_by}});
        cut.top(ui::paragraph("source", cut.rest(), f.index->name + ". " + source, style::small_text,
                              colours().ink2) +
                em(0.4f));
    }
    cut.top(ui::paragraph("method", cut.rest(), ui::words(Text::StudioMethod), style::small_text,
                          colours().ink2));
    sources_ui(model, cut);
    scroll.ends_at(cut.rest().y + em(1.5f));
}

void no_areas_ui(const Model& model, Rect column) {
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

} // namespace

Rect studio_ui(const Model& model, const map::BaseMap& base_map, Local& local, Actions& actions) {
    const ui::Look& l = ui::look();
    // Marking as a professional uses the residents' own flow.
    if (model.here.screen == app::Screen::Place || model.here.screen == app::Screen::Words ||
        model.here.screen == app::Screen::List || model.here.screen == app::Screen::Mine) {
        return resident_ui(model, base_map, local, actions);
    }
    const float bar_h = em(4.1f);
    header_ui(model, {0, 0, l.width, bar_h}, actions);
    const bool is_desk = l.width / l.em > 74;
    const float left_w = l.width / l.em > 100 ? em(24) : is_desk ? em(21) : ui::is_wide() ? em(19) : l.width;
    const bool is_phone = !ui::is_wide();
    const float lower_h = is_phone ? (l.height - bar_h) * 0.55f : l.height - bar_h;
    const Rect left{0, is_phone ? l.height - lower_h : bar_h, left_w, lower_h};
    const float right_w = is_desk && !model.has_no_areas ? em(27) : 0;
    Rect free{is_phone ? 0 : left_w, bar_h, l.width - right_w - (is_phone ? 0 : left_w),
              is_phone ? l.height - bar_h - lower_h : l.height - bar_h};
    const bool has_panel_instead =
        !is_desk && model.figures && model.here.selected_area < model.figures->areas.size();

    fill(left, colours().paper);
    ui::block_map("left", left);
    if (!model.figures) {
        if (model.has_no_areas)
            no_areas_ui(model, left);
        else
            ui::paragraph("loading", left.inset(em(1.4f), em(1.4f)), ui::words(Text::AppLoading), style::body,
                          colours().ink2);
    } else if (has_panel_instead) {
        area_panel_ui(model, left);
        if (ui::icon_button("close-area", {left.right() - em(3.8f), left.y + em(0.8f), em(3), em(3)},
                            ui::Icon::Close, ui::words(Text::ListClose), ui::Button::Quiet)) {
            actions.push_back(app::SelectArea{SIZE_MAX});
        }
    } else {
        area_list_ui(model, left, is_desk, actions);
    }
    line({left.right(), left.y}, {left.right(), left.bottom()}, colours().line, 1);
    map_node_ui(model, free, actions);
    attribution_ui(model, base_map, free);
    map_buttons_ui(free, actions, false);
    if (is_desk && model.figures) area_panel_ui(model, {l.width - right_w, bar_h, right_w, l.height - bar_h});
    const view::Row row =
        model.here.selected.is_none() ? view::no_row : model.view.marks.find(model.here.selected);
    if (row != view::no_row && !model.figures) mark_card_ui(model, row, actions);
    offline_ui(model, bar_h + em(0.6f));
    toast_ui(model, l.height - em(0.6f));
    return free;
}

} // namespace anker::screens
