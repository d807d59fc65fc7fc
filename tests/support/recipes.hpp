// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/jobs.hpp"
#include "tests/support/shared.hpp"

#include <cmath>
#include <map>
#include <string>
#include <vector>

/// Recipes on values, as texts, for tests of methods.
namespace anker::test::recipes {

inline jobs::Result run(const std::string& recipe, const std::string& values) {
    return test::run_job("index", {{"recipe", {"recipe.json", recipe}}, {"values", {"values.csv", values}}},
                         {});
}
inline std::string refusal(const std::string& recipe, const std::string& values) {
    return test::refusal("index", {{"recipe", {"recipe.json", recipe}}, {"values", {"values.csv", values}}},
                         {});
}

inline std::string recipe_of(const std::string& levels, const std::string& more = "") {
    return R"({"method": "composite", "id": "test", )" + more + R"("levels": [)" + levels + "]}";
}

/// Levels of rows in years (`year`) and Länder (`land`): a component of all years, rescaled and cut year by
/// year, and its mean per Land.
inline const std::string pooled_levels = R"({"id": "c", "normalise": {"scale": "z", "deviation": "sample"},
    "weighting": "first_component", "anchor": "a", "inputs": [{"column": "a", "direction": "burden"},
    {"column": "b", "direction": "burden"}], "rescale": {"scale": "min_max", "within": "group"},
    "classes": {"kind": "quantiles", "count": 2, "type": 9, "includes": "above", "within": "group"}},
    {"id": "land", "inputs": [{"level": "c"}], "aggregation": "none",
     "areas": {"column": "land", "weight": "people"}, "rescale": {"scale": "min_max", "within": "group"}})";

inline const std::vector<std::string> tai_columns{"patents",   "royalties",      "internet",
                                                  "exports",   "telephones_log", "electricity_log",
                                                  "schooling", "university"};

inline std::string inputs_of(const std::vector<std::string>& columns, const std::string& direction) {
    std::string inputs;
    for (const std::string& column : columns)
        inputs += std::string(inputs.empty() ? "" : ",") + R"({"column": ")" + column +
                  R"(", "direction": ")" + direction + "\"}";
    return "\"inputs\": [" + inputs + "]";
}

/// Normalised values of one input, by key.
inline std::map<std::string, double> normalised_of(const jobs::Result& result, const std::string& input) {
    const std::vector<std::string> columns{"input", "normalised"};
    const auto rows = jobs::read_texts({"derivation", result.files.find("derivation")->second}, columns,
                                       jobs::KeysMustDiffer::No);
    BOOST_REQUIRE(rows.has_value());
    std::map<std::string, double> values;
    for (std::size_t r = 0; r < rows->keys.size(); ++r) {
        if (rows->texts[0][r] == input) values[rows->keys[r]] = std::stod(rows->texts[1][r]);
    }
    return values;
}

/// Numbers of a column of the output in file order; "" is NaN.
inline std::vector<double> column_of(const jobs::Result& result, const std::string& column) {
    std::vector<double> values;
    for (const std::string& text : written_texts(result, column))
        values.push_back(text.empty() ? std::nan("") : std::stod(text));
    return values;
}

} // namespace anker::test::recipes
