// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/jobs/job.hpp"
#include "core/synthesis/cases.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What the job `synthesis` reads beside the voices. Errors name file, line and column.
namespace anker::jobs {

/// The theme of rows for all themes together.
constexpr std::string_view all_themes = "all";

/// Index classes as they were written, and which of them count as burdened.
struct SynthesisIndex {
    std::string key_column;
    std::vector<std::string> keys;
    std::vector<std::string> classes;
    std::vector<synthesis::Burden> burdens;
    std::vector<std::string> burdened_classes;
};

[[nodiscard]] Expected<SynthesisIndex, std::string> read_synthesis_index(const Request& request);

/// Residents per area of the index; NaN = unknown.
[[nodiscard]] Expected<std::vector<double>, std::string>
read_synthesis_population(const Request& request, const SynthesisIndex& index,
                          std::vector<std::string>& notes);

/// Access to supply: for all themes the same, or per theme where the file has such a column.
struct SynthesisSupply {
    bool is_given = false;
    bool has_themes = false;
    /// [theme or "all"] -> per area; NaN = missing
    std::map<std::string, std::vector<double>, std::less<>> access;
    std::map<std::string, std::vector<int>, std::less<>> terciles;

    [[nodiscard]] std::string_view entry_of(std::string_view theme) const {
        return has_themes ? theme : all_themes;
    }
};

[[nodiscard]] Expected<SynthesisSupply, std::string> read_synthesis_supply(const Request& request,
                                                                           const SynthesisIndex& index);

} // namespace anker::jobs
