// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/command_line.hpp"
#include "server/geo/pupils/import_pupils.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace anker::exchange {

void add_pupil_command(CLI::App& import, Chosen& chosen) {
    CLI::App* command = import.add_subcommand(
        "pupils", "Single records of pupils, counted at the door: for statistics offices, never stored");
    command->footer(
        "Examples:\n"
        "  ankerpunkt import pupils schueler.csv --map schueler.json --quartier koeln\n"
        "  ankerpunkt import pupils schueler.csv --map schueler.json --quartier koeln --tables protected/\n\n"
        "The first adopts the agreed indicators that the map names, by where pupils live. The second writes\n"
        "tables by residence and school, flows, and residence-weighted indicators of schools. All counts "
        "pass\n"
        "disclosure control; no cell of the file is ever told. docs/cli/import-pupils.md describes the map.");
    add_import_settings(*command, chosen.settings, "Records (CSV)");
    const auto options = std::make_shared<PupilOptions>();
    command->add_option("--map", options->map_file, "How to read the records")
        ->required()
        ->type_name("MAP.json");
    command
        ->add_option("--tables", options->tables_folder, "Write tables here instead of adopting indicators")
        ->type_name("FOLDER");
    command->add_flag("--skip-bad", options->skip_bad, "Leave out records with cells the map does not know");
    command->callback([&chosen, options] {
        chosen.command = "import pupils";
        options->file = chosen.settings.file;
        options->is_dry_run = chosen.settings.dry_run;
        if (options->tables_folder.empty()) {
            chosen.import = [options](Intake& intake, Report& report, Watch& watch) {
                return import_pupils(*options, intake, report, watch);
            };
            return;
        }
        chosen.export_ = [options, target = chosen.settings.target](server::StoreAccess& store,
                                                                    Report& report, Watch& watch) -> Done {
            ANKER_TRY(const Intake intake, Intake::open(store, target));
            return write_pupil_tables(*options, intake, report, watch);
        };
    });
}

} // namespace anker::exchange
