// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/table_protection.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace anker::disclosure {

namespace {

using math::LinearProgram;
using math::LinearSolution;
using math::LinearStatus;

/// Above so many cells that hang together, unneeded ones are not looked for: every try is an attack on all.
constexpr std::size_t largest_tidied_group = 300;
constexpr double moved = 1e-6;

class Protector {
public:
    Protector(std::vector<TableCell> cells, std::span<const Sum> sums,
              const std::function<bool(std::size_t)>& go_on)
        : m_cells(std::move(cells)), m_sums(sums), m_go_on(go_on), m_added(m_cells.size(), 0) {}

    ProtectedTable run() {
        m_known = known_intervals(m_cells);
        if (!check()) {
            m_result.is_consistent = false;
            return std::move(m_result);
        }
        settle_wanted();
        while (!m_stopped && protect_once()) {
        }
        if (!m_stopped) publish_unneeded();
        m_result.was_cancelled = m_stopped;
        for (const TableCell& cell : m_cells) m_result.reasons.push_back(cell.reason);
        m_result.attack = attack(m_known, m_sums).intervals;
        return std::move(m_result);
    }

private:
    [[nodiscard]] static bool can_go(const TableCell& cell) {
        return !cell.is_withheld() && !cell.is_fixed && !std::isnan(cell.value);
    }
    /// Cells whose value we do not know are somebody else's to protect.
    [[nodiscard]] static bool is_ours(const TableCell& cell) {
        return cell.is_withheld() && !std::isnan(cell.value);
    }
    [[nodiscard]] bool goes_on() {
        if (!m_stopped && m_go_on) {
            std::size_t withheld = 0;
            for (const TableCell& cell : m_cells) withheld += cell.is_withheld() ? 1U : 0U;
            m_stopped = !m_go_on(withheld);
        }
        return !m_stopped;
    }

    [[nodiscard]] bool check() const {
        for (const TableCell& cell : m_cells) {
            if (cell.is_withheld() && !std::isnan(cell.value) && !cell.told.covers({cell.value, cell.value}))
                return false;
        }
        return Attacker(m_known, m_sums).is_consistent();
    }

    void withhold(std::size_t cell) {
        m_cells[cell].reason = m_cells[cell].reason_beside;
        m_known[cell] = m_cells[cell].told;
        m_added[cell] = 1;
    }

    /// No cell can want more than stays unknown when everything is withheld.
    void settle_wanted() {
        std::vector<Interval> all = m_known;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (can_go(m_cells[i])) all[i] = m_cells[i].told;
        }
        Attacker attacker(all, m_sums);
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            TableCell& cell = m_cells[i];
            if (std::isnan(cell.value) || (cell.is_fixed && !cell.is_withheld())) continue;
            const Interval enough{cell.wanted.low,
                                  std::max(cell.wanted.high, cell.wanted.low + cell.wanted_width)};
            if (attacker.covers(i, enough)) continue;
            const Interval best = attacker.interval(i);
            const bool is_less = !best.covers(cell.wanted) || best.width() + moved < cell.wanted_width;
            cell.wanted = {std::max(cell.wanted.low, best.low), std::min(cell.wanted.high, best.high)};
            cell.wanted_width = std::min(cell.wanted_width, best.width());
            if (!cell.is_withheld()) continue;
            if (best.width() <= moved)
                m_result.bare.push_back(i);
            else if (is_less)
                m_result.narrow.push_back(i);
        }
    }

    [[nodiscard]] static bool is_content(Attacker& attacker, const TableCell& cell, std::size_t i) {
        if (!attacker.covers(i, cell.wanted)) return false;
        if (cell.wanted_width <= cell.wanted.width()) return true;
        // Cheap first: points that were met may already be far enough apart.
        if (attacker.covers(i, {cell.wanted.low, cell.wanted.low + cell.wanted_width})) return true;
        return attacker.interval(i).width() + moved >= cell.wanted_width;
    }

    /// The cheapest way to another table in which `cell` lies `by` higher: the cells that have to be withheld
    /// for it, or nothing where there is no such table.
    struct Way {
        double cost = 0;
        std::vector<std::size_t> cells;
    };
    [[nodiscard]] std::optional<Way> way(std::size_t cell, double by) const {
        const double target = m_cells[cell].value + by;
        if (!m_cells[cell].told.covers({target, target})) return std::nullopt;
        std::vector<std::size_t> movable;
        std::vector<std::size_t> place(m_cells.size(), static_cast<std::size_t>(-1));
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (i == cell || (!can_go(m_cells[i]) && !is_ours(m_cells[i]))) continue;
            place[i] = movable.size();
            movable.push_back(i);
        }
        // Two columns per cell: how far it goes up, and how far down.
        math::Matrix a(m_sums.size(), 2 * movable.size());
        std::vector<double> b(m_sums.size(), 0.0);
        for (std::size_t row = 0; row < m_sums.size(); ++row) {
            const auto add = [&](std::size_t i, double sign) {
                if (i == cell) b[row] -= sign * by;
                if (place[i] == static_cast<std::size_t>(-1)) return;
                a(row, 2 * place[i]) += sign;
                a(row, 2 * place[i] + 1) -= sign;
            };
            add(m_sums[row].total, 1);
            for (const std::size_t part : m_sums[row].parts) add(part, -1);
        }
        std::vector<double> upper;
        std::vector<double> cost;
        for (const std::size_t i : movable) {
            const TableCell& other = m_cells[i];
            upper.push_back(std::max(0.0, other.told.high - other.value));
            upper.push_back(std::max(0.0, other.value - other.told.low));
            const double price = other.is_withheld() ? 0 : other.value + 1;
            cost.push_back(price);
            cost.push_back(price);
        }
        // A cell costs the same however far it moves: what it cost per step is corrected by how far it went
        // (slope scaling: Kim and Pardalos 1999), and the cheapest of a few tries is taken.
        LinearProgram program(a, b, upper);
        std::optional<Way> found;
        for (int attempt = 0; attempt < 4; ++attempt) {
            const LinearSolution solution = program.minimise(cost);
            if (solution.status != LinearStatus::Optimal) break;
            Way here;
            for (std::size_t k = 0; k < movable.size(); ++k) {
                const TableCell& other = m_cells[movable[k]];
                const double far = std::abs(solution.x[2 * k] - solution.x[2 * k + 1]);
                if (other.is_withheld() || far < moved) continue;
                here.cost += other.value + 1;
                here.cells.push_back(movable[k]);
                cost[2 * k] = cost[2 * k + 1] = (other.value + 1) * std::abs(by) / far;
            }
            if (!found || here.cost < found->cost) found = std::move(here);
        }
        return found;
    }

    bool withhold_all(const std::vector<std::size_t>& cells) {
        for (const std::size_t cell : cells) withhold(cell);
        return !cells.empty();
    }
    bool take(const std::optional<Way>& found) { return found && withhold_all(found->cells); }
    /// Where the program gave up or no single way is enough: everything beside the cell, or, where nothing is
    /// left there, beside any cell that was withheld for others.
    bool withhold_neighbours(std::size_t cell) {
        return withhold_beside([&](std::size_t member) { return member == cell; }) ||
               withhold_beside([&](std::size_t member) { return m_added[member] != 0; });
    }
    template <class Touches>
    bool withhold_beside(const Touches& touches) {
        std::vector<std::size_t> beside;
        for (const Sum& sum : m_sums) {
            std::vector<std::size_t> members = sum.parts;
            members.push_back(sum.total);
            if (std::none_of(members.begin(), members.end(), touches)) continue;
            for (const std::size_t member : members) {
                if (can_go(m_cells[member]) &&
                    std::find(beside.begin(), beside.end(), member) == beside.end())
                    beside.push_back(member);
            }
        }
        return withhold_all(beside);
    }

    bool help(Attacker& attacker, std::size_t i) {
        const TableCell cell = m_cells[i];
        bool has_changed = false;
        if (!attacker.covers(i, {cell.value, cell.wanted.high}))
            has_changed = take(way(i, cell.wanted.high - cell.value)) || has_changed;
        if (!attacker.covers(i, {cell.wanted.low, cell.value}))
            has_changed = take(way(i, cell.wanted.low - cell.value)) || has_changed;
        if (has_changed) return true;
        const Interval now = attacker.interval(i);
        if (now.width() + moved < cell.wanted_width) {
            const auto up = way(i, now.low + cell.wanted_width - cell.value);
            const auto down = way(i, now.high - cell.wanted_width - cell.value);
            const bool is_down_better = down && (!up || down->cost < up->cost);
            if (take(is_down_better ? down : up)) return true;
        }
        return withhold_neighbours(i);
    }

    /// One pass over all withheld cells; whether any was exposed and more could be withheld.
    bool protect_once() {
        bool has_changed = false;
        std::optional<Attacker> attacker;
        for (std::size_t i = 0; i < m_cells.size() && !m_stopped; ++i) {
            if (!is_ours(m_cells[i])) continue;
            if (!attacker) attacker.emplace(m_known, m_sums);
            if (is_content(*attacker, m_cells[i], i)) continue;
            if (!goes_on()) return false;
            if (!help(*attacker, i)) continue;
            has_changed = true;
            attacker.reset();
        }
        return has_changed;
    }

    [[nodiscard]] bool can_be_published(std::size_t cell, const std::vector<std::size_t>& group) {
        Attacker attacker(m_known, m_sums);
        return std::all_of(group.begin(), group.end(), [&](std::size_t other) {
            return other == cell || !is_ours(m_cells[other]) || is_content(attacker, m_cells[other], other);
        });
    }

    void publish_unneeded() {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (m_added[i] != 0) order.push_back(i);
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return m_cells[a].value > m_cells[b].value; });
        for (const std::size_t cell : order) {
            Attacker attacker(m_known, m_sums);
            const auto span = attacker.group_of(cell);
            const std::vector<std::size_t> group(span.begin(), span.end());
            if (group.size() > largest_tidied_group) continue;
            if (!goes_on()) return;
            const Reason kept = m_cells[cell].reason;
            m_cells[cell].reason = Reason::None;
            m_known[cell] = {m_cells[cell].value, m_cells[cell].value};
            if (can_be_published(cell, group)) continue;
            m_cells[cell].reason = kept;
            m_known[cell] = m_cells[cell].told;
        }
    }

    std::vector<TableCell> m_cells;
    std::span<const Sum> m_sums;
    const std::function<bool(std::size_t)>& m_go_on;
    std::vector<unsigned char> m_added;
    std::vector<Interval> m_known;
    ProtectedTable m_result;
    bool m_stopped = false;
};

} // namespace

std::vector<Interval> known_intervals(std::span<const TableCell> cells) {
    std::vector<Interval> known;
    for (const TableCell& cell : cells)
        known.push_back(cell.is_withheld() ? cell.told : Interval{cell.value, cell.value});
    return known;
}

ProtectedTable protect_table(std::vector<TableCell> cells, std::span<const Sum> sums,
                             const std::function<bool(std::size_t)>& go_on) {
    return Protector(std::move(cells), sums, go_on).run();
}

} // namespace anker::disclosure
