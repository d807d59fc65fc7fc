// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/factor/rotation.hpp"
#include "core/index/classes.hpp"
#include "core/index/exclusion.hpp"
#include "core/index/missing.hpp"
#include "core/index/normalise.hpp"
#include "core/index/outranking.hpp"
#include "core/index/treat.hpp"
#include "core/indicator/indicator.hpp"
#include "core/math/matrix.hpp"

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Composite indices as data: a recipe names levels, each made of indicators or of earlier levels, and says
/// how they are turned round, normalised, weighted, added up, rescaled and cut into classes. Berlin's MSS,
/// Hamburg's RISE shape, PCA indices (GESIx, SEIFA, ON-Marg), the one-factor school index, the exponential
/// ranks of the English IMD, counts of burdened dimensions and own recipes are all recipes of this one form
/// (docs/recipes.md). Contributions can never enter: this folder includes no header of theirs.
namespace anker::index {

enum class Unit { Any, Percent, Share, Per1000, Count };
constexpr std::array<std::string_view, 5> unit_names{"any", "percent", "share", "per_1000", "count"};

enum class Transform { None, Log, Log1p, SquareRoot };
constexpr std::array<std::string_view, 4> transform_names{"none", "log", "log1p", "square_root"};

/// What of an earlier level goes in.
enum class Use { Value, Class };
constexpr std::array<std::string_view, 2> use_names{"value", "class"};

/// One ingredient of a level: a column of the values, or an earlier level.
struct Input {
    std::string column; ///< empty where `level` is given
    std::string minus;  ///< a column that is subtracted: the change since then; empty = none
    std::string level;
    Use use = Use::Value;
    indicator::Direction direction = indicator::Direction::Burden; ///< what a high value of the column means
    double weight = 1;
    Unit unit = Unit::Any; ///< checked: shares from 0 to 1, percent from 0 to 100, nothing negative
    Transform transform = Transform::None;
    std::optional<Bounds> goalposts; ///< in units of the column, after the transform
    std::optional<double> reference; ///< for Reference::Given, in units of the column, after the transform
    bool is_treated = false;         ///< outliers are pulled in, see treat()
    std::optional<double>
        threshold; ///< for Aggregation::Count: burdened from here on, in units of the column

    /// The name under which it is reported.
    [[nodiscard]] const std::string& name() const { return level.empty() ? column : level; }
};

enum class Weighting { Given, FirstComponent, OneFactor, RotatedFactors };
constexpr std::array<std::string_view, 4> weighting_names{"given", "first_component", "one_factor",
                                                          "rotated_factors"};

/// Variance of a first component's scores.
enum class ScoreVariance { One, Eigenvalue };
constexpr std::array<std::string_view, 2> score_variance_names{"one", "eigenvalue"};

enum class Aggregation { Sum, Mean, Geometric, Count, None, Outranking, BenefitOfDoubt };
constexpr std::array<std::string_view, 7> aggregation_names{
    "sum", "mean", "geometric", "count", "none", "outranking", "benefit_of_the_doubt"};

/// Numbers that were fitted to one set of values, and can be kept for another year ("freeze").
struct FittedLevel {
    std::vector<Fitted> inputs; ///< one per input
    std::vector<double> weights;
    Fitted rescale;
    std::vector<double> borders;    ///< of the classes, ascending
    std::optional<double> top_from; ///< of hybrid classes: the highest class begins here
};

/// Rows become larger areas: the mean of their values, weighted.
struct HigherAreas {
    std::string column; ///< of texts: the larger area of each row; empty = the rows themselves
    std::string weight; ///< column with the weights, such as inhabitants
};

struct Level {
    std::string id;
    std::map<std::string, std::string> names; ///< by language
    std::vector<Input> inputs;
    indicator::Direction high_means = indicator::Direction::Burden;
    Normalise normalise;
    Weighting weighting = Weighting::Given;
    std::string anchor; ///< input whose weight is made positive, for fitted weights
    ScoreVariance score_variance = ScoreVariance::One;
    double drop_below = 0;   ///< for FirstComponent: inputs with a smaller loading are dropped one by one
    std::size_t factors = 0; ///< for RotatedFactors; 0 = as many as have an eigenvalue above 1
    HigherAreas areas;       ///< of the level, where they are larger than the rows
    Aggregation aggregation = Aggregation::Sum;
    Bounds weight_shares;        ///< for Aggregation::BenefitOfDoubt
    int burdened_from_class = 0; ///< for Aggregation::Count over levels
    Normalise rescale;
    ClassRule classes;
    std::optional<FittedLevel> frozen;
};

/// Two levels crossed, as Berlin's MSS crosses status and dynamics.
struct Groups {
    std::string rows;
    std::string columns;
    std::vector<std::string> attention; ///< groups that ask for attention, by code
};

struct CompositeRecipe {
    std::string id;
    std::map<std::string, std::string> names;
    std::string date;
    std::string decided_by;    ///< who agreed on it, and when
    std::string source;        ///< where the method is published
    std::string areas_version; ///< day the areas are valid from that it was agreed for; empty = not said
    std::string population_column;
    double minimum_population = 0;
    std::map<std::string, std::string> excluded; ///< area key -> reason
    std::string group_column; ///< of texts, such as years: rows of one area in several groups; empty = none
    Missing missing;
    std::vector<Level> levels; ///< a level may use those before it
    std::optional<Groups> groups;
};

/// The error names the field ("levels[0].inputs[2].weight") and what it may be.
[[nodiscard]] Expected<CompositeRecipe, std::string> decode_composite(std::string_view text);

/// The numbers of a base year as `freeze` takes them.
[[nodiscard]] std::string encode(const FittedLevel& fitted);
/// The bytes that decode_composite reads.
[[nodiscard]] std::string encode(const CompositeRecipe& recipe);

/// Every column of numbers that the recipe needs, each once.
[[nodiscard]] std::vector<std::string> columns_of(const CompositeRecipe& recipe);
/// Every column of texts that it needs: groups and larger areas.
[[nodiscard]] std::vector<std::string> text_columns_of(const CompositeRecipe& recipe);

/// Values per area; `source` and `lines` are for sentences only.
struct ColumnTable {
    std::string source;
    std::vector<std::string> area_keys;
    std::vector<std::size_t> lines; ///< of a file; empty = none
    std::vector<std::string> columns;
    std::vector<std::vector<double>> values;                            ///< [column][area], NaN = missing
    std::map<std::string, std::vector<std::string>, std::less<>> texts; ///< by column, per area

    [[nodiscard]] const std::vector<double>* find(std::string_view column) const;
    [[nodiscard]] std::string cell(std::string_view column, std::size_t area) const;
};

/// What one input adds to a level, per valid area.
struct InputResult {
    std::string name;
    std::vector<double> value;      ///< as in the table, before direction and transform
    std::vector<double> normalised; ///< direction applied
    std::vector<double> weighted;   ///< normalised times weight
    double weight = 0;
    std::vector<double> area_weights; ///< where every area has its own: Aggregation::BenefitOfDoubt
    /// Change of the level's aggregate per unit of `value`, all else (also means and deviations) unchanged;
    /// NaN where it is not a straight line.
    double slope = indicator::missing;
    Treatment treatment; ///< of outliers
};

/// Numbers of one group where a level is rescaled or cut within groups.
struct GroupResult {
    std::string name;
    std::size_t areas = 0;
    Fitted rescale;
    std::vector<double> borders;
    std::optional<double> top_from;
};

/// An input whose loading was too small.
struct DroppedInput {
    std::string name;
    double loading = 0; ///< in the component that was fitted with it
};

/// What the data said about the weights.
struct WeightFit {
    std::optional<double> explained;   ///< share of the first component, or of all factors together
    std::vector<DroppedInput> dropped; ///< in the order of dropping
    std::optional<factor::FactorWeights> factors;
    math::Matrix loadings; ///< of rotated factors, [input][factor]
};

struct LevelResult {
    std::vector<InputResult> inputs;
    std::vector<double> aggregate; ///< before rescaling, per valid area
    std::vector<double> value;     ///< unrounded, as the classes compare it
    std::vector<double> rank;      ///< 1 = highest value; equal ones share the best rank
    std::vector<int> class_number; ///< 0 where the level has no classes
    FittedLevel fitted;
    math::Matrix correlations;              ///< of the normalised inputs
    std::vector<double> eigenvalues;        ///< of the correlations
    WeightFit fit;                          ///< for fitted weights
    std::vector<GroupResult> groups;        ///< only where something happens within groups
    std::vector<std::size_t> group_of;      ///< per valid area, of `groups`
    std::size_t higher_areas = 0;           ///< how many, where the level has larger areas than rows
    std::optional<math::Matrix> outranking; ///< of the valid areas
    std::optional<Ranking> ranking;
};

struct CompositeResult {
    std::vector<Exclusion> left_out; ///< per area of the table
    std::vector<std::size_t> valid;  ///< areas that have an index
    std::vector<LevelResult> levels; ///< values are per entry of `valid`
    std::vector<std::string> notes;  ///< whole sentences
    std::vector<ImputedColumn> imputed;
    std::vector<BoundedArea> bounded; ///< areas without an index of which bounds are known
};

/// The error is one English sentence: a column that is not there, a value outside its unit, a constant
/// indicator, fewer than two areas, a factor model that cannot be fitted.
[[nodiscard]] Expected<CompositeResult, std::string> run_composite(const ColumnTable& table,
                                                                   const CompositeRecipe& recipe);

/// Code of a class in groups: its given code, else its number.
[[nodiscard]] std::string class_code(const Level& level, int class_number);
/// Code of an area's group; empty where it has none.
[[nodiscard]] std::string group_code(const CompositeRecipe& recipe, const CompositeResult& result,
                                     std::size_t valid_index);

} // namespace anker::index
