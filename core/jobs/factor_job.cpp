// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/factor_job.hpp"

#include "core/factor/diagnostics.hpp"
#include "core/factor/one_factor.hpp"
#include "core/factor/rotation.hpp"
#include "core/indicator/indicator.hpp"
#include "core/jobs/name_list.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/jobs/value_table.hpp"
#include "core/json/fields.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <cmath>

namespace anker::jobs {

namespace {

using json::Json;
using tabular::in_quotes;

Json list_of(std::span<const double> numbers) {
    Json list = Json::array();
    for (const double number : numbers) list.push_back(std::isfinite(number) ? Json(number) : Json());
    return list;
}

Json rows_of(const math::Matrix& matrix) {
    Json rows = Json::array();
    for (std::size_t row = 0; row < matrix.rows(); ++row) rows.push_back(list_of(matrix.row(row)));
    return rows;
}

/// The areas in which no column is missing, and the columns of these alone.
struct Complete {
    std::vector<bool> is_complete; ///< per area of the file
    std::vector<std::vector<double>> values;
};

Complete complete_areas(const ValueTable& table, Result& result) {
    Complete complete{std::vector<bool>(table.areas(), true), {}};
    std::vector<std::string> cells;
    for (std::size_t area = 0; area < table.areas(); ++area) {
        for (std::size_t column = 0; column < table.values.size(); ++column) {
            if (!indicator::is_missing(table.values[column][area])) continue;
            if (complete.is_complete[area])
                cells.push_back(table.keys[area] + " (line " + std::to_string(table.lines[area]) +
                                ", column " + in_quotes(table.columns[column]) + ")");
            complete.is_complete[area] = false;
        }
    }
    for (const std::vector<double>& column : table.values) {
        std::vector<double>& values = complete.values.emplace_back();
        for (std::size_t area = 0; area < table.areas(); ++area) {
            if (complete.is_complete[area]) values.push_back(column[area]);
        }
    }
    if (!cells.empty()) {
        result.notes.push_back(tabular::counted(cells.size(), "area has", "areas have") +
                               " a missing value and no score: " + tabular::some_of(cells, 5) + ".");
    }
    return complete;
}

Expected<std::size_t, std::string> anchor_of(const Request& request,
                                             const std::vector<std::string>& columns) {
    const std::string& anchor = request.option("anchor");
    if (anchor.empty()) return factor::no_anchor;
    const auto found = std::find(columns.begin(), columns.end(), anchor);
    if (found == columns.end())
        return failure("--anchor " + in_quotes(anchor) + ": choose one of the columns " +
                       tabular::some_of(columns, 8) + ".");
    return static_cast<std::size_t>(found - columns.begin());
}

math::Deviation deviation_of(const Request& request) {
    return request.option("deviation") == "population" ? math::Deviation::Population
                                                       : math::Deviation::Sample;
}

/// Turns scores into what `--scale` asks for; nothing to do for "none".
void rescale(std::vector<double>& scores, std::string_view scale, math::Deviation deviation) {
    if (scale == "unit") {
        const math::Moments moments = math::moments_of(scores, deviation);
        if (moments.is_constant()) return;
        for (double& score : scores) score = (score - moments.mean) / moments.deviation;
    } else if (scale == "0-100") {
        const auto [low, high] = std::minmax_element(scores.begin(), scores.end());
        const double from = *low;
        const double width = *high - from;
        if (!(width > 0)) return;
        for (double& score : scores) score = (score - from) / width * 100; // exactly 100 at the top
    }
}

std::string scores_table(const ValueTable& table, const Complete& complete,
                         const std::vector<std::string>& names,
                         const std::vector<std::vector<double>>& scores) {
    std::vector<std::string> columns{table.key_column};
    columns.insert(columns.end(), names.begin(), names.end());
    TableWriter out(columns);
    std::size_t used = 0;
    for (std::size_t area = 0; area < table.areas(); ++area) {
        out.cell(table.keys[area]);
        for (const std::vector<double>& column : scores)
            out.cell(complete.is_complete[area] ? column[used] : indicator::missing);
        used += complete.is_complete[area] ? 1 : 0;
        out.end_row();
    }
    return out.take();
}

Json json_of(const factor::Diagnostics& diagnostics) {
    const factor::Reliability& r = diagnostics.reliability;
    return {{"correlation", rows_of(diagnostics.correlation)},
            {"eigenvalues", list_of(diagnostics.eigenvalues)},
            {"cronbach_alpha", std::isfinite(r.raw) ? Json(r.raw) : Json()},
            {"cronbach_alpha_standardised", std::isfinite(r.standardised) ? Json(r.standardised) : Json()},
            {"alpha_if_deleted", list_of(r.raw_if_deleted)},
            {"alpha_standardised_if_deleted", list_of(r.standardised_if_deleted)},
            {"correlation_with_rest", list_of(r.correlation_with_rest)},
            {"correlation_with_total", list_of(r.correlation_with_total)},
            {"squared_multiple_correlation", list_of(diagnostics.explained_by_others)},
            {"kmo", std::isfinite(diagnostics.adequacy) ? Json(diagnostics.adequacy) : Json()},
            {"kmo_per_variable", list_of(diagnostics.adequacies)}};
}

struct Input {
    ValueTable table;
    Complete complete;
    std::size_t anchor = factor::no_anchor;
};

Expected<Input, std::string> read_input(const Request& request, Result& result) {
    const File& file = *request.file("values");
    const std::vector<std::string> columns = names_in(request.option("columns"));
    auto read = columns.empty() ? read_all_values(file) : read_values(file, columns);
    if (!read) return failure(std::move(read).error());
    Input input{std::move(*read), {}, factor::no_anchor};
    ANKER_TRY(input.anchor, anchor_of(request, input.table.columns));
    for (std::size_t column = 0; column < input.table.columns.size(); ++column) {
        const std::vector<double>& values = input.table.values[column];
        if (std::all_of(values.begin(), values.end(), indicator::is_missing))
            return failure(file.name + ": column " + in_quotes(input.table.columns[column]) +
                           " has no values.");
    }
    input.complete = complete_areas(input.table, result);
    return input;
}

void describe(Json& report, const Input& input, const Request& request) {
    report["variables"] = input.table.columns;
    report["areas"] = input.complete.values.front().size();
    Json left_out = Json::array();
    for (std::size_t area = 0; area < input.table.areas(); ++area) {
        if (!input.complete.is_complete[area])
            left_out.push_back({{"area", input.table.keys[area]}, {"line", input.table.lines[area]}});
    }
    report["left_out"] = std::move(left_out);
    report["deviation"] = request.option("deviation");
}

Expected<Result, std::string> run_components(const Request& request) {
    Result result;
    if (request.file("values") == nullptr)
        return failure(std::string("factor pca needs --values FILE; --covariance is for ml."));
    ANKER_TRY(const Input input, read_input(request, result));
    const std::vector<std::string>& names = input.table.columns;
    const math::Deviation deviation = deviation_of(request);
    const factor::Basis basis =
        request.option("matrix") == "covariance" ? factor::Basis::Covariance : factor::Basis::Correlation;
    const auto pca =
        factor::principal_components(input.complete.values, names, basis, deviation, input.anchor);
    if (!pca) return failure(input.table.file + ": " + pca.error());
    const auto diagnostics = factor::diagnose(input.complete.values, names);
    if (!diagnostics) return failure(input.table.file + ": " + diagnostics.error());

    const bool is_rotated = request.option("rotate") == "varimax";
    std::size_t count = is_rotated ? std::max<std::size_t>(1, pca->above_one()) : names.size();
    if (!request.option("components").empty()) {
        count = static_cast<std::size_t>(request.number("components"));
        if (count > names.size())
            return failure("--components " + request.option("components") + ": there are only " +
                           std::to_string(names.size()) + " variables.");
    }
    const factor::RotatedComponents kept =
        is_rotated ? factor::varimax(*pca, count, true, input.anchor) : factor::unrotated(*pca, count);
    std::vector<std::string> score_names;
    std::vector<std::vector<double>> scores;
    math::Matrix weights(names.size(), count);
    for (std::size_t k = 0; k < count; ++k) {
        score_names.push_back((is_rotated ? "factor_" : "component_") + std::to_string(k + 1));
        std::vector<double> coefficients =
            factor::score_coefficients(*pca, k, factor::ScoreScale::Eigenvalue);
        for (std::size_t v = 0; v < names.size(); ++v) {
            if (is_rotated) coefficients[v] = kept.coefficients(v, k);
            weights(v, k) = coefficients[v];
        }
        scores.push_back(factor::scores_of(*pca, input.complete.values, coefficients));
        rescale(scores.back(), request.option("scale"), deviation);
    }
    result.files["out"] = scores_table(input.table, input.complete, score_names, scores);

    std::vector<std::string> columns{"variable"};
    for (const std::string& name : score_names) columns.push_back(name + "_loading");
    for (const std::string& name : score_names) columns.push_back(name + "_weight");
    columns.emplace_back("communality");
    TableWriter loadings(columns);
    for (std::size_t v = 0; v < names.size(); ++v) {
        loadings.cell(names[v]);
        for (std::size_t k = 0; k < count; ++k) loadings.cell(kept.loadings(v, k));
        for (std::size_t k = 0; k < count; ++k) loadings.cell(weights(v, k));
        loadings.cell(kept.communalities[v]).end_row();
    }
    result.files["loadings"] = loadings.take();

    Json report = Json::object();
    describe(report, input, request);
    report["matrix"] = request.option("matrix");
    report["means"] = list_of(pca->means);
    report["scales"] = list_of(pca->scales);
    report["eigenvalues"] = list_of(pca->eigenvalues);
    report["shares"] = list_of(pca->shares);
    report["components"] = count;
    report["rotated"] = is_rotated;
    report["loadings"] = rows_of(kept.loadings);
    report["weights"] = rows_of(weights);
    report["variances"] = list_of(kept.variances);
    report["communalities"] = list_of(kept.communalities);
    if (is_rotated) {
        const factor::FactorWeights index_weights = factor::factor_weights(kept);
        report["factor_shares"] = list_of(index_weights.factors);
        report["squared_loadings_scaled"] = rows_of(index_weights.within);
        report["index_weights"] = list_of(index_weights.variables);
    }
    report["diagnostics"] = json_of(*diagnostics);
    result.files["report"] = report.dump();
    return result;
}

/// Rows and columns of a covariance matrix carry the same names in the same order.
Expected<math::Matrix, std::string> covariance_from(const ValueTable& table) {
    const std::size_t p = table.columns.size();
    if (table.keys != table.columns)
        return failure(table.file + ": the names of rows and columns must be the same, in the same order.");
    math::Matrix matrix(p, p);
    for (std::size_t row = 0; row < p; ++row) {
        for (std::size_t column = 0; column < p; ++column) {
            const double value = table.values[column][row];
            if (indicator::is_missing(value))
                return failure(table.cell(column, row) + ": the covariance is missing.");
            const double mirrored = table.values[row][column];
            if (std::abs(value - mirrored) > 1e-6 * (std::abs(value) + std::abs(mirrored)))
                return failure(
                    table.cell(column, row) +
                    ": the matrix is not symmetric; the covariance of A and B is that of B and A.");
            matrix(row, column) = value;
        }
    }
    return matrix;
}

Json json_of(const factor::OneFactorFit& fit) {
    return {{"chi_square", fit.chi_square},
            {"p", fit.probability},
            {"chi_square_bartlett", fit.bartlett_chi_square},
            {"p_bartlett", fit.bartlett_probability},
            {"cfi", fit.cfi},
            {"rmsea", fit.rmsea}};
}

void write_model(const factor::OneFactorModel& model, const std::vector<std::string>& names,
                 double observations, Result& result, Json& report) {
    TableWriter loadings({"variable", "loading", "uniqueness", "weight", "heywood"});
    std::vector<std::string> heywood;
    for (std::size_t v = 0; v < names.size(); ++v) {
        loadings.cell(names[v]).cell(model.loadings[v]).cell(model.uniquenesses[v]);
        loadings.cell(model.coefficients[v]).cell(model.heywood[v] ? "yes" : "no").end_row();
        if (model.heywood[v]) heywood.push_back(names[v]);
    }
    result.files["loadings"] = loadings.take();
    if (!heywood.empty()) {
        result.notes.push_back("Heywood case: " + tabular::some_of(heywood, 5) +
                               " would need a negative unique variance and was held at the lowest allowed "
                               "uniqueness; do not use this model without looking at the variables.");
    }
    report["loadings"] = list_of(model.loadings);
    report["uniquenesses"] = list_of(model.uniquenesses);
    report["weights"] = list_of(model.coefficients);
    report["heywood"] = heywood;
    report["share"] = model.share;
    report["minimum"] = model.minimum;
    report["degrees_of_freedom"] = model.degrees;
    report["srmr"] = model.residual;
    report["steps"] = model.steps;
    if (observations > 0) {
        report["n"] = static_cast<std::size_t>(observations);
        report["fit"] = json_of(factor::fit_of(model, observations));
        if (model.degrees == 0)
            result.notes.emplace_back(
                "With three variables the model always fits: its fit measures say nothing.");
    } else {
        result.notes.emplace_back("Without --n there are no chi-squared, CFI and RMSEA.");
    }
}

Expected<Result, std::string> run_one_factor(const Request& request) {
    Result result;
    Json report = Json::object();
    factor::OneFactorOptions options;
    options.lowest_uniqueness = request.number("lowest-uniqueness");
    if (request.option("rotate") == "varimax")
        return failure(std::string("--rotate varimax: one factor cannot be rotated; it is for pca."));
    if (const File* file = request.file("covariance")) {
        if (request.file("values") != nullptr)
            return failure(std::string("Give --values or --covariance, not both."));
        const std::vector<std::string> columns = names_in(request.option("columns"));
        if (!columns.empty())
            return failure(std::string("--columns is for --values; of a covariance matrix all are used."));
        ANKER_TRY(const ValueTable table, read_all_values(*file));
        ANKER_TRY(options.anchor, anchor_of(request, table.columns));
        ANKER_TRY(const math::Matrix covariance, covariance_from(table));
        const auto model = factor::one_factor(covariance, table.columns, options);
        if (!model) return failure(file->name + ": " + model.error());
        report["variables"] = table.columns;
        const double n = request.option("n").empty() ? 0 : request.number("n");
        write_model(*model, table.columns, n, result, report);
        result.files["report"] = report.dump();
        return result;
    }
    if (request.file("values") == nullptr)
        return failure(std::string("factor ml needs --values FILE or --covariance FILE."));
    ANKER_TRY(const Input input, read_input(request, result));
    options.anchor = input.anchor;
    const std::vector<std::string>& names = input.table.columns;
    const auto model = factor::one_factor(input.complete.values, names, options);
    if (!model) return failure(input.table.file + ": " + model.error());
    const auto diagnostics = factor::diagnose(input.complete.values, names);
    if (!diagnostics) return failure(input.table.file + ": " + diagnostics.error());
    std::vector<double> scores =
        factor::regression_scores(*model, input.complete.values, deviation_of(request));
    rescale(scores, request.option("scale"), deviation_of(request));
    result.files["out"] = scores_table(input.table, input.complete, {"factor"}, {scores});
    describe(report, input, request);
    write_model(*model, names, static_cast<double>(scores.size()), result, report);
    report["diagnostics"] = json_of(*diagnostics);
    result.files["report"] = report.dump();
    return result;
}

Expected<Result, std::string> run(const Request& request, const Progress&) {
    return request.option("method") == "ml" ? run_one_factor(request) : run_components(request);
}

} // namespace

Job factor_job() {
    Job job;
    job.name = "factor";
    job.summary = "Principal components or a one-factor model of indicators: scores, loadings, diagnostics.";
    job.inputs = {{"values", "CSV: area key in the first column, then numbers", false},
                  {"covariance",
                   "CSV: covariance or correlation matrix with its names, instead of --values (ml)", false}};
    using enum OptionKind;
    job.options = {
        {"method",
         Choice,
         "",
         "principal components, or one factor by maximum likelihood",
         {"pca", "ml"},
         0,
         0,
         true,
         true},
        {"columns", Text, "", "columns to use, with commas between them; without it all", {}},
        {"anchor", Text, "", "column that gives the sign: scores rise with it", {}},
        {"deviation",
         Choice,
         "sample",
         "divisor of variances: n - 1 (sample, as R) or n (population)",
         {"sample", "population"}},
        {"matrix", Choice, "correlation", "what pca decomposes", {"correlation", "covariance"}},
        {"components",
         Whole,
         "",
         "how many; without it all, or with --rotate those with an eigenvalue above 1",
         {},
         1,
         1000},
        {"rotate", Choice, "none", "rotation of the components", {"none", "varimax"}},
        {"scale",
         Choice,
         "none",
         "scores as they are, with mean 0 and deviation 1, or from 0 to 100",
         {"none", "unit", "0-100"}},
        {"n", Whole, "", "number of areas behind --covariance, for the measures of fit", {}, 2, 1e9},
        {"lowest-uniqueness", Number, "0.005", "smallest unique share of variance (ml)", {}, 1e-6, 0.5}};
    job.outputs = {{"out", "CSV: scores per area"},
                   {"loadings", "CSV: loadings and weights per variable"},
                   {"report", "JSON: everything, with diagnostics"}};
    job.examples = {"ankerpunkt factor pca --values V.csv --columns S1,S3,S4 --anchor S1 --out scores.csv "
                    "--report report.json",
                    "ankerpunkt factor ml --values V.csv --anchor S1 --scale 0-100 --out scores.csv "
                    "--loadings loadings.csv",
                    "ankerpunkt factor ml --covariance ability_cov.csv --n 112 --report report.json"};
    job.run = run;
    return job;
}

} // namespace anker::jobs
