// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/command_line.hpp"

#include <CLI/CLI.hpp>

namespace anker::exchange {

void add_import_settings(CLI::App& command, ImportSettings& settings, const std::string& file_description) {
    command.add_option("file", settings.file, file_description)->required()->type_name("FILE");
    command.add_option("--quartier", settings.target.quartier, "Key of the Quartier; founded on first use")
        ->required()
        ->type_name("KEY");
    command.add_option("--name", settings.target.name, "Name of a new Quartier; the key where left out")
        ->type_name("NAME");
    command.add_flag("--example", settings.target.is_example,
                     "A new Quartier holds invented data: said so on every screen and in every export");
    command.add_option("--data", settings.data_folder, "Data folder")
        ->type_name("DIR")
        ->capture_default_str();
    command.add_flag("--dry-run", settings.dry_run, "Check everything and report, store nothing");
    command.add_option("--report", settings.report_file, "Write the whole report as JSON")
        ->type_name("FILE.json");
}

} // namespace anker::exchange
