// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/command_line.hpp"
#include "server/geo/contributions/import_contributions.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace anker::exchange {

namespace {

void add_command(CLI::App& import, Chosen& chosen, bool is_places, const std::string& name,
                 const std::string& what, const std::string& footer) {
    CLI::App* command = import.add_subcommand(name, what);
    command->footer(footer);
    add_import_settings(*command, chosen.settings,
                        "GeoJSON, other vector file, or text table with coordinates");
    const auto options = std::make_shared<ContributionOptions>();
    options->is_places = is_places;
    command->add_option("--map", options->map_file, "How to read the file")
        ->required()
        ->type_name("MAP.json");
    command->add_flag("--allow-outside", options->allow_outside,
                      "Take what lies outside the Quartier too, up to 1 km beyond its extent");
    command->add_flag("--skip-bad", options->skip_bad, "Leave refused rows out and store the rest");
    command->add_option("--layer", options->vector.layer, "Layer, where the file has several");
    command->add_option("--crs", options->vector.crs, "Coordinate system, where the file does not say it")
        ->type_name("EPSG:CODE");
    command->add_option("--encoding", options->vector.encoding, "Encoding of a Shapefile's texts");
    command->callback([&chosen, options, name] {
        chosen.command = "import " + name;
        options->file = chosen.settings.file;
        chosen.import = [options](Intake& intake, Report& report, Watch& watch) {
            return import_contributions(*options, intake, report, watch);
        };
    });
}

} // namespace

void add_contribution_commands(CLI::App& import, Chosen& chosen) {
    add_command(
        import, chosen, false, "contributions", "Marks that people made elsewhere",
        "Example:\n  ankerpunkt import contributions raddialog.geojson --map bonn-raddialog.json --quartier "
        "bonn\n\n"
        "The map states kind, theme and perspective per category; a category it does not name is refused.\n"
        "docs/imports.md describes maps.");
    add_command(import, chosen, true, "places", "Facilities (schools, day care, ...) as resources",
                "Example:\n  ankerpunkt import places schulen.csv --map nrw-schulen.json --quartier koeln\n\n"
                "Places outside the Quartier are counted and left out. docs/imports.md describes maps.");
}

} // namespace anker::exchange
