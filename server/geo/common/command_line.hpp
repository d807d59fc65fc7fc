// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/geo/common/intake.hpp"
#include "server/geo/common/watch.hpp"

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace anker::exchange {

/// What every import is told.
struct ImportSettings {
    Target target;
    std::string file;
    std::string data_folder = "./data";
    std::string report_file;
    bool dry_run = false;
};

/// What the command line asked for, once it is parsed: one import or one export.
struct Chosen {
    std::string command; ///< "import areas"
    ImportSettings settings;
    std::function<Done(Intake&, Report&, Watch&)> import;
    std::function<Done(server::StoreAccess&, Report&, Watch&)>
        export_; ///< exports read the store and write files
};

/// Adds the options that all imports share, and the file.
void add_import_settings(CLI::App& command, ImportSettings& settings, const std::string& file_description);

// One function per command group, next to the work it starts.
void add_base_map_command(CLI::App& import, Chosen& chosen);
void add_areas_command(CLI::App& import, Chosen& chosen);
void add_indicator_commands(CLI::App& import, Chosen& chosen);
void add_pupil_command(CLI::App& import, Chosen& chosen);
void add_contribution_commands(CLI::App& import, Chosen& chosen);
void add_export_command(CLI::App& app, Chosen& chosen);

} // namespace anker::exchange
