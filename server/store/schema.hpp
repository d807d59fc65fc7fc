// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/sqlite.hpp"

#include <string>

namespace anker::server {

/// Raised with every change of the tables. It lives in our own table: GeoPackage owns `user_version`.
constexpr int schema_version = 1;

/// Makes all tables in an empty database, in one transaction.
[[nodiscard]] sqlite::Result<void> create_schema(sqlite::Database& database, const std::string& epoch);

/// Brings an older schema up to date, in one transaction.
[[nodiscard]] sqlite::Result<void> migrate_schema(sqlite::Database& database, int from);

} // namespace anker::server
