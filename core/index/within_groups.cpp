// SPDX-License-Identifier: Apache-2.0
#include "core/index/within_groups.hpp"

#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace anker::index {

using indicator::is_missing;
using tabular::in_quotes;

RowGroups row_groups(std::span<const std::string> name_of_row) {
    RowGroups groups;
    std::map<std::string_view, std::size_t> known;
    for (std::size_t row = 0; row < name_of_row.size(); ++row) {
        const auto [entry, is_new] = known.emplace(name_of_row[row], groups.names.size());
        if (is_new) {
            groups.names.push_back(name_of_row[row]);
            groups.members.emplace_back();
        }
        groups.of.push_back(entry->second);
        groups.members[entry->second].push_back(row);
    }
    return groups;
}

RowGroups one_group(std::size_t rows) {
    RowGroups groups{{std::string()}, std::vector<std::size_t>(rows, 0), {std::vector<std::size_t>(rows)}};
    std::iota(groups.members[0].begin(), groups.members[0].end(), std::size_t{0});
    return groups;
}

namespace {

std::vector<double> picked(std::span<const double> values, const std::vector<std::size_t>& rows) {
    std::vector<double> result;
    for (const std::size_t row : rows) result.push_back(values[row]);
    return result;
}

} // namespace

Expected<NormalisedGroups, std::size_t> normalised_in_groups(std::span<const double> values,
                                                             const Normalise& rule, const RowGroups& groups,
                                                             const std::optional<Bounds>& goalposts,
                                                             const Fitted* frozen,
                                                             std::optional<double> reference) {
    NormalisedGroups result;
    if (!rule.is_within_group) {
        auto scaled = normalised(values, rule, goalposts, frozen, reference);
        if (!scaled) return tl::make_unexpected(std::size_t{0});
        result.values = std::move(scaled->values);
        result.fitted.push_back(scaled->fitted);
        return result;
    }
    result.values.resize(values.size());
    for (std::size_t group = 0; group < groups.members.size(); ++group) {
        const std::vector<std::size_t>& rows = groups.members[group];
        const auto scaled = normalised(picked(values, rows), rule, goalposts, nullptr, reference);
        if (!scaled) return tl::make_unexpected(group);
        for (std::size_t i = 0; i < rows.size(); ++i) result.values[rows[i]] = scaled->values[i];
        result.fitted.push_back(scaled->fitted);
    }
    return result;
}

Expected<LevelAreas, std::string> level_areas(const ColumnTable& table, const Level& level,
                                              std::span<const std::size_t> valid, const RowGroups& groups) {
    LevelAreas areas;
    if (level.areas.column.empty()) {
        areas.of_row.resize(valid.size());
        std::iota(areas.of_row.begin(), areas.of_row.end(), std::size_t{0});
        areas.first_row = areas.of_row;
        areas.weights.assign(valid.size(), 1);
        return areas;
    }
    const std::vector<std::string>& names = table.texts.at(level.areas.column);
    const std::vector<double>& weights = *table.find(level.areas.weight);
    std::map<std::pair<std::size_t, std::string_view>, std::size_t> known;
    std::vector<double> sums;
    for (std::size_t k = 0; k < valid.size(); ++k) {
        const std::size_t row = valid[k];
        if (names[row].empty())
            return failure(table.cell(level.areas.column, row) + ": the area of level " +
                           in_quotes(level.id) + " is missing.");
        if (is_missing(weights[row]) || weights[row] < 0)
            return failure(table.cell(level.areas.weight, row) + ": the weight for level " +
                           in_quotes(level.id) + " is missing or negative.");
        const auto [entry, is_new] =
            known.emplace(std::pair(groups.of[k], std::string_view(names[row])), sums.size());
        if (is_new) {
            areas.first_row.push_back(k);
            sums.push_back(0);
        }
        areas.of_row.push_back(entry->second);
        areas.weights.push_back(weights[row]);
        sums[entry->second] += weights[row];
    }
    for (std::size_t area = 0; area < sums.size(); ++area) {
        if (!(sums[area] > 0))
            return failure(table.cell(level.areas.weight, valid[areas.first_row[area]]) +
                           ": all weights of " + in_quotes(names[valid[areas.first_row[area]]]) +
                           " are 0, so level " + in_quotes(level.id) + " has no mean there.");
    }
    return areas;
}

namespace {

std::vector<double> means_of(const std::vector<double>& values, const LevelAreas& areas) {
    std::vector<double> sums(areas.first_row.size(), 0);
    std::vector<double> weights(areas.first_row.size(), 0);
    for (std::size_t row = 0; row < values.size(); ++row) {
        sums[areas.of_row[row]] += areas.weights[row] * values[row];
        weights[areas.of_row[row]] += areas.weights[row];
    }
    for (std::size_t area = 0; area < sums.size(); ++area) sums[area] /= weights[area];
    return sums;
}

template <class T>
std::vector<T> spread_out(const std::vector<T>& of_area, const LevelAreas& areas) {
    std::vector<T> result;
    for (const std::size_t area : areas.of_row) result.push_back(of_area[area]);
    return result;
}

std::vector<double> ranks_in_groups(const std::vector<double>& values, const RowGroups& groups) {
    std::vector<double> result(values.size());
    for (const std::vector<std::size_t>& rows : groups.members) {
        std::vector<double> turned = picked(values, rows);
        for (double& v : turned) v = -v;
        const std::vector<double> ranks = math::ranks(turned, math::Ties::Lowest);
        for (std::size_t i = 0; i < rows.size(); ++i) result[rows[i]] = ranks[i];
    }
    return result;
}

std::vector<int> classes_in_groups(const std::vector<double>& values, const Level& level,
                                   const RowGroups& groups, LevelResult& result) {
    if (!level.classes.is_within_group) {
        Classes classes = classify(values, level.classes, level.frozen ? &level.frozen->borders : nullptr,
                                   level.frozen ? level.frozen->top_from : std::nullopt);
        result.fitted.borders = std::move(classes.borders);
        result.fitted.top_from = classes.top_from;
        return std::move(classes.numbers);
    }
    std::vector<int> numbers(values.size());
    for (std::size_t group = 0; group < groups.members.size(); ++group) {
        const std::vector<std::size_t>& rows = groups.members[group];
        Classes classes = classify(picked(values, rows), level.classes, nullptr, std::nullopt);
        for (std::size_t i = 0; i < rows.size(); ++i) numbers[rows[i]] = classes.numbers[i];
        result.groups[group].borders = std::move(classes.borders);
        result.groups[group].top_from = classes.top_from;
    }
    return numbers;
}

/// Whether a scale divides by how much the values differ. Sums of standardised values lie around 0, where a
/// share of the mean is no yardstick.
bool needs_spread(Scale scale) {
    return scale == Scale::Z || scale == Scale::RobustZ || scale == Scale::MinMax;
}

bool is_flat(const std::vector<double>& values, const std::vector<std::size_t>& rows) {
    const auto [low, high] = std::minmax_element(
        rows.begin(), rows.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return values[*high] - values[*low] <= 1e-12;
}

} // namespace

Expected<void, std::string> finish_level(const Level& level, const LevelAreas& areas, const RowGroups& groups,
                                         LevelResult& result) {
    const std::vector<double> means = means_of(result.aggregate, areas);
    RowGroups area_groups = groups;
    if (!level.areas.column.empty()) {
        std::vector<std::string> names;
        for (const std::size_t row : areas.first_row) names.push_back(groups.names[groups.of[row]]);
        area_groups = row_groups(names); // rows come in the same order, so groups keep theirs
        result.higher_areas = areas.first_row.size();
    }
    const bool is_rescaled_within = level.rescale.is_within_group;
    if (is_rescaled_within || level.classes.is_within_group) {
        result.group_of = groups.of;
        for (std::size_t group = 0; group < groups.names.size(); ++group)
            result.groups.push_back(
                {groups.names[group], area_groups.members[group].size(), {}, {}, std::nullopt});
    }
    const RowGroups whole = one_group(means.size());
    const RowGroups& together = is_rescaled_within ? area_groups : whole;
    if (needs_spread(level.rescale.scale) && !level.frozen) {
        for (std::size_t group = 0; group < together.members.size(); ++group) {
            if (!is_flat(means, together.members[group])) continue;
            return failure(
                is_rescaled_within
                    ? "every area of group " + in_quotes(together.names[group]) +
                          " has the same sum, so it cannot be rescaled within the group."
                    : std::string("the indicators cancel each other out; every area has the same sum."));
        }
    }
    const Fitted* frozen = level.frozen ? &level.frozen->rescale : nullptr;
    auto scaled = normalised_in_groups(means, level.rescale, together, std::nullopt, frozen, std::nullopt);
    if (!scaled)
        return failure(std::string("the indicators cancel each other out; every area has the same sum."));
    const std::vector<double>& values = scaled->values;
    for (std::size_t group = 0; is_rescaled_within && group < result.groups.size(); ++group)
        result.groups[group].rescale = scaled->fitted[group];
    if (!is_rescaled_within) result.fitted.rescale = scaled->fitted.front();
    const bool is_line = level.areas.column.empty() && scaled->fitted.front().is_line;
    for (InputResult& input : result.inputs) {
        if (!is_line) input.slope = indicator::missing;
        input.slope *= level.rescale.spread / (is_rescaled_within ? 1 : scaled->fitted.front().unit);
    }
    result.aggregate = spread_out(means, areas);
    result.value = spread_out(values, areas);
    result.rank = spread_out(ranks_in_groups(values, area_groups), areas);
    result.class_number = spread_out(classes_in_groups(values, level, area_groups, result), areas);
    return {};
}

double slope_at(const LevelResult& result, const InputResult& input, std::size_t valid_index) {
    return result.groups.empty() ? input.slope
                                 : input.slope / result.groups[result.group_of[valid_index]].rescale.unit;
}

} // namespace anker::index
