// SPDX-License-Identifier: Apache-2.0
#include "server/geo/export/count_columns.hpp"

namespace anker::exchange {

void add_count_fields(std::vector<ExportField>& fields) {
    for (const std::string kind : {"needs", "resources"}) {
        for (const std::string perspective : {"residents", "professionals"}) {
            fields.push_back({perspective + "_" + kind, FieldType::Integer});
            fields.push_back({perspective + "_" + kind + "_reason", FieldType::Text});
        }
    }
}

ExportValue value_of(const disclosure::GatedCount& count) {
    ExportValue value;
    if (count.is_shown()) value = std::int64_t{count.value()};
    return value;
}

std::string reason_text(disclosure::Reason reason) {
    return std::string(disclosure::name_of(reason));
}

void add_count(const disclosure::GatedCount& count, std::vector<ExportValue>& values) {
    values.push_back(value_of(count));
    values.emplace_back(reason_text(count.reason()));
}

} // namespace anker::exchange
