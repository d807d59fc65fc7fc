// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/store_access.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace anker::server {

/// Opens the data folder: the store itself, or the running server that owns it. The error is one English
/// sentence.
using OpenStore =
    std::function<Expected<std::unique_ptr<StoreAccess>, std::string>(const std::string& data_folder)>;

} // namespace anker::server

/// `ankerpunkt import …` and `ankerpunkt export …`. Lives in the module ankerpunkt-geo.so beside the program,
/// which main loads only for these commands: GDAL, PROJ, GEOS and libosmium stay out of `serve`. `arguments`
/// start with "import" or "export". Returns the exit status: 0 done, 1 refused or failed (one sentence on
/// stderr), 2 wrong usage.
extern "C" int ankerpunkt_geo_main(const std::vector<std::string>* arguments,
                                   const anker::server::OpenStore* open);
