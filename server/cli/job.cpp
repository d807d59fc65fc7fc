// SPDX-License-Identifier: Apache-2.0
#include "server/cli/job.hpp"

#include "core/jobs/job.hpp"
#include "server/base/file.hpp"

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace anker::server::cli {

namespace {

constexpr int done = 0;
constexpr int refused = 1;

std::atomic<bool> is_cancelled = false;

/// Ctrl-C asks the job to stop between two steps: nothing is half written.
void hear_interrupt() {
    struct sigaction action {};
    action.sa_handler = [](int) { is_cancelled = true; };
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

/// Tells how far it has come, on a terminal only and after half a second.
jobs::Progress progress_on_terminal() {
    using Clock = std::chrono::steady_clock;
    const bool is_terminal = ::isatty(STDERR_FILENO) != 0;
    Clock::time_point next = Clock::now() + std::chrono::milliseconds(500);
    return [is_terminal, next](std::string_view what, std::size_t at, std::size_t total) mutable {
        if (is_terminal && Clock::now() >= next) {
            next = Clock::now() + std::chrono::milliseconds(200);
            const int percent = total == 0 ? 0 : static_cast<int>(at * 100 / total);
            std::fprintf(stderr, "\r%.*s %d %%\033[K", static_cast<int>(what.size()), what.data(), percent);
            if (at >= total) std::fprintf(stderr, "\r\033[K");
        }
        return !is_cancelled.load();
    };
}

std::string help_of(const jobs::OptionSpec& spec) {
    std::string help(spec.help);
    if (spec.kind == jobs::OptionKind::Choice) {
        help += " (";
        for (std::size_t i = 0; i < spec.choices.size(); ++i)
            help += (i > 0 ? ", " : "") + std::string(spec.choices[i]);
        help += ")";
    }
    if (!spec.fallback.empty() && spec.kind != jobs::OptionKind::Switch)
        help += " [" + std::string(spec.fallback) + "]";
    return help;
}

std::string type_of(const jobs::OptionSpec& spec) {
    switch (spec.kind) {
    case jobs::OptionKind::Whole:
        return "N";
    case jobs::OptionKind::Number:
        return "X";
    default:
        return "TEXT";
    }
}

int fail(const std::string& sentence) {
    std::fprintf(stderr, "ankerpunkt: %s\n", sentence.c_str());
    return refused;
}

} // namespace

/// What the command line said for one job.
struct JobCommand {
    const jobs::Job* job = nullptr;
    CLI::App* app = nullptr;
    std::map<std::string, std::string> inputs;
    std::map<std::string, std::string> options;
    std::map<std::string, bool> switches;
    std::map<std::string, std::string> outputs;
};

JobCommands::JobCommands() = default;
JobCommands::~JobCommands() = default;

void JobCommands::add_to(CLI::App& app) {
    for (const jobs::Job& job : jobs::all_jobs()) {
        auto& command = *m_commands.emplace_back(std::make_unique<JobCommand>());
        command.job = &job;
        command.app = app.add_subcommand(std::string(job.name), std::string(job.summary));
        command.app->group("Figures, from files to files");
        for (const jobs::InputSpec& input : job.inputs) {
            auto* option =
                command.app->add_option("--" + std::string(input.name),
                                        command.inputs[std::string(input.name)], std::string(input.help));
            option->type_name("FILE")->group("Input");
            if (input.is_required) option->required();
        }
        for (const jobs::OptionSpec& spec : job.options) {
            const std::string name(spec.name);
            if (spec.kind == jobs::OptionKind::Switch) {
                command.app->add_flag("--" + name, command.switches[name], std::string(spec.help));
                continue;
            }
            const std::string names = (spec.may_be_positional ? name + ",--" : "--") + name;
            auto* option = command.app->add_option(names, command.options[name], help_of(spec));
            option->type_name(type_of(spec));
            if (spec.is_required) option->required();
        }
        for (const jobs::OutputSpec& output : job.outputs) {
            auto* option =
                command.app->add_option("--" + std::string(output.name),
                                        command.outputs[std::string(output.name)], std::string(output.help));
            option->type_name("FILE")->group("Output");
            if (output.is_required) option->required();
        }
        std::string footer = "The result is neither agreed nor disclosure-controlled: for the office, not "
                             "for publication.\nExamples:";
        for (const std::string_view example : job.examples) footer += "\n  " + std::string(example);
        command.app->footer(footer);
    }
}

std::optional<int> JobCommands::run_chosen() {
    for (const auto& command : m_commands) {
        if (*command->app) return run(*command);
    }
    return std::nullopt;
}

int JobCommands::run(const JobCommand& command) {
    jobs::Request request;
    for (const auto& [name, path] : command.inputs) {
        if (command.app->count("--" + name) == 0) continue;
        auto bytes = read_file(path);
        if (!bytes) return fail(bytes.error());
        request.files[name] = {path, std::move(*bytes)};
    }
    for (const auto& [name, value] : command.options) {
        if (command.app->count("--" + name) > 0) request.options[name] = value;
    }
    for (const auto& [name, is_on] : command.switches) {
        if (is_on) request.options[name] = "yes";
    }
    hear_interrupt();
    const auto result = jobs::run_job(*command.job, std::move(request), progress_on_terminal());
    if (!result) return fail(result.error());
    // All files are written beside their places before the first one appears.
    std::vector<NewFile> files;
    for (const auto& [name, path] : command.outputs) {
        if (command.app->count("--" + name) == 0) continue;
        const auto bytes = result->files.find(name);
        if (bytes == result->files.end())
            return fail("--" + name + ": there is nothing to write for this with these options.");
        auto file = NewFile::create(path);
        if (!file) return fail(file.error());
        if (const auto written = file->write(bytes->second); !written) return fail(written.error());
        files.push_back(std::move(*file));
    }
    if (const auto published = publish_together(files); !published) return fail(published.error());
    for (const std::string& note : result->notes) std::fprintf(stderr, "Note: %s\n", note.c_str());
    return done;
}

} // namespace anker::server::cli
