// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/survey_tables.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/representativity/quality.hpp"

#include <map>

namespace anker::jobs {

using indicator::is_missing;
using json::Json;
using representativity::Stratum;
using representativity::WeightQuality;

std::string weights_table(const Survey& survey) {
    const tabular::TextTable& table = survey.respondents.table;
    std::vector<std::string> columns = table.columns;
    for (const std::string_view name : kind_names) columns.push_back(std::string(name) + "_weight");
    TableWriter writer(columns);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        for (const std::string& cell : table.rows[row].cells) writer.cell(tabular::trimmed(cell));
        for (std::size_t kind = 0; kind < kinds; ++kind) writer.cell(weights_of(survey, kind)[row]);
        writer.end_row();
    }
    return writer.take();
}

std::string coverage_table(const Survey& survey, double minimum) {
    TableWriter writer({"variable", "category", "population", "respondents", "coverage", "ratio", "status"});
    const double whole = survey.respondents.total() / survey.population();
    const auto write = [&](const std::string& variable, const std::string& category, const Stratum& stratum) {
        writer.cell(variable).cell(category).cell(stratum.population).cell(stratum.respondents);
        if (stratum.population > 0) {
            const double coverage = stratum.respondents / stratum.population;
            writer.cell(coverage).cell(coverage / whole);
        } else {
            writer.blank().blank();
        }
        std::string_view status;
        if (stratum.respondents < minimum) status = "too few to say";
        if (!(stratum.respondents > 0)) status = "nobody took part";
        if (stratum.respondents > stratum.population) status = "more than live there";
        writer.cell(status);
        writer.end_row();
    };
    write("all", "all", {{}, survey.population(), survey.respondents.total()});
    for (std::size_t v = 0; v < survey.margins.size(); ++v) {
        const PopulationMargin& margin = survey.margins[v];
        for (const Stratum& stratum : strata_of(margin, v, survey.respondents))
            write(margin.variable, margin.categories[stratum.categories.front()], stratum);
    }
    if (!survey.is_joint) return writer.take();
    std::string variables;
    for (const PopulationMargin& margin : survey.margins)
        variables += (variables.empty() ? "" : " x ") + margin.variable;
    for (const Stratum& stratum : survey.strata) {
        if (stratum.population > 0 || stratum.respondents > 0)
            write(variables, label_of(survey, stratum), stratum);
    }
    return writer.take();
}

namespace {

/// One outcome among all respondents or those of one group, by one kind of weight.
struct Estimate {
    double n = 0; ///< respondents with an answer
    double mean = indicator::missing;
    double total = indicator::missing;
    WeightQuality quality;
    WeightedResult result; ///< what standard errors need
};

Estimate estimate_of(const Survey& survey, std::size_t outcome, const std::vector<double>& weights,
                     const std::vector<std::size_t>& rows) {
    double sum = 0;
    double answered = 0;
    double everybody = 0;
    std::vector<double> used;
    std::vector<double> counts;
    for (const std::size_t row : rows) {
        const double count = survey.respondents.counts[row];
        const double value = survey.respondents.outcomes[outcome][row];
        everybody += count * weights[row];
        if (is_missing(value)) continue;
        sum += count * weights[row] * value;
        answered += count * weights[row];
        used.push_back(weights[row]);
        counts.push_back(count);
    }
    Estimate estimate;
    estimate.quality = representativity::quality_of_weights(used, counts);
    estimate.n = estimate.quality.n;
    if (!(answered > 0)) return estimate;
    estimate.mean = sum / answered;
    estimate.total = estimate.mean * everybody; // those without an answer as those with one
    estimate.result = {estimate.mean, everybody, answered};
    return estimate;
}

void add_error_columns(std::vector<std::string>& columns) {
    for (const char* what : {"_mean_se", "_total_se"}) {
        for (const std::string_view kind : kind_names) columns.push_back(std::string(kind) + what);
    }
    for (const char* name : {"raked_mean_low", "raked_mean_high", "raked_total_low", "raked_total_high"})
        columns.emplace_back(name);
}

/// Two-sided 95 per cent of a normal distribution, as R's confint for survey results.
constexpr double normal_95 = 1.959963984540054;

void write_errors(TableWriter& writer, const std::array<Estimate, kinds>& estimates,
                  const std::array<StandardErrors, kinds>& errors, bool is_too_few) {
    const auto write = [&](double number) { writer.cell(is_too_few ? indicator::missing : number); };
    for (const StandardErrors& error : errors) write(error.mean);
    for (const StandardErrors& error : errors) write(error.total);
    const Estimate& raked = estimates.back();
    write(raked.mean - normal_95 * errors.back().mean);
    write(raked.mean + normal_95 * errors.back().mean);
    write(raked.total - normal_95 * errors.back().total);
    write(raked.total + normal_95 * errors.back().total);
}

Json json_from(const WeightQuality& quality) {
    return {{"respondents", quality.n},
            {"sum", quality.sum},
            {"n_effective", quality.n_effective},
            {"design_effect", quality.design_effect},
            {"smallest_weight", quality.smallest},
            {"largest_weight", quality.largest}};
}

} // namespace

Expected<std::string, std::string>
estimates_table(const Survey& survey, const std::string& by, double minimum,
                const std::optional<representativity::SampleDesign>& design) {
    std::map<std::string, std::vector<std::size_t>> groups;
    std::vector<std::size_t> all;
    for (std::size_t row = 0; row < survey.respondents.counts.size(); ++row) all.push_back(row);
    if (!by.empty()) {
        const tabular::TextTable& table = survey.respondents.table;
        ANKER_TRY(const std::size_t at, tabular::find_column(table, {by, 0}));
        for (const std::size_t row : all)
            groups[std::string(tabular::trimmed(table.rows[row].cells[at]))].push_back(row);
    }
    std::vector<std::string> columns{"outcome",
                                     "group",
                                     "n",
                                     "raw_mean",
                                     "poststratified_mean",
                                     "raked_mean",
                                     "raw_total",
                                     "poststratified_total",
                                     "raked_total",
                                     "n_effective",
                                     "design_effect",
                                     "status"};
    if (design) add_error_columns(columns);
    TableWriter writer(columns);
    const auto write = [&](std::size_t outcome, const std::string& group,
                           const std::vector<std::size_t>& rows) {
        std::array<Estimate, kinds> estimates;
        for (std::size_t kind = 0; kind < kinds; ++kind)
            estimates[kind] = estimate_of(survey, outcome, weights_of(survey, kind), rows);
        const Estimate& raked = estimates.back();
        writer.cell(survey.respondents.outcome_names[outcome]).cell(group).cell(raked.n);
        const bool is_too_few = raked.n < minimum || raked.quality.n_effective < minimum;
        for (const Estimate& estimate : estimates)
            writer.cell(is_too_few ? indicator::missing : estimate.mean);
        for (const Estimate& estimate : estimates)
            writer.cell(is_too_few ? indicator::missing : estimate.total);
        writer.cell(raked.quality.n_effective).cell(raked.quality.design_effect);
        writer.cell(std::string_view(is_too_few ? "too few to say" : ""));
        if (design) {
            std::array<StandardErrors, kinds> errors;
            for (std::size_t kind = 0; kind < kinds && !is_too_few; ++kind)
                errors[kind] = errors_of(survey, *design, kind, outcome, rows, estimates[kind].result);
            write_errors(writer, estimates, errors, is_too_few);
        }
        writer.end_row();
    };
    for (std::size_t outcome = 0; outcome < survey.respondents.outcomes.size(); ++outcome) {
        write(outcome, "all", all);
        for (const auto& [group, rows] : groups) write(outcome, group, rows);
    }
    return writer.take();
}

Json survey_report(const Survey& survey) {
    Json report = Json::object();
    report["population"] = survey.population();
    report["respondents"] = survey.respondents.total();
    report["coverage"] = survey.respondents.total() / survey.population();
    report["iterations"] = survey.cycles;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        report["weights"][std::string(kind_names[kind])] = json_from(
            representativity::quality_of_weights(weights_of(survey, kind), survey.respondents.counts));
    }
    Json indicator = Json::object();
    indicator["value"] =
        survey.is_joint ? representativity::r_indicator(survey.strata)
                        : representativity::r_indicator_of_weights(survey.raked, survey.respondents.counts);
    indicator["basis"] = survey.is_joint ? "joint cells" : "raked weights";
    report["r_indicator"] = std::move(indicator);
    return report;
}

} // namespace anker::jobs
