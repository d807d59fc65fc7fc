// SPDX-License-Identifier: Apache-2.0
#include "server/geo/base_map/import_base_map.hpp"
#include "server/geo/common/command_line.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace anker::exchange {

void add_base_map_command(CLI::App& import, Chosen& chosen) {
    CLI::App* command = import.add_subcommand("base-map", "Streets, buildings and land use, cut into tiles");
    command->footer(
        "Example:\n  ankerpunkt import base-map stockum.osm.pbf --quartier stockum --name Stockum\n\n"
        "Reads OpenStreetMap data (.osm.pbf, .osm, .osm.gz, .osm.bz2), or any vector file whose columns are\n"
        "OpenStreetMap tags. A new map replaces the one before.");
    add_import_settings(*command, chosen.settings, "Map data");
    const auto options = std::make_shared<BaseMapOptions>();
    command->add_option("--attribution", options->attribution, "Who is named on every map")
        ->capture_default_str();
    command->add_option("--licence", options->licence, "Licence of the map data")->capture_default_str();
    command->callback([&chosen, options] {
        chosen.command = "import base-map";
        options->file = chosen.settings.file;
        chosen.import = [options](Intake& intake, Report& report, Watch& watch) {
            return import_base_map(*options, intake, report, watch);
        };
    });
}

} // namespace anker::exchange
