// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/catalogue.hpp"

namespace anker::catalogue {

namespace {

std::string versioned(const Agreement& agreement) {
    return "\"" + agreement.id + "\" (version " + std::to_string(agreement.version) + ")";
}

/// Whether everything up to the earlier version still stands.
bool continues(const std::vector<Change>& earlier, const std::vector<Change>& next) {
    for (const Change& change : earlier) {
        bool is_there = false;
        for (const Change& candidate : next) is_there = is_there || candidate == change;
        if (!is_there) return false;
    }
    return true;
}

} // namespace

bool needs_denominator(Unit unit) {
    return unit == Unit::Percent || unit == Unit::Share || unit == Unit::Per1000 || unit == Unit::Ratio;
}

const Agreement* Catalogue::find(std::string_view indicator) const {
    for (const Agreement& agreement : indicators) {
        if (agreement.id == indicator) return &agreement;
    }
    return nullptr;
}

disclosure::Rules rules_of(const Catalogue* catalogue) {
    return catalogue == nullptr ? disclosure::Rules{} : catalogue->disclosure;
}

Expected<void, std::string> check_succession(const Catalogue& earlier, const Catalogue& next) {
    for (const Agreement& now : next.indicators) {
        const Agreement* before = earlier.find(now.id);
        if (before == nullptr) continue;
        if (now.version < before->version) {
            return failure("indicator " + versioned(now) + " is older than version " +
                           std::to_string(before->version) +
                           ", which is adopted; give it a higher version, also to go back to earlier rules");
        }
        if (now.version == before->version && !(now == *before)) {
            return failure("indicator " + versioned(now) +
                           " differs from the adopted one of the same version; give it version " +
                           std::to_string(now.version + 1) + " and say in its history what changed");
        }
        if (!continues(before->history, now.history)) {
            return failure("the history of indicator " + versioned(now) +
                           " lacks or changes what the adopted catalogue says about version " +
                           std::to_string(before->version) +
                           " and before; leave earlier entries as they are");
        }
    }
    return {};
}

Expected<void, std::string> check_indicator(const Agreement& agreement,
                                            const indicator::Indicator& delivered) {
    if (delivered.unit != name_of(agreement.unit)) {
        return failure("unit \"" + delivered.unit + "\" contradicts the catalogue, which says \"" +
                       std::string(name_of(agreement.unit)) + "\"");
    }
    if (delivered.direction != agreement.direction) {
        const auto name = [](indicator::Direction direction) {
            return "\"" + std::string(indicator::direction_names[static_cast<std::size_t>(direction)]) + "\"";
        };
        return failure("direction " + name(delivered.direction) + " contradicts the catalogue, which says " +
                       name(agreement.direction));
    }
    return {};
}

Expected<indicator::IndicatorTable, std::string>
only_agreed(indicator::IndicatorTable table, const Catalogue* catalogue, std::string_view areas_version) {
    if (!table.areas_version.empty() && table.areas_version != areas_version) {
        return failure("the imported indicators belong to the areas of " + table.areas_version +
                       ", and the adopted ones are of " + std::string(areas_version) +
                       "; import them again, with a crosswalk where the areas changed");
    }
    std::erase_if(table.indicators, [&](const indicator::Indicator& imported) {
        const Agreement* agreement = catalogue == nullptr ? nullptr : catalogue->find(imported.id);
        return agreement == nullptr || !check_indicator(*agreement, imported).has_value();
    });
    return table;
}

} // namespace anker::catalogue
