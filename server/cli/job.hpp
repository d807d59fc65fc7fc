// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

namespace CLI {
class App;
}

namespace anker::server::cli {

struct JobCommand;

/// The commands `index`, `uncertainty`, `allocate`, ...: one for each job of core/jobs, made from its
/// description. Files in, files out; all outputs are written or none.
class JobCommands {
public:
    JobCommands();
    ~JobCommands();
    JobCommands(const JobCommands&) = delete;
    JobCommands& operator=(const JobCommands&) = delete;

    void add_to(CLI::App& app);
    /// Runs the one that was parsed: its exit status, or nothing where it was another command.
    [[nodiscard]] std::optional<int> run_chosen();

private:
    [[nodiscard]] static int run(const JobCommand& command);
    std::vector<std::unique_ptr<JobCommand>> m_commands;
};

} // namespace anker::server::cli
