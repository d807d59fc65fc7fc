// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anker::exchange {

/// Something about one place in the file that a person should look at.
struct Finding {
    std::size_t row = 0; ///< line of a text table, or number of the feature, from 1; 0 = the whole file
    std::string column;  ///< empty = the whole row
    std::string what;    ///< one sentence without its full stop
    std::string kind;    ///< a stable word for programs: "duplicate", "outlier", ...; empty = none
};

/// What an import or export found and did: the lines on stdout, and the same as JSON for programs.
class Report {
public:
    explicit Report(std::string command) : m_command(std::move(command)) {}

    /// A line for people, in order.
    void say(std::string line) { m_lines.push_back(std::move(line)); }
    /// A number with a stable name for programs.
    void count(std::string name, std::int64_t value) { m_counts.emplace_back(std::move(name), value); }
    /// Not taken: the row stays out, or ends the import.
    void refuse(std::size_t row, std::string column, std::string what, std::string kind = {}) {
        // One cell can spoil several results; it is told once.
        if (!m_told.insert(std::to_string(row) + '\n' + column + '\n' + what).second) return;
        m_refused.push_back({row, std::move(column), std::move(what), std::move(kind)});
    }
    /// Taken, but worth a look.
    void note(std::size_t row, std::string column, std::string what, std::string kind = {}) {
        m_noted.push_back({row, std::move(column), std::move(what), std::move(kind)});
    }
    /// How many findings of this kind there are, refused and noted.
    [[nodiscard]] std::int64_t findings(std::string_view kind) const;

    [[nodiscard]] const std::vector<std::string>& lines() const { return m_lines; }
    [[nodiscard]] const std::vector<Finding>& refused() const { return m_refused; }
    [[nodiscard]] const std::vector<Finding>& noted() const { return m_noted; }
    /// The value counted under this name, or -1.
    [[nodiscard]] std::int64_t counted_as(std::string_view name) const;

    /// Findings first, then the lines; long lists are cut at `shown` and say so.
    [[nodiscard]] std::string text(std::size_t shown) const;
    /// `outcome` is "stored", "nothing_new", "dry_run" or "failed"; `error` the sentence that ended it.
    [[nodiscard]] std::string json(std::string_view file, std::string_view quartier, std::string_view outcome,
                                   std::string_view error) const;

private:
    std::string m_command;
    std::vector<std::string> m_lines;
    std::vector<std::pair<std::string, std::int64_t>> m_counts;
    std::vector<Finding> m_refused;
    std::vector<Finding> m_noted;
    std::set<std::string> m_told;
};

} // namespace anker::exchange
