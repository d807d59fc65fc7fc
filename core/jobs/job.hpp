// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Figures from files to files: the commands `index`, `uncertainty`, `factor`, `allocate`, ... as pure
/// functions of bytes. The command line and the studio run the same ones. What they make needs no catalogue
/// and passes no disclosure control: their reports say so, and an import refuses their results.
namespace anker::jobs {

/// One file as it was read; `name` is only named in sentences.
struct File {
    std::string name;
    std::string bytes;
};

/// What a job is told. `run_job` has checked it against the job's description: required files are there,
/// options have one of their values, and every option has a value (its default where none was given).
struct Request {
    std::map<std::string, File, std::less<>> files;
    std::map<std::string, std::string, std::less<>> options;

    [[nodiscard]] const File* file(std::string_view name) const;
    /// The text of an option; empty where it has none.
    [[nodiscard]] const std::string& option(std::string_view name) const;
    /// Of an option of kind Whole or Number.
    [[nodiscard]] double number(std::string_view name) const;
    [[nodiscard]] bool is_on(std::string_view name) const { return option(name) == "yes"; }
};

/// The files a job made, by the name of the output, and what a person should know although it worked. Notes
/// are whole sentences; they go into the report and to standard error.
struct Result {
    std::map<std::string, std::string, std::less<>> files;
    std::vector<std::string> notes;
};

/// Told by long work; returns whether to go on. `total` 0 = unknown.
using Progress = std::function<bool(std::string_view what, std::size_t done, std::size_t total)>;
/// What a job returns after Progress said no.
constexpr std::string_view cancelled_sentence = "Cancelled: nothing was written.";

struct InputSpec {
    std::string_view name; ///< `values` is `--values FILE`
    std::string_view help;
    bool is_required = true;
};

enum class OptionKind {
    Text,
    Choice, ///< one of `choices`
    Whole,  ///< a whole number from `low` to `high`
    Number, ///< likewise, with a fraction
    Switch  ///< "yes" where it is given, else ""
};

struct OptionSpec {
    std::string_view name;
    OptionKind kind = OptionKind::Text;
    std::string_view fallback = {}; ///< default; empty = none
    std::string_view help = {};
    std::vector<std::string_view> choices = {};
    double low = 0;
    double high = 0;
    bool is_required = false;
    bool may_be_positional = false; ///< `spatial moran` is `spatial --method moran`
};

struct OutputSpec {
    std::string_view name; ///< `out` is `--out FILE`
    std::string_view help;
    bool is_required = false;
};

/// One command, described once: command line, --help, docs/cli.md and the studio read the same.
struct Job {
    std::string_view name;
    std::string_view summary; ///< one sentence
    std::vector<InputSpec> inputs;
    std::vector<OptionSpec> options;
    std::vector<OutputSpec> outputs;
    std::vector<std::string_view> examples; ///< whole command lines
    /// The error is one English sentence with file, row and column where there are any.
    Expected<Result, std::string> (*run)(const Request& request, const Progress& progress) = nullptr;
};

/// All of them, in the order of the documentation.
[[nodiscard]] std::span<const Job> all_jobs();
[[nodiscard]] const Job* find_job(std::string_view name);

/// Checks the request against the job's description, fills in defaults, runs it, and puts into every report
/// (JSON, output `report`) what the job is, that it is not agreed and not disclosure-controlled, its options
/// and its notes.
[[nodiscard]] Expected<Result, std::string> run_job(const Job& job, Request request,
                                                    const Progress& progress);

} // namespace anker::jobs
