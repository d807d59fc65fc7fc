// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/recipe.hpp"
#include "core/json/fields.hpp"

#include <algorithm>
#include <vector>

namespace anker::allocation {

namespace {

using json::Fields;
using json::Json;

double number(Fields& f, std::string_view name) {
    const Json& value = f.member(name);
    if (value.is_number()) return value.get<double>();
    f.fail(name);
    return 0;
}

double number(Fields& f, std::string_view name, double otherwise) {
    return f.has(name) ? number(f, name) : otherwise;
}

std::optional<double> number_if_given(Fields& f, std::string_view name) {
    if (!f.has(name)) return std::nullopt;
    return number(f, name);
}

using Names = std::vector<std::string_view>;

/// Names the first field that is not one of these; `Fields::finish` only knows that there is one.
void refuse_others(const Json& object, const Fields& f, const Names& known, std::string& fault) {
    if (!object.is_object() || !fault.empty()) return;
    for (const auto& [name, value] : object.items()) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        fault = f.path_of(name);
        return;
    }
}

/// Calls `read` with the fields of every object of the list; it returns their names.
template <class Read>
void each(Fields& f, std::string_view name, std::string& fault, const Read& read) {
    const Json& list = f.member(name);
    if (!list.is_array()) {
        f.fail(name);
        return;
    }
    for (std::size_t i = 0; i < list.size() && fault.empty(); ++i) {
        Fields entry(list[i], f.path_of(name) + "[" + std::to_string(i + 1) + "]", fault);
        refuse_others(list[i], entry, read(entry), fault);
        entry.finish(Fields::Extra::Refuse);
    }
}

NeedFactor factor_from(Fields& f, std::string& fault) {
    NeedFactor factor;
    factor.kind = f.one_of<FactorKind>("g", factor_kind_names, FactorKind::Interpolated);
    const bool has_classes = factor.kind == FactorKind::Interpolated || factor.kind == FactorKind::Steps;
    if (has_classes && f.has("factors")) {
        each(f, "factors", fault, [&](Fields& entry) {
            std::string name = entry.text("class");
            factor.classes.push_back({std::move(name), number(entry, "factor")});
            return Names{"class", "factor"};
        });
    }
    if (has_classes && f.has("cuts")) {
        const Json& cuts = f.member("cuts");
        if (!cuts.is_array()) f.fail("cuts");
        for (const Json& cut : cuts) {
            if (cut.is_number()) {
                factor.cuts.push_back(cut.get<double>());
            } else {
                f.fail("cuts");
            }
        }
    }
    if (factor.kind == FactorKind::Interpolated && f.has("knots")) {
        each(f, "knots", fault, [&](Fields& entry) {
            const double index = number(entry, "index");
            factor.knots.push_back({index, number(entry, "factor")});
            return Names{"index", "factor"};
        });
    }
    if (factor.kind == FactorKind::Linear) factor.from = number(f, "from");
    if (factor.kind == FactorKind::Exponential) factor.beta = number(f, "beta");
    return factor;
}

Names names_of(const Part& part) {
    switch (part.kind) {
    case PartKind::Heads:
        return {"kind", "weight"};
    case PartKind::Column:
        return {"kind", "weight", "column"};
    case PartKind::Need:
        break;
    }
    switch (part.factor.kind) {
    case FactorKind::Interpolated:
        return {"kind", "weight", "g", "factors", "cuts", "knots"};
    case FactorKind::Steps:
        return {"kind", "weight", "g", "factors", "cuts"};
    case FactorKind::Linear:
        return {"kind", "weight", "g", "from"};
    case FactorKind::Exponential:
        return {"kind", "weight", "g", "beta"};
    }
    return {};
}

Part part_from(Fields& f, std::string& fault) {
    Part part;
    part.kind = f.one_of<PartKind>("kind", part_kind_names);
    part.weight = number(f, "weight");
    if (part.kind == PartKind::Column) part.column = f.text("column");
    if (part.kind == PartKind::Need) part.factor = factor_from(f, fault);
    return part;
}

} // namespace

Expected<Recipe, std::string> decode_recipe(std::string_view file, std::string_view text) {
    const std::string name(file);
    if (const auto at = json::json_fault_at(text))
        return failure(name + " is not JSON from byte " + std::to_string(*at) + " on.");
    const Json json = json::parse_json(text);
    if (json.is_discarded()) return failure(name + " nests too deep for a recipe.");
    std::string fault;
    Fields f(json, "", fault);
    Recipe recipe;
    recipe.title = f.text("title", "");
    recipe.decided_by = f.text("decided_by", "");
    recipe.count_column = f.text("count_column", "");
    recipe.index_column = f.text("index_column", "");
    if (f.has("index_direction")) recipe.direction = f.one_of<Direction>("index_direction", direction_names);
    recipe.class_column = f.text("class_column", "");
    each(f, "parts", fault, [&](Fields& entry) {
        recipe.parts.push_back(part_from(entry, fault));
        return names_of(recipe.parts.back());
    });
    recipe.floor = number_if_given(f, "floor");
    recipe.cap = number_if_given(f, "cap");
    recipe.floor_column = f.text("floor_column", "");
    recipe.cap_column = f.text("cap_column", "");
    if (f.has("corridor")) {
        Corridor corridor;
        corridor.percent = number(f, "corridor");
        corridor.against = f.text("corridor_against", "");
        corridor.is_scaled = f.boolean("corridor_scaled", false);
        recipe.corridor = corridor;
    }
    if (f.has("method")) recipe.method = f.one_of<Method>("method", method_names);
    recipe.ties = f.one_of<Ties>("ties", ties_names, Ties::Larger);
    recipe.seed = static_cast<std::uint64_t>(f.integer("seed", 0, 4'294'967'295, 1));
    recipe.threshold_percent = number(f, "threshold", 0);
    recipe.round = number_if_given(f, "round");
    recipe.missing = f.one_of<Missing>("missing", missing_names, Missing::Refuse);
    static const Names known{"title",
                             "decided_by",
                             "count_column",
                             "index_column",
                             "index_direction",
                             "class_column",
                             "parts",
                             "floor",
                             "cap",
                             "floor_column",
                             "cap_column",
                             "corridor",
                             "corridor_against",
                             "corridor_scaled",
                             "method",
                             "ties",
                             "seed",
                             "threshold",
                             "round",
                             "missing"};
    refuse_others(json, f, known, fault);
    if (!recipe.corridor && (f.has("corridor_against") || f.has("corridor_scaled"))) f.fail("corridor");
    f.finish(Fields::Extra::Refuse);
    if (!fault.empty()) {
        return failure(name + ": field \"" + fault +
                       "\" is missing, unknown or wrong; docs/cli/allocate.md lists the fields.");
    }
    if (const auto fits = check(recipe, WrittenAs::Json); !fits) return failure(name + ": " + fits.error());
    return recipe;
}

} // namespace anker::allocation
