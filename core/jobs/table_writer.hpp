// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace anker::jobs {

/// The shortest text that reads back as the same number, with a decimal point; empty for NaN (missing).
[[nodiscard]] std::string text_from_number(double number);

/// Writes CSV that every program reads: UTF-8, comma, decimal point, LF, quotes where needed.
class TableWriter {
public:
    explicit TableWriter(std::vector<std::string> columns);
    TableWriter& cell(std::string_view text);
    TableWriter& cell(double number) { return cell(std::string_view(text_from_number(number))); }
    TableWriter& cell(int number) { return cell(std::string_view(std::to_string(number))); }
    TableWriter& cell(std::size_t number) { return cell(std::string_view(std::to_string(number))); }
    /// Empty where there is none.
    TableWriter& blank() { return cell(std::string_view()); }
    /// Ends the row, which must be full.
    void end_row();
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::size_t m_columns;
    std::size_t m_filled = 0;
    std::string m_text;
};

} // namespace anker::jobs
