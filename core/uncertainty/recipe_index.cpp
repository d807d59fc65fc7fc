// SPDX-License-Identifier: Apache-2.0
#include "core/uncertainty/recipe_index.hpp"

#include "core/tabular/sentence.hpp"
#include "core/uncertainty/normal_stream.hpp"

#include <algorithm>
#include <cmath>

namespace anker::uncertainty {

namespace {

using index::Aggregation;
using index::CompositeRecipe;
using index::CompositeResult;
using index::Input;
using index::Level;
using index::Scale;
using tabular::in_quotes;

/// What the unit allows: noise takes no share below 0 or above 1.
index::Bounds limits_of(index::Unit unit) {
    switch (unit) {
    case index::Unit::Share:
        return {0, 1};
    case index::Unit::Per1000:
        return {0, 1000};
    case index::Unit::Count:
        return {0, 1e300};
    default:
        return {0, 100};
    }
}

/// The unit of a column, as the first input that uses it says.
index::Unit unit_of(const CompositeRecipe& recipe, const std::string& column) {
    for (const Level& level : recipe.levels) {
        for (const Input& input : level.inputs) {
            if (input.column == column || input.minus == column) return input.unit;
        }
    }
    return index::Unit::Any;
}

const ColumnNoise* noise_of(const std::vector<ColumnNoise>& noise, const std::string& column) {
    for (const ColumnNoise& entry : noise) {
        if (entry.column == column) return &entry;
    }
    return nullptr;
}

double error_of(const index::ColumnTable& table, const ColumnNoise& noise, index::Unit unit,
                std::size_t area) {
    const double value = (*table.find(noise.column))[area];
    return standard_error(value, noise.denominators.empty() ? 0 : noise.denominators[area], unit);
}

Scale own_scale(const Level& level) {
    return level.normalise.scale;
}

/// Another normalisation than the recipe's, with the index brought to the recipe's mean and deviation where
/// the recipe does not rescale: its cuts keep their meaning.
void set_scale(Level& level, Scale scale, const index::Fitted& recipe_scale) {
    if (scale == own_scale(level)) return;
    level.normalise.scale = scale;
    if (level.rescale.scale != Scale::None) return;
    level.rescale = {};
    level.rescale.scale = Scale::Z;
    level.rescale.deviation = math::Deviation::Population;
    level.rescale.centre = recipe_scale.origin;
    level.rescale.spread = recipe_scale.unit;
}

index::Fitted scale_of(std::span<const double> values) {
    const math::Moments moments = math::moments_of(values, math::Deviation::Population);
    return {moments.mean, moments.deviation, true};
}

class GeneralIndex final : public Evaluation {
public:
    GeneralIndex(const index::ColumnTable& table, const CompositeRecipe& recipe, std::size_t level,
                 const std::vector<ColumnNoise>& noise, const CompositeResult& computed)
        : m_table(table), m_recipe(recipe), m_valid(computed.valid),
          m_recipe_scale(scale_of(computed.levels[level].value)) {
        m_recipe.levels.resize(level + 1);
        m_recipe.groups.reset();
        const std::vector<Input>& inputs = m_recipe.levels.back().inputs;
        for (std::size_t k = 0; k < noise.size(); ++k) {
            Shaken& shaken = m_shaken.emplace_back();
            const index::Unit unit = unit_of(recipe, noise[k].column);
            while (m_table.columns[shaken.column] != noise[k].column) ++shaken.column;
            shaken.exact = m_table.values[shaken.column];
            shaken.limits = limits_of(unit);
            shaken.errors.assign(m_table.area_keys.size(), 0);
            for (const std::size_t area : m_valid)
                shaken.errors[area] = error_of(m_table, noise[k], unit, area);
            // The same numbers as the fast way draws for this input.
            const auto input = std::find_if(inputs.begin(), inputs.end(),
                                            [&](const Input& i) { return i.column == noise[k].column; });
            shaken.stream =
                input != inputs.end() ? static_cast<std::size_t>(input - inputs.begin()) : inputs.size() + k;
        }
    }

    Expected<void, std::string> evaluate(const Draw& draw, Outcome& outcome) override {
        CompositeRecipe recipe = m_recipe;
        Level& level = recipe.levels.back();
        set_scale(level, draw.scale, m_recipe_scale);
        for (std::size_t j = level.inputs.size(); j-- > 0;) {
            if (draw.weights[j] == 0) {
                leave_out(level, j);
            } else if (level.weighting == index::Weighting::Given) {
                level.inputs[j].weight = draw.weights[j];
            }
        }
        for (const Shaken& shaken : m_shaken) {
            std::vector<double>& values = m_table.values[shaken.column];
            values = shaken.exact;
            if (draw.has_noise) shake(values, shaken, noise_seed_of(draw.noise_seed, shaken.stream));
        }
        ANKER_TRY(const CompositeResult result, run_composite(m_table, recipe));
        const index::LevelResult& computed = result.levels.back();
        outcome.values = computed.value;
        outcome.ranks.clear();
        outcome.classes.clear();
        for (const double rank : computed.rank) outcome.ranks.push_back(static_cast<std::uint32_t>(rank));
        for (const int number : computed.class_number)
            outcome.classes.push_back(static_cast<std::uint16_t>(number));
        return {};
    }

private:
    struct Shaken {
        std::size_t column = 0; ///< of the table
        std::size_t stream = 0;
        std::vector<double> exact;
        std::vector<double> errors;
        index::Bounds limits;
    };

    static void leave_out(Level& level, std::size_t j) {
        const auto at = static_cast<std::ptrdiff_t>(j);
        if (level.inputs[j].name() == level.anchor) level.anchor.clear();
        level.inputs.erase(level.inputs.begin() + at);
        if (!level.frozen) return;
        level.frozen->inputs.erase(level.frozen->inputs.begin() + at);
        level.frozen->weights.erase(level.frozen->weights.begin() + at);
    }

    void shake(std::vector<double>& values, const Shaken& shaken, std::uint64_t seed) const {
        NormalStream stream(seed);
        for (std::size_t k = 0; k < m_valid.size(); k += 2) {
            double two[2]{};
            stream.draw(two[0], two[1]);
            for (std::size_t i = 0; i < 2 && k + i < m_valid.size(); ++i) {
                double& value = values[m_valid[k + i]];
                value = std::clamp(value + shaken.errors[m_valid[k + i]] * two[i], shaken.limits.low,
                                   shaken.limits.high);
            }
        }
    }

    index::ColumnTable m_table;
    CompositeRecipe m_recipe;
    std::vector<std::size_t> m_valid;
    index::Fitted m_recipe_scale;
    std::vector<Shaken> m_shaken;
};

/// The fast form of a level; nothing where it has none.
std::optional<LinearForm> linear_form(const index::ColumnTable& table, const CompositeRecipe& recipe,
                                      std::size_t at, const std::vector<ColumnNoise>& noise,
                                      const CompositeResult& computed, const Variation& variation) {
    const Level& level = recipe.levels[at];
    const auto is_whole = [](const index::Normalise& rule) {
        return rule.winsorise.low <= 0 && rule.winsorise.high >= 1;
    };
    const bool is_sum = level.aggregation == Aggregation::Sum || level.aggregation == Aggregation::Mean ||
                        level.aggregation == Aggregation::None;
    const bool is_line = level.rescale.scale == Scale::None || level.rescale.scale == Scale::Z ||
                         level.rescale.scale == Scale::MinMax;
    const bool is_plain = recipe.missing.method != index::MissingMethod::Regression &&
                          recipe.group_column.empty() && level.areas.column.empty();
    if (!is_plain || !is_sum || !is_line || level.frozen || level.weighting != index::Weighting::Given)
        return std::nullopt;
    if (!is_whole(level.normalise) || !is_whole(level.rescale)) return std::nullopt;
    if (computed.valid.size() > AreaSorter::most_areas || !is_linear_scale(own_scale(level)))
        return std::nullopt;
    for (const Scale scale : variation.scales) {
        if (variation.is_varied(Factor::Normalisation) && !is_linear_scale(scale)) return std::nullopt;
    }
    LinearForm form;
    form.normalise = level.normalise;
    form.rescale = level.rescale;
    form.classes = level.classes;
    form.recipe_scale = scale_of(computed.levels[at].value);
    double weights = 0;
    for (std::size_t j = 0; j < level.inputs.size(); ++j) {
        const Input& input = level.inputs[j];
        if (!input.level.empty()) return std::nullopt;
        weights += input.weight;
        const bool is_turned = input.direction != level.high_means;
        const ColumnNoise* own = noise_of(noise, input.column);
        const ColumnNoise* minus = input.minus.empty() ? nullptr : noise_of(noise, input.minus);
        const bool is_noisy = variation.is_varied(Factor::Noise) && (own != nullptr || minus != nullptr);
        if (input.transform != index::Transform::None || input.is_treated) return std::nullopt;
        for (std::size_t other = 0; other < j; ++other) {
            if (is_noisy && level.inputs[other].column == input.column) return std::nullopt;
        }
        IndexColumn& column = form.columns.emplace_back();
        const std::vector<double>& values = computed.levels[at].inputs[j].value;
        for (std::size_t i = 0; i < values.size(); ++i) {
            column.values.push_back(is_turned ? -values[i] : values[i]);
            if (!is_noisy) continue;
            const std::size_t area = computed.valid[i];
            const double first =
                own != nullptr ? error_of(table, *own, unit_of(recipe, input.column), area) : 0;
            const double second =
                minus != nullptr ? error_of(table, *minus, unit_of(recipe, input.minus), area) : 0;
            column.errors.push_back(std::sqrt(first * first + second * second));
        }
        if (is_noisy && input.minus.empty()) {
            const index::Bounds limits = limits_of(unit_of(recipe, input.column));
            column.lowest = is_turned ? -limits.high : limits.low;
            column.highest = is_turned ? -limits.low : limits.high;
        }
        if (input.goalposts) {
            column.goalposts = *input.goalposts;
            if (is_turned) column.goalposts = {-input.goalposts->high, -input.goalposts->low};
        }
        // A turned share is drawn with the same numbers, turned.
        if (is_turned) {
            for (double& error : column.errors) error = -error;
        }
    }
    form.divisor = level.aggregation == Aggregation::Mean ? weights : 1;
    return form;
}

Expected<void, std::string> check_noise(const index::ColumnTable& table, const CompositeRecipe& recipe,
                                        const std::vector<ColumnNoise>& noise, RecipeIndex& prepared) {
    if (noise.empty())
        return failure(
            std::string("Noise cannot vary without denominators; name the column with the number of "
                        "cases behind each share."));
    const std::vector<std::string> used = index::columns_of(recipe);
    for (const ColumnNoise& entry : noise) {
        if (std::find(used.begin(), used.end(), entry.column) == used.end())
            return failure("Recipe " + in_quotes(recipe.id) + " does not use column " +
                           in_quotes(entry.column) + ", for which denominators are given.");
        const index::Unit unit = unit_of(recipe, entry.column);
        if (unit == index::Unit::Any) {
            prepared.notes.push_back("Column " + in_quotes(entry.column) +
                                     " has no unit in the recipe; its noise takes it as percent.");
        }
        if (unit == index::Unit::Count) continue;
        if (entry.denominators.empty())
            return failure("Column " + in_quotes(entry.column) +
                           " is a share; its noise needs denominators.");
        const index::Bounds limits = limits_of(unit);
        for (const std::size_t area : prepared.computed.valid) {
            if (!(entry.denominators[area] > 0))
                return failure(table.cell(entry.column, area) +
                               ": the denominator of this share is missing or not above 0.");
            const double value = (*table.find(entry.column))[area];
            if (value < limits.low || value > limits.high)
                return failure(table.cell(entry.column, area) + ": " + tabular::decimals(value, 4) +
                               " is no share of its denominator, so it has no small-number noise.");
        }
    }
    return {};
}

/// Takes out normalisations that this level cannot have.
Expected<void, std::string> check_scales(const CompositeRecipe& recipe, RecipeIndex& prepared,
                                         Evaluation& general, Variation& variation) {
    const Level& level = recipe.levels[prepared.level];
    const auto refuse = [&](std::string_view why) {
        return failure("Level " + in_quotes(level.id) + ": the normalisation cannot vary, as " +
                       std::string(why) + ".");
    };
    if (level.weighting != index::Weighting::Given)
        return refuse("fitted weights belong to standardised indicators");
    if (level.frozen) return refuse("it is frozen to a base year");
    if (level.aggregation == Aggregation::Count) return refuse("a count does not depend on it");
    if (level.aggregation == Aggregation::Outranking) return refuse("outranking does not depend on it");
    std::vector<Scale> usable;
    for (const Scale scale : variation.scales) {
        const std::string name(index::scale_names[static_cast<std::size_t>(scale)]);
        const bool has_goalposts = std::all_of(level.inputs.begin(), level.inputs.end(),
                                               [](const Input& i) { return i.goalposts.has_value(); });
        const bool is_own = scale == own_scale(level);
        const bool is_foreign = scale == Scale::RatioToMean || scale == Scale::ExponentialOfShare ||
                                scale == Scale::RatioToReference || scale == Scale::DistanceToReference ||
                                (scale == Scale::Goalposts && !has_goalposts);
        if (is_foreign && !is_own) {
            prepared.notes.push_back("Normalisation " + in_quotes(name) +
                                     " is not drawn: the recipe does not provide for it.");
            continue;
        }
        Draw draw{prepared.reference.weights, scale, false, 0};
        Outcome outcome;
        if (const auto possible = general.evaluate(draw, outcome); !possible) {
            prepared.notes.push_back("Normalisation " + in_quotes(name) +
                                     " is not drawn: " + possible.error());
            continue;
        }
        usable.push_back(scale);
    }
    if (usable.size() < 2)
        return failure("Level " + in_quotes(level.id) +
                       ": fewer than two normalisations can be drawn, so the normalisation cannot vary.");
    variation.scales = std::move(usable);
    return {};
}

} // namespace

double standard_error(double value, double denominator, index::Unit unit) {
    if (unit == index::Unit::Count) return std::sqrt(std::max(0.0, value) + 0.5);
    const double whole = limits_of(unit).high;
    const double share = (value / whole * denominator + 0.5) / (denominator + 1);
    return whole * std::sqrt(std::max(0.0, share * (1 - share)) / denominator);
}

std::unique_ptr<Evaluation> general_evaluation(const index::ColumnTable& table, const CompositeRecipe& recipe,
                                               std::size_t level, const std::vector<ColumnNoise>& noise,
                                               const CompositeResult& computed) {
    return std::make_unique<GeneralIndex>(table, recipe, level, noise, computed);
}

Expected<RecipeIndex, std::string> prepare(const index::ColumnTable& table, const CompositeRecipe& recipe,
                                           std::size_t at, const std::vector<ColumnNoise>& noise,
                                           Variation& variation) {
    RecipeIndex prepared;
    prepared.level = at;
    ANKER_TRY(prepared.computed, index::run_composite(table, recipe));
    const Level& level = recipe.levels[at];
    const index::LevelResult& computed = prepared.computed.levels[at];
    prepared.reference.values = computed.value;
    prepared.reference.ranks = computed.rank;
    prepared.reference.classes = computed.class_number;
    prepared.reference.class_count =
        level.classes.kind == index::ClassKind::None ? 0 : level.classes.class_count();
    prepared.reference.scale = own_scale(level);
    const bool is_fitted =
        level.weighting != index::Weighting::Given || level.aggregation == Aggregation::BenefitOfDoubt;
    std::size_t used = 0;
    for (const Input& input : level.inputs) {
        // Fitted weights can be negative; they are fitted again where an indicator is left out.
        prepared.reference.weights.push_back(is_fitted ? 1 : input.weight);
        used += prepared.reference.weights.back() > 0 ? 1 : 0;
    }
    const std::string name = "Level " + in_quotes(level.id);
    if (variation.is_varied(Factor::Weights)) {
        if (is_fitted)
            return failure(name +
                           ": the weights cannot vary, as the data decide them; leave an indicator out "
                           "or vary the noise.");
        if (used < 2) return failure(name + " has one indicator; its weight cannot vary.");
    }
    const std::size_t fewest = level.weighting == index::Weighting::OneFactor ? 3 : 1;
    if (variation.is_varied(Factor::LeftOut) && used <= fewest)
        return failure(name + " has " + tabular::counted(used, "indicator", "indicators") +
                       "; none of them can be left out.");
    if (variation.is_varied(Factor::Noise)) ANKER_DO(check_noise(table, recipe, noise, prepared));
    const std::vector<ColumnNoise> none;
    const std::vector<ColumnNoise>& used_noise = variation.is_varied(Factor::Noise) ? noise : none;
    prepared.evaluation = general_evaluation(table, recipe, at, used_noise, prepared.computed);
    if (variation.is_varied(Factor::Normalisation))
        ANKER_DO(check_scales(recipe, prepared, *prepared.evaluation, variation));
    if (auto form = linear_form(table, recipe, at, used_noise, prepared.computed, variation)) {
        prepared.evaluation = std::make_unique<LinearIndex>(std::move(*form));
        prepared.is_linear = true;
    }
    return prepared;
}

} // namespace anker::uncertainty
