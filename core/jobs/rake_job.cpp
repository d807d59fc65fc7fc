// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/rake_job.hpp"

#include "core/jobs/rake_table.hpp"
#include "core/jobs/survey_tables.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/representativity/quality.hpp"
#include "core/tabular/sentence.hpp"

namespace anker::jobs {

namespace {

using json::Json;
using representativity::WeightQuality;
using tabular::counted;

/// Names of comma-separated columns.
std::vector<std::string> names_in(const std::string& list) {
    std::vector<std::string> names;
    std::size_t start = 0;
    while (start <= list.size() && !list.empty()) {
        const std::size_t comma = std::min(list.find(',', start), list.size());
        const std::string_view name = tabular::trimmed(std::string_view(list).substr(start, comma - start));
        if (!name.empty()) names.emplace_back(name);
        start = comma + 1;
    }
    return names;
}

Expected<Result, std::string> run(const Request& request, const Progress&) {
    const bool is_survey = request.file("respondents") != nullptr || request.file("margins") != nullptr;
    if (request.file("seed") != nullptr) {
        if (is_survey)
            return failure(std::string("Give --seed for a table, or --respondents and --margins."));
        return rake_table(request);
    }
    for (const std::string_view name : {"respondents", "margins"}) {
        if (request.file(name) == nullptr)
            return failure("rake needs --" + std::string(name) + " FILE (or --seed FILE for a table).");
    }
    Result result;
    ANKER_TRY(std::vector<PopulationMargin> margins,
              read_margins(*request.file("margins"), request.is_on("rescale"), result.notes));
    RespondentsReading reading;
    reading.count_column = request.option("count");
    reading.design_column = request.option("design-weights");
    reading.outcomes = names_in(request.option("outcomes"));
    reading.leave_out_unknown = request.option("unknown") == "leave-out";
    ANKER_TRY(Respondents respondents,
              read_respondents(*request.file("respondents"), margins, request.file("margins")->name, reading,
                               result.notes));
    ANKER_TRY(const Survey survey, weigh(request, std::move(margins), std::move(respondents), result.notes));

    result.files["out"] = weights_table(survey);
    result.files["coverage"] = coverage_table(survey, request.number("minimum"));
    ANKER_TRY(const std::optional<representativity::SampleDesign> design, read_design(request, survey));
    if (!reading.outcomes.empty()) {
        ANKER_TRY(result.files["estimates"],
                  estimates_table(survey, request.option("by"), request.number("minimum"), design));
    }
    if (design) {
        result.notes.push_back(
            "Standard errors are those of a random sample of " +
            counted(design->stratum.size(), "cluster", "clusters") +
            " with the population's margins known; people who came by themselves are no random sample.");
    }
    const Json report = survey_report(survey);
    result.files["report"] = report.dump();
    std::size_t without_weight = 0;
    for (const double weight : survey.raked) without_weight += weight > 0 ? 0U : 1U;
    if (without_weight > 0) {
        result.notes.push_back(counted(without_weight, "row has", "rows have") +
                               " weight 0: the margins say that nobody of that category lives here.");
    }
    if (survey.respondents.total() > survey.population())
        result.notes.emplace_back("More took part than live here; do the margins count the same people?");
    const WeightQuality quality =
        representativity::quality_of_weights(survey.raked, survey.respondents.counts);
    result.notes.push_back(text_from_number(quality.n) + " respondents tell as much as " +
                           tabular::decimals(quality.n_effective, 1) + " of equal weight (design effect " +
                           tabular::decimals(quality.design_effect, 3) + "); R-indicator " +
                           tabular::decimals(report["r_indicator"]["value"].get<double>(), 3) + " by " +
                           report["r_indicator"]["basis"].get<std::string>() + ".");
    result.notes.emplace_back("Weights repair age, sex and whatever the margins know, never that those who "
                              "care about a subject take part more.");
    return result;
}

} // namespace

Job rake_job() {
    Job job;
    job.name = "rake";
    job.summary = "Weights people who took part to the population, and says what weights cannot repair.";
    job.inputs = {
        {"respondents", "one row per respondent, or per group of alike ones with --count", false},
        {"margins", "population: columns variable, category, total", false},
        {"cells", "joint population for post-stratification: a column per variable, and total", false},
        {"seed",
         "instead of all these: a table to fit, row targets in the last column, column targets in "
         "the last row",
         false},
    };
    job.options = {
        {"outcomes", OptionKind::Text, "", "columns of the respondents to estimate, separated by commas", {}},
        {"by", OptionKind::Text, "", "a column of the respondents: estimates for each of its values too", {}},
        {"count", OptionKind::Text, "", "the column with the number of respondents a row stands for", {}},
        {"design-weights",
         OptionKind::Text,
         "",
         "the column with the weight of each respondent before weighting; else all alike",
         {}},
        {"errors", OptionKind::Switch, "", "standard errors, as if respondents were drawn at random", {}},
        {"clusters",
         OptionKind::Text,
         "",
         "the column with what was drawn, such as schools (with --errors)",
         {}},
        {"strata",
         OptionKind::Text,
         "",
         "the column with what clusters were drawn within (with --errors)",
         {}},
        {"fpc",
         OptionKind::Text,
         "",
         "the column with the number of clusters in the population (with --errors)",
         {}},
        {"post",
         OptionKind::Text,
         "",
         "the variable to post-stratify by without --cells; else the first one",
         {}},
        {"minimum",
         OptionKind::Number,
         "10",
         "below so many respondents, or effective ones, no estimate",
         {},
         0,
         1e9},
        {"empty",
         OptionKind::Choice,
         "refuse",
         "categories of which nobody took part: refuse, or join with "
         "the one beside",
         {"refuse", "join"}},
        {"unknown",
         OptionKind::Choice,
         "refuse",
         "rows with a category the margins do not have",
         {"refuse", "leave-out"}},
        {"rescale", OptionKind::Switch, "", "bring margins with different sums to the first one's", {}},
        {"trim",
         OptionKind::Number,
         "",
         "largest weight, as a multiple of the mean weight [no limit]",
         {},
         1,
         1e9},
        {"tolerance", OptionKind::Number, "1e-9", "largest relative distance to a target", {}, 1e-14, 0.1},
        {"max-iterations", OptionKind::Whole, "1000", "rounds over all variables", {}, 1, 1e6},
    };
    job.outputs = {
        {"out", "respondents with their weights, or the fitted table (CSV)", true},
        {"estimates", "outcomes raw, post-stratified and raked (CSV)"},
        {"coverage", "who took part, by category (CSV)"},
        {"report", "options, notes, effective sample size, R-indicator (JSON)"},
    };
    job.examples = {
        "ankerpunkt rake --respondents R.csv --margins M.csv --out O.csv --report J.json",
        "ankerpunkt rake --respondents R.csv --margins M.csv --outcomes satisfied --by area --trim 5 --out "
        "O.csv --estimates E.csv --coverage C.csv",
        "ankerpunkt rake --respondents R.csv --margins M.csv --outcomes enroll --errors --clusters district "
        "--fpc "
        "districts --out O.csv --estimates E.csv",
        "ankerpunkt rake --seed T.csv --out fitted.csv",
    };
    job.run = run;
    return job;
}

} // namespace anker::jobs
