// SPDX-License-Identifier: Apache-2.0
#include "server/geo/common/run_command.hpp"

#include "server/geo/common/command_line.hpp"
#include "server/geo/common/file.hpp"
#include "server/geo/common/sentence.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>

namespace anker::exchange {

namespace {

constexpr int done = 0;
constexpr int failed = 1;
constexpr int wrong_usage = 2;

constexpr std::size_t findings_on_screen = 20;

/// Ctrl-C asks the running command to stop, and works as before afterwards.
class CancelOnInterrupt {
public:
    CancelOnInterrupt() {
        Watch::reset();
        struct sigaction action {};
        action.sa_handler = [](int) { Watch::cancel(); };
        sigemptyset(&action.sa_mask);
        sigaction(SIGINT, &action, &m_interrupt);
        sigaction(SIGTERM, &action, &m_terminate);
        // A file larger than the limit is an error to report, not a reason to die halfway.
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        sigemptyset(&ignore.sa_mask);
        sigaction(SIGXFSZ, &ignore, &m_too_large);
    }
    ~CancelOnInterrupt() {
        sigaction(SIGINT, &m_interrupt, nullptr);
        sigaction(SIGTERM, &m_terminate, nullptr);
        sigaction(SIGXFSZ, &m_too_large, nullptr);
    }
    CancelOnInterrupt(const CancelOnInterrupt&) = delete;
    CancelOnInterrupt& operator=(const CancelOnInterrupt&) = delete;

private:
    struct sigaction m_interrupt {};
    struct sigaction m_terminate {};
    struct sigaction m_too_large {};
};

/// Runs one import up to the end of its transaction; `outcome` says how it ended.
Done import_into(server::StoreAccess& store, const Chosen& chosen, Report& report, Watch& watch,
                 std::string& outcome) {
    ANKER_TRY(Intake intake, Intake::open(store, chosen.settings.target));
    ANKER_DO(chosen.import(intake, report, watch));
    ANKER_DO(watch.check());
    if (chosen.settings.dry_run) {
        outcome = "dry_run";
        report.say("Dry run: nothing was stored.");
        return {};
    }
    if (intake.is_empty()) {
        outcome = "nothing_new";
        report.say("Nothing new: all of this was there already.");
        return {};
    }
    watch.finish();
    ANKER_DO(intake.store());
    outcome = "stored";
    return {};
}

Done run(const Chosen& chosen, const server::OpenStore& open, Report& report, std::string& outcome) {
    Watch watch(Watch::Voice::Stderr);
    ANKER_TRY(const std::unique_ptr<server::StoreAccess> store, open(chosen.settings.data_folder));
    if (chosen.import) return import_into(*store, chosen, report, watch, outcome);
    outcome = chosen.settings.dry_run ? "dry_run" : "written";
    return chosen.export_(*store, report, watch);
}

int run_and_tell(const Chosen& chosen, const server::OpenStore& open) {
    Report report(chosen.command);
    std::string outcome = "failed";
    Done result;
    try {
        const CancelOnInterrupt cancel;
        result = run(chosen, open, report, outcome);
    } catch (const std::exception& error) {
        // Nothing of ours throws; memory can still run out inside a library.
        result = failure("The command ended early: " + std::string(error.what()) + ".");
    }
    std::string sentence;
    if (!result) {
        outcome = "failed";
        sentence = result.error();
    }
    const std::string text = report.text(findings_on_screen);
    std::fwrite(text.data(), 1, text.size(), stdout);
    if (!chosen.settings.report_file.empty()) {
        auto file = NewFile::create(chosen.settings.report_file);
        const std::string json =
            report.json(chosen.settings.file, chosen.settings.target.quartier, outcome, sentence);
        Done written = file ? file->write(json) : Done(failure(file.error()));
        if (written) written = file->publish();
        if (!written && sentence.empty()) sentence = written.error();
    }
    std::fflush(stdout);
    if (sentence.empty()) return done;
    std::fprintf(stderr, "ankerpunkt: %s\n", sentence.c_str());
    return failed;
}

} // namespace

int run_command(const std::vector<std::string>& arguments, const server::OpenStore& open) {
    CLI::App app("Ankerpunkt: participatory planning for neighbourhoods", "ankerpunkt");
    app.require_subcommand(1);
    Chosen chosen;
    CLI::App* import =
        app.add_subcommand("import", "Take data over from files, each command in one transaction");
    import->require_subcommand(1);
    import->footer(
        "Example, in this order:\n"
        "  ankerpunkt import base-map stockum.osm.pbf --quartier stockum --name Stockum\n"
        "  ankerpunkt import areas areas.shp --quartier stockum --key-column NR --name-column NAME \\\n"
        "      --version-date 2024-12-31\n"
        "  ankerpunkt import catalogue catalogue.json --quartier stockum\n"
        "  ankerpunkt import indicators figures.csv --map figures.json --quartier stockum\n"
        "  ankerpunkt import recipe index.json --quartier stockum\n\n"
        "Importing the same file twice is harmless. docs/imports.md explains every command.");
    add_base_map_command(*import, chosen);
    add_areas_command(*import, chosen);
    add_indicator_commands(*import, chosen);
    add_pupil_command(*import, chosen);
    add_contribution_commands(*import, chosen);
    add_export_command(app, chosen);

    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        app.parse(reversed);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? done : wrong_usage;
    }
    return run_and_tell(chosen, open);
}

} // namespace anker::exchange
