// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/allocate_job.hpp"

#include "core/jobs/allocate_options.hpp"
#include "core/jobs/allocate_report.hpp"
#include "core/jobs/value_table.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anker::jobs {

namespace {

using allocation::Missing;
using allocation::PartKind;
using allocation::Recipe;
using allocation::Units;
using tabular::in_quotes;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
/// Above it whole numbers are not exact any more, and no count of people or euros reaches it.
constexpr double largest_value = 1e15;

enum class Blank { Refused, Allowed };

/// The numbers that the recipe asks for, each column once.
class Columns {
public:
    void want(const std::string& name, Blank blank) {
        if (name.empty()) return;
        const auto found = std::find(m_names.begin(), m_names.end(), name);
        if (found == m_names.end()) {
            m_names.push_back(name);
            m_blanks.push_back(blank);
        } else if (blank == Blank::Refused) {
            m_blanks[static_cast<std::size_t>(found - m_names.begin())] = blank;
        }
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }

    /// Everything but the index is an amount: known and not negative.
    [[nodiscard]] Expected<void, std::string> check(const ValueTable& table) const {
        for (std::size_t column = 0; column < m_names.size(); ++column) {
            for (std::size_t row = 0; row < table.areas(); ++row) {
                const double value = table.values[column][row];
                if (std::isnan(value) && m_blanks[column] == Blank::Allowed) continue;
                if (std::isnan(value)) {
                    return failure(table.cell(column, row) + ": the value of area " +
                                   in_quotes(table.keys[row]) +
                                   " is missing, which is not zero; fill it in or leave the area out.");
                }
                if (value < 0) {
                    return failure(table.cell(column, row) + ": " + tabular::decimals(value, 2) +
                                   " is negative; nobody has a negative share, so give 0 or more.");
                }
                if (value > largest_value) {
                    return failure(table.cell(column, row) +
                                   ": the number is too large to share by; is it in the right unit?");
                }
            }
        }
        return {};
    }

private:
    std::vector<std::string> m_names;
    std::vector<Blank> m_blanks;
};

Columns amounts_wanted(const Recipe& recipe) {
    Columns columns;
    columns.want(recipe.count_column, Blank::Refused);
    for (const allocation::Part& part : recipe.parts) {
        if (part.kind == PartKind::Column) columns.want(part.column, Blank::Refused);
    }
    columns.want(recipe.floor_column, Blank::Allowed);
    columns.want(recipe.cap_column, Blank::Allowed);
    if (recipe.corridor) columns.want(recipe.corridor->against, Blank::Allowed);
    return columns;
}

bool lives_somebody(const Units& units, std::size_t i) {
    return units.heads.empty() || units.heads[i] > 0;
}

/// Index and classes, from the same file or from one of their own, joined by key. Those without an index are
/// refused, unless the recipe says how they count.
Expected<void, std::string> read_need(const Recipe& recipe, const File& file, const std::string& units_file,
                                      Units& units) {
    units.index.assign(units.size(), not_a_number);
    if (!recipe.class_column.empty()) {
        const std::vector<std::string> columns{recipe.class_column};
        ANKER_TRY(const TextColumns texts, read_texts(file, columns));
        ANKER_TRY(const std::vector<std::size_t> rows,
                  rows_of_keys(units.keys, units_file, texts.keys, file.name));
        for (const std::size_t row : rows)
            units.classes.push_back(row == no_row ? std::string() : texts.texts.front()[row]);
    }
    if (!recipe.needs_index()) return {};
    const std::vector<std::string> columns{recipe.index_column};
    ANKER_TRY(const ValueTable table, read_values(file, columns));
    ANKER_TRY(const std::vector<std::size_t> rows,
              rows_of_keys(units.keys, units_file, table.keys, file.name));
    std::size_t without = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (rows[i] != no_row) units.index[i] = table.values.front()[rows[i]];
        if (!std::isnan(units.index[i])) continue;
        ++without;
        if (recipe.missing == Missing::Equal || !lives_somebody(units, i)) continue;
        return failure((rows[i] == no_row ? file.name : table.cell(0, rows[i])) + ": area " +
                       in_quotes(units.keys[i]) +
                       " has no index; give it one, leave it out, or say missing: equal (it then counts by "
                       "heads alone).");
    }
    if (without == units.size())
        return failure(file.name + ", column " + in_quotes(recipe.index_column) + ": no area has an index.");
    return {};
}

Expected<Units, std::string> read_units(const Recipe& recipe, const File& file, const File& index_file,
                                        std::string& key_column) {
    Units units;
    const Columns wanted = amounts_wanted(recipe);
    ANKER_TRY(ValueTable table, read_values(file, wanted.names()));
    ANKER_DO(wanted.check(table));
    key_column = table.key_column;
    units.keys = table.keys;
    for (std::size_t i = 0; i < wanted.names().size(); ++i) {
        if (wanted.names()[i] == recipe.count_column) units.heads = table.values[i];
        units.columns[wanted.names()[i]] = std::move(table.values[i]);
    }
    ANKER_DO(read_need(recipe, index_file, file.name, units));
    return units;
}

/// [draw][unit]
Expected<std::vector<std::vector<double>>, std::string> read_draws(const File& file, const Recipe& recipe,
                                                                   const Units& units,
                                                                   const std::string& units_file,
                                                                   std::vector<std::string>& notes) {
    ANKER_TRY(const ValueTable table, read_all_values(file));
    ANKER_TRY(const std::vector<std::size_t> rows,
              rows_of_keys(units.keys, units_file, table.keys, file.name));
    std::vector<std::vector<double>> draws(table.columns.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (rows[i] == no_row && lives_somebody(units, i) && recipe.missing == Missing::Refuse) {
            return failure(file.name + ": area " + in_quotes(units.keys[i]) + " of " + units_file +
                           " has no row with draws.");
        }
        for (std::size_t draw = 0; draw < draws.size(); ++draw) {
            const double value = rows[i] == no_row ? not_a_number : table.values[draw][rows[i]];
            if (std::isnan(value) && lives_somebody(units, i) && recipe.missing == Missing::Refuse)
                return failure(table.cell(draw, rows[i]) + ": the draw is missing; draw the index again.");
            draws[draw].push_back(value);
        }
    }
    const auto used = static_cast<std::size_t>(
        std::count_if(rows.begin(), rows.end(), [](std::size_t row) { return row != no_row; }));
    if (used < table.areas()) {
        notes.push_back(file.name + " has draws for " +
                        tabular::counted(table.areas() - used, "area", "areas") + " that " + units_file +
                        " does not have.");
    }
    if (draws.size() < 100) {
        notes.push_back("Quantiles from " + tabular::counted(draws.size(), "draw", "draws") +
                        " are rough; take 1,000 or more.");
    }
    return draws;
}

Expected<Result, std::string> run(const Request& request, const Progress& progress) {
    ANKER_TRY(const Recipe recipe, recipe_from(request));
    ANKER_TRY(const allocation::Total total, total_from(request, recipe));
    const File& file = *request.file("values");
    const File* index_file = request.file("index");
    if (index_file != nullptr && !recipe.needs_index() && recipe.class_column.empty()) {
        return failure(index_file->name +
                       ": neither an index nor a class is read; name its column (--index-column "
                       "or --class-column, or in the recipe).");
    }
    std::string key_column;
    ANKER_TRY(const Units units,
              read_units(recipe, file, index_file == nullptr ? file : *index_file, key_column));
    const auto of_file = [&](const std::string& sentence) { return failure(file.name + ": " + sentence); };
    auto allocated = allocation::allocate(recipe, units, total);
    if (!allocated) return of_file(allocated.error());

    Outcome outcome;
    outcome.key_column = key_column;
    outcome.recipe = recipe;
    outcome.total = total;
    outcome.units = units;
    outcome.allocation = std::move(*allocated);
    outcome.equal = allocation::equal_per_head(units, total);
    Result result;
    result.notes = notes_of(outcome);
    if (const File* draws_file = request.file("draws")) {
        if (!recipe.needs_index()) {
            return failure(draws_file->name +
                           ": these are draws of the index, but the shares do not read the index (steps need "
                           "cuts to do so).");
        }
        ANKER_TRY(const auto draws, read_draws(*draws_file, recipe, units, file.name, result.notes));
        auto stability =
            allocation::stability(recipe, units, total, outcome.allocation, draws, [&](std::size_t draw) {
                return !progress || progress("Allocating by draws of the index", draw, draws.size());
            });
        if (!stability) {
            if (stability.error().empty()) return failure(std::string(cancelled_sentence));
            return failure(draws_file->name + ": " + stability.error());
        }
        outcome.stability = std::move(*stability);
        outcome.draws = draws.size();
    }
    result.files["out"] = table_of(outcome);
    result.files["report"] = report_of(outcome);
    return result;
}

} // namespace

Job allocate_job() {
    Job job;
    job.name = "allocate";
    job.summary = "Shares money or posts among areas or institutions by heads and need";
    job.inputs = {
        {"values", "Areas or institutions: first column key, then heads, index, ..."},
        {"index", "Index and classes, where they are not in the values: first column key", false},
        {"recipe", "The rule as JSON, instead of the options", false},
        {"draws", "Draws of the index (from uncertainty): first column key, then one per column", false}};
    job.options = allocate_option_specs();
    job.outputs = {{"out", "CSV, one row per area", true}, {"report", "JSON with totals"}};
    job.examples = {
        "ankerpunkt allocate --values areas.csv --posts 120 --count-column children "
        "--index-column index --index-direction burden --alpha 0.7 "
        "--factors high=0.8,medium=1,low=1.3,very_low=1.6 --cuts=-1,1,1.5 --floor 1 --out posts.csv",
        "ankerpunkt allocate --values districts.csv --amount 100000000 "
        "--criteria sgb2_under6=0.75,other_language=0.25 --out plus.csv --report plus.json"};
    job.run = run;
    return job;
}

} // namespace anker::jobs
