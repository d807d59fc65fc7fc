// SPDX-License-Identifier: Apache-2.0
#include "server/store/first_look.hpp"

#include "server/base/data_folder.hpp"
#include "server/store/schema.hpp"

#include <cerrno>
#include <fstream>
#include <sys/stat.h>

namespace anker::server {

namespace {

using sqlite::Database;

// The file header (sqlite.org/fileformat2.html, 1.3).
constexpr std::size_t header_bytes = 100;
constexpr std::string_view magic = "SQLite format 3";
constexpr std::size_t page_size_at = 16;
constexpr std::size_t page_count_at = 28;

constexpr std::int64_t geopackage_id = 0x47504B47; // "GPKG"

std::uint64_t big_endian(const std::string& header, std::size_t at, std::size_t bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | static_cast<unsigned char>(header[at + i]);
    return value;
}

std::uint64_t size_of(const std::string& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? static_cast<std::uint64_t>(found.st_size) : 0;
}

StoreError damaged(const std::string& path, const std::string& how) {
    return {StoreError::Code::Corrupt, "The database " + path + " is damaged: " + how +
                                           " Restore it from a backup; the file is left as it is."};
}

} // namespace

StoreError explained(const std::string& path, const sqlite::Error& error) {
    if (sqlite::is_full(error))
        return {StoreError::Code::Full,
                "The disk is full: " + path +
                    " cannot grow. Nothing was half stored; make room and try again."};
    if (sqlite::is_corrupt(error)) return damaged(path, error.what + ".");
    return {StoreError::Code::Failed, "The database " + path + " refused to work: " + error.what + "."};
}

Stored<Found> first_look(const std::string& path) {
    const std::uint64_t size = size_of(path);
    // While pages wait in the write-ahead log the file itself may be shorter than its header says.
    const bool is_unsettled = size_of(path + "-wal") > 0;
    if (size == 0) return is_unsettled ? Found::Unsettled : Found::Nothing;
    std::string header(header_bytes, '\0');
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return failure(StoreError{StoreError::Code::Failed,
                                  "Cannot read the database " + path + ": " + system_reason(errno) + "."});
    file.read(header.data(), static_cast<std::streamsize>(header.size()));
    if (!file || header.compare(0, magic.size(), magic) != 0)
        return failure(damaged(path, "it does not begin like a database."));
    if (is_unsettled) return Found::Unsettled;
    std::uint64_t page_size = big_endian(header, page_size_at, 2);
    if (page_size == 1) page_size = 65'536;
    if (size < page_size * big_endian(header, page_count_at, 4))
        return failure(damaged(path, "it is cut off after " + std::to_string(size) + " bytes."));
    auto database = Database::open(path, sqlite::Access::Immutable, "");
    if (!database) return failure(explained(path, database.error()));
    return second_look(path, *database);
}

Stored<Found> second_look(const std::string& path, Database& database) {
    const auto number = [&](const char* sql) -> Stored<std::int64_t> {
        const auto result = database.integer(sql);
        if (!result) return failure(explained(path, result.error()));
        return *result;
    };
    ANKER_TRY(const std::int64_t tables, number("SELECT count(*) FROM sqlite_master"));
    if (tables == 0) return Found::Nothing; // the power went while it was made
    ANKER_TRY(const std::int64_t application, number("PRAGMA application_id"));
    ANKER_TRY(const std::int64_t own_tables,
              number("SELECT count(*) FROM sqlite_master WHERE name = 'anker_meta'"));
    if (application != geopackage_id || own_tables == 0)
        return failure(StoreError{
            StoreError::Code::Corrupt,
            "The file " + path + " is a database, but not one of ankerpunkt: choose another data folder."});
    ANKER_TRY(const std::int64_t version,
              number("SELECT value FROM anker_meta WHERE name = 'schema_version'"));
    if (version > schema_version)
        return failure(StoreError{
            StoreError::Code::Newer,
            "The database " + path + " was written by a newer version of ankerpunkt (schema " +
                std::to_string(version) + ", this program knows " + std::to_string(schema_version) +
                "): install the newer version. The file was not touched."});
    return Found::Database;
}

} // namespace anker::server
