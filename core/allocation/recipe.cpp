// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/recipe.hpp"

#include <algorithm>
#include <cmath>

namespace anker::allocation {

bool Recipe::needs_index() const {
    return std::any_of(parts.begin(), parts.end(), [](const Part& part) {
        return part.kind == PartKind::Need && part.weight > 0 && !part.factor.reads_classes();
    });
}

std::string name_of(std::string_view field, WrittenAs written) {
    if (written == WrittenAs::Json) return "\"" + std::string(field) + "\"";
    std::string option = "--" + std::string(field);
    std::replace(option.begin(), option.end(), '_', '-');
    return option;
}

namespace {

Expected<void, std::string> check_parts(const Recipe& recipe, WrittenAs written) {
    double sum = 0;
    for (const Part& part : recipe.parts) {
        if (!std::isfinite(part.weight) || part.weight < 0)
            return failure("A part of the shares has a negative weight; a weight is 0 or more.");
        sum += part.weight;
        if (part.kind == PartKind::Column) {
            if (part.column.empty()) return failure("A part by column does not name its column.");
            continue;
        }
        if (recipe.count_column.empty()) {
            return failure("Shares by head count need the column with the heads; give " +
                           name_of("count_column", written) + ".");
        }
        if (part.kind != PartKind::Need) continue;
        // Without the index there is nothing to say about its direction.
        if (const auto fits = check(part.factor, recipe.direction.value_or(Direction::Burden)); !fits) {
            return failure("The factor by need (" +
                           std::string(factor_kind_names[static_cast<std::size_t>(part.factor.kind)]) +
                           "): " + fits.error() + ".");
        }
        if (part.factor.reads_classes() && recipe.class_column.empty()) {
            return failure("Steps by class need the column with the classes; give " +
                           name_of("class_column", written) + ", or cuts of the index.");
        }
    }
    if (recipe.parts.empty() || sum <= 0 || !std::isfinite(sum))
        return failure("The shares have no part with a positive weight.");
    return {};
}

Expected<void, std::string> check_bounds(const Recipe& recipe, WrittenAs written) {
    const auto fits = [](const std::optional<double>& value) {
        return !value || (std::isfinite(*value) && *value >= 0);
    };
    for (const auto& [field, value] : {std::pair("floor", recipe.floor), std::pair("cap", recipe.cap)}) {
        if (!fits(value)) return failure(name_of(field, written) + " is negative; give 0 or more.");
    }
    if (recipe.floor && recipe.cap && *recipe.floor > *recipe.cap)
        return failure(name_of("floor", written) + " is above " + name_of("cap", written) + ".");
    if (recipe.corridor) {
        if (!fits(recipe.corridor->percent))
            return failure(name_of("corridor", written) + " is negative; give 0 or more per cent.");
        if (recipe.corridor->against.empty() && recipe.count_column.empty()) {
            return failure("A corridor against equal per head needs the column with the heads; give " +
                           name_of("count_column", written) + " or " + name_of("corridor_against", written) +
                           ".");
        }
        if (recipe.corridor->against.empty() && recipe.corridor->is_scaled) {
            return failure(name_of("corridor_scaled", written) + " scales the column of " +
                           name_of("corridor_against", written) + ", which is not given.");
        }
    }
    if (!(recipe.threshold_percent >= 0 && recipe.threshold_percent <= 100))
        return failure(name_of("threshold", written) + " is not between 0 and 100 per cent.");
    if (recipe.round && !(*recipe.round > 0 && std::isfinite(*recipe.round)))
        return failure(name_of("round", written) + " is not positive.");
    return {};
}

} // namespace

Expected<void, std::string> check(const Recipe& recipe, WrittenAs written) {
    if (recipe.needs_index()) {
        if (recipe.index_column.empty()) {
            return failure("Need is read from the index; give " + name_of("index_column", written) +
                           " (or let money jump at class edges: \"steps\" with " +
                           name_of("class_column", written) + ").");
        }
        if (!recipe.direction) {
            return failure("A high index can mean burden or relief, and money follows need; give " +
                           name_of("index_direction", written) + " burden or relief.");
        }
    }
    ANKER_DO(check_parts(recipe, written));
    return check_bounds(recipe, written);
}

} // namespace anker::allocation
