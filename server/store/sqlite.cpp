// SPDX-License-Identifier: Apache-2.0
#include "server/store/sqlite.hpp"

#include <sqlite3.h>

namespace anker::server::sqlite {

namespace {

constexpr int busy_timeout_ms = 5'000; // `ankerpunkt check` may hold a read lock for a moment

Error error_of(sqlite3* database) {
    return {sqlite3_errcode(database), sqlite3_errmsg(database)};
}
Error error_of(sqlite3_stmt* statement) {
    return error_of(sqlite3_db_handle(statement));
}

} // namespace

void Statement::Finalise::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void Database::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Statement& Statement::start() {
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
    m_bind_fault = SQLITE_OK;
    return *this;
}

Statement& Statement::bind(int at, std::int64_t value) {
    m_bind_fault |= sqlite3_bind_int64(m_statement.get(), at, value);
    return *this;
}
Statement& Statement::bind(int at, double value) {
    m_bind_fault |= sqlite3_bind_double(m_statement.get(), at, value);
    return *this;
}
// Values outlive the step that uses them in every caller, so SQLite need not copy them.
Statement& Statement::bind(int at, std::string_view text) {
    m_bind_fault |= sqlite3_bind_text64(m_statement.get(), at, text.data() == nullptr ? "" : text.data(),
                                        text.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}
Statement& Statement::bind(int at, std::span<const std::uint8_t> bytes) {
    m_bind_fault |=
        bytes.empty() ? sqlite3_bind_zeroblob(m_statement.get(), at, 0)
                      : sqlite3_bind_blob64(m_statement.get(), at, bytes.data(), bytes.size(), SQLITE_STATIC);
    return *this;
}
Statement& Statement::bind_nothing(int at) {
    m_bind_fault |= sqlite3_bind_null(m_statement.get(), at);
    return *this;
}

Result<bool> Statement::row() {
    if (m_bind_fault != SQLITE_OK) return failure(Error{m_bind_fault, "value too large"});
    const int result = sqlite3_step(m_statement.get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) {
        sqlite3_reset(m_statement.get());
        return false;
    }
    const Error error = error_of(m_statement.get());
    sqlite3_reset(m_statement.get());
    return failure(error);
}

Result<void> Statement::run() {
    while (true) {
        ANKER_TRY(const bool more, row());
        if (!more) return {};
    }
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}
std::string_view Statement::text(int column) const {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    return text == nullptr
               ? std::string_view{}
               : std::string_view(text,
                                  static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column)));
}
std::span<const std::uint8_t> Statement::bytes(int column) const {
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement.get(), column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}
bool Statement::is_null(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}
void Statement::finish() {
    sqlite3_reset(m_statement.get());
}

Result<Database> Database::open(const std::string& path, Access access, const std::string& vfs) {
    int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    flags |= access == Access::ReadOnly || access == Access::Immutable ? SQLITE_OPEN_READONLY
                                                                       : SQLITE_OPEN_READWRITE;
    if (access == Access::Create) flags |= SQLITE_OPEN_CREATE;
    // The path goes into a file: address, where these characters mean something else.
    std::string address = "file:";
    for (const char c : path) {
        if (c == '%') {
            address += "%25";
        } else if (c == '?') {
            address += "%3f";
        } else if (c == '#') {
            address += "%23";
        } else {
            address += c;
        }
    }
    if (access == Access::Immutable) address += "?immutable=1";
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(address.c_str(), &handle, flags, vfs.empty() ? nullptr : vfs.c_str());
    Database database;
    database.m_database.reset(handle);
    if (result != SQLITE_OK)
        return failure(handle != nullptr ? error_of(handle) : Error{result, "out of memory"});
    sqlite3_busy_timeout(handle, busy_timeout_ms);
    return database;
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(m_database.get(), sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
        return failure(error_of(m_database.get()));
    }
    Statement prepared;
    prepared.m_statement.reset(statement);
    return prepared;
}

Result<void> Database::run(const char* sql) {
    if (sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure(error_of(m_database.get()));
    return {};
}

Result<std::int64_t> Database::integer(const char* sql) {
    ANKER_TRY(Statement statement, prepare(sql));
    ANKER_TRY(const bool found, statement.row());
    return found ? statement.integer(0) : 0;
}

Result<std::string> Database::text(const char* sql) {
    ANKER_TRY(Statement statement, prepare(sql));
    ANKER_TRY(const bool found, statement.row());
    return found ? std::string(statement.text(0)) : std::string();
}

bool Database::empty_log() {
    // Readers of this program are done in a moment; for one of another program nobody shall wait long.
    constexpr int moment_ms = 200;
    sqlite3_busy_timeout(m_database.get(), moment_ms);
    const auto is_busy = integer("PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_busy_timeout(m_database.get(), busy_timeout_ms);
    return is_busy && *is_busy == 0;
}

bool Database::in_transaction() const {
    return sqlite3_get_autocommit(m_database.get()) == 0;
}
std::int64_t Database::changed_rows() const {
    return sqlite3_changes64(m_database.get());
}

bool is_full(const Error& error) {
    return (error.code & 0xFF) == SQLITE_FULL;
}
bool is_corrupt(const Error& error) {
    const int code = error.code & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

} // namespace anker::server::sqlite
