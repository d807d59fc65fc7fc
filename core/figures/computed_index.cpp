// SPDX-License-Identifier: Apache-2.0
#include "core/figures/computed_index.hpp"

#include "core/figures/missing_reasons.hpp"
#include "core/index/agreed_recipe.hpp"
#include "core/index/shown_level.hpp"

namespace anker::figures {

namespace {

using index::CompositeRecipe;
using index::CompositeResult;
using index::Level;
using index::LevelResult;
using indicator::IndicatorTable;

/// The date before, where all inputs of the dynamics are changes since the same one.
std::string earlier_date_of(const Level& dynamics) {
    std::string date;
    for (const index::Input& input : dynamics.inputs) {
        const std::string since = index::dated_column(input.minus).date;
        if (since.empty() || (!date.empty() && since != date)) return {};
        date = since;
    }
    return date;
}

/// What can be said of an index before it is computed.
IndexInfo info_of(const index::AdoptedRecipe& adopted, std::string_view language) {
    const CompositeRecipe& recipe = adopted.recipe;
    IndexInfo info;
    info.name = indicator::name_in(recipe.names, language, recipe.id);
    info.date = recipe.date;
    info.decided_by = recipe.decided_by;
    if (!adopted.is_status_and_dynamics) info.method_source = recipe.source;
    if (const auto dynamics = index::shown_levels(recipe).dynamics)
        info.earlier_date = earlier_date_of(recipe.levels[*dynamics]);
    return info;
}

/// Names what an index is made of.
class Components {
public:
    Components(const CompositeRecipe& recipe, const IndicatorTable& table, std::string_view language)
        : m_recipe(recipe), m_table(table), m_language(language) {}

    void add_to(IndexInfo& info, const Level& level) const {
        for (const index::Input& input : level.inputs) {
            info.component_names.push_back(name_of(input));
            info.component_sources.push_back(source_of(input));
            const Level* earlier = level_of(input);
            info.component_directions.push_back(earlier == nullptr ? input.direction : earlier->high_means);
            info.component_units.push_back(earlier == nullptr ? indicator_of(input.column).unit
                                                              : std::string());
        }
    }

private:
    [[nodiscard]] const Level* level_of(const index::Input& input) const {
        for (const Level& level : m_recipe.levels) {
            if (!input.level.empty() && level.id == input.level) return &level;
        }
        return nullptr;
    }

    [[nodiscard]] const indicator::Indicator& indicator_of(std::string_view column) const {
        return *m_table.find(index::dated_column(column).id);
    }

    /// With its date where that is not the recipe's, and with the date since when it is a change.
    [[nodiscard]] std::string name_of(const index::Input& input) const {
        if (const Level* level = level_of(input))
            return indicator::name_in(level->names, m_language, level->id);
        const indicator::Indicator& found = indicator_of(input.column);
        const std::string name = indicator::name_in(found.names, m_language, found.id);
        const std::string date = index::dated_column(input.column).date;
        if (!input.minus.empty())
            return name + " (" + index::dated_column(input.minus).date + "–" + date + ")";
        return date == m_recipe.date ? name : name + " (" + date + ")";
    }

    [[nodiscard]] std::string source_of(const index::Input& input) const {
        const Level* level = level_of(input);
        if (level == nullptr) return indicator_of(input.column).source;
        std::string sources;
        for (const index::Input& below : level->inputs)
            sources += (sources.empty() ? "" : "; ") + name_of(below) + " (" + source_of(below) + ")";
        return sources;
    }

    const CompositeRecipe& m_recipe;
    const IndicatorTable& m_table;
    std::string_view m_language;
};

ClassWords words_of(const Level& level) {
    return {index::class_names_by_burden(level), index::class_codes_by_burden(level)};
}

/// `k` counts the areas that have an index.
IndexFigure figure_of(const CompositeRecipe& recipe, const CompositeResult& result, std::size_t k) {
    const index::ShownLevels shown = index::shown_levels(recipe);
    const LevelResult& status = result.levels[shown.status];
    IndexFigure figure;
    figure.status_class = index::burden_class(recipe.levels[shown.status], status.class_number[k]);
    figure.status = status.value[k];
    for (const index::InputResult& input : status.inputs)
        figure.status_parts.push_back({input.value[k], input.normalised[k], input.weighted[k]});
    if (shown.dynamics) {
        const LevelResult& dynamics = result.levels[*shown.dynamics];
        figure.dynamics_class = index::burden_class(recipe.levels[*shown.dynamics], dynamics.class_number[k]);
        figure.dynamics = dynamics.value[k];
    }
    return figure;
}

/// Cases behind the values of an area; empty where none is known.
std::vector<double> denominators_of(std::span<const std::string> columns, const IndicatorTable& table,
                                    std::size_t row) {
    std::vector<double> denominators;
    bool is_one_known = false;
    for (const std::string& column : columns) {
        const auto [id, date] = index::dated_column(column);
        const indicator::Indicator& found = *table.find(id);
        const std::size_t at = table.date_index(date);
        const bool is_known = at < found.denominators.size() && !indicator::is_missing(found.values[at][row]);
        denominators.push_back(is_known ? found.denominators[at][row] : indicator::missing);
        is_one_known = is_one_known || !indicator::is_missing(denominators.back());
    }
    if (!is_one_known) denominators.clear();
    return denominators;
}

void add_words(IndexInfo& info, const CompositeRecipe& recipe) {
    const index::ShownLevels shown = index::shown_levels(recipe);
    const Level& status = recipe.levels[shown.status];
    info.high_means = status.high_means;
    info.status_classes = status.classes.class_count();
    info.status_words = words_of(status);
    if (!shown.dynamics) return;
    info.dynamics_classes = recipe.levels[*shown.dynamics].classes.class_count();
    info.dynamics_words = words_of(recipe.levels[*shown.dynamics]);
}

} // namespace

ComputedIndex computed_index(const index::AdoptedRecipe& adopted, const catalogue::Catalogue* catalogue,
                             const Expected<IndicatorTable, std::string>& agreed,
                             std::string_view areas_version, std::string_view language) {
    ComputedIndex computed{info_of(adopted, language), {}};
    IndexInfo& info = computed.info;
    if (catalogue == nullptr || !agreed) {
        info.fault = catalogue == nullptr ? std::string(catalogue::no_catalogue_sentence) : agreed.error();
        return computed;
    }
    const auto recipe = index::agreed_recipe(adopted, *catalogue, *agreed, areas_version);
    if (!recipe) {
        info.fault = recipe.error();
        return computed;
    }
    const index::ColumnTable table = index::columns_from(*agreed, *recipe);
    const auto result = index::run_composite(table, *recipe);
    if (!result) {
        info.fault = result.error();
        return computed;
    }
    add_words(info, *recipe);
    info.recipe = adopted.text;
    const Level& status = recipe->levels[index::shown_levels(*recipe).status];
    Components(*recipe, *agreed, language).add_to(info, status);
    const CompositeRecipe computed_from = index::recipe_of_level(*recipe, status.id);
    const std::vector<std::string> indicator_columns = index::indicator_columns_of(computed_from);
    if (!adopted.is_status_and_dynamics) {
        info.columns = index::columns_of(computed_from);
        for (const std::string& column : indicator_columns)
            info.column_units.push_back(agreed->find(index::dated_column(column).id)->unit);
    }
    for (std::size_t row = 0; row < table.area_keys.size(); ++row) {
        IndexFigure& figure = computed.areas[table.area_keys[row]];
        figure.exclusion = result->left_out[row];
        if (figure.exclusion == index::Exclusion::MissingValue)
            figure.missing_reasons = missing_reasons(*recipe, status, *agreed, row);
    }
    for (std::size_t k = 0; k < result->valid.size(); ++k) {
        const std::size_t row = result->valid[k];
        IndexFigure figure = figure_of(*recipe, *result, k);
        for (const std::string& column : info.columns) figure.values.push_back((*table.find(column))[row]);
        figure.denominators = denominators_of(indicator_columns, *agreed, row);
        computed.areas[table.area_keys[row]] = std::move(figure);
    }
    return computed;
}

} // namespace anker::figures
