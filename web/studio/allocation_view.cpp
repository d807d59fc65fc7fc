// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/table_writer.hpp"
#include "core/jobs/value_table.hpp"
#include "core/tabular/number.hpp"
#include "web/studio/pieces.hpp"
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

constexpr double need_parts[] = {0, 0.25, 0.5, 0.75, 1};
constexpr double top_factors[] = {1.25, 1.5, 2, 3};
constexpr double corridors[] = {0, 10, 25, 50};
constexpr std::string_view methods[] = {"", "sainte_lague", "largest_remainder", "dhondt", "huntington_hill"};

/// As people of the language write numbers; nothing where it is none.
std::optional<double> typed_number(const std::string& text) {
    const char decimal = ui::look().language == "de" ? ',' : '.';
    return tabular::number_from(text, decimal);
}

/// A labelled list to choose from. True when it changed.
bool labelled_choice(ui::Cut& cut, std::string_view key, Text label, const std::vector<std::string>& options,
                     int& chosen) {
    ui::Scope scope(key);
    const std::string words = ui::words(label);
    const float h = text_height(words, style::small_text, cut.rest().w);
    ui::paint::text(cut.top(h + em(0.15f)), words, style::small_text, colours().ink2);
    const int before = chosen;
    chosen = ui::choice("choice", cut.top(em(2.9f)), words, options, chosen);
    cut.top(em(0.75f));
    return chosen != before;
}

bool labelled_field(ui::Cut& cut, std::string_view key, Text label, std::string& value,
                    std::string_view error) {
    ui::Scope scope(key);
    const std::string words = ui::words(label);
    const float h = text_height(words, style::small_text, cut.rest().w);
    ui::paint::text(cut.top(h + em(0.15f)), words, style::small_text, colours().ink2);
    const bool changed = ui::text_field("field", cut.top(em(3.1f)), words, value, error);
    cut.top(em(0.75f));
    return changed;
}

/// Heads per area: known for the Quartier, a column of the file for own figures. The error is a sentence.
Expected<std::vector<double>, std::string> heads_of(const Dataset& data) {
    std::vector<double> heads;
    if (!data.is_own) {
        for (const DataArea& area : data.areas) heads.push_back(area.people);
        return heads;
    }
    const std::vector<std::string> columns{data.heads_column};
    ANKER_TRY(const jobs::ValueTable table, jobs::read_values(data.values, columns));
    std::map<std::string_view, double> by_key;
    for (std::size_t i = 0; i < table.areas(); ++i) by_key[table.keys[i]] = table.values[0][i];
    for (const DataArea& area : data.areas) {
        const auto found = by_key.find(area.key);
        heads.push_back(found == by_key.end() ? indicator::missing : found->second);
    }
    return heads;
}

std::string class_label(const DataArea& area) {
    return area.class_number > 0 ? std::to_string(area.class_number) : std::string("none");
}

/// What the job shares out by; areas without heads cannot take part.
std::string values_for(const Dataset& data, const std::vector<double>& heads) {
    jobs::TableWriter out({"area", "heads", "index", "class"});
    for (std::size_t i = 0; i < data.areas.size(); ++i) {
        if (indicator::is_missing(heads[i])) continue;
        const DataArea& area = data.areas[i];
        out.cell(area.key).cell(heads[i]).cell(area.has_index ? area.value : indicator::missing);
        out.cell(std::string_view(class_label(area))).end_row();
    }
    return out.take();
}

/// One factor per class, evenly from 1 for the least burdened to `top`; those without an index count once.
std::string step_factors(const Dataset& data, double top) {
    std::string factors = "none=1";
    for (int c = 1; c <= data.classes; ++c) {
        const double share = data.classes > 1 ? static_cast<double>(c - 1) / (data.classes - 1) : 0;
        factors += "," + std::to_string(c) + "=" + jobs::text_from_number(1 + share * (top - 1));
    }
    return factors;
}

/// From 1 at the lowest need to `top` at the highest, along a straight line.
std::string gliding_knots(const Dataset& data, double top) {
    double low = indicator::missing;
    double high = indicator::missing;
    for (const DataArea& area : data.areas) {
        if (!area.has_index) continue;
        if (!(low <= area.value)) low = area.value;
        if (!(high >= area.value)) high = area.value;
    }
    const std::string at_low = jobs::text_from_number(data.high_is_relief ? top : 1);
    const std::string at_high = jobs::text_from_number(data.high_is_relief ? 1 : top);
    return jobs::text_from_number(low) + "=" + at_low + "," + jobs::text_from_number(high) + "=" + at_high;
}

/// The order as a person can type it.
std::string command_line(const jobs::Order& order) {
    std::string line = "ankerpunkt " + order.job;
    for (const auto& [name, file] : order.request.files) line += " --" + name + " " + file.name;
    for (const auto& [name, value] : order.request.options) line += " --" + name + "=" + value;
    return line + " --out allocation.csv";
}

void compute(State& state, Dataset& data) {
    AllocationChoice& c = state.allocation;
    c.fault.clear();
    const auto amount = typed_number(c.amount);
    const auto floor = c.floor.empty() ? std::optional<double>(0) : typed_number(c.floor);
    const auto cap = c.cap.empty() ? std::optional<double>(0) : typed_number(c.cap);
    if (!amount || *amount < 0 || !floor || *floor < 0 || !cap || *cap < 0) {
        c.fault = ui::words(Text::LabNotANumber);
        ui::sem::announce(c.fault, ui::sem::Urgency::Assertive);
        return;
    }
    const auto heads = heads_of(data);
    if (!heads) {
        c.fault = heads.error();
        ui::sem::announce(c.fault, ui::sem::Urgency::Assertive);
        return;
    }
    jobs::Order order{"allocate", {}};
    order.request.files["values"] = {file_name_from(data, "allocation-input"), values_for(data, *heads)};
    auto& options = order.request.options;
    options[c.unit == 0 ? "amount" : "posts"] = jobs::text_from_number(*amount);
    options["count-column"] = "heads";
    const double part = need_parts[c.need_part];
    const double top = top_factors[c.top_factor];
    options["class-column"] = "class";
    if (part > 0) {
        options["alpha"] = jobs::text_from_number(part);
        options["index-direction"] = data.high_is_relief ? "relief" : "burden";
        if (c.factor == 0) {
            options["index-column"] = "index";
            options["g"] = "interpolated";
            options["knots"] = gliding_knots(data, top);
            options["missing"] = "equal";
        } else {
            options["g"] = "steps";
            options["factors"] = step_factors(data, top);
        }
    }
    if (!c.floor.empty()) options["floor"] = jobs::text_from_number(*floor);
    if (!c.cap.empty()) options["cap"] = jobs::text_from_number(*cap);
    if (c.corridor > 0) options["corridor"] = jobs::text_from_number(corridors[c.corridor]);
    if (c.method > 0) options["method"] = methods[c.method];
    c.command = command_line(order);
    c.was_posts = c.unit == 1;
    data.allocation_input = order.request.files["values"];
    c.is_stale = false;
    data.results.erase("allocate");
    state.order(std::move(order), data.is_own);
}

void controls_ui(const Context& context, Dataset& data, ui::Cut& cut) {
    State& state = context.state;
    AllocationChoice& c = state.allocation;
    bool changed = false;
    changed |= labelled_choice(cut, "unit", Text::LabUnit,
                               {ui::words(Text::LabMoney), ui::words(Text::LabPosts)}, c.unit);
    changed |=
        labelled_field(cut, "amount", c.unit == 0 ? Text::LabAmount : Text::LabPostsN, c.amount, c.fault);
    if (data.is_own) {
        const auto at = std::find(data.value_columns.begin(), data.value_columns.end(), data.heads_column);
        int chosen = at == data.value_columns.end() ? -1 : static_cast<int>(at - data.value_columns.begin());
        if (labelled_choice(cut, "heads", Text::LabHeadsColumn, data.value_columns, chosen) && chosen >= 0) {
            data.heads_column = data.value_columns[static_cast<std::size_t>(chosen)];
            changed = true;
        }
    }
    std::vector<std::string> parts{ui::words(Text::LabHeadsAlone)};
    for (std::size_t i = 1; i < std::size(need_parts); ++i)
        parts.push_back(ui::words(Text::LabNeedPart, {{"n", ui::number(need_parts[i] * 100)}}));
    changed |= labelled_choice(cut, "need", Text::LabNeedBlend, parts, c.need_part);
    if (c.need_part > 0) {
        std::vector<std::string> tops;
        for (const double top : top_factors)
            tops.push_back(ui::words(Text::LabTopFactor,
                                     {{"n", ui::number(top, top == std::floor(top)           ? 0
                                                            : top * 2 == std::floor(top * 2) ? 1
                                                                                             : 2)}}));
        changed |= labelled_choice(cut, "top", Text::LabTop, tops, c.top_factor);
        changed |= labelled_choice(cut, "factor", Text::LabFactor,
                                   {ui::words(Text::LabGliding), ui::words(Text::LabSteps)}, c.factor);
    }
    std::vector<std::string> corridor{ui::words(Text::LabNoLimit)};
    for (std::size_t i = 1; i < std::size(corridors); ++i)
        corridor.push_back(ui::words(Text::LabCorridorN, {{"n", ui::number(corridors[i])}}));
    changed |= labelled_choice(cut, "corridor", Text::LabCorridor, corridor, c.corridor);
    changed |= labelled_field(cut, "floor", Text::LabFloor, c.floor, {});
    changed |= labelled_field(cut, "cap", Text::LabCap, c.cap, {});
    changed |= labelled_choice(cut, "method", Text::LabWholeMethod,
                               {ui::words(Text::LabMethodDefault), "Sainte-Laguë",
                                ui::words(Text::LabLargestRemainder), "D’Hondt", "Huntington-Hill"},
                               c.method);
    if (changed) c.is_stale = true;
    if (!c.fault.empty())
        cut.top(ui::paragraph("fault", cut.rest(), c.fault, style::note, colours().err) + em(0.6f));
    job_ui(context, cut, "allocate", data.is_own, Text::LabAllocationRuns);
    const bool has_heads = !data.is_own || !data.heads_column.empty();
    if (!state.is_working("allocate", data.is_own) &&
        row_button_ui(cut, "compute", ui::words(Text::LabAllocate), ui::Button::Primary,
                      has_heads ? std::string() : ui::words(Text::LabNeedsHeads)))
        compute(state, data);
}

std::string amount_words(double amount, bool is_posts) {
    return number_or_dash(amount, is_posts ? 0 : 2);
}

void table_of(const Context& context, Dataset& data, const std::string& csv, ui::Cut& cut, const Page& page) {
    const bool is_posts = context.state.allocation.was_posts;
    const ResultTable result(csv);
    std::map<std::string_view, std::size_t> rows;
    for (std::size_t i = 0; i < result.rows(); ++i) rows[result.key(i)] = i;
    std::vector<std::pair<std::size_t, std::size_t>> order; // area, row of the result
    std::vector<std::string> without;
    double heads = 0;
    double given = 0;
    double gained = 0;
    for (const std::size_t area : data.by_rank()) {
        const auto found = rows.find(data.areas[area].key);
        if (found == rows.end()) {
            without.push_back(data.areas[area].name);
            continue;
        }
        order.emplace_back(area, found->second);
        heads += result.number(found->second, "heads");
        given += result.number(found->second, "allocation");
        gained += std::max(0.0, result.number(found->second, "gain"));
    }
    Table table;
    table.key = "allocation";
    table.caption = ui::words(Text::LabTabAllocation);
    table.columns = {{ui::words(Text::LabColumnArea), 0, false, {}},
                     {ui::words(Text::LabColumnHeads), 4.6f, true, {}},
                     {ui::words(Text::LabColumnClass), 3.4f, false,
                      [&](Rect cell, std::size_t row) {
                          const float h = std::min(cell.h, em(1.9f));
                          class_chip({cell.x, cell.y + (cell.h - h) / 2, em(2.4f), h},
                                     data.areas[order[row].first].class_number, data.classes);
                      }},
                     {ui::words(Text::LabColumnShare), 4.4f, true, {}},
                     {ui::words(is_posts ? Text::LabPosts : Text::LabColumnAmount), 6.4f, true, {}},
                     {ui::words(Text::LabColumnEqual), 6.4f, true, {}},
                     {ui::words(Text::LabColumnGain), 6.4f, true, {}}};
    table.rows = order.size();
    table.rows_shown = &context.state.rows_shown[static_cast<std::size_t>(View::Allocation)];
    table.text = [&](std::size_t row, std::size_t column) -> std::string {
        const DataArea& area = data.areas[order[row].first];
        const std::size_t at = order[row].second;
        switch (column) {
        case 0:
            return area.has_index ? area.name : name_with_reason(area);
        case 1:
            return number_or_dash(result.number(at, "heads"), 0);
        case 2:
            return class_words(area);
        case 3:
            return number_or_dash(100 * result.number(at, "share"), 2) + " %";
        case 4:
            return amount_words(result.number(at, "allocation"), is_posts);
        case 5:
            return number_or_dash(result.number(at, "equal"), 2);
        default:
            return signed_number(result.number(at, "gain"), 2);
        }
    };
    table.totals = {
        ui::words(Text::LabTotal), ui::number(heads), {}, "100 %", amount_words(given, is_posts), {}, {}};
    table_ui(table, cut, [&](Rect r) { return page.shows(r); });
    cut.top(em(0.9f));
    const std::string moved = ui::words(Text::LabMoved, {{"n", ui::number(gained, 2)}});
    cut.top(ui::paragraph("moved", cut.rest(), moved, style::note, colours().ink) + em(0.4f));
    if (!without.empty()) {
        std::string names;
        for (const std::string& name : without) names += (names.empty() ? "" : ", ") + name;
        cut.top(ui::paragraph("without", cut.rest(), ui::words(Text::LabWithoutHeads, {{"names", names}}),
                              style::small_text, colours().ink2) +
                em(0.4f));
    }
    cut.top(em(0.4f));
}

} // namespace

void allocation_view_ui(const Context& context, Rect room) {
    Dataset* data = context.state.shown();
    Page page("allocation-view", room, true);
    title_ui(page.side, "title", 2, ui::words(Text::LabTabAllocation), ui::words(Text::LabAllocationLead));
    own_banner_ui(context, page.side);
    if (data == nullptr || data->areas.empty()) {
        page.end_side();
        page.content.top(ui::paragraph("none", page.content.rest(), ui::words(Text::StudioNoIndex),
                                       style::body, colours().ink2));
        return;
    }
    controls_ui(context, *data, page.side);
    page.end_side();
    const AllocationChoice& c = context.state.allocation;
    const std::string* out = data->result("allocate", "out");
    if (out == nullptr) {
        const std::string words = ui::words(Text::LabAllocationEmpty);
        const float h = text_height(words, style::body, page.content.rest().w - em(3));
        const Rect box = page.content.top(h + em(2.4f));
        fill(box, colours().sunk, em(1));
        ui::paragraph("empty", box.inset(em(1.5f), em(1.2f)), words, style::body, colours().ink2);
        page.content.top(em(0.8f));
        provenance_ui(*data, page.content, ui::words(Text::LabMethodAllocation));
        return;
    }
    if (c.is_stale)
        page.content.top(ui::paragraph("stale", page.content.rest(), ui::words(Text::LabStale), style::note,
                                       colours().err) +
                         em(0.7f));
    table_of(context, *data, *out, page.content, page);
    download_ui(page.content, "save", ui::words(Text::LabSave), file_name_from(*data, "allocation"), *out);
    download_ui(page.content, "save-input", ui::words(Text::LabSaveInput), data->allocation_input.name,
                data->allocation_input.bytes);
    provenance_ui(*data, page.content, ui::words(Text::LabMethodAllocation));
    page.content.top(
        ui::paragraph("command", page.content.rest(), c.command, style::small_text, colours().ink2) +
        em(0.4f));
}

} // namespace anker::studio
