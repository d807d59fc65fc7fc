// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/classes.hpp"
#include "core/uncertainty/area_sorter.hpp"
#include "core/uncertainty/evaluation.hpp"

#include <span>

namespace anker::uncertainty {

/// One indicator of a linear index; values are turned so that high means what it means in the index.
struct IndexColumn {
    std::vector<double> values;
    std::vector<double> errors; ///< standard error of each value; empty = exact
    double lowest = -1e300;     ///< noise takes no value beyond these
    double highest = 1e300;
    index::Bounds goalposts; ///< for Scale::Goalposts
};

/// An index that is a weighted sum (or mean) of normalised indicators, rescaled by a line, then classed: most
/// indices. Several thousand draws a second need it in numbers, without names and rules.
struct LinearForm {
    std::vector<IndexColumn> columns;
    index::Normalise normalise; ///< its scale is that of the recipe
    double divisor = 1;         ///< of the weighted sum: 1, or the sum of the weights for a mean
    index::Normalise rescale;   ///< Scale::None, Z or MinMax
    index::ClassRule classes;
    /// The index as the recipe has it. Where the recipe does not rescale, other normalisations are brought to
    /// this mean and deviation (divisor n), so that its cuts keep their meaning.
    index::Fitted recipe_scale;
};

/// Scales that can be drawn for a linear index.
[[nodiscard]] bool is_linear_scale(index::Scale scale);

class LinearIndex final : public Evaluation {
public:
    /// At most AreaSorter::most_areas areas.
    explicit LinearIndex(LinearForm form);
    [[nodiscard]] Expected<void, std::string> evaluate(const Draw& draw, Outcome& outcome) override;

private:
    /// An indicator around its mean, in units of its deviation: sums of squares keep their digits.
    struct Column {
        std::vector<double> centred;
        std::vector<double> errors;
        double lowest = 0;
        double highest = 0;
        double mean = 0;
        double deviation = 1;
    };
    /// normalised = factor * value + offset
    struct Line {
        double factor = 0;
        double offset = 0;
    };
    struct Range {
        double low = 0;
        double high = 0;
    };

    void add_exact(std::size_t column, index::Scale scale, double weight);
    void add_noisy(std::size_t column, index::Scale scale, double weight, std::uint64_t noise_seed);
    [[nodiscard]] const std::vector<double>& exact(std::size_t column, index::Scale scale);
    void shake(const Column& column, std::uint64_t noise_seed);
    [[nodiscard]] Line line_of(std::size_t column, index::Scale scale);
    void rank_shaken();
    [[nodiscard]] Range range_of(std::span<const double> values) const;
    void rank_and_class(const Line& final_line, const Range& range, Outcome& outcome);
    void find_borders(const Line& final_line, const Range& range);

    LinearForm m_form;
    std::size_t m_areas = 0;
    std::vector<Column> m_columns;
    std::vector<std::vector<std::vector<double>>> m_exact; ///< [scale][column][area], made when first used
    std::vector<double> m_shaken;
    std::vector<double> m_sum;
    std::vector<double> m_sorted;
    std::vector<index::Cut> m_borders; ///< between classes, in units of m_sum
    AreaSorter m_sorter;
};

} // namespace anker::uncertainty
