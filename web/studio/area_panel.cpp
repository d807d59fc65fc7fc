// SPDX-License-Identifier: Apache-2.0
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

/// A bar to either side of nought: what one indicator adds to the index.
void part_bar_ui(Rect box, double value, double largest, bool is_burden) {
    const float middle = box.x + box.w * 0.3f;
    const float reach = (value >= 0 ? box.w * 0.7f : box.w * 0.3f) *
                        static_cast<float>(std::min(1.0, std::abs(value) / std::max(largest, 0.001)));
    const Rect bar{value >= 0 ? middle : middle - reach, box.y + box.h * 0.2f, reach, box.h * 0.6f};
    fill(bar, is_burden ? colours().status[3] : 0xFF9DB3C9, em(0.2f));
    line({middle, box.y}, {middle, box.bottom()}, colours().line2, 1.5f);
}

/// Why the area has its class: what each indicator is, adds or takes away, and their sum.
void parts_ui(const Dataset& data, const DataArea& area, ui::Cut& cut) {
    const std::string why = area.class_number > 0
                                ? ui::words(Text::StudioWhy, {{"n", ui::number(area.class_number)}})
                                : ui::words(Text::LabWhyValue);
    cut.top(ui::heading("why", cut.rest(), 3, why, style::strong, colours().ink) + em(0.3f));
    double largest = 0.01;
    double sum = 0;
    for (const Part& part : area.parts) {
        largest = std::max(largest, std::abs(part.weighted));
        sum += part.weighted;
    }
    {
        ui::Container list(ui::sem::Role::List, "parts", why);
        for (std::size_t i = 0; i < area.parts.size(); ++i) {
            const Part& part = area.parts[i];
            ui::Scope part_scope("part", i + 1);
            ui::Container item(ui::sem::Role::ListItem, "item");
            const float name_w = cut.rest().w * 0.46f;
            const float name_h = text_height(part.name, style::note, name_w);
            const std::string detail =
                ui::words(Text::LabPartDetail, {{"value", unit_value(part.value, part.unit)},
                                                {"normalised", signed_number(part.normalised)},
                                                {"weight", number_or_dash(part.weight, 2)}});
            const float detail_h = text_height(detail, style::small_text, cut.rest().w);
            const float line_h = std::max(em(1.6f), name_h);
            const Rect row = cut.top(line_h + detail_h + em(0.7f));
            ui::paint::text({row.x, row.y, name_w, line_h}, part.name, style::note, colours().ink);
            part_bar_ui({row.x + name_w + em(0.5f), row.y + (line_h - em(1.1f)) / 2,
                         row.w - name_w - em(4.4f), em(1.1f)},
                        part.weighted, largest, (part.weighted >= 0) != data.high_is_relief);
            const std::string weighted = signed_number(part.weighted);
            text_line({row.right() - em(3.6f), row.y, em(3.6f), line_h}, weighted, style::label,
                      colours().ink, Align::End);
            ui::paint::text({row.x, row.y + line_h, row.w, detail_h}, detail, style::small_text,
                            colours().ink2);
            ui::spoken("words", row, part.name + ": " + weighted + ". " + detail);
        }
    }
    const std::string sum_words =
        ui::words(data.is_berlin ? Text::StudioSum : Text::LabSum, {{"sum", signed_number(sum)}});
    cut.top(ui::paragraph("sum", cut.rest(), sum_words, style::small_text, colours().ink2) + em(1.1f));
}

/// How much one indicator alone would have to change for the class below or above.
void changes_ui(const DataArea& area, ui::Cut& cut) {
    std::vector<std::string> lines;
    for (const Part& part : area.parts) {
        const auto step = [&](double change, int to) {
            if (indicator::is_missing(change)) return;
            lines.push_back(
                ui::words(Text::LabChange,
                          {{"name", part.name}, {"change", signed_number(change)}, {"to", ui::number(to)}}));
        };
        step(part.change_to_lower, area.class_number - 1);
        step(part.change_to_higher, area.class_number + 1);
    }
    if (lines.empty()) return;
    ui::Scope scope("changes");
    const std::string title = ui::words(Text::LabChanges);
    cut.top(ui::heading("title", cut.rest(), 3, title, style::strong, colours().ink) + em(0.3f));
    {
        ui::Container list(ui::sem::Role::List, "list", title);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            ui::Scope line_scope("line", i + 1);
            ui::Container item(ui::sem::Role::ListItem, "item");
            cut.top(ui::paragraph("words", cut.rest(), lines[i], style::small_text, colours().ink) +
                    em(0.3f));
        }
    }
    cut.top(ui::paragraph("alone", cut.rest(), ui::words(Text::LabChangesAlone), style::small_text,
                          colours().ink2) +
            em(1.1f));
}

} // namespace

void area_panel_ui(const Context& context, Rect column) {
    const Model& model = context.model;
    State& state = context.state;
    const Dataset& data = *state.shown();
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

    const std::size_t at = data.find(area.key);
    const DataArea* own = at < data.areas.size() ? &data.areas[at] : nullptr;
    std::string index_value = "–";
    std::string index_note = ui::words(f.index || data.is_own ? Text::StudioNotInIndex : Text::StudioNoIndex);
    if (own != nullptr && !own->has_index) {
        index_note = own->left_out == index::Exclusion::None ? index_note : left_out_words(*own);
    } else if (own != nullptr) {
        index_value = own->class_number > 0
                          ? ui::words(Text::StudioClass, {{"n", ui::number(own->class_number)}})
                          : signed_number(own->value);
        index_note = ui::words(Text::StudioValueN, {{"n", signed_number(own->value)}});
        if (const std::string words = recipe_class_words(*own); !words.empty())
            index_note = words + ". " + index_note;
        if (!data.is_own && area.index && area.index->dynamics_class > 0) {
            const Text change = area.index->dynamics_class == 1 ? Text::StudioImproving
                                : area.index->dynamics_class == f.index->dynamics_classes
                                    ? Text::StudioWorsening
                                    : Text::StudioStable;
            const auto change_at = static_cast<std::size_t>(area.index->dynamics_class - 1);
            const auto& named = f.index->dynamics_class_names;
            index_note += ", " + (change_at < named.size() ? named[change_at] : ui::words(change));
        }
        if (own->spread && own->class_number > 0)
            index_note +=
                ". " + ui::words(Text::LabSameClassShort, {{"n", ui::number(own->spread->same_class * 100)}});
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

    if (own != nullptr && own->has_index && !own->parts.empty()) {
        // The next class is computed by the job, once for all areas.
        if (data.can_be_computed() && !data.results.contains("index") && !data.faults.contains("index") &&
            !state.is_working("index", data.is_own))
            state.order({"index", {{{"recipe", data.recipe}, {"values", data.values}}, {}}}, data.is_own);
        parts_ui(data, *own, cut);
        changes_ui(*own, cut);
    } else if (!data.is_own && f.index && f.index->is_published_elsewhere) {
        const std::string published = ui::words(Text::StudioPublished, {{"name", f.index->decided_by}});
        cut.top(ui::paragraph("published", cut.rest(), published, style::small_text, colours().ink2) + em(1));
    }
    cut.top(theme_table_ui(area.needs, contribution::Kind::Need, f.minimum_count, cut.rest()));
    cut.top(theme_table_ui(area.resources, contribution::Kind::Resource, f.minimum_count, cut.rest()));
    if (data.is_own) {
        cut.top(ui::paragraph("not-agreed", cut.rest(), ui::words(Text::LabNotAgreed), style::small_text,
                              colours().ink2) +
                em(0.4f));
    } else if (f.index) {
        std::string source = ui::words(Text::StudioSource,
                                       {{"date", shown_date(f.index->date)}, {"who", f.index->decided_by}});
        if (!f.index->method_source.empty())
            source += ". " + ui::words(Text::StudioMethodSource, {{"source", f.index->method_source}});
        cut.top(ui::paragraph("source", cut.rest(), f.index->name + ". " + source, style::small_text,
                              colours().ink2) +
                em(0.4f));
    }
    cut.top(ui::paragraph("method", cut.rest(), ui::words(Text::StudioMethod), style::small_text,
                          colours().ink2));
    sources_ui(model, cut);
    scroll.ends_at(cut.rest().y + em(1.5f));
}

} // namespace anker::studio
