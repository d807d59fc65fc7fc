// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"
#include "core/jobs/survey_input.hpp"
#include "core/representativity/strata.hpp"

#include <array>
#include <string>
#include <vector>

namespace anker::jobs {

/// Margins, respondents and the three weights of every row.
struct Survey {
    std::vector<PopulationMargin> margins;
    Respondents respondents;
    std::vector<representativity::Stratum>
        strata; ///< of the post-stratification, in order, with population and respondents
    std::vector<std::size_t> stratum_variables; ///< which variables form them
    bool is_joint = false;                      ///< from a file of joint population
    std::vector<double> raw;
    std::vector<double> poststratified;
    std::vector<double> raked;
    std::vector<std::size_t> post_group;               ///< per row: what it was post-stratified in
    std::vector<std::vector<std::size_t>> rake_groups; ///< [variable][row]: what it was raked in
    int cycles = 0;

    [[nodiscard]] double population() const { return margins.front().total(); }
};

constexpr std::size_t kinds = 3;
constexpr std::array<std::string_view, kinds> kind_names{"raw", "poststratified", "raked"};
[[nodiscard]] const std::vector<double>& weights_of(const Survey& survey, std::size_t kind);

/// `old x f`
[[nodiscard]] std::string label_of(const Survey& survey, const representativity::Stratum& stratum);
/// The categories of one variable with their respondents.
[[nodiscard]] std::vector<representativity::Stratum>
strata_of(const PopulationMargin& margin, std::size_t variable, const Respondents& respondents);

/// Gives every respondent its three weights, by the files and options of the job `rake`.
[[nodiscard]] Expected<Survey, std::string> weigh(const Request& request,
                                                  std::vector<PopulationMargin> margins,
                                                  Respondents respondents, std::vector<std::string>& notes);

} // namespace anker::jobs
