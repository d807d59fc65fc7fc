// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"
#include "core/indicator/indicator.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace anker::index {

/// An index somebody else computed and published: shown as it is, with its publisher, never recomputed.
struct PublishedIndex {
    std::string id;
    std::map<std::string, std::string> names;
    std::string publisher;
    std::string date;
    indicator::Direction direction = indicator::Direction::Burden; ///< what a high value means
    std::string areas_version; ///< of `area_keys`; empty = imported before this was kept
    std::vector<std::string> area_keys;
    std::vector<double> values; ///< NaN = not published
};

[[nodiscard]] std::string encode(const PublishedIndex& index);
[[nodiscard]] Expected<PublishedIndex, std::string> decode_published_index(std::string_view text);

/// Five classes of equally many areas for the map, 1 = least burdened, 0 = no value. Borders are quantiles of
/// type 7 (Hyndman and Fan 1996); a value on a border falls into the class below it. Our classes, not the
/// publisher's.
[[nodiscard]] std::vector<int> quintile_classes(const PublishedIndex& index);

} // namespace anker::index
