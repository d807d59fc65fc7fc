// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/factor_job.hpp"

#include "core/jobs/factor_methods.hpp"

namespace anker::jobs {

namespace {

Expected<Result, std::string> run(const Request& request, const Progress&) {
    return request.option("method") == "ml" ? factor_one_factor(request) : factor_components(request);
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
