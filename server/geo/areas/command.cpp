// SPDX-License-Identifier: Apache-2.0
#include "server/geo/areas/import_areas.hpp"
#include "server/geo/common/command_line.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace anker::exchange {

void add_areas_command(CLI::App& import, Chosen& chosen) {
    CLI::App* command =
        import.add_subcommand("areas", "Statistical areas with their keys; they also draw the boundary");
    command->footer("Example:\n  ankerpunkt import areas Stadtteil.shp --quartier koeln --name Köln "
                    "--key-column STT_NR \\\n"
                    "      --name-column STT_NAME --version-date 2012-12-31 --source \"Stadt Köln\" "
                    "--licence \"CC BY 3.0 DE\"\n\n"
                    "Reads Shapefile (also zipped), GeoJSON, KML, GeoPackage and other vector formats. New "
                    "areas replace those\n"
                    "before; marks stay where they are.");
    add_import_settings(*command, chosen.settings, "Areas");
    const auto options = std::make_shared<AreaOptions>();
    command->add_option("--key-column", options->key_column, "Column with the area's key, as figures use it")
        ->required()
        ->type_name("COLUMN");
    command->add_option("--name-column", options->name_column, "Column with the area's name")
        ->type_name("COLUMN");
    command->add_option("--version-date", options->version_date, "Day from which these areas are valid")
        ->required()
        ->type_name("YYYY-MM-DD");
    command->add_option("--layer", options->vector.layer, "Layer, where the file has several");
    command
        ->add_option("--crs", options->vector.crs,
                     "Coordinate system, where the file does not say it or says it wrong")
        ->type_name("EPSG:CODE");
    command->add_option("--encoding", options->vector.encoding,
                        "Encoding of a Shapefile's texts: UTF-8, CP1252, ...");
    command->add_option("--source", options->source, "Who published the areas, as their licence asks");
    command->add_option("--licence", options->licence, "Licence of the areas");
    command->callback([&chosen, options] {
        chosen.command = "import areas";
        options->file = chosen.settings.file;
        chosen.import = [options](Intake& intake, Report& report, Watch& watch) {
            return import_areas(*options, intake, report, watch);
        };
    });
}

} // namespace anker::exchange
