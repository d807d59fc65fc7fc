// SPDX-License-Identifier: Apache-2.0
#include "web/studio/allocation_order.hpp"

#include "core/jobs/table_writer.hpp"
#include "core/jobs/value_table.hpp"
#include "core/tabular/number.hpp"
#include "web/studio/pieces.hpp"
#include "web/studio/spread.hpp"

#include <algorithm>

namespace anker::studio {

using ui::Text;

namespace {

/// As people of the language write numbers; nothing where it is none.
std::optional<double> typed_number(const std::string& text) {
    const char decimal = ui::look().language == "de" ? ',' : '.';
    return tabular::number_from(text, decimal);
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

/// The values of the index in one class.
struct ClassRange {
    int number = 0;
    double low = 0;
    double high = 0;
};
/// Classes that areas are in, from the lowest values of the index to the highest.
std::vector<ClassRange> class_ranges(const Dataset& data) {
    std::map<int, ClassRange> ranges;
    for (const DataArea& area : data.areas) {
        if (!area.has_index || area.class_number < 1) continue;
        const auto [at, is_new] =
            ranges.emplace(area.class_number, ClassRange{area.class_number, area.value, area.value});
        if (is_new) continue;
        at->second.low = std::min(at->second.low, area.value);
        at->second.high = std::max(at->second.high, area.value);
    }
    std::vector<ClassRange> sorted;
    for (const auto& entry : ranges) sorted.push_back(entry.second);
    std::sort(sorted.begin(), sorted.end(),
              [](const ClassRange& a, const ClassRange& b) { return a.low < b.low; });
    return sorted;
}

/// Between the classes of the index as it is, half-way from one to the next, so that a draw of the index has
/// a class too. Nothing where the classes are no intervals of the index, or there is only one.
std::string step_cuts(const Dataset& data) {
    const std::vector<ClassRange> ranges = class_ranges(data);
    std::string cuts;
    for (std::size_t i = 1; i < ranges.size(); ++i) {
        if (ranges[i - 1].high >= ranges[i].low) return {};
        cuts += (cuts.empty() ? "" : ",") +
                jobs::text_from_number(ranges[i - 1].high + (ranges[i].low - ranges[i - 1].high) / 2);
    }
    return cuts;
}

/// From 1 for the least burdened class to `top` for the most burdened one.
double step_factor(const Dataset& data, int class_number, double top) {
    const double share = data.classes > 1 ? static_cast<double>(class_number - 1) / (data.classes - 1) : 0;
    return 1 + share * (top - 1);
}

/// One factor per class; those without an index count by their heads.
void add_steps(const Dataset& data, double top, std::map<std::string, std::string, std::less<>>& options) {
    options["g"] = "steps";
    const std::string cuts = step_cuts(data);
    std::string factors = cuts.empty() ? "none=1" : "";
    std::vector<int> numbers;
    if (cuts.empty()) {
        for (int c = 1; c <= data.classes; ++c) numbers.push_back(c);
    } else {
        for (const ClassRange& range : class_ranges(data)) numbers.push_back(range.number);
        std::sort(numbers.begin(), numbers.end());
        options["index-column"] = "index";
        options["cuts"] = cuts;
        options["missing"] = "equal";
    }
    for (const int c : numbers) {
        factors += (factors.empty() ? "" : ",") + std::to_string(c) + "=" +
                   jobs::text_from_number(step_factor(data, c, top));
    }
    options["factors"] = factors;
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

Expected<jobs::Order, Complaint> allocation_order(const AllocationChoice& c, const Dataset& data) {
    const auto amount = typed_number(c.amount);
    const auto floor = c.floor.empty() ? std::optional<double>(0) : typed_number(c.floor);
    const auto cap = c.cap.empty() ? std::optional<double>(0) : typed_number(c.cap);
    if (!amount || *amount < 0 || !floor || *floor < 0 || !cap || *cap < 0)
        return failure(Complaint{ui::words(Text::LabNotANumber), {}});
    const auto heads = heads_of(data);
    if (!heads) return failure(complaint_from(heads.error()));
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
            add_steps(data, top, options);
        }
    }
    if (!c.floor.empty()) options["floor"] = jobs::text_from_number(*floor);
    if (!c.cap.empty()) options["cap"] = jobs::text_from_number(*cap);
    if (c.corridor > 0) options["corridor"] = jobs::text_from_number(corridors[c.corridor]);
    if (c.method > 0) options["method"] = whole_methods[c.method];
    return order;
}

/// With the draws of the index where they are given.
bool order_allocation_by(State& state, Dataset& data, const std::string* draws) {
    AllocationChoice& c = state.allocation;
    c.fault = {};
    auto order = allocation_order(c, data);
    if (!order) {
        c.fault = order.error();
        ui::sem::announce(c.fault.text, ui::sem::Urgency::Assertive);
        return false;
    }
    if (draws != nullptr) order->request.files["draws"] = {file_name_from(data, "draws"), *draws};
    data.allocation_ordered = {command_line(*order), order->request.files["values"], c.unit == 1,
                               draws != nullptr};
    c.is_stale = false;
    state.order(std::move(*order), data.is_own);
    return true;
}

} // namespace

void order_allocation(State& state, Dataset& data) {
    data.waits_for_draws = false;
    if (order_allocation_by(state, data, nullptr)) data.results.erase("allocate");
}

bool can_be_drawn(const State& state, const Dataset& data) {
    const AllocationChoice& c = state.allocation;
    return data.can_be_computed() && need_parts[c.need_part] > 0 &&
           (c.factor == 0 || !step_cuts(data).empty());
}

void order_stability(State& state, Dataset& data) {
    if (data.result("uncertainty", "draws") != nullptr) {
        take_draws(state, data);
        return;
    }
    if (!state.is_working("uncertainty", data.is_own)) state.order(spread_order(data), data.is_own);
    data.waits_for_draws = true;
}

void take_draws(State& state, Dataset& data) {
    data.waits_for_draws = false;
    if (const std::string* draws = data.result("uncertainty", "draws"))
        order_allocation_by(state, data, draws);
}

} // namespace anker::studio
