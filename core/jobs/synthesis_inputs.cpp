// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/synthesis_inputs.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/number_texts.hpp"
#include "core/jobs/value_table.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/sentence.hpp"
#include "core/tabular/text_table.hpp"

#include <algorithm>
#include <set>

namespace anker::jobs {

namespace {

using synthesis::Burden;
using tabular::counted;
using tabular::in_quotes;

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view part = tabular::trimmed(text.substr(0, comma));
        if (!part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

} // namespace

Expected<SynthesisIndex, std::string> read_synthesis_index(const Request& request) {
    const File& file = *request.file("index");
    const std::string& column = request.option("class");
    ANKER_TRY(const tabular::TextTable table,
              tabular::text_table_from(file.name, file.bytes, {}, {{column, 0}}));
    ANKER_TRY(TextColumns texts, read_texts(file, std::vector{column}));
    SynthesisIndex index{table.columns.front(),
                         std::move(texts.keys),
                         std::move(texts.texts[0]),
                         {},
                         parts_of(request.option("burdened"))};
    const tabular::SpecialCells special;
    std::set<std::string> there;
    for (const std::string& name : index.classes) {
        const bool is_missing = special.is_missing(name);
        const bool is_burdened = std::find(index.burdened_classes.begin(), index.burdened_classes.end(),
                                           name) != index.burdened_classes.end();
        index.burdens.push_back(is_missing ? Burden::Unknown : is_burdened ? Burden::Yes : Burden::No);
        if (!is_missing) there.insert(name);
    }
    if (there.empty()) {
        return failure(file.name + ", column " + in_quotes(column) +
                       ": no area has a class, so that nothing can be said.");
    }
    if (std::find(index.burdens.begin(), index.burdens.end(), Burden::Yes) == index.burdens.end()) {
        return failure("--burdened " + in_quotes(request.option("burdened")) + ": no area of " + file.name +
                       " has such a class; there are " +
                       tabular::some_of(std::vector<std::string>(there.begin(), there.end()), 9) + ".");
    }
    return index;
}

Expected<std::vector<double>, std::string> read_synthesis_population(const Request& request,
                                                                     const SynthesisIndex& index,
                                                                     std::vector<std::string>& notes) {
    const File& file = *request.file(request.file("residents") != nullptr ? "residents" : "index");
    ANKER_TRY(const ValueTable table, read_values(file, std::vector{request.option("population")}));
    ANKER_TRY(const std::vector<std::size_t> rows,
              rows_of_keys(index.keys, request.file("index")->name, table.keys, file.name));
    std::vector<double> population;
    std::vector<std::string> unknown;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double people = rows[i] == no_row ? indicator::missing : table.values[0][rows[i]];
        if (people < 0) return failure(table.cell(0, rows[i]) + ": a population cannot be negative.");
        population.push_back(people);
        if (indicator::is_missing(people)) unknown.push_back(index.keys[i]);
    }
    if (unknown.size() == population.size()) {
        return failure(file.name + ", column " + in_quotes(request.option("population")) +
                       ": no area has a population, so that voices cannot be measured by it.");
    }
    if (!unknown.empty()) {
        notes.push_back(counted(unknown.size(), "area", "areas") + " (" + tabular::some_of(unknown, 5) +
                        ") without a population have no rate and no case, and are not in the rate of all "
                        "areas.");
    }
    return population;
}

Expected<SynthesisSupply, std::string> read_synthesis_supply(const Request& request,
                                                             const SynthesisIndex& index) {
    SynthesisSupply supply;
    const File* file = request.file("supply");
    if (file == nullptr) return supply;
    supply.is_given = true;
    ANKER_TRY(const tabular::TextTable table, tabular::text_table_from(file->name, file->bytes, {}, {}));
    const std::string& theme_column = request.option("theme");
    supply.has_themes =
        std::find(table.columns.begin(), table.columns.end(), theme_column) != table.columns.end();
    if (!supply.has_themes) {
        ANKER_TRY(const ValueTable values, read_values(*file, std::vector{request.option("access")}));
        ANKER_TRY(const std::vector<std::size_t> rows,
                  rows_of_keys(index.keys, request.file("index")->name, values.keys, file->name));
        std::vector<double>& access = supply.access[std::string(all_themes)];
        for (const std::size_t row : rows)
            access.push_back(row == no_row ? indicator::missing : values.values[0][row]);
    } else {
        const std::vector<std::string> names{theme_column, request.option("access")};
        ANKER_TRY(const TextColumns rows, read_texts(*file, names, KeysMustDiffer::No));
        ANKER_DO(rows_of_keys(index.keys, request.file("index")->name, rows.keys, file->name));
        std::map<std::string_view, std::size_t> areas;
        for (std::size_t i = 0; i < index.keys.size(); ++i) areas.emplace(index.keys[i], i);
        ANKER_TRY(const std::vector<double> values, numbers_from(rows, 1, names[1]));
        for (std::size_t r = 0; r < rows.keys.size(); ++r) {
            const auto area = areas.find(rows.keys[r]);
            if (area == areas.end()) continue;
            auto& access = supply.access[rows.texts[0][r]];
            access.resize(index.keys.size(), indicator::missing);
            const std::string where = file->name + ", line " + std::to_string(rows.lines[r]);
            if (!indicator::is_missing(access[area->second])) {
                return failure(where + ": area " + in_quotes(rows.keys[r]) + " has two values for theme " +
                               in_quotes(rows.texts[0][r]) + ".");
            }
            access[area->second] = values[r];
        }
    }
    for (const auto& [theme, access] : supply.access) supply.terciles[theme] = synthesis::terciles(access);
    return supply;
}

} // namespace anker::jobs
