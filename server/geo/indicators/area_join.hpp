// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "server/geo/common/done.hpp"
#include "server/geo/common/report.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace anker::exchange {

/// The units that a table is joined to: the adopted areas, or those of another version that a crosswalk
/// knows.
struct JoinTargets {
    std::vector<std::string> keys;
    std::vector<std::string> names; ///< empty texts where there are none
    std::string version;            ///< "the areas of 2024-01-01", for sentences
};
[[nodiscard]] JoinTargets targets_of(const aggregate::AreaSet& areas);

/// Finds the row of an area by the key in a table, and remembers what did not match on either side.
class AreaJoin {
public:
    AreaJoin(JoinTargets targets, const std::vector<std::string>& not_areas, std::size_t pad_key_to);

    /// Nothing where the key is no area. `is_total` is asked then: whether the row looks like a total.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view cell, std::size_t line,
                                                  const std::function<bool()>& is_total = {});
    [[nodiscard]] std::size_t area_count() const { return m_targets.keys.size(); }
    [[nodiscard]] const JoinTargets& targets() const { return m_targets; }

    /// Puts every unmatched key and every area without a row into the report, and one line with the numbers.
    /// The error: no key matched, keys lost their leading zeros, a key is empty, or a row of totals stands
    /// among the areas.
    [[nodiscard]] Done tell(const std::string& file, const std::string& key_column, Report& report) const;

private:
    struct Unknown {
        std::size_t line = 0;
        bool is_total = false;
    };
    [[nodiscard]] std::map<std::string, std::string> keys_without_zeros() const;
    [[nodiscard]] std::string none_matched(const std::string& file, const std::string& key_column) const;
    [[nodiscard]] Done refuse_wrong_keys(const std::string& file, const std::string& key_column,
                                         Report& report) const;

    JoinTargets m_targets;
    std::map<std::string, std::size_t> m_row_of;
    std::set<std::string> m_not_areas;
    std::size_t m_pad_key_to;
    std::set<std::size_t> m_seen;
    std::map<std::string, Unknown> m_unknown; ///< first line of each
    std::set<std::string> m_left_out;
};

/// "Summe", "Insgesamt", "Stadt gesamt", "total": words that offices put before sums.
[[nodiscard]] bool is_total_word(std::string_view cell);

} // namespace anker::exchange
