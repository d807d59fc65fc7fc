// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/disclosure/gate.hpp"
#include "core/index/status_dynamics.hpp"
#include "core/indicator/indicator.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The figures as a client receives them: what passed the gate, and reasons for what did not.
namespace anker::figures {

/// A number, or why there is none.
struct ShownCount {
    std::optional<std::uint32_t> value;
    disclosure::Reason reason = disclosure::Reason::None;
};

struct ShownRate {
    std::optional<double> per_1000;
    double low = 0;
    double high = 0;
    disclosure::Reason reason = disclosure::Reason::None;
};

struct ShownKind {
    ShownCount residents;
    ShownCount professionals;
    std::array<std::array<ShownCount, 2>, 12> themes; ///< [theme][perspective]
};

struct ShownIndex {
    index::Exclusion exclusion = index::Exclusion::None;
    int status_class = 0;
    double status = indicator::missing;
    int dynamics_class = 0;
    double dynamics = indicator::missing;
    std::vector<index::Part> parts;
    std::vector<double> denominators; ///< cases behind each part's value, NaN = not known; empty = none is
};

struct ShownArea {
    std::string key;
    std::string name;
    double population = indicator::missing;
    ShownKind needs;
    ShownKind resources;
    ShownRate per_1000;
    std::optional<ShownIndex> index;
};

struct ShownIndexInfo {
    bool is_published_elsewhere = false;
    std::string name;
    std::string date;
    std::string earlier_date;
    std::string decided_by;
    int status_classes = 0;
    int dynamics_classes = 0;
    std::vector<std::string> components;
    std::vector<std::string> units;
    std::vector<std::string> sources;
    std::vector<std::string> directions; ///< indicator::direction_names, one per component
    std::string recipe;                  ///< as it was adopted (JSON); empty for a published index
    std::string fault;
};

struct ShownFigures {
    std::uint64_t sequence = 0;
    std::uint32_t minimum_count = 0;
    std::string areas_version;
    std::vector<ShownArea> areas;
    ShownRate per_1000;
    std::optional<ShownIndexInfo> index;
};

/// Reads what encode_json wrote. The error names the field.
[[nodiscard]] Expected<ShownFigures, std::string> decode_figures(std::string_view text);

} // namespace anker::figures
