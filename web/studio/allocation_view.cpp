// SPDX-License-Identifier: Apache-2.0
#include "web/studio/allocation_order.hpp"
#include "web/studio/allocation_table.hpp"
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

bool has_draws(const Dataset& data) {
    const auto result = data.results.find("allocate");
    return result != data.results.end() && data.allocation_shown.has_draws;
}

/// Offers to share out anew by draws of the index, once there are amounts that hang on it.
void stability_ui(const Context& context, Dataset& data, ui::Cut& cut) {
    State& state = context.state;
    if (data.waits_for_draws || data.faults.contains("uncertainty"))
        job_ui(context, cut, "uncertainty", data.is_own, Text::LabSpreadRuns);
    if (!data.results.contains("allocate") || has_draws(data) || state.allocation.is_stale) return;
    if (data.waits_for_draws || state.is_working("allocate", data.is_own)) return;
    if (!data.can_be_computed()) {
        cut.top(ui::paragraph("elsewhere", cut.rest(), ui::words(Text::LabSpreadElsewhere), style::small_text,
                              colours().ink2) +
                em(0.6f));
        return;
    }
    if (!can_be_drawn(state, data)) return;
    if (row_button_ui(cut, "stability", ui::words(Text::LabStability), ui::Button::Quiet))
        order_stability(state, data);
    cut.top(ui::paragraph("stability-what", cut.rest(), ui::words(Text::LabStabilityWhat), style::small_text,
                          colours().ink2) +
            em(0.6f));
}

void controls_ui(const Context& context, Dataset& data, ui::Cut& cut) {
    State& state = context.state;
    AllocationChoice& c = state.allocation;
    bool changed = false;
    changed |= labelled_choice(cut, "unit", Text::LabUnit,
                               {ui::words(Text::LabMoney), ui::words(Text::LabPosts)}, c.unit);
    changed |= labelled_field(cut, "amount", c.unit == 0 ? Text::LabAmount : Text::LabPostsN, c.amount,
                              c.fault.text);
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
    complaint_ui(state, cut, c.fault);
    job_ui(context, cut, "allocate", data.is_own, Text::LabAllocationRuns);
    const bool has_heads = !data.is_own || !data.heads_column.empty();
    if (!state.is_working("allocate", data.is_own) &&
        row_button_ui(cut, "compute", ui::words(Text::LabAllocate), ui::Button::Primary,
                      has_heads ? std::string() : ui::words(Text::LabNeedsHeads)))
        order_allocation(state, data);
    stability_ui(context, data, cut);
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
    if (context.state.allocation.is_stale)
        page.content.top(ui::paragraph("stale", page.content.rest(), ui::words(Text::LabStale), style::note,
                                       colours().err) +
                         em(0.7f));
    allocation_table_ui(context, *data, *out, page.content, page);
    download_ui(page.content, "save", ui::words(Text::LabSave), file_name_from(*data, "allocation"), *out);
    const AllocationRun& run = data->allocation_shown;
    download_ui(page.content, "save-input", ui::words(Text::LabSaveInput), run.input.name, run.input.bytes);
    const std::string* draws = data->result("uncertainty", "draws");
    if (run.has_draws && draws != nullptr)
        download_ui(page.content, "save-draws", ui::words(Text::LabSaveDraws), file_name_from(*data, "draws"),
                    *draws);
    std::string method = ui::words(Text::LabMethodAllocation);
    if (run.has_draws) {
        const Text stability =
            has_drawn_weights(*data) ? Text::LabMethodStability : Text::LabMethodStabilityFitted;
        method = ui::words(stability) + " " + noise_words(*data) + " " + method;
    }
    provenance_ui(*data, page.content, method);
    page.content.top(
        ui::paragraph("command", page.content.rest(), run.command, style::small_text, colours().ink2) +
        em(0.4f));
}

} // namespace anker::studio
