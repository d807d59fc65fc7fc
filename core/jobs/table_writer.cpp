// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/table_writer.hpp"

#include "core/base/assert.hpp"
#include "core/json/fields.hpp"

#include <cmath>

namespace anker::jobs {

std::string text_from_number(double number) {
    if (std::isnan(number)) return {};
    if (std::isinf(number)) return number > 0 ? "inf" : "-inf";
    if (number == 0) return "0"; // also -0
    std::string text = json::Json(number).dump();
    if (text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
}

TableWriter::TableWriter(std::vector<std::string> columns) : m_columns(columns.size()) {
    for (const std::string& column : columns) cell(std::string_view(column));
    end_row();
}

TableWriter& TableWriter::cell(std::string_view text) {
    if (m_filled++ > 0) m_text += ',';
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        m_text += text;
        return *this;
    }
    m_text += '"';
    for (const char c : text) {
        if (c == '"') m_text += '"';
        m_text += c;
    }
    m_text += '"';
    return *this;
}

void TableWriter::end_row() {
    ANKER_ASSERT(m_filled == m_columns); // a job wrote more or fewer cells than it named columns
    m_filled = 0;
    m_text += '\n';
}

} // namespace anker::jobs
