// SPDX-License-Identifier: Apache-2.0
#include "core/index/recipe_as_composite.hpp"

#include "core/json/fields.hpp"

namespace anker::index {

namespace {

using json::Json;

Json json_from_cuts(const std::vector<Cut>& cuts) {
    Json list = Json::array();
    for (const Cut& cut : cuts)
        list.push_back({{"at", cut.at}, {"includes", cut.includes_below ? "below" : "above"}});
    return Json{{"kind", "cuts"}, {"cuts", std::move(list)}};
}

} // namespace

std::string column_name(std::string_view indicator, std::string_view date) {
    return std::string(indicator) + "@" + std::string(date);
}

Expected<std::string, std::string> composite_text(const Recipe& recipe,
                                                  const indicator::IndicatorTable& table) {
    const Json z{{"scale", "z"},
                 {"deviation", math::deviation_names[static_cast<std::size_t>(recipe.deviation)]}};
    const auto level = [&](const char* id, const std::vector<Cut>& cuts,
                           bool is_change) -> Expected<Json, std::string> {
        Json inputs = Json::array();
        for (const Component& component : recipe.components) {
            const indicator::Indicator* indicator = table.find(component.indicator);
            if (indicator == nullptr)
                return failure("indicator \"" + component.indicator + "\" is not imported or not agreed");
            Json input{
                {"column", column_name(component.indicator, recipe.date)},
                {"direction", indicator::direction_names[static_cast<std::size_t>(indicator->direction)]},
                {"weight", component.weight}};
            if (is_change) input["minus"] = column_name(component.indicator, recipe.earlier_date);
            inputs.push_back(std::move(input));
        }
        return Json{{"id", id},
                    {"inputs", std::move(inputs)},
                    {"normalise", z},
                    {"rescale", z},
                    {"classes", json_from_cuts(cuts)}};
    };
    Json json = Json::object();
    json["method"] = "composite";
    json["id"] = recipe.id;
    json["names"] = recipe.names;
    json["date"] = recipe.date;
    json["decided_by"] = recipe.decided_by;
    json["source"] = "Berlin MSS, Indikatorenheft 2021, chapters 4.1 to 4.3";
    if (recipe.minimum_population > 0) {
        json["population_column"] = column_name("population", recipe.date);
        json["minimum_population"] = recipe.minimum_population;
    }
    json["excluded"] = recipe.excluded;
    ANKER_TRY(Json status, level("status", recipe.status_cuts, false));
    json["levels"].push_back(std::move(status));
    if (!recipe.earlier_date.empty()) {
        ANKER_TRY(Json dynamics, level("dynamics", recipe.dynamics_cuts, true));
        json["levels"].push_back(std::move(dynamics));
        json["groups"] = {{"rows", "status"}, {"columns", "dynamics"}};
    }
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace anker::index
