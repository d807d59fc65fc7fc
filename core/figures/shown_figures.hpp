// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/disclosure/gate.hpp"
#include "core/figures/part.hpp"
#include "core/index/exclusion.hpp"
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
    int status_class = 0; ///< 1 = least burdened
    double status = indicator::missing;
    int dynamics_class = 0; ///< 1 = most improving
    double dynamics = indicator::missing;
    std::vector<Part> parts;
    std::vector<double> values;               ///< one per column of ShownIndexInfo
    std::vector<std::string> missing_reasons; ///< see IndexFigure; empty unless a value is missing
    std::vector<double> denominators;         ///< see IndexFigure
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
    std::vector<std::string> directions;           ///< indicator::direction_names, one per component
    std::vector<std::string> class_names;          ///< the recipe's words, least burdened first; or empty
    std::vector<std::string> class_codes;          ///< its codes or numbers where they are not 1, 2, 3 ...
    std::vector<std::string> dynamics_class_names; ///< most improving first
    std::vector<std::string> columns;              ///< what a composite recipe computes the status from
    std::vector<std::string> column_units;         ///< of the indicators among them
    std::string method_source;
    bool high_is_relief = false; ///< of the status; not said for a published index
    std::string recipe;          ///< as it was adopted (JSON); empty for a published index
    std::string fault;
};

struct ShownFigures {
    std::uint64_t sequence = 0;
    std::uint32_t minimum_count = 0;
    std::uint32_t round_to = 0; ///< 0 = counts are shown as they are
    std::string areas_version;
    std::vector<ShownArea> areas;
    ShownRate per_1000;
    std::optional<ShownIndexInfo> index;
};

/// Reads what encode_json wrote. The error names the field.
[[nodiscard]] Expected<ShownFigures, std::string> decode_figures(std::string_view text);

} // namespace anker::figures
