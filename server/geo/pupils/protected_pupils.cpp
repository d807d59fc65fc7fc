// SPDX-License-Identifier: Apache-2.0
#include "server/geo/pupils/protected_pupils.hpp"

#include "core/base/assert.hpp"
#include "core/disclosure/linked_counts.hpp"
#include "core/disclosure/table_protection.hpp"
#include "core/indicator/indicator.hpp"

#include <array>
#include <limits>

namespace anker::exchange {

namespace {

using disclosure::Gate;
using disclosure::GatedCount;
using disclosure::LinkedCounts;
using disclosure::Reason;
using Cell = std::size_t;

constexpr std::uint32_t least_pupils_of_a_mean = 10;
constexpr double least_known_share = 0.8;

/// All numbers that add up to each other, and which of them are told: first by LinkedCounts, whose bounds are
/// quick and withhold little; then whatever an attacker's linear program still works out is repaired.
class LinkedTables {
public:
    explicit LinkedTables(const Gate& gate) : m_gate(gate), m_counts(gate) {}

    Cell add(std::uint32_t count) { return add_cell(count, m_counts.add(count), 1); }
    Cell add_with_secret_nought(std::uint32_t count) {
        return add_cell(count, m_counts.add_with_secret_nought(count), 0);
    }
    Cell add_unpublished(std::uint32_t count) { return add_cell(count, m_counts.add_unpublished(count), 0); }
    Cell add_public(std::uint32_t count) {
        const Cell cell = add_cell(count, m_counts.add_public(count), 0);
        m_cells[cell].is_fixed = true;
        return cell;
    }
    /// `total` is the sum of `parts`.
    void add_sum(Cell total, std::span<const Cell> parts) {
        std::vector<LinkedCounts::Cell> counts;
        for (const Cell part : parts) counts.push_back(static_cast<LinkedCounts::Cell>(part));
        m_counts.add_sum(static_cast<LinkedCounts::Cell>(total), counts);
        m_sums.push_back({total, {parts.begin(), parts.end()}});
    }

    void protect() {
        m_counts.protect();
        for (Cell cell = 0; cell < m_cells.size(); ++cell) tell_attacker(cell);
        disclosure::ProtectedTable table = disclosure::protect_table(m_cells, m_sums);
        m_reasons = std::move(table.reasons);
        // Counts always fit their sums; if ours did not, nothing may be told.
        if (!table.is_consistent) m_reasons.assign(m_cells.size(), Reason::Unknown);
    }

    [[nodiscard]] GatedCount verdict(Cell cell) const {
        const Reason reason = m_reasons[cell];
        if (reason != Reason::None) return m_gate.withheld(reason);
        return m_gate.count(static_cast<std::uint32_t>(m_cells[cell].value));
    }

private:
    Cell add_cell(std::uint32_t count, LinkedCounts::Cell same, double least_of_few) {
        ANKER_ASSERT(same == m_cells.size()); // both number their cells alike
        disclosure::TableCell cell;
        cell.value = count;
        cell.wanted = {cell.value, cell.value};
        m_cells.push_back(cell);
        m_least_of_few.push_back(least_of_few);
        return m_cells.size() - 1;
    }

    /// What the reason says of a withheld count, and how much of it must stay open.
    void tell_attacker(Cell at) {
        disclosure::TableCell& cell = m_cells[at];
        const double minimum = m_gate.rules().minimum_count;
        cell.reason = m_counts.verdict(static_cast<LinkedCounts::Cell>(at)).reason();
        if (cell.reason == Reason::Unknown) return;
        if (cell.reason == Reason::TooFew) {
            cell.told = {m_least_of_few[at], minimum - 1};
        } else {
            cell.told = {minimum, std::numeric_limits<double>::infinity()};
            cell.is_fixed = cell.is_fixed || cell.value < minimum; // a nought that is shown stays
        }
        cell.wanted_width = least_width;
    }

    /// Two possible numbers by the linear program: it is exact for all sums at once, where LinkedCounts
    /// leaves three by its bounds.
    static constexpr double least_width = 1;
    const Gate& m_gate;
    LinkedCounts m_counts;
    std::vector<disclosure::TableCell> m_cells; ///< numbered as in `m_counts`
    std::vector<double> m_least_of_few;         ///< what "too few" can mean at least
    std::vector<disclosure::Sum> m_sums;
    std::vector<Reason> m_reasons;
};

struct AnswerCells {
    Cell yes = 0;
    Cell no = 0;
    Cell unknown = 0;
};

/// One view: units with their pupils, and the answers to each attribute.
struct ViewCells {
    std::vector<Cell> pupils;
    std::vector<std::vector<AnswerCells>> answers; ///< [attribute][unit]; made for units with pupils
};

/// Answers are told for the first `told` units: those of pupils from elsewhere belong to no area.
ViewCells add_view(LinkedTables& counts, const std::vector<std::uint32_t>& pupils, std::size_t told,
                   const std::vector<std::vector<PupilCounts::Answers>>& answers, Cell records,
                   const std::vector<AnswerCells>& totals) {
    ViewCells cells;
    for (const std::uint32_t n : pupils) cells.pupils.push_back(counts.add(n));
    counts.add_sum(records, cells.pupils);
    for (std::size_t k = 0; k < answers.size(); ++k) {
        std::vector<AnswerCells>& units = cells.answers.emplace_back(pupils.size());
        std::vector<Cell> yes;
        std::vector<Cell> no;
        std::vector<Cell> unknown;
        for (std::size_t u = 0; u < pupils.size(); ++u) {
            if (pupils[u] == 0) continue; // nobody is asked where nobody is
            // Where nothing is known about anybody, no answer tells something about everybody.
            const bool is_asked = answers[k][u].yes + answers[k][u].no > 0;
            const auto add = [&](std::uint32_t n) {
                if (u >= told) return counts.add_unpublished(n);
                return is_asked ? counts.add_with_secret_nought(n) : counts.add(n);
            };
            const std::uint32_t unknown_here = answers[k][u].unknown;
            units[u] = {add(answers[k][u].yes), add(answers[k][u].no),
                        u < told ? counts.add(unknown_here) : counts.add_unpublished(unknown_here)};
            counts.add_sum(cells.pupils[u], std::array{units[u].yes, units[u].no, units[u].unknown});
            yes.push_back(units[u].yes);
            no.push_back(units[u].no);
            unknown.push_back(units[u].unknown);
        }
        counts.add_sum(totals[k].yes, yes);
        counts.add_sum(totals[k].no, no);
        counts.add_sum(totals[k].unknown, unknown);
    }
    return cells;
}

struct FlowCell {
    std::size_t area = 0;
    std::size_t school = 0;
    Cell cell = 0;
};

std::vector<FlowCell> add_flows(LinkedTables& counts, const PupilCounts& pupils, const ViewCells& residence,
                                const ViewCells& schools) {
    std::vector<FlowCell> flows;
    std::vector<std::vector<Cell>> of_area(residence.pupils.size());
    std::vector<std::vector<Cell>> of_school(schools.pupils.size());
    for (std::size_t a = 0; a < pupils.flows.size(); ++a) {
        for (std::size_t s = 0; s < pupils.flows[a].size(); ++s) {
            if (pupils.flows[a][s] == 0) continue;
            flows.push_back({a, s, counts.add(pupils.flows[a][s])});
            of_area[a].push_back(flows.back().cell);
            of_school[s].push_back(flows.back().cell);
        }
    }
    for (std::size_t a = 0; a < of_area.size(); ++a) {
        if (!of_area[a].empty()) counts.add_sum(residence.pupils[a], of_area[a]);
    }
    for (std::size_t s = 0; s < of_school.size(); ++s) {
        if (!of_school[s].empty()) counts.add_sum(schools.pupils[s], of_school[s]);
    }
    return flows;
}

std::vector<std::uint32_t> sums_by_area(const PupilCounts& counts) {
    std::vector<std::uint32_t> sums;
    for (const auto& row : counts.flows) {
        std::uint32_t sum = 0;
        for (const std::uint32_t n : row) sum += n;
        sums.push_back(sum);
    }
    return sums;
}

std::vector<std::uint32_t> sums_by_school(const PupilCounts& counts) {
    std::vector<std::uint32_t> sums(counts.flows.front().size(), 0);
    for (const auto& row : counts.flows) {
        for (std::size_t s = 0; s < row.size(); ++s) sums[s] += row[s];
    }
    return sums;
}

std::vector<ProtectedUnit> units_of(const LinkedTables& counts, const ViewCells& cells,
                                    const std::vector<std::uint32_t>& pupils, const Gate& gate) {
    std::vector<ProtectedUnit> units;
    for (std::size_t u = 0; u < pupils.size(); ++u) {
        units.push_back({counts.verdict(cells.pupils[u]), {}});
        for (const auto& of_attribute : cells.answers) {
            if (pupils[u] == 0) {
                units.back().answers.push_back({gate.count(0), gate.count(0), gate.count(0)});
                continue;
            }
            const AnswerCells& answers = of_attribute[u];
            units.back().answers.push_back(
                {counts.verdict(answers.yes), counts.verdict(answers.no), counts.verdict(answers.unknown)});
        }
    }
    return units;
}

/// The residence-weighted indicators of one school.
std::vector<WeightedIndicator> means_of_school(const PupilCounts& counts, std::size_t school,
                                               const std::vector<ProtectedFlow>& flows,
                                               const std::vector<std::vector<double>>& area_values,
                                               double round_to, const Gate& gate) {
    const std::size_t indicators = area_values.size();
    std::vector<WeightedIndicator> means(indicators);
    std::vector<double> weight(indicators, 0);
    std::vector<double> sum(indicators, 0);
    std::vector<double> shown_weight(indicators, 0);
    std::vector<double> shown_sum(indicators, 0);
    std::vector<HiddenFlow> hidden;
    std::uint32_t pupils = 0;
    for (const ProtectedFlow& flow : flows) {
        if (flow.school != school) continue;
        const std::uint32_t n = counts.flows[flow.area][school];
        pupils += n;
        HiddenFlow entry{n, 0, 0, {}};
        for (std::size_t j = 0; j < indicators; ++j) {
            const double x =
                flow.area < area_values[j].size() ? area_values[j][flow.area] : indicator::missing;
            entry.values.push_back(x);
            if (indicator::is_missing(x)) continue;
            weight[j] += n;
            sum[j] += n * x;
            if (!flow.pupils.is_shown()) continue;
            shown_weight[j] += n;
            shown_sum[j] += n * x;
        }
        if (flow.pupils.is_shown()) continue;
        const std::int64_t minimum = gate.rules().minimum_count;
        entry.low = flow.pupils.reason() == Reason::TooFew ? 1 : minimum;
        entry.high = flow.pupils.reason() == Reason::TooFew ? minimum - 1 : entry.count + 1'000'000;
        hidden.push_back(std::move(entry));
    }
    const bool is_safe = leaves_doubt(hidden, shown_weight, shown_sum, round_to);
    for (std::size_t j = 0; j < indicators; ++j) {
        if (weight[j] < least_pupils_of_a_mean) {
            means[j].reason = "too_few";
        } else if (weight[j] < least_known_share * pupils) {
            means[j].reason = "little_known";
        } else if (!is_safe) {
            means[j].reason = "complement";
        } else {
            means[j].value = rounded_mean(sum[j] / weight[j], round_to);
        }
    }
    return means;
}

} // namespace

ProtectedPupils protect_pupils(const PupilCounts& pupils, const std::vector<std::vector<double>>& area_values,
                               double round_means_to, const Gate& gate) {
    const std::vector<std::uint32_t> by_area = sums_by_area(pupils);
    const std::vector<std::uint32_t> by_school = sums_by_school(pupils);
    LinkedTables counts(gate);
    const Cell records = counts.add_public(pupils.records);
    std::vector<AnswerCells> totals;
    for (const auto& answers : pupils.by_school) {
        PupilCounts::Answers all;
        for (const PupilCounts::Answers& school : answers) {
            all.yes += school.yes;
            all.no += school.no;
            all.unknown += school.unknown;
        }
        // Told to nobody; whoever adds up a whole table gets them.
        totals.push_back({counts.add_unpublished(all.yes), counts.add_unpublished(all.no),
                          counts.add_unpublished(all.unknown)});
        counts.add_sum(records, std::array{totals.back().yes, totals.back().no, totals.back().unknown});
    }
    const ViewCells residence =
        add_view(counts, by_area, by_area.size() - 1, pupils.by_residence, records, totals);
    const ViewCells schools =
        add_view(counts, by_school, by_school.size(), pupils.by_school, records, totals);
    const std::vector<FlowCell> flows = add_flows(counts, pupils, residence, schools);
    counts.protect();

    ProtectedPupils result;
    result.records = pupils.records;
    result.residence = units_of(counts, residence, by_area, gate);
    result.schools = units_of(counts, schools, by_school, gate);
    for (const FlowCell& flow : flows) {
        result.flows.push_back({flow.area, flow.school, counts.verdict(flow.cell)});
    }
    const auto tally = [&result](const GatedCount& count) {
        ++result.counts;
        result.withheld += count.is_shown() ? 0 : 1;
    };
    for (const auto* view : {&result.residence, &result.schools}) {
        for (const ProtectedUnit& unit : *view) {
            tally(unit.pupils);
            for (const ProtectedAnswers& answers : unit.answers) {
                tally(answers.yes);
                tally(answers.no);
                tally(answers.unknown);
            }
        }
    }
    for (const ProtectedFlow& flow : result.flows) tally(flow.pupils);
    result.school_indicators.assign(area_values.size(), std::vector<WeightedIndicator>(by_school.size()));
    for (std::size_t s = 0; s < by_school.size(); ++s) {
        const auto means = means_of_school(pupils, s, result.flows, area_values, round_means_to, gate);
        for (std::size_t j = 0; j < means.size(); ++j) result.school_indicators[j][s] = means[j];
    }
    return result;
}

} // namespace anker::exchange
