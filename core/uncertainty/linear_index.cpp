// SPDX-License-Identifier: Apache-2.0
#include "core/uncertainty/linear_index.hpp"

#include "core/math/statistics.hpp"
#include "core/uncertainty/normal_stream.hpp"

#include <algorithm>
#include <cmath>

namespace anker::uncertainty {

namespace {

using index::Scale;

constexpr double sd_of_mad = 1.4826; // as in index::normalised

double inverse_or_nought(double unit) {
    return unit > 0 ? 1 / unit : 0;
}

/// Sums of values and of their squares. Four at a time: each addition waits for the one before it, so one
/// sum alone would leave the processor idle. The order is fixed, as everywhere.
struct Sums {
    double plain = 0;
    double squares = 0;
};
Sums sums_of(std::span<const double> values) {
    double plain[4]{};
    double squares[4]{};
    std::size_t i = 0;
    for (; i + 4 <= values.size(); i += 4) {
        for (std::size_t k = 0; k < 4; ++k) {
            plain[k] += values[i + k];
            squares[k] += values[i + k] * values[i + k];
        }
    }
    for (; i < values.size(); ++i) {
        plain[0] += values[i];
        squares[0] += values[i] * values[i];
    }
    return {(plain[0] + plain[1]) + (plain[2] + plain[3]),
            (squares[0] + squares[1]) + (squares[2] + squares[3])};
}

/// Mean and deviation from sums; values lie around 0.
math::Moments moments_of(const Sums& sums, std::size_t count, math::Deviation deviation) {
    const double n = static_cast<double>(count);
    const double mean = sums.plain / n;
    const double squares = std::max(0.0, sums.squares - n * mean * mean);
    return {mean, std::sqrt(squares / (deviation == math::Deviation::Population ? n : n - 1))};
}

} // namespace

bool is_linear_scale(Scale scale) {
    return scale == Scale::None || scale == Scale::Z || scale == Scale::RobustZ || scale == Scale::MinMax ||
           scale == Scale::Goalposts || scale == Scale::Rank || scale == Scale::Percentile;
}

LinearIndex::LinearIndex(LinearForm form)
    : m_form(std::move(form)), m_areas(m_form.columns.front().values.size()),
      m_exact(index::scale_names.size()), m_shaken(m_areas + 1), m_sum(m_areas), m_sorted(m_areas),
      m_sorter(m_areas) {
    for (const IndexColumn& from : m_form.columns) {
        const math::Moments moments = math::moments_of(from.values, math::Deviation::Population);
        Column& column = m_columns.emplace_back();
        column.mean = moments.mean;
        column.deviation = moments.is_constant() ? 1 : moments.deviation;
        for (const double value : from.values)
            column.centred.push_back((value - column.mean) / column.deviation);
        for (const double error : from.errors) column.errors.push_back(error / column.deviation);
        if (!column.errors.empty()) column.errors.push_back(0); // numbers come in pairs
        column.centred.push_back(0);
        column.lowest = (from.lowest - column.mean) / column.deviation;
        column.highest = (from.highest - column.mean) / column.deviation;
    }
    for (auto& columns : m_exact) columns.resize(m_columns.size());
}

const std::vector<double>& LinearIndex::exact(std::size_t column, Scale scale) {
    std::vector<double>& values = m_exact[static_cast<std::size_t>(scale)][column];
    if (!values.empty()) return values;
    index::Normalise rule = m_form.normalise;
    rule.scale = scale;
    const IndexColumn& from = m_form.columns[column];
    auto normalised = index::normalised(from.values, rule, from.goalposts, nullptr);
    values = normalised ? std::move(normalised->values) : std::vector<double>(m_areas, rule.centre);
    return values;
}

void LinearIndex::add_exact(std::size_t column, Scale scale, double weight) {
    const double* const values = exact(column, scale).data();
    double* const sum = m_sum.data();
    for (std::size_t i = 0; i < m_areas; ++i) sum[i] += weight * values[i];
}

/// The column with noise, into m_shaken.
void LinearIndex::shake(const Column& column, std::uint64_t noise_seed) {
    NormalStream stream(noise_seed);
    const double* const centred = column.centred.data();
    const double* const errors = column.errors.data();
    const double lowest = column.lowest;
    const double highest = column.highest;
    double* const shaken = m_shaken.data();
    for (std::size_t i = 0; i < m_areas; i += 2) {
        double first = 0;
        double second = 0;
        stream.draw(first, second);
        first = centred[i] + errors[i] * first;
        second = centred[i + 1] + errors[i + 1] * second;
        first = first < lowest ? lowest : first;
        second = second < lowest ? lowest : second;
        shaken[i] = first > highest ? highest : first;
        shaken[i + 1] = second > highest ? highest : second;
    }
}

LinearIndex::Range LinearIndex::range_of(std::span<const double> values) const {
    double low[4]{values[0], values[0], values[0], values[0]};
    double high[4]{values[0], values[0], values[0], values[0]};
    const double* const from = values.data();
    std::size_t i = 0;
    for (; i + 4 <= m_areas; i += 4) {
        for (std::size_t k = 0; k < 4; ++k) {
            const double value = from[i + k];
            low[k] = value < low[k] ? value : low[k];
            high[k] = value > high[k] ? value : high[k];
        }
    }
    for (; i < m_areas; ++i) {
        low[0] = std::min(low[0], from[i]);
        high[0] = std::max(high[0], from[i]);
    }
    return {std::min(std::min(low[0], low[1]), std::min(low[2], low[3])),
            std::max(std::max(high[0], high[1]), std::max(high[2], high[3]))};
}

/// Ranks instead of values, 1 = lowest, in m_shaken.
void LinearIndex::rank_shaken() {
    const std::span<double> shaken(m_shaken.data(), m_areas);
    const Range range = range_of(shaken);
    m_sorter.sort(shaken, range.low, range.high);
    const math::Ties ties = m_form.normalise.ties;
    for (std::size_t begin = 0; begin < m_areas;) {
        std::size_t end = begin + 1;
        while (end < m_areas && m_sorter.is_same(end, begin)) ++end;
        const double lowest = static_cast<double>(begin + 1);
        const double highest = static_cast<double>(end);
        const double rank = ties == math::Ties::Average  ? (lowest + highest) / 2
                            : ties == math::Ties::Lowest ? lowest
                                                         : highest;
        for (; begin < end; ++begin) shaken[m_sorter.area(begin)] = rank;
    }
}

/// How the shaken column is normalised.
LinearIndex::Line LinearIndex::line_of(std::size_t column, Scale scale) {
    const std::span<const double> shaken(m_shaken.data(), m_areas);
    const Column& from = m_columns[column];
    switch (scale) {
    case Scale::Z: {
        const math::Moments moments = moments_of(sums_of(shaken), m_areas, m_form.normalise.deviation);
        const double factor = inverse_or_nought(moments.deviation);
        return {factor, -moments.mean * factor};
    }
    case Scale::MinMax: {
        const Range range = range_of(shaken);
        const double factor = inverse_or_nought(range.high - range.low);
        return {factor, -range.low * factor};
    }
    case Scale::RobustZ: {
        const Range range = range_of(shaken);
        m_sorter.sort(shaken, range.low, range.high);
        for (std::size_t i = 0; i < m_areas; ++i) m_sorted[i] = shaken[m_sorter.area(i)];
        const std::size_t half = m_areas / 2;
        const bool is_even = m_areas % 2 == 0;
        const double median = is_even ? (m_sorted[half - 1] + m_sorted[half]) / 2 : m_sorted[half];
        // The distances to the median rise to both sides of it: the half smallest, smallest first.
        std::size_t below = half; // next one below is at below - 1
        std::size_t above = half;
        double before = 0;
        double distance = 0;
        for (std::size_t taken = 0; taken <= half; ++taken) {
            before = distance;
            const double down = below > 0 ? median - m_sorted[below - 1] : 1e300;
            const double up = above < m_areas ? m_sorted[above] - median : 1e300;
            if (down < up) {
                distance = down;
                --below;
            } else {
                distance = up;
                ++above;
            }
        }
        const double mad = is_even ? (before + distance) / 2 : distance;
        const double factor = inverse_or_nought(sd_of_mad * mad);
        return {factor, -median * factor};
    }
    case Scale::Goalposts: {
        const index::Bounds& posts = m_form.columns[column].goalposts;
        const double low = (posts.low - from.mean) / from.deviation;
        const double high = (posts.high - from.mean) / from.deviation;
        for (double& value : m_shaken) value = std::clamp(value, low, high);
        const double factor = 1 / (high - low);
        return {factor, -low * factor};
    }
    case Scale::Rank:
        rank_shaken();
        return {1, 0};
    case Scale::Percentile:
        rank_shaken();
        return {1 / static_cast<double>(m_areas), 0};
    default:
        return {from.deviation, from.mean}; // Scale::None
    }
}

void LinearIndex::add_noisy(std::size_t column, Scale scale, double weight, std::uint64_t noise_seed) {
    shake(m_columns[column], noise_seed_of(noise_seed, column));
    const Line line = line_of(column, scale);
    const double factor = weight * m_form.normalise.spread * line.factor;
    const double offset = weight * (m_form.normalise.spread * line.offset + m_form.normalise.centre);
    const double* const shaken = m_shaken.data();
    double* const sum = m_sum.data();
    for (std::size_t i = 0; i < m_areas; ++i) sum[i] += factor * shaken[i] + offset;
}

Expected<void, std::string> LinearIndex::evaluate(const Draw& draw, Outcome& outcome) {
    std::fill(m_sum.begin(), m_sum.end(), 0.0);
    for (std::size_t j = 0; j < m_columns.size(); ++j) {
        const double weight = draw.weights[j] / m_form.divisor;
        if (weight == 0) continue;
        if (draw.has_noise && !m_columns[j].errors.empty()) {
            add_noisy(j, draw.scale, weight, draw.noise_seed);
        } else {
            add_exact(j, draw.scale, weight);
        }
    }
    const Range range = range_of(m_sum);
    index::Normalise rescale = m_form.rescale;
    if (rescale.scale == Scale::None && draw.scale != m_form.normalise.scale) {
        rescale.scale = Scale::Z;
        rescale.deviation = math::Deviation::Population;
        rescale.centre = m_form.recipe_scale.origin;
        rescale.spread = m_form.recipe_scale.unit;
    }
    Line final_line{1, 0};
    if (rescale.scale == Scale::Z) {
        // Around the middle of the range: sums of ranks lie far from 0.
        const double middle = (range.low + range.high) / 2;
        double* const sum = m_sum.data();
        for (std::size_t i = 0; i < m_areas; ++i) sum[i] -= middle;
        const math::Moments moments = moments_of(sums_of(m_sum), m_areas, rescale.deviation);
        final_line.factor = rescale.spread * inverse_or_nought(moments.deviation);
        final_line.offset = rescale.centre - final_line.factor * moments.mean;
        rank_and_class(final_line, {range.low - middle, range.high - middle}, outcome);
        return {};
    }
    if (rescale.scale == Scale::MinMax) {
        final_line.factor = rescale.spread * inverse_or_nought(range.high - range.low);
        final_line.offset = rescale.centre - final_line.factor * range.low;
    } else {
        final_line = {rescale.spread, rescale.centre};
    }
    rank_and_class(final_line, range, outcome);
    return {};
}

/// Borders of the classes in units of m_sum, from the order in m_sorter.
void LinearIndex::find_borders(const Line& final_line, const Range& range) {
    const index::ClassRule& rule = m_form.classes;
    const auto back = [&](double final) { return (final - final_line.offset) / final_line.factor; };
    const auto equal_widths = [&](double highest, int count) {
        const double low = rule.low ? back(*rule.low) : range.low;
        const double high = rule.high ? back(*rule.high) : highest;
        for (int k = 1; k < count; ++k)
            m_borders.push_back({low + (high - low) * k / count, rule.includes_below});
    };
    m_borders.clear();
    switch (rule.kind) {
    case index::ClassKind::None:
        break;
    case index::ClassKind::Cuts:
        for (const index::Cut& cut : rule.cuts) m_borders.push_back({back(cut.at), cut.includes_below});
        break;
    case index::ClassKind::Quantiles:
        for (std::size_t i = 0; i < m_areas; ++i) m_sorted[i] = m_sum[m_sorter.area(i)];
        for (int k = 1; k < rule.count; ++k) {
            const double share = static_cast<double>(k) / rule.count;
            m_borders.push_back(
                {math::quantile_of_sorted(m_sorted, share, rule.quantile_type), rule.includes_below});
        }
        break;
    case index::ClassKind::EqualWidth:
        equal_widths(range.high, rule.count);
        break;
    case index::ClassKind::Hybrid: {
        const double share = rule.top_share * static_cast<double>(m_areas);
        const auto top = std::min(static_cast<std::size_t>(std::ceil(share - 1e-9)), m_areas);
        std::size_t first = m_areas - top; // of the highest class, with those that equal it
        while (first > 0 && first < m_areas && m_sorter.is_same(first - 1, first)) --first;
        equal_widths(m_sum[m_sorter.area(first > 0 ? first - 1 : 0)], rule.count - 1);
        if (first < m_areas) {
            const double top_from = m_sum[m_sorter.area(first)];
            // Borders from a given `high` can lie above: the highest class takes what is theirs.
            while (!m_borders.empty() && m_borders.back().at > top_from) m_borders.pop_back();
            while (m_borders.size() < static_cast<std::size_t>(rule.count - 1))
                m_borders.push_back({top_from, false});
        }
        break;
    }
    }
}

void LinearIndex::rank_and_class(const Line& final_line, const Range& range, Outcome& outcome) {
    m_sorter.sort(m_sum, range.low, range.high);
    find_borders(final_line, range);
    outcome.values.resize(m_areas);
    outcome.ranks.resize(m_areas);
    outcome.classes.resize(m_areas);
    const double* const sum = m_sum.data();
    double* const values = outcome.values.data();
    for (std::size_t i = 0; i < m_areas; ++i) values[i] = final_line.factor * sum[i] + final_line.offset;

    const bool has_classes = m_form.classes.kind != index::ClassKind::None;
    const auto count = static_cast<std::uint32_t>(m_form.classes.class_count());
    std::size_t border = m_borders.size(); // borders below the area at hand
    std::uint32_t rank = 1;
    std::uint32_t* const ranks = outcome.ranks.data();
    std::uint16_t* const classes = outcome.classes.data();
    for (std::size_t position = m_areas; position-- > 0;) {
        const std::size_t area = m_sorter.area(position);
        if (position + 1 < m_areas && !m_sorter.is_same(position, position + 1))
            rank = static_cast<std::uint32_t>(m_areas - position);
        ranks[area] = rank;
        while (border > 0) {
            const index::Cut& cut = m_borders[border - 1];
            if (cut.includes_below ? sum[area] > cut.at : sum[area] >= cut.at) break;
            --border;
        }
        const auto number = static_cast<std::uint32_t>(border + 1);
        const std::uint32_t turned = m_form.classes.from_highest ? count + 1 - number : number;
        classes[area] = static_cast<std::uint16_t>(has_classes ? turned : 0);
    }
}

} // namespace anker::uncertainty
