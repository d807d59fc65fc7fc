// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/command_line.hpp"
#include "server/geo/indicators/import_indicators.hpp"

#include <CLI/CLI.hpp>
#include <memory>

namespace anker::exchange {

namespace {

void add_catalogue(CLI::App& import, Chosen& chosen) {
    CLI::App* command = import.add_subcommand(
        "catalogue", "The agreed indicators: nothing else is indexed, shown or exported");
    command->footer(
        "Example:\n  ankerpunkt import catalogue indicators-2024.json --quartier koeln\n\n"
        "A new catalogue replaces the adopted one; what it says about a version that is adopted already\n"
        "must be the same. docs/catalogue.md describes the file.");
    add_import_settings(*command, chosen.settings, "Catalogue (JSON)");
    command->callback([&chosen] {
        chosen.command = "import catalogue";
        chosen.import = [file = chosen.settings.file](Intake& intake, Report& report, Watch& watch) {
            return import_catalogue({file}, intake, report, watch);
        };
    });
}

void add_indicators(CLI::App& import, Chosen& chosen) {
    CLI::App* command =
        import.add_subcommand("indicators", "Agreed numbers per area and date, from a text table");
    command->footer(
        "Example:\n  ankerpunkt import indicators bevoelkerung.csv --map koeln-bevoelkerung.json --quartier "
        "koeln\n\n"
        "The map says which column holds the areas' keys, which the date, and how indicators are made of\n"
        "the numbers; docs/imports.md describes it. Delimiter, encoding and decimal sign are found out.");
    add_import_settings(*command, chosen.settings, "Table (CSV)");
    const auto options = std::make_shared<IndicatorOptions>();
    command->add_option("--map", options->map_file, "How to read the table")
        ->required()
        ->type_name("MAP.json");
    command
        ->add_option("--crosswalk", options->crosswalk_file,
                     "Carries a table for another version of the areas over to the adopted one: from_key, "
                     "to_key, weight, source")
        ->type_name("FILE.csv");
    command->add_flag("--skip-bad", options->skip_bad, "Take wrong or impossible values as missing");
    command->add_flag("--replace", options->replace, "Drop indicators of earlier imports");
    command->callback([&chosen, options] {
        chosen.command = "import indicators";
        options->file = chosen.settings.file;
        chosen.import = [options](Intake& intake, Report& report, Watch& watch) {
            return import_indicators(*options, intake, report, watch);
        };
    });
}

void add_recipe(CLI::App& import, Chosen& chosen) {
    CLI::App* command = import.add_subcommand("recipe", "How the index is made of the indicators");
    command->footer(
        "Example:\n  ankerpunkt import recipe koeln.json --quartier koeln\n\n"
        "The recipe is tried on the imported indicators first. docs/recipes.md describes recipes.");
    add_import_settings(*command, chosen.settings, "Recipe (JSON)");
    command->callback([&chosen] {
        chosen.command = "import recipe";
        chosen.import = [file = chosen.settings.file](Intake& intake, Report& report, Watch& watch) {
            return import_recipe({file}, intake, report, watch);
        };
    });
}

void add_published_index(CLI::App& import, Chosen& chosen) {
    CLI::App* command =
        import.add_subcommand("published-index", "An index that somebody else computed and published");
    command->footer(
        "Example:\n  ankerpunkt import published-index gssa.csv --map berlin-gssa.json --quartier berlin\n\n"
        "Values are shown as published, with their publisher; only the map's five classes are ours.");
    add_import_settings(*command, chosen.settings, "Table (CSV)");
    const auto options = std::make_shared<PublishedIndexOptions>();
    command->add_option("--map", options->map_file, "How to read the table")
        ->required()
        ->type_name("MAP.json");
    command->callback([&chosen, options] {
        chosen.command = "import published-index";
        options->file = chosen.settings.file;
        chosen.import = [options](Intake& intake, Report& report, Watch& watch) {
            return import_published_index(*options, intake, report, watch);
        };
    });
}

} // namespace

void add_indicator_commands(CLI::App& import, Chosen& chosen) {
    add_catalogue(import, chosen);
    add_indicators(import, chosen);
    add_recipe(import, chosen);
    add_published_index(import, chosen);
}

} // namespace anker::exchange
