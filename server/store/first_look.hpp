// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "server/store/event_store.hpp"
#include "server/store/sqlite.hpp"

#include <string>

namespace anker::server {

enum class Found {
    Nothing,   ///< no file yet, or an empty one
    Database,  ///< one of ours, of a version we know
    Unsettled, ///< a write-ahead log is beside it: only opening tells what it is
};

/// Finds out what lies at `path` without changing a byte, and refuses what is damaged, foreign or newer.
[[nodiscard]] Stored<Found> first_look(const std::string& path);

/// The same checks on an open database, before anything is written: after a crash what counts may still be in
/// the write-ahead log. `Nothing` where it has no tables yet.
[[nodiscard]] Stored<Found> second_look(const std::string& path, sqlite::Database& database);

/// What went wrong in SQLite, as a sentence.
[[nodiscard]] StoreError explained(const std::string& path, const sqlite::Error& error);

} // namespace anker::server
