// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/allocate_report.hpp"

#include "core/jobs/table_writer.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace anker::jobs {

namespace {

using allocation::FactorKind;
using allocation::Limit;
using allocation::PartKind;
using allocation::Total;
using json::Json;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

double given_to(const Outcome& outcome, std::size_t i) {
    return outcome.total.amount_of(outcome.allocation.given[i]);
}

double equal_of(const Outcome& outcome, std::size_t i) {
    return outcome.equal.empty() ? not_a_number : outcome.equal[i];
}

double ratio(double part, double whole) {
    return whole > 0 ? part / whole : not_a_number;
}

bool is_tied(const Outcome& outcome, std::size_t i) {
    const auto& tied = outcome.allocation.tied;
    return std::find(tied.begin(), tied.end(), i) != tied.end();
}

/// Missing numbers become null.
Json json_number(double number) {
    return std::isnan(number) ? Json(nullptr) : Json(number);
}

allocation::Method method_used(const Outcome& outcome) {
    return outcome.recipe.method.value_or(outcome.total.kind() == Total::Of::Posts
                                              ? allocation::Method::SainteLague
                                              : allocation::Method::LargestRemainder);
}

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

Json json_from_factor(const allocation::NeedFactor& factor, allocation::Direction direction) {
    Json json = Json::object();
    json["g"] = name_in(allocation::factor_kind_names, factor.kind);
    if (factor.kind == FactorKind::Linear) json["from"] = factor.from;
    if (factor.kind == FactorKind::Exponential) json["beta"] = factor.beta;
    if (factor.kind == FactorKind::Interpolated) {
        // By the index as published, so that a reader can draw the line.
        const double sign = direction == allocation::Direction::Burden ? 1 : -1;
        Json knots = Json::array();
        for (const allocation::Knot& knot : allocation::need_knots(factor, direction))
            knots.push_back({{"index", sign * knot.index}, {"factor", knot.factor}});
        json["knots"] = std::move(knots);
    }
    if (factor.kind == FactorKind::Steps) {
        Json classes = Json::array();
        for (const allocation::ClassFactor& entry : factor.classes)
            classes.push_back({{"class", entry.name}, {"factor", entry.factor}});
        json["factors"] = std::move(classes);
        if (!factor.cuts.empty()) json["cuts"] = factor.cuts;
    }
    return json;
}

Json json_from_rule(const Outcome& outcome) {
    const allocation::Recipe& recipe = outcome.recipe;
    Json rule = Json::object();
    if (!recipe.title.empty()) rule["title"] = recipe.title;
    if (!recipe.decided_by.empty()) rule["decided_by"] = recipe.decided_by;
    double weights = 0;
    for (const allocation::Part& part : recipe.parts) weights += part.weight;
    Json parts = Json::array();
    for (const allocation::Part& part : recipe.parts) {
        Json json =
            part.kind == PartKind::Need
                ? json_from_factor(part.factor, recipe.direction.value_or(allocation::Direction::Burden))
                : Json::object();
        json["kind"] = name_in(allocation::part_kind_names, part.kind);
        json["weight"] = part.weight / weights;
        if (part.kind == PartKind::Column) json["column"] = part.column;
        parts.push_back(std::move(json));
    }
    rule["parts"] = std::move(parts);
    if (recipe.direction) rule["index_direction"] = name_in(allocation::direction_names, *recipe.direction);
    rule["method"] = name_in(allocation::method_names, method_used(outcome));
    rule["ties"] = name_in(allocation::ties_names, recipe.ties);
    if (recipe.ties == allocation::Ties::Lot) rule["seed"] = recipe.seed;
    rule["round"] = outcome.total.smallest();
    rule["missing"] = name_in(allocation::missing_names, recipe.missing);
    return rule;
}

Json json_from_totals(const Outcome& outcome) {
    std::uint64_t given = 0;
    double heads = 0;
    double gained = 0;
    double lost = 0;
    std::size_t gaining = 0;
    std::size_t losing = 0;
    for (std::size_t i = 0; i < outcome.units.size(); ++i) {
        given += outcome.allocation.given[i];
        if (outcome.equal.empty()) continue;
        heads += outcome.units.heads[i];
        const double gain = given_to(outcome, i) - outcome.equal[i];
        (gain > 0 ? gained : lost) += gain;
        gaining += gain > 0 ? 1 : 0;
        losing += gain < 0 ? 1 : 0;
    }
    Json json = Json::object();
    json["areas"] = outcome.units.size();
    json["of"] = outcome.total.kind() == Total::Of::Posts ? "posts" : "money";
    json["total"] = outcome.total.amount_of(outcome.total.units());
    json["given"] = outcome.total.amount_of(given);
    if (!outcome.equal.empty()) {
        json["heads"] = heads;
        json["equal_per_head"] = ratio(outcome.total.amount_of(outcome.total.units()), heads);
        json["moved_from_equal"] = gained;
        json["sum_of_losses"] = lost;
        json["areas_gaining"] = gaining;
        json["areas_losing"] = losing;
    }
    return json;
}

Json json_by_class(const Outcome& outcome) {
    struct Sum {
        std::size_t areas = 0;
        double heads = 0;
        std::uint64_t given = 0;
        double equal = 0;
    };
    std::map<std::string, Sum> sums;
    for (std::size_t i = 0; i < outcome.units.size(); ++i) {
        Sum& sum = sums[outcome.units.classes[i]];
        ++sum.areas;
        sum.given += outcome.allocation.given[i];
        if (outcome.equal.empty()) continue;
        sum.heads += outcome.units.heads[i];
        sum.equal += outcome.equal[i];
    }
    Json classes = Json::array();
    for (const auto& [name, sum] : sums) {
        const double given = outcome.total.amount_of(sum.given);
        Json json = Json::object();
        json["class"] = name;
        json["areas"] = sum.areas;
        json["allocation"] = given;
        if (!outcome.equal.empty()) {
            json["heads"] = sum.heads;
            json["per_head"] = json_number(ratio(given, sum.heads));
            json["equal"] = sum.equal;
            json["gain"] = given - sum.equal;
        }
        classes.push_back(std::move(json));
    }
    return classes;
}

Json json_from_limits(const Outcome& outcome) {
    std::map<std::string, std::size_t> counts;
    for (const Limit limit : outcome.allocation.limits) {
        if (limit != Limit::None) ++counts[std::string(name_in(allocation::limit_names, limit))];
    }
    return counts;
}

Json json_from_stability(const Outcome& outcome) {
    const allocation::Stability& stability = *outcome.stability;
    Json json = Json::object();
    json["draws"] = outcome.draws;
    double same = 0;
    std::size_t always = 0;
    double width = 0;
    for (std::size_t i = 0; i < outcome.units.size(); ++i) {
        same += stability.same[i];
        always += stability.same[i] == 1 ? 1 : 0;
        width = std::max(width, stability.high[i] - stability.low[i]);
    }
    if (outcome.total.kind() == Total::Of::Posts) {
        json["mean_share_of_draws_with_the_same_posts"] = same / static_cast<double>(outcome.units.size());
        json["areas_with_the_same_posts_in_all_draws"] = always;
    }
    json["widest_band_from_5_to_95_per_cent"] = width;
    return json;
}

std::string_view said(allocation::Ties ties) {
    switch (ties) {
    case allocation::Ties::Larger:
        return "the larger weight, then the key";
    case allocation::Ties::Key:
        return "the order of the keys";
    case allocation::Ties::Order:
        return "the order of the file";
    case allocation::Ties::Lot:
        return "a lot drawn with the seed";
    case allocation::Ties::Refuse:
        break;
    }
    return "nobody";
}

std::vector<std::string> keys_of(const Outcome& outcome, const std::vector<std::size_t>& units) {
    std::vector<std::string> keys;
    for (const std::size_t i : units) keys.push_back(outcome.units.keys[i]);
    return keys;
}

std::size_t count_of(const Outcome& outcome, Limit limit) {
    const auto& limits = outcome.allocation.limits;
    return static_cast<std::size_t>(std::count(limits.begin(), limits.end(), limit));
}

} // namespace

std::string table_of(const Outcome& outcome) {
    TableWriter table({outcome.key_column, "heads", "index", "class", "factor", "share", "unrounded",
                       "allocation", "limit", "tied", "equal", "gain", "gain_percent", "per_head",
                       "draws_p05", "draws_p50", "draws_p95", "draws_same"});
    const allocation::Units& units = outcome.units;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const double given = given_to(outcome, i);
        const double equal = equal_of(outcome, i);
        const double heads = units.heads.empty() ? not_a_number : units.heads[i];
        table.cell(units.keys[i]).cell(heads).cell(units.index[i]);
        table.cell(units.classes.empty() ? std::string_view() : std::string_view(units.classes[i]));
        table.cell(outcome.allocation.factors[i]).cell(outcome.allocation.shares[i]);
        table.cell(outcome.allocation.unrounded[i]).cell(given);
        table.cell(name_in(allocation::limit_names, outcome.allocation.limits[i]));
        table.cell(std::string_view(is_tied(outcome, i) ? "yes" : ""));
        table.cell(equal).cell(given - equal).cell(100 * ratio(given - equal, equal));
        table.cell(ratio(given, heads));
        if (outcome.stability) {
            table.cell(outcome.stability->low[i]).cell(outcome.stability->median[i]);
            table.cell(outcome.stability->high[i]);
            // Of money, cents differ in nearly every draw.
            const bool is_posts = outcome.total.kind() == Total::Of::Posts;
            table.cell(is_posts ? outcome.stability->same[i] : not_a_number);
        } else {
            table.blank().blank().blank().blank();
        }
        table.end_row();
    }
    return table.take();
}

std::string report_of(const Outcome& outcome) {
    Json report = json_from_totals(outcome);
    report["rule"] = json_from_rule(outcome);
    report["tied"] = keys_of(outcome, outcome.allocation.tied);
    report["limits"] = json_from_limits(outcome);
    if (!outcome.units.classes.empty()) report["by_class"] = json_by_class(outcome);
    if (outcome.stability) report["stability"] = json_from_stability(outcome);
    return json::text_from_json(report);
}

std::vector<std::string> notes_of(const Outcome& outcome) {
    std::vector<std::string> notes;
    if (!outcome.allocation.tied.empty()) {
        notes.push_back("Areas " + tabular::some_of(keys_of(outcome, outcome.allocation.tied), 10) +
                        " have exactly the same claim to the last ones to give; " +
                        std::string(said(outcome.recipe.ties)) + " decided.");
    }
    if (const std::size_t none = count_of(outcome, Limit::Threshold); none > 0) {
        notes.push_back(tabular::counted(none, "area is", "areas are") +
                        " below the threshold and got nothing.");
    }
    const bool reads_need = std::any_of(
        outcome.recipe.parts.begin(), outcome.recipe.parts.end(),
        [](const allocation::Part& part) { return part.kind == PartKind::Need && part.weight > 0; });
    std::size_t by_heads = 0;
    for (std::size_t i = 0; reads_need && i < outcome.units.size(); ++i)
        by_heads += std::isnan(outcome.allocation.factors[i]) && outcome.units.heads[i] > 0 ? 1 : 0;
    if (by_heads > 0) {
        notes.push_back(tabular::counted(by_heads, "area", "areas") +
                        " without an index got the part by need by head count.");
    }
    const bool has_steps = std::any_of(
        outcome.recipe.parts.begin(), outcome.recipe.parts.end(), [](const allocation::Part& part) {
            return part.kind == PartKind::Need && part.weight > 0 && part.factor.kind == FactorKind::Steps;
        });
    if (has_steps) {
        notes.push_back("Steps jump at class edges: two areas with nearly the same index can get very "
                        "different shares. Interpolated factors do not.");
    }
    if (outcome.recipe.corridor && !outcome.recipe.corridor->against.empty()) {
        const auto& base = outcome.units.columns.find(outcome.recipe.corridor->against)->second;
        const auto blank = static_cast<std::size_t>(
            std::count_if(base.begin(), base.end(), [](double value) { return std::isnan(value); }));
        if (blank > 0) {
            notes.push_back(tabular::counted(blank, "area", "areas") + " without a value in " +
                            tabular::in_quotes(outcome.recipe.corridor->against) + " had no corridor.");
        }
    }
    return notes;
}

} // namespace anker::jobs
