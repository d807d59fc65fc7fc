// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job.hpp"
#include "core/jobs/table_writer.hpp"
#include "core/spatial/neighbours.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace anker::jobs {

/// p values of every kind, and which of them decides.
struct PatternTests {
    std::vector<double> normal;
    std::vector<double> two_sided;
    std::vector<double> folded;
    std::vector<double> adjusted;
    double alpha = 0;
    std::size_t decided = 0;
    std::size_t remaining = 0;

    /// Whether the area is still there after the correction; nothing where nothing was tested.
    [[nodiscard]] std::optional<bool> remains(std::size_t place) const;
    /// The cells of `test_columns`.
    void write(TableWriter& writer, std::size_t place) const;
};

constexpr std::array<std::string_view, 5> test_columns{"p_normal", "p_permutation", "p_folded", "p_adjusted",
                                                       "remains"};

/// Tests every area by its z and by shuffling its neighbours, as the options permutations, seed, p,
/// correction and alpha say. A note where so few permutations cannot make one of so many areas remain.
[[nodiscard]] Expected<PatternTests, std::string>
tests_of(const Request& request, const std::vector<double>& z, const std::vector<double>& values,
         const spatial::Neighbours& neighbours, const Progress& progress, std::vector<std::string>& notes);

} // namespace anker::jobs
