// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/command_line.hpp"
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"
#include "server/geo/common/tables.hpp"
#include "server/geo/export/export_data.hpp"
#include "server/geo/export/streets.hpp"
#include "server/geo/export/values.hpp"
#include "server/geo/export/writers.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <memory>

namespace anker::exchange {

namespace {

std::string today() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return day_from_unix_ms(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
}

Done export_quartier(const ExportSettings& settings, const std::string& out, server::StoreAccess& store,
                     Report& report, Watch& watch) {
    const std::string ending = std::filesystem::path(out).extension().string();
    if (ending != ".geojson" && ending != ".csv" && ending != ".gpkg") {
        return failure("--out " + in_quotes(out) +
                       " must end in .geojson, .csv or .gpkg: the ending chooses the format.");
    }
    ANKER_TRY(const ExportData data, build_export(store, settings, report, watch));
    std::vector<std::string> written;
    if (ending == ".geojson") {
        ANKER_DO(write_geojson(data, out, written, watch));
    } else if (ending == ".csv") {
        ANKER_DO(write_csv(data, out, written, watch));
    } else {
        ANKER_DO(write_geopackage(data, out, written, watch));
    }
    report.count("contributions", static_cast<std::int64_t>(data.contributions.features.size()));
    report.count("areas", static_cast<std::int64_t>(data.areas.features.size()));
    report.count("shapes", static_cast<std::int64_t>(data.shapes.features.size()));
    report.count("sequence", static_cast<std::int64_t>(data.sequence));
    if (data.is_example) report.say(std::string(example_words) + ".");
    report.say(
        counted(data.contributions.features.size(), "published contribution", "published contributions") +
        (data.has_areas() ? " and " + counted(data.areas.features.size(), "area", "areas") : "") + " of " +
        in_quotes(data.quartier_name) + " at sequence " + grouped(static_cast<std::int64_t>(data.sequence)) +
        (data.has_areas() ? "." : "; there are no areas."));
    report.say("Please name: " + data.attribution + ".");
    for (const std::string& file : written) report.say("Written: " + file);
    return {};
}

/// Where the files for `ankerpunkt index` and `access` go; empty = not asked for.
struct JobFiles {
    std::string values;
    std::string recipe;
    std::string streets;

    [[nodiscard]] bool is_empty() const { return values.empty() && recipe.empty() && streets.empty(); }
};

Done export_for_jobs(const std::string& quartier, const JobFiles& files, server::StoreAccess& store,
                     Report& report, Watch& watch) {
    std::vector<NewFile> written;
    const auto write = [&](const std::string& path, const std::string& bytes) -> Done {
        if (path.empty()) return {};
        ANKER_TRY(NewFile file, NewFile::create(path));
        ANKER_DO(file.write(bytes));
        written.push_back(std::move(file));
        return {};
    };
    if (!files.values.empty() || !files.recipe.empty()) {
        ANKER_TRY(const ValuesForJobs data, values_for_jobs(store, quartier));
        if (!files.recipe.empty() && data.recipe.empty())
            return failure("Quartier " + in_quotes(quartier) + " has no adopted recipe.");
        ANKER_DO(write(files.values, data.values));
        ANKER_DO(write(files.recipe, data.recipe));
    }
    if (!files.streets.empty()) {
        ANKER_TRY(const StreetsText streets, streets_geojson(store, quartier, watch));
        ANKER_DO(write(files.streets, streets.geojson));
        report.count("streets", static_cast<std::int64_t>(streets.lines));
        report.say(counted(streets.lines, "street", "streets") +
                   " to walk on. Please name: " + streets.attribution + ".");
    }
    ANKER_DO(publish_together(written));
    for (const NewFile& file : written) report.say("Written: " + file.path());
    return {};
}

} // namespace

void add_export_command(CLI::App& app, Chosen& chosen) {
    CLI::App* command = app.add_subcommand("export", "Write published contributions and figures to files");
    command->footer("Examples:\n  ankerpunkt export --quartier stockum --out stockum.gpkg\n"
                    "  ankerpunkt export --quartier stockum --out stockum.geojson --licence \"CC BY 4.0\"\n"
                    "  ankerpunkt export --quartier stockum --out catchments.csv --shapes catchments.geojson "
                    "--shape-name school\n"
                    "  ankerpunkt export --quartier stockum --out june.csv --previous may-areas.csv\n"
                    "  ankerpunkt export --quartier stockum --values values.csv --recipe recipe.json\n"
                    "  ankerpunkt export --quartier stockum --streets streets.geojson\n\n"
                    "The ending chooses the format: .geojson, .csv or .gpkg. Only what was published is "
                    "written, and only\n"
                    "figures that have passed disclosure control. A file appears whole or not at all.");
    const auto settings = std::make_shared<ExportSettings>();
    const auto out = std::make_shared<std::string>();
    command->add_option("--quartier", settings->quartier, "Key of the Quartier")
        ->required()
        ->type_name("KEY");
    const auto job_files = std::make_shared<JobFiles>();
    command->add_option("--out", *out, "File to write: .geojson, .csv or .gpkg")->type_name("FILE");
    command
        ->add_option("--values", job_files->values,
                     "Write the agreed values per area (CSV), for `ankerpunkt index`")
        ->type_name("FILE");
    command
        ->add_option("--recipe", job_files->recipe, "Write the adopted recipe (JSON), for `ankerpunkt index`")
        ->type_name("FILE");
    command
        ->add_option("--streets", job_files->streets,
                     "Write the streets of the base map (GeoJSON), for `ankerpunkt access`")
        ->type_name("FILE");
    command
        ->add_option("--shapes", settings->shapes_file,
                     "Count needs and resources inside these drawn shapes too (GeoJSON, GeoPackage, ...)")
        ->type_name("FILE");
    command
        ->add_option("--shape-name", settings->shape_name_column,
                     "Column with the names of the shapes; numbered where left out")
        ->type_name("COLUMN");
    command
        ->add_option("--previous", settings->previous_file,
                     "Areas of an earlier export of this Quartier (-areas.csv): numbers that have changed "
                     "too little since are withheld")
        ->type_name("FILE.csv");
    command->add_option("--licence", settings->licence, "Licence of the contributions made here");
    command->add_option("--language", settings->language, "Language of names")->capture_default_str();
    command->add_option("--data", chosen.settings.data_folder, "Data folder")
        ->type_name("DIR")
        ->capture_default_str();
    command->add_option("--report", chosen.settings.report_file, "Write the report as JSON")
        ->type_name("FILE.json");
    command->callback([&chosen, settings, out, job_files] {
        if (out->empty() && job_files->is_empty())
            throw CLI::RequiredError("--out, --values, --recipe or --streets");
        if (out->empty() && !(settings->shapes_file.empty() && settings->previous_file.empty()))
            throw CLI::RequiredError("--out beside --shapes and --previous");
        chosen.command = "export";
        chosen.settings.file = *out;
        chosen.settings.target.quartier = settings->quartier;
        settings->date = today();
        chosen.export_ = [settings, out, job_files](server::StoreAccess& store, Report& report,
                                                    Watch& watch) -> Done {
            ANKER_DO(export_for_jobs(settings->quartier, *job_files, store, report, watch));
            if (out->empty()) return {};
            return export_quartier(*settings, *out, store, report, watch);
        };
    });
}

} // namespace anker::exchange
