// SPDX-License-Identifier: Apache-2.0
#include "core/factor/rotation.hpp"
#include "core/jobs/factor_input.hpp"
#include "core/jobs/factor_methods.hpp"
#include "core/jobs/table_writer.hpp"

#include <algorithm>

namespace anker::jobs {

using json::Json;

namespace {

std::string loadings_table(const std::vector<std::string>& variables, const std::vector<std::string>& scores,
                           const factor::RotatedComponents& kept, const math::Matrix& weights) {
    std::vector<std::string> columns{"variable"};
    for (const std::string& name : scores) columns.push_back(name + "_loading");
    for (const std::string& name : scores) columns.push_back(name + "_weight");
    columns.emplace_back("communality");
    TableWriter table(columns);
    for (std::size_t v = 0; v < variables.size(); ++v) {
        table.cell(variables[v]);
        for (std::size_t k = 0; k < scores.size(); ++k) table.cell(kept.loadings(v, k));
        for (std::size_t k = 0; k < scores.size(); ++k) table.cell(weights(v, k));
        table.cell(kept.communalities[v]).end_row();
    }
    return table.take();
}

} // namespace

Expected<Result, std::string> factor_components(const Request& request) {
    Result result;
    if (request.file("values") == nullptr)
        return failure(std::string("factor pca needs --values FILE; --covariance is for ml."));
    ANKER_TRY(const FactorInput input, read_factor_input(request, result));
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
        rescale_scores(scores.back(), request.option("scale"), deviation);
    }
    result.files["out"] = scores_table(input, score_names, scores);

    result.files["loadings"] = loadings_table(names, score_names, kept, weights);

    Json report = Json::object();
    describe_input(report, input, request);
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

} // namespace anker::jobs
