// SPDX-License-Identifier: Apache-2.0
#include "core/view/mark_counts.hpp"

namespace anker::view {

MarkCounts count_marks(const Marks& marks) {
    MarkCounts counts;
    for (std::size_t t = 0; t < counts.themes.size(); ++t)
        counts.themes[t].theme = static_cast<contribution::Theme>(t);
    for (Row row = 0; row < marks.row_count(); ++row) {
        if (!marks.is_live(row) || marks.is_hidden[row] != 0) continue;
        ThemeCount& theme = counts.themes[static_cast<std::size_t>(marks.theme[row])];
        const bool is_need = marks.kind[row] == contribution::Kind::Need;
        ++(is_need ? theme.needs : theme.resources);
        ++(is_need ? counts.needs : counts.resources);
    }
    return counts;
}

} // namespace anker::view
