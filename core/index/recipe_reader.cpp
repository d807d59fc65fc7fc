// SPDX-License-Identifier: Apache-2.0
#include "core/index/recipe_reader.hpp"

#include <algorithm>

namespace anker::index {

using json::Fields;
using json::Json;

std::string one_of(std::span<const std::string_view> names) {
    std::string hint = "one of";
    for (const std::string_view name : names) hint += " \"" + std::string(name) + "\"";
    return hint;
}

std::string RecipeReader::sentence() const {
    return "field \"" + m_fault + "\" " +
           (m_hint.empty() ? "is missing, unknown or wrong (docs/recipes.md lists the fields)."
                           : "must be " + m_hint + ".");
}

void RecipeReader::refuse_unknown(Fields& f, const Json& object,
                                  std::initializer_list<std::string_view> known) {
    if (!object.is_object()) return;
    for (const auto& [name, value] : object.items()) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        std::string hint = "left out: there is no such field here; there are";
        for (const std::string_view field : known) hint += " " + std::string(field);
        return fail(f, name, std::move(hint));
    }
}

double RecipeReader::number(Fields& f, std::string_view name, double otherwise) {
    if (!f.has(name)) return otherwise;
    const Json& value = f.member(name);
    if (!value.is_number()) {
        fail(f, name, "a number");
        return otherwise;
    }
    return value.get<double>();
}

std::optional<double> RecipeReader::optional_number(Fields& f, std::string_view name) {
    if (!f.has(name)) return std::nullopt;
    return number(f, name, 0);
}

std::map<std::string, std::string> RecipeReader::texts_by_key(Fields& f, std::string_view name) {
    std::map<std::string, std::string> result;
    if (!f.has(name)) return result;
    const Json& object = f.member(name);
    if (!object.is_object()) fail(f, name, "an object of texts");
    for (const auto& [key, value] : object.items()) {
        if (value.is_string()) {
            result[key] = value.get<std::string>();
        } else {
            fail(f, name, "an object of texts");
        }
    }
    return result;
}

std::vector<std::string> RecipeReader::texts(Fields& f, std::string_view name) {
    std::vector<std::string> result;
    if (!f.has(name)) return result;
    const Json& list = f.member(name);
    if (!list.is_array()) fail(f, name, "a list of texts");
    for (const Json& text : list) {
        if (text.is_string()) {
            result.push_back(text.get<std::string>());
        } else {
            fail(f, name, "a list of texts");
        }
    }
    return result;
}

std::vector<double> RecipeReader::numbers(Fields& f, std::string_view name) {
    std::vector<double> result;
    const Json& list = f.member(name);
    if (!list.is_array()) fail(f, name, "a list of numbers");
    for (const Json& entry : list) {
        if (entry.is_number()) {
            result.push_back(entry.get<double>());
        } else {
            fail(f, name, "a list of numbers");
        }
    }
    return result;
}

std::optional<Bounds> RecipeReader::bounds(Fields& f, std::string_view name) {
    if (!f.has(name)) return std::nullopt;
    const std::vector<double> two = numbers(f, name);
    if (two.size() != 2 || !(two[0] < two[1])) {
        fail(f, name, "two numbers, the lower one first");
        return std::nullopt;
    }
    return Bounds{two[0], two[1]};
}

std::size_t RecipeReader::position(Fields& f, std::string_view name, std::span<const std::string_view> names,
                                   std::size_t otherwise) {
    if (!f.has(name)) return otherwise;
    const Json& value = f.member(name);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (value.is_string() && value.get_ref<const std::string&>() == names[i]) return i;
    }
    fail(f, name, one_of(names));
    return otherwise;
}

} // namespace anker::index
