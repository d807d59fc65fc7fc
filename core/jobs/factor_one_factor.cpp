// SPDX-License-Identifier: Apache-2.0
#include "core/factor/one_factor.hpp"
#include "core/indicator/indicator.hpp"
#include "core/jobs/factor_input.hpp"
#include "core/jobs/factor_methods.hpp"
#include "core/jobs/name_list.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/tabular/sentence.hpp"

#include <cmath>

namespace anker::jobs {

using json::Json;

namespace {

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

} // namespace

Expected<Result, std::string> factor_one_factor(const Request& request) {
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
    ANKER_TRY(const FactorInput input, read_factor_input(request, result));
    options.anchor = input.anchor;
    const std::vector<std::string>& names = input.table.columns;
    const auto model = factor::one_factor(input.complete.values, names, options);
    if (!model) return failure(input.table.file + ": " + model.error());
    const auto diagnostics = factor::diagnose(input.complete.values, names);
    if (!diagnostics) return failure(input.table.file + ": " + diagnostics.error());
    std::vector<double> scores =
        factor::regression_scores(*model, input.complete.values, deviation_of(request));
    rescale_scores(scores, request.option("scale"), deviation_of(request));
    result.files["out"] = scores_table(input, {"factor"}, {scores});
    describe_input(report, input, request);
    write_model(*model, names, static_cast<double>(scores.size()), result, report);
    report["diagnostics"] = json_of(*diagnostics);
    result.files["report"] = report.dump();
    return result;
}

} // namespace anker::jobs
