// SPDX-License-Identifier: Apache-2.0
#include "web/studio/map_table.hpp"

#include "core/jobs/table_writer.hpp"
#include "web/studio/pieces.hpp"

namespace anker::studio {

namespace {

/// The indicators, from the first area that has any: they are the same for all.
std::vector<Part> indicators_of(const Dataset& data) {
    for (const DataArea& area : data.areas) {
        if (!area.parts.empty()) return area.parts;
    }
    return {};
}

std::vector<std::string> columns_of(const std::vector<Part>& indicators) {
    std::vector<std::string> columns{"area",  "name",       "people", "left_out", "reason",
                                     "class", "class_name", "rank",   "value"};
    for (const Part& indicator : indicators) {
        columns.push_back(indicator.unit.empty() ? indicator.name
                                                 : indicator.name + " (" + indicator.unit + ")");
        for (const char* what : {" normalised", " weight", " contribution"})
            columns.push_back(indicator.name + what);
    }
    return columns;
}

} // namespace

std::string map_csv(const Dataset& data) {
    const std::vector<Part> indicators = indicators_of(data);
    jobs::TableWriter out(columns_of(indicators));
    for (const std::size_t at : data.by_rank()) {
        const DataArea& area = data.areas[at];
        out.cell(area.key).cell(area.name).cell(area.people);
        if (area.has_index) {
            out.blank().blank();
        } else {
            const std::string_view code = index::exclusion_names[static_cast<std::size_t>(area.left_out)];
            out.cell(code.empty() ? std::string_view("not_in_index") : code).cell(left_out_words(area));
        }
        if (area.class_number > 0)
            out.cell(area.class_number);
        else
            out.blank();
        out.cell(area.class_name).cell(area.has_index ? area.rank : indicator::missing);
        out.cell(area.has_index ? area.value : indicator::missing);
        for (std::size_t i = 0; i < indicators.size(); ++i) {
            const Part part = i < area.parts.size() ? area.parts[i] : Part{};
            out.cell(part.value).cell(part.normalised).cell(part.weight).cell(part.weighted);
        }
        out.end_row();
    }
    return out.take();
}

} // namespace anker::studio
