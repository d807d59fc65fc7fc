// SPDX-License-Identifier: Apache-2.0
#include "server/cli/commands.hpp"

#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

namespace anker::server::cli {

namespace {

/// Every phone is an open file.
void allow_many_connections() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int serve(const ServeCommand& command) {
    allow_many_connections();
    Log log(command.log_json ? Log::Form::Json : Log::Form::Lines);
    if (command.is_quiet) log.only_warnings();
    auto application = Application::start(command.options, system_clock(), log);
    if (!application) {
        std::fprintf(stderr, "ankerpunkt: %s\n", application.error().c_str());
        return 1;
    }
    if (!command.is_quiet) {
        const std::string welcome = (*application)->welcome(isatty(STDOUT_FILENO) != 0);
        std::fputs(welcome.c_str(), stdout);
        std::fflush(stdout);
    }
    (*application)->run();
    return 0;
}

} // namespace anker::server::cli
