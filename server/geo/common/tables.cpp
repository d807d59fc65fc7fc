// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/tables.hpp"

#include "server/geo/common/file.hpp"

namespace anker::exchange {

Expected<TextTable, std::string> read_text_table(const std::string& path, const TableFormat& format,
                                                 const std::vector<ColumnRef>& needed) {
    ANKER_TRY(const std::string bytes, read_file(path));
    return text_table_from(path, bytes, format, needed);
}

} // namespace anker::exchange
