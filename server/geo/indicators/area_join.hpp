// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/aggregate/area_set.hpp"
#include "server/geo/common/done.hpp"
#include "server/geo/common/report.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace anker::exchange {

/// Joins the keys of a table to the adopted areas and keeps account of what does not match.
class AreaJoin {
public:
    AreaJoin(const aggregate::AreaSet& areas, const std::vector<std::string>& not_areas,
             std::size_t pad_key_to);

    /// Row of the area with this key; nothing where the key is no area. `line` is where the table has it.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view cell, std::size_t line);

    [[nodiscard]] std::size_t matched() const { return m_seen.size(); }
    [[nodiscard]] std::size_t area_count() const { return m_areas.areas.size(); }

    /// Says what matched and what did not, key by key. The error is for a join that found nothing, with a
    /// guess why.
    [[nodiscard]] Done tell(const std::string& file, const std::string& key_column, Report& report) const;

private:
    [[nodiscard]] std::string hint() const;

    const aggregate::AreaSet& m_areas;
    std::map<std::string, std::size_t, std::less<>> m_row_of;
    std::set<std::string, std::less<>> m_not_areas;
    std::size_t m_pad_key_to;
    std::set<std::size_t> m_seen;
    std::map<std::string, std::size_t> m_unknown; ///< key -> first line
    std::set<std::string> m_left_out;             ///< keys of `not_areas` that came
};

} // namespace anker::exchange
