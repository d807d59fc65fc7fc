// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/json/fields.hpp"
#include "server/geo/common/done.hpp"
#include "server/geo/common/tables.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace anker::exchange {

/// A JSON file that tells an import how to read another file (`--map`). docs/imports.md describes the fields.
struct MapFile {
    std::string path;
    json::Json json;
};

/// The error names the line where the file stops being JSON.
[[nodiscard]] Expected<MapFile, std::string> read_map_file(const std::string& path);

/// `field "x" is missing, unknown or wrong` as a sentence about the map file.
[[nodiscard]] std::string map_fault(const MapFile& map, const std::string& fault, std::string_view hint);

// Pieces that several maps share. All of them put the first fault into the reader.

/// A text or a list of texts.
[[nodiscard]] std::vector<std::string> texts(json::Fields& fields, std::string_view name);
[[nodiscard]] std::map<std::string, std::string> texts_by_key(json::Fields& fields, std::string_view name);
/// A column's name, or its number from 1.
[[nodiscard]] ColumnRef column(json::Fields& fields, std::string_view name);
[[nodiscard]] std::vector<ColumnRef> columns(json::Fields& fields, std::string_view name);

/// Members of a map that say how a text table is written: `delimiter`, `encoding`, `header_line`, `decimal`,
/// `missing`, `zero`.
struct TableWriting {
    TableFormat format;
    char decimal = 0; ///< 0 = found out
    SpecialCells special;
};
[[nodiscard]] TableWriting table_writing(json::Fields& fields);

} // namespace anker::exchange
