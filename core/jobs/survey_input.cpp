// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/survey_input.hpp"

#include "core/jobs/number_columns.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anker::jobs {

namespace {

using representativity::Stratum;
using tabular::counted;
using tabular::in_quotes;
using tabular::TextTable;

std::string at_line(const TextTable& table, std::size_t row) {
    return table.file + ", line " + std::to_string(table.rows[row].line);
}

Expected<TextTable, std::string> read_table(const File& file, const std::vector<std::string>& columns) {
    std::vector<tabular::ColumnRef> needed;
    for (const std::string& column : columns) needed.push_back({column, 0});
    return tabular::text_table_from(file.name, file.bytes, {}, needed);
}

/// A column of numbers that must all be there and not be negative.
Expected<std::vector<double>, std::string> read_counts(const TextTable& table, const std::string& column) {
    ANKER_TRY(const std::size_t at, tabular::find_column(table, {column, 0}));
    const std::vector<std::size_t> columns{at};
    ANKER_TRY(auto numbers, numbers_in(table, columns));
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const double number = numbers.front()[row];
        if (!(number >= 0) || std::isinf(number)) {
            return failure(at_line(table, row) + ", column " + in_quotes(column) + ": " +
                           (std::isnan(number) ? std::string("a number is missing")
                                               : text_from_number(number) + " cannot be a number of people") +
                           "; give one of 0 or more.");
        }
    }
    return std::move(numbers.front());
}

/// Totals that should be one number: rounding of a few units in the last place is none.
bool differ(double a, double b) {
    return std::fabs(a - b) > 1e-9 * std::max(a, b);
}

std::string sums_differ(const std::string& what, double sum, const std::string& first, double first_sum) {
    return what + " sum to " + text_from_number(sum) + ", those of " + first + " to " +
           text_from_number(first_sum);
}

} // namespace

double PopulationMargin::total() const {
    return std::accumulate(totals.begin(), totals.end(), 0.0);
}

std::size_t PopulationMargin::find(std::string_view category) const {
    const auto found = std::find(categories.begin(), categories.end(), category);
    return found == categories.end() ? no_category : static_cast<std::size_t>(found - categories.begin());
}

double Respondents::total() const {
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

Expected<std::vector<PopulationMargin>, std::string> read_margins(const File& file, bool rescale,
                                                                  std::vector<std::string>& notes) {
    ANKER_TRY(const TextTable table, read_table(file, {"variable", "category", "total"}));
    ANKER_TRY(const std::size_t variable_at, tabular::find_column(table, {"variable", 0}));
    ANKER_TRY(const std::size_t category_at, tabular::find_column(table, {"category", 0}));
    ANKER_TRY(const std::vector<double> totals, read_counts(table, "total"));
    std::vector<PopulationMargin> margins;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const std::string variable(tabular::trimmed(table.rows[row].cells[variable_at]));
        const std::string category(tabular::trimmed(table.rows[row].cells[category_at]));
        if (variable.empty() || category.empty()) {
            return failure(at_line(table, row) + ", column " +
                           (variable.empty() ? "\"variable\"" : "\"category\"") + ": the name is empty.");
        }
        auto margin = std::find_if(margins.begin(), margins.end(),
                                   [&](const PopulationMargin& m) { return m.variable == variable; });
        if (margin == margins.end()) margin = margins.insert(margin, PopulationMargin{variable, {}, {}});
        if (margin->find(category) != no_category) {
            return failure(at_line(table, row) + ": category " + in_quotes(category) + " of " +
                           in_quotes(variable) + " was already there; give it one row.");
        }
        margin->categories.push_back(category);
        margin->totals.push_back(totals[row]);
    }
    const double first = margins.front().total();
    for (PopulationMargin& margin : margins) {
        const double total = margin.total();
        if (!(total > 0))
            return failure(file.name + ": the totals of " + in_quotes(margin.variable) + " are all 0.");
        if (!differ(total, first)) continue;
        const std::string sentence = sums_differ(file.name + ": the totals of " + in_quotes(margin.variable),
                                                 total, in_quotes(margins.front().variable), first);
        if (!rescale) {
            return failure(sentence + "; correct them, or bring them to the first sum with --rescale.");
        }
        for (double& t : margin.totals) t *= first / total;
        notes.push_back(sentence + ": brought to that sum.");
    }
    return margins;
}

Expected<Respondents, std::string> read_respondents(const File& file,
                                                    const std::vector<PopulationMargin>& margins,
                                                    const std::string& margins_file,
                                                    const RespondentsReading& reading,
                                                    std::vector<std::string>& notes) {
    std::vector<std::string> needed = reading.outcomes;
    for (const PopulationMargin& margin : margins) needed.push_back(margin.variable);
    Respondents respondents;
    ANKER_TRY(TextTable table, read_table(file, needed));
    std::vector<std::size_t> columns;
    for (const PopulationMargin& margin : margins) {
        ANKER_TRY(const std::size_t at, tabular::find_column(table, {margin.variable, 0}));
        columns.push_back(at);
    }
    std::vector<tabular::TableRow> kept;
    std::size_t left_out = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        std::vector<std::size_t> categories;
        for (std::size_t v = 0; v < margins.size(); ++v) {
            const std::string_view text = tabular::trimmed(table.rows[row].cells[columns[v]]);
            const std::size_t category = margins[v].find(text);
            if (category == no_category && !reading.leave_out_unknown) {
                return failure(at_line(table, row) + ", column " + in_quotes(margins[v].variable) + ": " +
                               (text.empty() ? std::string("no category is given")
                                             : in_quotes(text) + " is no category of " + margins_file) +
                               " (there are " + tabular::some_of(margins[v].categories, 8) +
                               "); correct it, or leave such rows out with --unknown leave-out.");
            }
            categories.push_back(category);
        }
        if (std::find(categories.begin(), categories.end(), no_category) != categories.end()) {
            ++left_out;
            continue;
        }
        kept.push_back(std::move(table.rows[row]));
        respondents.categories.push_back(std::move(categories));
    }
    if (left_out > 0) {
        notes.push_back(counted(left_out, "row", "rows") + " of " + file.name + " with a category that " +
                        margins_file + " does not have: left out.");
    }
    if (kept.empty())
        return failure(file.name + ": no row has categories of " + margins_file + " in every variable.");
    table.rows = std::move(kept);
    respondents.counts.assign(table.rows.size(), 1);
    if (!reading.count_column.empty()) {
        ANKER_TRY(respondents.counts, read_counts(table, reading.count_column));
    }
    if (!(std::accumulate(respondents.counts.begin(), respondents.counts.end(), 0.0) > 0))
        return failure(file.name + ": nobody took part, all counts are 0.");
    if (!reading.design_column.empty()) {
        ANKER_TRY(respondents.design_weights, read_counts(table, reading.design_column));
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            if (!(respondents.design_weights[row] > 0))
                return failure(at_line(table, row) + ", column " + in_quotes(reading.design_column) +
                               ": a design weight is above 0.");
        }
    }
    std::vector<std::size_t> outcome_columns;
    for (const std::string& outcome : reading.outcomes) {
        ANKER_TRY(const std::size_t at, tabular::find_column(table, {outcome, 0}));
        outcome_columns.push_back(at);
    }
    if (!outcome_columns.empty()) {
        ANKER_TRY(respondents.outcomes, numbers_in(table, outcome_columns));
    }
    respondents.outcome_names = reading.outcomes;
    respondents.table = std::move(table);
    return respondents;
}

Expected<std::vector<Stratum>, std::string>
read_joint_population(const File& file, const std::vector<PopulationMargin>& margins, bool rescale,
                      std::vector<std::string>& notes) {
    std::vector<std::string> needed{"total"};
    std::size_t cells = 1;
    for (const PopulationMargin& margin : margins) {
        needed.push_back(margin.variable);
        cells *= margin.categories.size();
        if (cells > 1'000'000)
            return failure(file.name + ": the variables have more than 1,000,000 combinations.");
    }
    ANKER_TRY(const TextTable table, read_table(file, needed));
    ANKER_TRY(const std::vector<double> totals, read_counts(table, "total"));
    std::vector<Stratum> strata(cells);
    std::vector<std::size_t> line_of(cells, 0);
    for (std::size_t s = 0; s < cells; ++s) {
        strata[s].categories.resize(margins.size());
        std::size_t rest = s;
        for (std::size_t v = margins.size(); v-- > 0;) {
            strata[s].categories[v] = rest % margins[v].categories.size();
            rest /= margins[v].categories.size();
        }
    }
    double sum = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        std::size_t s = 0;
        for (const PopulationMargin& margin : margins) {
            ANKER_TRY(const std::size_t at, tabular::find_column(table, {margin.variable, 0}));
            const std::string_view text = tabular::trimmed(table.rows[row].cells[at]);
            const std::size_t category = margin.find(text);
            if (category == no_category) {
                return failure(at_line(table, row) + ", column " + in_quotes(margin.variable) + ": " +
                               in_quotes(text) + " is no category of the margins.");
            }
            s = s * margin.categories.size() + category;
        }
        if (line_of[s] != 0) {
            return failure(at_line(table, row) + ": this combination was already in line " +
                           std::to_string(line_of[s]) + "; give it one row.");
        }
        line_of[s] = table.rows[row].line;
        strata[s].population = totals[row];
        sum += totals[row];
    }
    if (!(sum > 0)) return failure(file.name + ": all totals are 0.");
    const double wanted = margins.front().total();
    if (differ(sum, wanted)) {
        const std::string sentence = sums_differ(file.name + ": the totals", sum, "the margins", wanted);
        if (!rescale) return failure(sentence + "; correct them, or bring them to that sum with --rescale.");
        for (Stratum& stratum : strata) stratum.population *= wanted / sum;
        notes.push_back(sentence + ": brought to that sum.");
    }
    for (std::size_t v = 0; v < margins.size(); ++v) {
        for (std::size_t k = 0; k < margins[v].categories.size(); ++k) {
            double in_category = 0;
            for (const Stratum& stratum : strata)
                in_category += stratum.categories[v] == k ? stratum.population : 0;
            if (std::fabs(in_category - margins[v].totals[k]) <= 1e-6 * wanted) continue;
            notes.push_back(file.name + " has " + text_from_number(in_category) + " in " +
                            in_quotes(margins[v].variable) + " " + in_quotes(margins[v].categories[k]) +
                            ", the margins " + text_from_number(margins[v].totals[k]) + ".");
        }
    }
    return strata;
}

} // namespace anker::jobs
