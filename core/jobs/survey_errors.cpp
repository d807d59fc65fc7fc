// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/survey_errors.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/number_columns.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace anker::jobs {

using indicator::is_missing;
using representativity::SampleDesign;
using tabular::in_quotes;

namespace {

/// Texts of a column, one per respondent; each row's number where there is no such column.
Expected<std::vector<std::string>, std::string> texts_of(const Survey& survey, const std::string& column,
                                                         bool rows_differ) {
    const tabular::TextTable& table = survey.respondents.table;
    std::vector<std::string> texts;
    if (column.empty()) {
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            texts.push_back(rows_differ ? std::to_string(row) : std::string());
        return texts;
    }
    ANKER_TRY(const std::size_t at, tabular::find_column(table, {column, 0}));
    for (const tabular::TableRow& row : table.rows) {
        texts.emplace_back(tabular::trimmed(row.cells[at]));
        if (texts.back().empty())
            return failure(table.file + ", line " + std::to_string(row.line) + ", column " +
                           in_quotes(column) + ": nothing is given.");
    }
    return texts;
}

std::string at_row(const Survey& survey, std::size_t row) {
    return survey.respondents.table.file + ", line " +
           std::to_string(survey.respondents.table.rows[row].line);
}

/// Clusters there are per stratum, the same in all of its rows.
Expected<void, std::string> read_population(const Request& request, const Survey& survey,
                                            const std::vector<std::size_t>& stratum_of_row,
                                            SampleDesign& design) {
    const std::string& column = request.option("fpc");
    if (column.empty()) return {};
    ANKER_TRY(const std::size_t at, tabular::find_column(survey.respondents.table, {column, 0}));
    const std::vector<std::size_t> columns{at};
    ANKER_TRY(const std::vector<std::vector<double>> read, numbers_in(survey.respondents.table, columns));
    for (std::size_t row = 0; row < stratum_of_row.size(); ++row) {
        double& population = design.population[stratum_of_row[row]];
        const double value = read.front()[row];
        if (is_missing(value) || !(value > 0) || (population > 0 && population != value))
            return failure(
                at_row(survey, row) + ", column " + in_quotes(column) +
                ": give the number of clusters in the population, above 0 and the same in all rows of "
                "a stratum.");
        population = value;
    }
    return {};
}

} // namespace

Expected<std::optional<SampleDesign>, std::string> read_design(const Request& request, const Survey& survey) {
    if (!request.is_on("errors")) {
        for (const std::string_view name : {"clusters", "strata", "fpc"}) {
            if (!request.option(name).empty())
                return failure("--" + std::string(name) +
                               " is for standard errors; ask for them with --errors.");
        }
        return std::optional<SampleDesign>();
    }
    const std::vector<double>& counts = survey.respondents.counts;
    if (std::any_of(counts.begin(), counts.end(), [](double count) { return count != 1; }))
        return failure(
            std::string("--errors needs one row per respondent: means of --count rows do not say how "
                        "much people differ."));
    ANKER_TRY(const std::vector<std::string> clusters, texts_of(survey, request.option("clusters"), true));
    ANKER_TRY(const std::vector<std::string> strata, texts_of(survey, request.option("strata"), false));
    SampleDesign design;
    std::map<std::string_view, std::size_t> known_clusters;
    std::map<std::string_view, std::size_t> known_strata;
    std::vector<std::size_t> stratum_of_row;
    for (std::size_t row = 0; row < clusters.size(); ++row) {
        const std::size_t h = known_strata.emplace(strata[row], known_strata.size()).first->second;
        const auto [entry, is_new] = known_clusters.emplace(clusters[row], known_clusters.size());
        if (is_new) design.stratum.push_back(h);
        if (design.stratum[entry->second] != h)
            return failure(
                at_row(survey, row) + ": cluster " + in_quotes(clusters[row]) +
                " is in another stratum than before; give clusters of different strata different names.");
        design.cluster.push_back(entry->second);
        stratum_of_row.push_back(h);
    }
    design.population.assign(known_strata.size(), 0);
    ANKER_DO(read_population(request, survey, stratum_of_row, design));
    for (const auto& [name, h] : known_strata) {
        const auto count = std::count(design.stratum.begin(), design.stratum.end(), h);
        if (count < 2)
            return failure(survey.respondents.table.file + ": " +
                           (name.empty() ? std::string("there is") : "stratum " + in_quotes(name) + " has") +
                           " one cluster only, which says nothing about chance; join it with another.");
        if (design.population[h] > 0 && static_cast<double>(count) > design.population[h])
            return failure(survey.respondents.table.file + ": " + std::to_string(count) +
                           " clusters were drawn of " + tabular::decimals(design.population[h], 0) +
                           " by column " + in_quotes(request.option("fpc")) + ".");
    }
    return std::optional(std::move(design));
}

StandardErrors errors_of(const Survey& survey, const SampleDesign& design, std::size_t kind,
                         std::size_t outcome, const std::vector<std::size_t>& rows,
                         const WeightedResult& result) {
    const std::vector<double>& weights = weights_of(survey, kind);
    const std::vector<double>& values = survey.respondents.outcomes[outcome];
    // Linearised values: of the mean (y - mean) / sum of weights, of the total what each adds to mean times
    // sum.
    std::vector<double> of_mean(weights.size(), 0);
    std::vector<double> of_total(weights.size(), 0);
    for (const std::size_t row : rows) {
        of_total[row] = result.mean;
        if (is_missing(values[row])) continue;
        const double distance = values[row] - result.mean;
        of_mean[row] = distance / result.answered;
        of_total[row] += result.everybody / result.answered * distance;
    }
    std::vector<std::vector<std::size_t>> known;
    if (kind == 1) known = {survey.post_group};
    if (kind == 2) known = survey.rake_groups;
    const auto error = [&](const std::vector<double>& linearised) {
        std::vector<double> influences =
            representativity::calibration_residuals(linearised, survey.raw, known);
        for (std::size_t row = 0; row < influences.size(); ++row) influences[row] *= weights[row];
        const auto variance = representativity::variance_of_sum(influences, design);
        return variance ? std::sqrt(*variance) : indicator::missing;
    };
    return {error(of_mean), error(of_total)};
}

} // namespace anker::jobs
