// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/app/application.hpp"

#include <string>
#include <vector>

/// The commands of the program. Each returns its exit status: 0 done, 1 refused or failed with one sentence
/// on standard error.
namespace anker::server::cli {

struct ServeCommand {
    ServeOptions options;
    bool is_quiet = false;
    bool log_json = false;
};
[[nodiscard]] int serve(const ServeCommand& command);

struct LinksCommand {
    std::string data = "./data";
    std::string quartier;
    std::string revoke; ///< a role; empty = show only
    bool qr = false;
    bool new_key = false;
};
[[nodiscard]] int links(const LinksCommand& command);

[[nodiscard]] int check(const std::string& data);

/// `import` and `export`: `arguments` begin with the command's name.
[[nodiscard]] int geo(const std::vector<std::string>& arguments);

} // namespace anker::server::cli
