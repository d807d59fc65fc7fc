// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tabular/csv.hpp"
#include "core/tabular/date.hpp"
#include "core/tabular/number.hpp"
#include "core/tabular/text_table.hpp"

#include <string>
#include <vector>

namespace anker::exchange {

using tabular::ColumnRef;
using tabular::date_from;
using tabular::day_from_unix_ms;
using tabular::DecimalVote;
using tabular::detect_decimal;
using tabular::detect_delimiter;
using tabular::Encoding;
using tabular::encoding_named;
using tabular::find_column;
using tabular::iso_period_from;
using tabular::kind_of_text;
using tabular::name_of;
using tabular::NamedEncoding;
using tabular::number_from;
using tabular::Record;
using tabular::Records;
using tabular::SpecialCells;
using tabular::split_records;
using tabular::TableFormat;
using tabular::TableRow;
using tabular::text_table_from;
using tabular::TextKind;
using tabular::TextTable;
using tabular::trimmed;
using tabular::unix_ms_from;
using tabular::utf8_from;
using tabular::utf8_from_windows_1252;
using tabular::WrittenDate;

/// text_table_from, with the bytes of a file. The error names file, line and column.
[[nodiscard]] Expected<TextTable, std::string>
read_text_table(const std::string& path, const TableFormat& format, const std::vector<ColumnRef>& needed);

} // namespace anker::exchange
