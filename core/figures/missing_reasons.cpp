// SPDX-License-Identifier: Apache-2.0
#include "core/figures/missing_reasons.hpp"

#include "core/index/adopted_recipe.hpp"

#include <set>

namespace anker::figures {

namespace {

/// Indicators that an input is made of, through the levels below it.
void add_indicators(const index::CompositeRecipe& recipe, const index::Input& input,
                    std::set<std::string>& into) {
    if (input.level.empty()) {
        into.insert(index::dated_column(input.column).id);
        return;
    }
    for (const index::Level& level : recipe.levels) {
        if (level.id != input.level) continue;
        for (const index::Input& below : level.inputs) add_indicators(recipe, below, into);
    }
}

} // namespace

std::vector<std::string> missing_reasons(const index::CompositeRecipe& recipe, const index::Level& level,
                                         const indicator::IndicatorTable& agreed, std::size_t row) {
    const std::vector<std::string> columns = index::columns_of(recipe);
    std::vector<std::string> reasons;
    for (const index::Input& input : level.inputs) {
        std::set<std::string> indicators;
        add_indicators(recipe, input, indicators);
        std::string& reason = reasons.emplace_back();
        for (const std::string& column : columns) {
            const auto [id, date] = index::dated_column(column);
            const indicator::Indicator* found = agreed.find(id);
            const std::size_t at = agreed.date_index(date);
            if (!reason.empty() || !indicators.contains(id) || found == nullptr || at == agreed.dates.size())
                continue;
            if (indicator::is_missing(found->values[at][row]))
                reason = found->reason_withheld(date, agreed.area_keys[row]);
        }
    }
    return reasons;
}

} // namespace anker::figures
