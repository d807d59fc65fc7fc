// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/rake_job.hpp"

#include "core/indicator/indicator.hpp"
#include "core/jobs/rake_table.hpp"
#include "core/jobs/survey_input.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/json/fields.hpp"
#include "core/representativity/quality.hpp"
#include "core/representativity/raking.hpp"
#include "core/tabular/sentence.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace anker::jobs {

namespace {

using indicator::is_missing;
using json::Json;
using representativity::RakeFault;
using representativity::Stratum;
using representativity::WeightQuality;
using tabular::counted;
using tabular::in_quotes;

/// Margins, respondents and the three weights of every row.
struct Survey {
    std::vector<Margin> margins;
    Respondents respondents;
    std::vector<Stratum> strata; ///< of the post-stratification, in order, with population and respondents
    std::vector<std::size_t> stratum_variables; ///< which variables form them
    bool is_joint = false;                      ///< from a file of joint population
    std::vector<double> raw;
    std::vector<double> poststratified;
    std::vector<double> raked;
    int cycles = 0;

    [[nodiscard]] double population() const { return margins.front().total(); }
};

constexpr std::size_t kinds = 3;
constexpr std::array<std::string_view, kinds> kind_names{"raw", "poststratified", "raked"};

const std::vector<double>& weights_of(const Survey& survey, std::size_t kind) {
    return kind == 0 ? survey.raw : (kind == 1 ? survey.poststratified : survey.raked);
}

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

std::string label_of(const Survey& survey, const Stratum& stratum) {
    std::string label;
    for (std::size_t i = 0; i < survey.stratum_variables.size(); ++i) {
        label += (i > 0 ? " x " : "") +
                 survey.margins[survey.stratum_variables[i]].categories[stratum.categories[i]];
    }
    return label;
}

std::string joined_label(const std::vector<std::string>& labels) {
    std::string text;
    for (const std::string& label : labels) text += (text.empty() ? "" : " + ") + in_quotes(label);
    return text;
}

/// Names of the groups that joined several strata.
std::vector<std::string> joined_groups(const std::vector<std::size_t>& groups,
                                       const std::vector<std::string>& labels) {
    std::vector<std::string> joined;
    for (std::size_t s = 0; s < groups.size();) {
        std::vector<std::string> members;
        const std::size_t group = groups[s];
        for (; s < groups.size() && groups[s] == group; ++s) members.push_back(labels[s]);
        if (members.size() > 1) joined.push_back(joined_label(members));
    }
    return joined;
}

/// Strata with people living there of whom nobody took part: refused, or joined with a note.
Expected<std::vector<std::size_t>, std::string> groups_of(const std::vector<Stratum>& strata,
                                                          const std::vector<std::string>& labels,
                                                          const std::string& what, const Request& request,
                                                          std::vector<std::string>& notes) {
    std::vector<std::string> empty;
    for (std::size_t s = 0; s < strata.size(); ++s) {
        if (strata[s].population > 0 && !(strata[s].respondents > 0)) empty.push_back(labels[s]);
    }
    if (!empty.empty() && request.option("empty") == "refuse") {
        return failure(request.file("respondents")->name + ": nobody of " + what + " " +
                       tabular::some_of(empty, 5) +
                       " took part; join such categories with the next one with --empty join.");
    }
    std::vector<std::size_t> groups = representativity::join_empty_strata(strata);
    const std::vector<std::string> joined = joined_groups(groups, labels);
    for (std::size_t j = 0; j < joined.size() && j < 20; ++j)
        notes.push_back(what + " " + joined[j] + " weighted as one, because nobody of a part took part.");
    if (joined.size() > 20)
        notes.push_back("And " + std::to_string(joined.size() - 20) + " more of " + what + " were joined.");
    return groups;
}

std::vector<Stratum> strata_of(const Margin& margin, std::size_t variable, const Respondents& respondents) {
    std::vector<Stratum> strata;
    for (std::size_t k = 0; k < margin.categories.size(); ++k) strata.push_back({{k}, margin.totals[k], 0});
    for (std::size_t row = 0; row < respondents.counts.size(); ++row)
        strata[respondents.categories[row][variable]].respondents += respondents.counts[row];
    return strata;
}

Expected<void, std::string> poststratify(const Request& request, Survey& survey,
                                         std::vector<std::string>& notes) {
    std::vector<std::size_t> stratum_of;
    if (const File* joint = request.file("cells")) {
        survey.is_joint = true;
        ANKER_TRY(survey.strata,
                  read_joint_population(*joint, survey.margins, request.is_on("rescale"), notes));
        for (std::size_t v = 0; v < survey.margins.size(); ++v) survey.stratum_variables.push_back(v);
        for (std::size_t row = 0; row < survey.respondents.counts.size(); ++row) {
            std::size_t s = 0;
            for (std::size_t v = 0; v < survey.margins.size(); ++v)
                s = s * survey.margins[v].categories.size() + survey.respondents.categories[row][v];
            stratum_of.push_back(s);
            survey.strata[s].respondents += survey.respondents.counts[row];
        }
    } else {
        const std::string& name = request.option("post");
        std::size_t variable = 0;
        while (!name.empty() && variable < survey.margins.size() && survey.margins[variable].variable != name)
            ++variable;
        if (variable == survey.margins.size())
            return failure("--post " + in_quotes(name) + " is no variable of the margins.");
        survey.stratum_variables = {variable};
        survey.strata = strata_of(survey.margins[variable], variable, survey.respondents);
        for (const auto& categories : survey.respondents.categories)
            stratum_of.push_back(categories[variable]);
        if (survey.margins.size() > 1) {
            notes.push_back("Post-stratified by " + in_quotes(survey.margins[variable].variable) +
                            " alone; give the joint population with --cells for all variables.");
        }
    }
    std::vector<std::string> labels;
    for (const Stratum& stratum : survey.strata) labels.push_back(label_of(survey, stratum));
    const std::string what =
        survey.is_joint ? "the cells" : in_quotes(survey.margins[survey.stratum_variables.front()].variable);
    ANKER_TRY(const std::vector<std::size_t> groups, groups_of(survey.strata, labels, what, request, notes));
    const std::vector<double> weights = representativity::poststratified_weights(survey.strata, groups);
    for (const std::size_t s : stratum_of) survey.poststratified.push_back(weights[s]);
    return {};
}

std::string fault_sentence(const RakeFault& fault, const Request& request, const std::string& variable,
                           const std::string& categories) {
    const std::string where = variable + " " + categories;
    switch (fault.kind) {
    case RakeFault::Kind::Nobody:
        return "Raking has nobody left in " + where + ", where " + text_from_number(fault.target) +
               " live: all who took part there have another category of which the margins say 0.";
    case RakeFault::Kind::Bound:
        return "Raking cannot reach " + text_from_number(fault.target) + " in " + where +
               " with weights of at most " + request.option("trim") +
               " times their mean; raise --trim or join categories.";
    case RakeFault::Kind::Cycles:
        break;
    }
    return "Raking did not converge in " + request.option("max-iterations") + " iterations: " + where +
           " is at " + text_from_number(fault.sum) + " instead of " + text_from_number(fault.target) +
           (request.option("trim").empty() ? "; combinations without respondents contradict the margins"
                                           : "; --trim keeps weights too small, combinations without "
                                             "respondents contradict the margins") +
           ", or it needs more --max-iterations.";
}

Expected<void, std::string> rake_survey(const Request& request, Survey& survey,
                                        std::vector<std::string>& notes) {
    // Respondents that are alike in every variable get one weight: rake their cells.
    std::vector<std::vector<double>> targets;
    std::vector<std::vector<std::size_t>> group_of;
    std::vector<std::vector<std::string>> group_names;
    for (std::size_t v = 0; v < survey.margins.size(); ++v) {
        const Margin& margin = survey.margins[v];
        std::vector<std::string> repeated; // joining by --post has told it already
        const bool is_told = !survey.is_joint && survey.stratum_variables.front() == v;
        ANKER_TRY(const std::vector<std::size_t> groups,
                  groups_of(strata_of(margin, v, survey.respondents), margin.categories,
                            in_quotes(margin.variable), request, is_told ? repeated : notes));
        targets.emplace_back(groups.back() + 1, 0.0);
        std::vector<std::vector<std::string>> members(groups.back() + 1);
        for (std::size_t k = 0; k < groups.size(); ++k) {
            targets.back()[groups[k]] += margin.totals[k];
            members[groups[k]].push_back(margin.categories[k]);
        }
        group_names.emplace_back();
        for (const auto& names : members) group_names.back().push_back(joined_label(names));
        group_of.push_back(groups);
    }
    const double mean_weight = survey.population() / survey.respondents.total();
    std::map<std::vector<std::size_t>, std::size_t> cell_of;
    std::vector<std::vector<std::size_t>> categories_of_row;
    for (const auto& row : survey.respondents.categories) {
        std::vector<std::size_t>& categories = categories_of_row.emplace_back();
        for (std::size_t v = 0; v < row.size(); ++v) categories.push_back(group_of[v][row[v]]);
        cell_of.emplace(categories, 0);
    }
    std::vector<representativity::Cell> cells;
    for (auto& [categories, index] : cell_of) {
        index = cells.size();
        cells.push_back({categories, 0});
    }
    for (std::size_t row = 0; row < categories_of_row.size(); ++row) {
        const std::size_t cell = cell_of.find(categories_of_row[row])->second;
        cells[cell].mass += survey.respondents.counts[row] * mean_weight;
    }
    representativity::RakeLimits limits;
    limits.tolerance = request.number("tolerance");
    limits.cycles = static_cast<int>(request.number("max-iterations"));
    limits.largest_factor = request.option("trim").empty() ? 0 : request.number("trim");
    const auto raked = representativity::rake(cells, targets, limits);
    if (!raked) {
        const RakeFault& fault = raked.error();
        return failure(fault_sentence(fault, request, in_quotes(survey.margins[fault.variable].variable),
                                      group_names[fault.variable][fault.category]));
    }
    survey.cycles = raked->cycles;
    for (const auto& categories : categories_of_row) {
        const std::size_t cell = cell_of.find(categories)->second;
        survey.raked.push_back(cells[cell].mass > 0 ? raked->mass[cell] / cells[cell].mass * mean_weight : 0);
        survey.raw.push_back(mean_weight);
    }
    return {};
}

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
        const Margin& margin = survey.margins[v];
        for (const Stratum& stratum : strata_of(margin, v, survey.respondents))
            write(margin.variable, margin.categories[stratum.categories.front()], stratum);
    }
    if (!survey.is_joint) return writer.take();
    std::string variables;
    for (const Margin& margin : survey.margins)
        variables += (variables.empty() ? "" : " x ") + margin.variable;
    for (const Stratum& stratum : survey.strata) {
        if (stratum.population > 0 || stratum.respondents > 0)
            write(variables, label_of(survey, stratum), stratum);
    }
    return writer.take();
}

/// One outcome among all respondents or those of one group, by one kind of weight.
struct Estimate {
    double n = 0; ///< respondents with an answer
    double mean = indicator::missing;
    double total = indicator::missing;
    WeightQuality quality;
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
    return estimate;
}

Expected<std::string, std::string> estimates_table(const Request& request, const Survey& survey) {
    std::map<std::string, std::vector<std::size_t>> groups;
    std::vector<std::size_t> all;
    for (std::size_t row = 0; row < survey.respondents.counts.size(); ++row) all.push_back(row);
    if (!request.option("by").empty()) {
        const tabular::TextTable& table = survey.respondents.table;
        ANKER_TRY(const std::size_t at, tabular::find_column(table, {request.option("by"), 0}));
        for (const std::size_t row : all)
            groups[std::string(tabular::trimmed(table.rows[row].cells[at]))].push_back(row);
    }
    TableWriter writer({"outcome", "group", "n", "raw_mean", "poststratified_mean", "raked_mean", "raw_total",
                        "poststratified_total", "raked_total", "n_effective", "design_effect", "status"});
    const double minimum = request.number("minimum");
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
        writer.end_row();
    };
    for (std::size_t outcome = 0; outcome < survey.respondents.outcomes.size(); ++outcome) {
        write(outcome, "all", all);
        for (const auto& [group, rows] : groups) write(outcome, group, rows);
    }
    return writer.take();
}

Json json_from(const WeightQuality& quality) {
    return {{"respondents", quality.n},
            {"sum", quality.sum},
            {"n_effective", quality.n_effective},
            {"design_effect", quality.design_effect},
            {"smallest_weight", quality.smallest},
            {"largest_weight", quality.largest}};
}

Json report_of(const Survey& survey) {
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
    Survey survey;
    ANKER_TRY(survey.margins, read_margins(*request.file("margins"), request.is_on("rescale"), result.notes));
    RespondentsReading reading;
    reading.count_column = request.option("count");
    reading.outcomes = names_in(request.option("outcomes"));
    reading.leave_out_unknown = request.option("unknown") == "leave-out";
    ANKER_TRY(survey.respondents, read_respondents(*request.file("respondents"), survey.margins,
                                                   request.file("margins")->name, reading, result.notes));
    ANKER_DO(poststratify(request, survey, result.notes));
    ANKER_DO(rake_survey(request, survey, result.notes));

    result.files["out"] = weights_table(survey);
    result.files["coverage"] = coverage_table(survey, request.number("minimum"));
    if (!reading.outcomes.empty()) {
        ANKER_TRY(result.files["estimates"], estimates_table(request, survey));
    }
    const Json report = report_of(survey);
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
        "ankerpunkt rake --seed T.csv --out fitted.csv",
    };
    job.run = run;
    return job;
}

} // namespace anker::jobs
