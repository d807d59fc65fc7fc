// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/math/linear_program.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

/// What somebody can work out who has everything that is published: the other cells, the sums, and the rules.
namespace anker::disclosure {

/// From `low` to `high`, both included.
struct Interval {
    double low = 0;
    double high = std::numeric_limits<double>::infinity();

    [[nodiscard]] double width() const { return high - low; }
    [[nodiscard]] bool is_point() const { return low == high; }
    /// Rounding in the linear program counts for nothing.
    [[nodiscard]] bool covers(const Interval& other) const;
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// `total` is the sum of `parts`; all are indices of cells.
struct Sum {
    std::size_t total = 0;
    std::vector<std::size_t> parts;
};

/// The attacker's linear program: per cell the least and the largest value that fits all sums at once, given
/// what is known of each cell by itself (a published one is a point; a withheld one is at least
/// non-negative). Exact for real numbers; for whole numbers exact in tables of up to two dimensions with
/// their sums, and never narrower than the truth beyond that (an attacker who knows that they are whole may
/// then know more).
///
/// Cells that share no sum of unknown ones are attacked apart.
class Attacker {
public:
    /// The spans must outlive the attacker. Intervals must hold the true values, else nothing fits
    /// (`is_consistent`).
    Attacker(std::span<const Interval> known, std::span<const Sum> sums);

    /// Whether any values fit all sums.
    [[nodiscard]] bool is_consistent();
    [[nodiscard]] Interval interval(std::size_t cell);
    /// Of the sum of several cells, such as what a shape leaves of an area.
    [[nodiscard]] Interval interval_of_sum(std::span<const std::size_t> cells);
    /// Whether interval(cell) covers `wanted`: cheaper, since points that were met before prove much.
    [[nodiscard]] bool covers(std::size_t cell, const Interval& wanted);
    /// How many cells are worked out together with this one.
    [[nodiscard]] std::size_t group_size(std::size_t cell) const;
    /// Cells of the group, ascending; none for a known cell.
    [[nodiscard]] std::span<const std::size_t> group_of(std::size_t cell) const;

private:
    struct Group {
        std::vector<std::size_t> cells;
        std::vector<std::size_t> sums;
        std::vector<Interval> seen; ///< per cell, over all points that were met
        std::optional<math::LinearProgram> program;
    };

    [[nodiscard]] bool is_known(std::size_t cell) const { return m_known[cell].is_point(); }
    void make_groups();
    [[nodiscard]] math::LinearProgram& program_of(Group& group);
    void remember(Group& group, const math::LinearSolution& solution);
    [[nodiscard]] Interval range_in(Group& group, std::span<const double> cost);
    [[nodiscard]] double end_of(Group& group, std::size_t at, bool upwards);

    std::span<const Interval> m_known;
    std::span<const Sum> m_sums;
    std::vector<Group> m_groups;
    std::vector<std::size_t> m_group_of; ///< per cell
    std::vector<std::size_t> m_place;    ///< per cell, within its group
};

/// All intervals at once, known cells as points.
struct AttackResult {
    bool is_consistent = false;
    std::vector<Interval> intervals;
};
[[nodiscard]] AttackResult attack(std::span<const Interval> known, std::span<const Sum> sums);

} // namespace anker::disclosure
