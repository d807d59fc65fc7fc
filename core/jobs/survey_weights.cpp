// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/survey_weights.hpp"

#include "core/jobs/table_writer.hpp"
#include "core/representativity/raking.hpp"
#include "core/tabular/sentence.hpp"

#include <map>

namespace anker::jobs {

using representativity::RakeFault;
using representativity::Stratum;
using tabular::in_quotes;

const std::vector<double>& weights_of(const Survey& survey, std::size_t kind) {
    return kind == 0 ? survey.raw : (kind == 1 ? survey.poststratified : survey.raked);
}

std::string label_of(const Survey& survey, const Stratum& stratum) {
    std::string label;
    for (std::size_t i = 0; i < survey.stratum_variables.size(); ++i) {
        label += (i > 0 ? " x " : "") +
                 survey.margins[survey.stratum_variables[i]].categories[stratum.categories[i]];
    }
    return label;
}

std::vector<Stratum> strata_of(const PopulationMargin& margin, std::size_t variable,
                               const Respondents& respondents) {
    std::vector<Stratum> strata;
    for (std::size_t k = 0; k < margin.categories.size(); ++k) strata.push_back({{k}, margin.totals[k], 0});
    for (std::size_t row = 0; row < respondents.counts.size(); ++row)
        strata[respondents.categories[row][variable]].respondents += respondents.counts[row];
    return strata;
}

namespace {

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

double design_weight(const Survey& survey, std::size_t row) {
    return survey.respondents.design_weights.empty() ? 1 : survey.respondents.design_weights[row];
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
    // Weights of how they were drawn stay in proportion within a stratum.
    std::vector<Stratum> drawn = survey.strata;
    for (Stratum& stratum : drawn) stratum.respondents = 0;
    for (std::size_t row = 0; row < stratum_of.size(); ++row)
        drawn[stratum_of[row]].respondents += survey.respondents.counts[row] * design_weight(survey, row);
    const std::vector<double> weights = representativity::poststratified_weights(drawn, groups);
    for (std::size_t row = 0; row < stratum_of.size(); ++row) {
        survey.poststratified.push_back(weights[stratum_of[row]] * design_weight(survey, row));
        survey.post_group.push_back(groups[stratum_of[row]]);
    }
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
        const PopulationMargin& margin = survey.margins[v];
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
    // Weight of each respondent to begin with.
    const double mean_weight =
        survey.respondents.design_weights.empty() ? survey.population() / survey.respondents.total() : 1;
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
        cells[cell].mass += survey.respondents.counts[row] * mean_weight * design_weight(survey, row);
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
    survey.rake_groups.resize(survey.margins.size());
    for (std::size_t row = 0; row < categories_of_row.size(); ++row) {
        const std::size_t cell = cell_of.find(categories_of_row[row])->second;
        const double start = mean_weight * design_weight(survey, row);
        survey.raked.push_back(cells[cell].mass > 0 ? raked->mass[cell] / cells[cell].mass * start : 0);
        survey.raw.push_back(start);
        for (std::size_t v = 0; v < survey.margins.size(); ++v)
            survey.rake_groups[v].push_back(categories_of_row[row][v]);
    }
    return {};
}

} // namespace

Expected<Survey, std::string> weigh(const Request& request, std::vector<PopulationMargin> margins,
                                    Respondents respondents, std::vector<std::string>& notes) {
    Survey survey;
    survey.margins = std::move(margins);
    survey.respondents = std::move(respondents);
    ANKER_DO(poststratify(request, survey, notes));
    ANKER_DO(rake_survey(request, survey, notes));
    return survey;
}

} // namespace anker::jobs
