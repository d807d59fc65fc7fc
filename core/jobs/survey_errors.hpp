// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/survey_weights.hpp"
#include "core/representativity/linearisation.hpp"

#include <optional>

/// Standard errors of the job `rake`, where they are asked for.
namespace anker::jobs {

/// One outcome among all respondents or those of one group, by one kind of weight.
struct WeightedResult {
    double mean = 0;
    double everybody = 0; ///< weight of the group
    double answered = 0;  ///< weight of those with an answer
};

struct StandardErrors {
    double mean = 0;
    double total = 0;
};

/// The design that `--clusters`, `--strata` and `--fpc` describe; nothing without `--errors`. The error names
/// the column and line: a cluster in two strata, a stratum with one cluster, a population smaller than the
/// sample.
[[nodiscard]] Expected<std::optional<representativity::SampleDesign>, std::string>
read_design(const Request& request, const Survey& survey);

/// Of `result`, which these rows gave with weights of this kind.
[[nodiscard]] StandardErrors errors_of(const Survey& survey, const representativity::SampleDesign& design,
                                       std::size_t kind, std::size_t outcome,
                                       const std::vector<std::size_t>& rows, const WeightedResult& result);

} // namespace anker::jobs
