// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/survey_errors.hpp"
#include "core/json/fields.hpp"

#include <optional>
#include <string>

namespace anker::jobs {

/// The outputs of `rake`: respondents with their weights, who took part by category, outcomes by the three
/// weights side by side, and the report. `minimum`: below so many it is too few to say.
[[nodiscard]] std::string weights_table(const Survey& survey);
[[nodiscard]] std::string coverage_table(const Survey& survey, double minimum);
/// `by`: a column of the respondents, or empty; with a design, standard errors and intervals too. The error:
/// the column is not there.
[[nodiscard]] Expected<std::string, std::string>
estimates_table(const Survey& survey, const std::string& by, double minimum,
                const std::optional<representativity::SampleDesign>& design);
[[nodiscard]] json::Json survey_report(const Survey& survey);

} // namespace anker::jobs
