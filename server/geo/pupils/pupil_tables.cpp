// SPDX-License-Identifier: Apache-2.0
#include "server/geo/pupils/pupil_tables.hpp"

#include "core/jobs/table_writer.hpp"

namespace anker::exchange {

namespace {

using disclosure::GatedCount;
using jobs::TableWriter;

/// The key that stands for pupils from outside of the adopted areas.
constexpr std::string_view elsewhere_key = "elsewhere";

void count_cells(TableWriter& writer, const GatedCount& count) {
    if (count.is_shown()) {
        writer.cell(std::string_view(std::to_string(count.value()))).blank();
    } else {
        writer.blank().cell(disclosure::reason_names[static_cast<std::size_t>(count.reason())]);
    }
}

struct UnitName {
    std::string key;
    std::string name;
};

/// One view: a row per unit, and for each attribute yes, no, unknown and the share of yes among yes and no.
std::string view_table(const std::vector<ProtectedUnit>& units, const std::vector<UnitName>& names,
                       const PupilMap& map, const std::string& unit) {
    std::vector<std::string> columns{unit, "name", "pupils", "pupils_reason"};
    for (const PupilAttribute& attribute : map.attributes) {
        for (const char* part :
             {"_yes", "_yes_reason", "_no", "_no_reason", "_unknown", "_unknown_reason", "_percent"})
            columns.push_back(attribute.id + part);
    }
    TableWriter writer(columns);
    for (std::size_t u = 0; u < units.size(); ++u) {
        writer.cell(std::string_view(names[u].key)).cell(std::string_view(names[u].name));
        count_cells(writer, units[u].pupils);
        for (const ProtectedAnswers& answers : units[u].answers) {
            count_cells(writer, answers.yes);
            count_cells(writer, answers.no);
            count_cells(writer, answers.unknown);
            const double asked = static_cast<double>(answers.yes.value()) + answers.no.value();
            if (answers.yes.is_shown() && answers.no.is_shown() && asked > 0) {
                writer.cell(100.0 * answers.yes.value() / asked);
            } else {
                writer.blank();
            }
        }
        writer.end_row();
    }
    return writer.take();
}

} // namespace

std::vector<NamedTable> pupil_tables(const ProtectedPupils& pupils, const PupilMap& map,
                                     const aggregate::AreaSet& areas) {
    std::vector<UnitName> area_names;
    for (const aggregate::Area& area : areas.areas) area_names.push_back({area.key, area.name});
    area_names.push_back({std::string(elsewhere_key), ""});
    std::vector<UnitName> school_names;
    for (const auto& [key, name] : map.schools) school_names.push_back({key, name});

    TableWriter flows({"area", "school", "pupils", "pupils_reason"});
    for (const ProtectedFlow& flow : pupils.flows) {
        flows.cell(std::string_view(area_names[flow.area].key))
            .cell(std::string_view(school_names[flow.school].key));
        count_cells(flows, flow.pupils);
        flows.end_row();
    }
    TableWriter weighted({"school", "name", "indicator", "value", "reason"});
    for (std::size_t j = 0; j < pupils.school_indicators.size(); ++j) {
        for (std::size_t s = 0; s < school_names.size(); ++s) {
            const WeightedIndicator& mean = pupils.school_indicators[j][s];
            weighted.cell(std::string_view(school_names[s].key))
                .cell(std::string_view(school_names[s].name))
                .cell(std::string_view(map.school_indicators[j].indicator));
            if (mean.value) {
                weighted.cell(*mean.value);
            } else {
                weighted.blank();
            }
            weighted.cell(std::string_view(mean.reason)).end_row();
        }
    }
    return {{"residence.csv", view_table(pupils.residence, area_names, map, "area")},
            {"schools.csv", view_table(pupils.schools, school_names, map, "school")},
            {"flows.csv", flows.take()},
            {"school_indicators.csv", weighted.take()}};
}

} // namespace anker::exchange
