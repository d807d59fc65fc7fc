// SPDX-License-Identifier: Apache-2.0
#include "server/geo/geo_main.hpp"

#include "server/geo/common/run_command.hpp"

// The only name that leaves the module.
extern "C" __attribute__((visibility("default"))) int
ankerpunkt_geo_main(const std::vector<std::string>* arguments, const anker::server::OpenStore* open) {
    return anker::exchange::run_command(*arguments, *open);
}
