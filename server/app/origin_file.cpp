// SPDX-License-Identifier: Apache-2.0
#include "server/app/origin_file.hpp"

#include <fstream>

namespace anker::server {

namespace {

std::string path_in(const std::string& folder) {
    return folder + "/origin";
}

} // namespace

void write_origin(const std::string& folder, const std::string& origin) {
    std::ofstream(path_in(folder)) << origin << "\n"; // only for print: nothing depends on it
}

std::string read_origin(const std::string& folder) {
    std::string origin;
    std::ifstream file(path_in(folder));
    if (!std::getline(file, origin) || origin.empty()) return "http://127.0.0.1:8080";
    return origin;
}

} // namespace anker::server
