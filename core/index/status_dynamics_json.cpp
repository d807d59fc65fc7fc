// SPDX-License-Identifier: Apache-2.0
#include "core/index/status_dynamics.hpp"
#include "core/json/fields.hpp"

namespace anker::index {

namespace {

using json::Fields;
using json::Json;

Json json_from_cuts(const std::vector<Cut>& cuts) {
    Json list = Json::array();
    for (const Cut& cut : cuts)
        list.push_back({{"at", cut.at}, {"includes", cut.includes_below ? "below" : "above"}});
    return list;
}

std::vector<Cut> cuts_from(const Json& list, std::string_view path, std::string& fault) {
    std::vector<Cut> cuts;
    for (const Json& entry : list) {
        if (!fault.empty()) break;
        Fields f(entry, path, fault);
        const Json& at = f.member("at");
        Cut cut;
        if (at.is_number()) {
            cut.at = at.get<double>();
        } else {
            f.fail("at");
        }
        static constexpr std::array<std::string_view, 2> sides{"above", "below"};
        cut.includes_below = f.one_of<int>("includes", sides) == 1;
        f.finish(Fields::Extra::Refuse);
        if (!cuts.empty() && cut.at <= cuts.back().at) f.fail("at");
        cuts.push_back(cut);
    }
    return cuts;
}

double number_or(Fields& f, std::string_view name, double otherwise) {
    if (!f.has(name)) return otherwise;
    const Json& value = f.member(name);
    if (!value.is_number()) {
        f.fail(name);
        return otherwise;
    }
    return value.get<double>();
}

std::map<std::string, std::string> texts_by_key(Fields& f, std::string_view name) {
    std::map<std::string, std::string> texts;
    if (!f.has(name)) return texts;
    const Json& object = f.member(name);
    if (!object.is_object()) {
        f.fail(name);
        return texts;
    }
    for (const auto& [key, value] : object.items()) {
        if (value.is_string()) {
            texts[key] = value.get<std::string>();
        } else {
            f.fail(name);
        }
    }
    return texts;
}

} // namespace

std::string encode(const Recipe& recipe) {
    Json json = Json::object();
    json["method"] = "status_and_dynamics";
    json["id"] = recipe.id;
    json["names"] = recipe.names;
    json["date"] = recipe.date;
    if (!recipe.earlier_date.empty()) json["earlier_date"] = recipe.earlier_date;
    Json components = Json::array();
    for (const Component& c : recipe.components)
        components.push_back({{"indicator", c.indicator}, {"weight", c.weight}});
    json["components"] = std::move(components);
    json["deviation"] = math::deviation_names[static_cast<std::size_t>(recipe.deviation)];
    json["status_cuts"] = json_from_cuts(recipe.status_cuts);
    json["dynamics_cuts"] = json_from_cuts(recipe.dynamics_cuts);
    json["minimum_population"] = recipe.minimum_population;
    json["excluded"] = recipe.excluded;
    json["decided_by"] = recipe.decided_by;
    return json::text_from_json(json);
}

Expected<Recipe, std::string> decode_recipe(std::string_view text) {
    const Json json = json::parse_json(text);
    if (json.is_discarded()) return failure(std::string("the recipe is not JSON"));
    std::string fault;
    Fields f(json, "", fault);
    Recipe recipe;
    if (f.text("method") != "status_and_dynamics") f.fail("method");
    recipe.id = f.text("id");
    recipe.names = texts_by_key(f, "names");
    recipe.date = f.text("date");
    recipe.earlier_date = f.text("earlier_date", "");
    const Json& components = f.member("components");
    if (!components.is_array() || components.empty()) f.fail("components");
    for (const Json& entry : components) {
        if (!fault.empty()) break;
        Fields c(entry, "components", fault);
        recipe.components.push_back({c.text("indicator"), number_or(c, "weight", 1)});
        c.finish(Fields::Extra::Refuse);
    }
    recipe.deviation = f.one_of<Deviation>("deviation", math::deviation_names);
    if (f.has("status_cuts")) recipe.status_cuts = cuts_from(f.member("status_cuts"), "status_cuts", fault);
    if (f.has("dynamics_cuts"))
        recipe.dynamics_cuts = cuts_from(f.member("dynamics_cuts"), "dynamics_cuts", fault);
    recipe.minimum_population = number_or(f, "minimum_population", recipe.minimum_population);
    recipe.excluded = texts_by_key(f, "excluded");
    recipe.decided_by = f.text("decided_by", "");
    f.finish(Fields::Extra::Refuse);
    if (!fault.empty()) return failure("recipe: field \"" + fault + "\" is missing, unknown or wrong");
    return recipe;
}

} // namespace anker::index
