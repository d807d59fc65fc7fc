// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/expected.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

/// A thin cover over SQLite: values in, rows out, errors as values. Statements are prepared; no SQL is ever
/// put together from values.
namespace anker::server::sqlite {

struct Error {
    int code = 0; ///< SQLite's primary result code
    std::string what;
};
template <class T>
using Result = Expected<T, Error>;

/// One prepared statement. After `row()` returned true its columns can be read until the next call.
class Statement {
public:
    Statement() = default;

    /// Forgets earlier values and rows. Positions count from 1.
    Statement& start();
    Statement& bind(int at, std::int64_t value);
    Statement& bind(int at, double value);
    Statement& bind(int at, std::string_view text);
    Statement& bind(int at, std::span<const std::uint8_t> bytes);
    Statement& bind_nothing(int at);

    /// Steps to the next row; false where there is none.
    [[nodiscard]] Result<bool> row();
    /// Runs to the end. Rows are dropped.
    [[nodiscard]] Result<void> run();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] std::span<const std::uint8_t> bytes(int column) const;
    [[nodiscard]] bool is_null(int column) const;
    /// Lets go of the read lock; `row` does so by itself after the last row.
    void finish();

private:
    friend class Database;
    struct Finalise {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalise> m_statement;
    int m_bind_fault = 0;
};

enum class Access { ReadWrite, Create, ReadOnly, Immutable };

class Database {
public:
    /// `vfs` empty = the system's.
    [[nodiscard]] static Result<Database> open(const std::string& path, Access access,
                                               const std::string& vfs);

    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    /// Runs fixed SQL without values.
    [[nodiscard]] Result<void> run(const char* sql);
    [[nodiscard]] Result<std::int64_t> integer(const char* sql);
    [[nodiscard]] Result<std::string> text(const char* sql);
    /// Moves the write-ahead log into the file and empties it. False where a reader was in the way for longer
    /// than a moment.
    [[nodiscard]] bool empty_log();
    [[nodiscard]] bool in_transaction() const;
    [[nodiscard]] bool is_open() const { return m_database != nullptr; }
    [[nodiscard]] std::int64_t changed_rows() const;

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> m_database;
};

[[nodiscard]] bool is_full(const Error& error);
[[nodiscard]] bool is_corrupt(const Error& error);

} // namespace anker::server::sqlite
