// SPDX-License-Identifier: Apache-2.0
#include "core/tabular/csv.hpp"

#include <array>
#include <map>

namespace anker::tabular {

Records split_records(std::string_view bytes, char delimiter) {
    Records result;
    Record record;
    std::string cell;
    std::size_t line = 1;
    record.line = 1;
    bool quoted = false;
    std::size_t quote_line = 0;
    const auto end_cell = [&] {
        record.cells.push_back(std::move(cell));
        cell.clear();
    };
    const auto end_record = [&] {
        end_cell();
        const bool blank = record.cells.size() == 1 && record.cells.front().empty();
        if (!blank) result.records.push_back(std::move(record));
        record = {};
    };
    bool cell_begins = true;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quoted) {
            if (c == '\n' || (c == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n'))) ++line;
            if (c != '"') {
                cell += c;
            } else if (i + 1 < bytes.size() && bytes[i + 1] == '"') {
                cell += '"';
                ++i;
            } else {
                quoted = false;
            }
            continue;
        }
        if (c == '"' && cell_begins) {
            quoted = true;
            quote_line = line;
            cell_begins = false;
        } else if (c == delimiter) {
            end_cell();
            cell_begins = true;
        } else if (c == '\n' || c == '\r') {
            if (c == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') ++i;
            end_record();
            record.line = ++line;
            cell_begins = true;
        } else {
            cell += c;
            cell_begins = false;
        }
    }
    if (quoted) result.unclosed_quote_line = quote_line;
    if (!cell.empty() || !record.cells.empty()) end_record();
    return result;
}

std::optional<char> detect_delimiter(std::string_view bytes) {
    // The beginning says enough, and a cut record at its end does not matter among many.
    constexpr std::size_t looked_at = 200'000;
    bytes = bytes.substr(0, looked_at);
    std::optional<char> best;
    double best_score = 0;
    for (const char delimiter : std::array<char, 4>{';', ',', '\t', '|'}) {
        const Records split = split_records(bytes, delimiter);
        std::map<std::size_t, std::size_t> counts;
        for (const Record& record : split.records) ++counts[record.cells.size()];
        for (const auto& [cells, records] : counts) {
            if (cells < 2) continue;
            const double share = static_cast<double>(records) / static_cast<double>(split.records.size());
            // A few more cells do not outweigh records that do not fit.
            const double score = share + 0.001 * static_cast<double>(cells < 100 ? cells : 100);
            if (score > best_score) {
                best_score = score;
                best = delimiter;
            }
        }
    }
    return best;
}

} // namespace anker::tabular
