// SPDX-License-Identifier: Apache-2.0
#include "server/cli/commands.hpp"
#include "server/control/remote_access.hpp"
#include "server/geo/geo_main.hpp"

#include <cstdio>
#include <dlfcn.h>
#include <limits.h>
#include <unistd.h>

namespace anker::server::cli {

namespace {

std::string folder_of_program() {
    char path[PATH_MAX] = {};
    const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path - 1);
    const std::string program(path, size > 0 ? static_cast<std::size_t>(size) : 0);
    return program.substr(0, program.rfind('/'));
}

/// The store itself while no server runs; otherwise the server, which stays the only one to write.
Expected<std::unique_ptr<StoreAccess>, std::string> open_store(const std::string& folder) {
    if (DataFolder::is_taken(folder)) {
        ANKER_TRY(Channel channel, Channel::connect(folder));
        return std::unique_ptr<StoreAccess>(std::make_unique<RemoteAccess>(std::move(channel)));
    }
    ANKER_TRY(OwnedData data, own_data(folder, DataFolder::Missing::Create));
    return std::unique_ptr<StoreAccess>(
        std::make_unique<LocalAccess>(std::move(data), system_clock().unix_ms));
}

} // namespace

int geo(const std::vector<std::string>& arguments) {
    const std::string path = folder_of_program() + "/ankerpunkt-geo.so";
    void* module = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) {
        std::fprintf(
            stderr,
            "ankerpunkt: `%s` needs the module %s, which cannot be loaded (%s): build it, or install "
            "ankerpunkt again.\n",
            arguments.front().c_str(), path.c_str(), dlerror());
        return 1;
    }
    using Main = int (*)(const std::vector<std::string>*, const OpenStore*);
    const auto run = reinterpret_cast<Main>(dlsym(module, "ankerpunkt_geo_main"));
    if (run == nullptr) {
        std::fprintf(stderr, "ankerpunkt: %s belongs to another version: install ankerpunkt again.\n",
                     path.c_str());
        return 1;
    }
    const OpenStore open = open_store;
    return run(&arguments, &open); // never unloaded: its libraries keep what they registered
}

} // namespace anker::server::cli
