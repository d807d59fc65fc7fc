// SPDX-License-Identifier: Apache-2.0
#include "web/studio/small_number_noise.hpp"

#include "core/index/adopted_recipe.hpp"
#include "core/index/shown_level.hpp"

#include <algorithm>

namespace anker::studio {

namespace {

/// Shares only: a count of flats or euros is no sample of cases.
index::Unit share_unit(const std::string& name) {
    if (name == "percent") return index::Unit::Percent;
    if (name == "share") return index::Unit::Share;
    if (name == "per_1000") return index::Unit::Per1000;
    return index::Unit::Any;
}

double whole_of(index::Unit unit) {
    return unit == index::Unit::Percent ? 100 : unit == index::Unit::Per1000 ? 1000 : 1;
}

/// Whether the column is used as a change somewhere: the job draws noise of levels only.
bool is_in_change(const index::CompositeRecipe& recipe, const std::string& column) {
    for (const index::Level& level : recipe.levels) {
        for (const index::Input& input : level.inputs) {
            if (!input.minus.empty() && (input.column == column || input.minus == column)) return true;
        }
    }
    return false;
}

} // namespace

double indicator_value(const figures::ShownIndexInfo& info, const figures::ShownIndex& index,
                       const std::string& column, std::size_t place) {
    // Of Berlin's form the parts are the columns.
    if (info.columns.empty())
        return place < index.parts.size() ? index.parts[place].value : indicator::missing;
    const auto at = static_cast<std::size_t>(std::find(info.columns.begin(), info.columns.end(), column) -
                                             info.columns.begin());
    return at < index.values.size() ? index.values[at] : indicator::missing;
}

SmallNumberNoise small_number_noise(const figures::ShownFigures& figures,
                                    const index::CompositeRecipe& recipe) {
    SmallNumberNoise noise;
    if (!figures.index) return noise;
    const figures::ShownIndexInfo& info = *figures.index;
    const std::vector<std::string>& units = info.columns.empty() ? info.units : info.column_units;
    const std::vector<std::string> columns = index::indicator_columns_of(recipe);
    noise.indicators = columns.size();
    for (std::size_t i = 0; i < columns.size() && i < units.size(); ++i) {
        index::Unit unit = share_unit(units[i]);
        bool is_known = unit != index::Unit::Any && !is_in_change(recipe, columns[i]);
        double highest = 0;
        for (const figures::ShownArea& area : figures.areas) {
            if (!area.index || area.index->status_class == 0) continue;
            const std::vector<double>& cases = area.index->denominators;
            const double value = indicator_value(info, *area.index, columns[i], i);
            // A rate above its whole, such as cases per head, is no share.
            is_known = is_known && i < cases.size() && cases[i] > 0 && value >= 0 && value <= whole_of(unit);
            if (is_known) highest = std::max(highest, value);
        }
        // Percent that nowhere reaches 1 looks like a slip to the job; without a unit it is percent to its
        // noise.
        if (unit == index::Unit::Percent && highest <= 1) unit = index::Unit::Any;
        if (is_known) noise.shares.push_back({i, columns[i], unit});
    }
    return noise;
}

std::string cases_column(const NoisyShare& share) {
    const auto [id, date] = index::dated_column(share.column);
    return index::column_name(id + "_cases", date);
}

std::string denominators_option(const SmallNumberNoise& noise) {
    std::string option;
    for (const NoisyShare& share : noise.shares)
        option += (option.empty() ? "" : ",") + share.column + "=" + cases_column(share);
    return option;
}

} // namespace anker::studio
