// SPDX-License-Identifier: Apache-2.0
// Files that are newer, older copies, cut off, or no database at all.
#include "server/base/data_folder.hpp"
#include "tests/server/support/store_kit.hpp"

#include <sqlite3.h>

using namespace anker;
using server::StoreError;
using test::append_of;
using test::event_of;
using test::must_append;
using test::must_read;

namespace {

server::Stored<std::unique_ptr<server::SqliteStore>> try_open(const test::TempFolder& folder) {
    server::SqliteOptions options;
    options.path = folder.file("ankerpunkt.gpkg");
    options.erasure_journal = folder.file("erased.log");
    return server::SqliteStore::open(options);
}

void run_sql(const std::string& path, const char* sql) {
    sqlite3* database = nullptr;
    BOOST_REQUIRE_EQUAL(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    BOOST_REQUIRE_EQUAL(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
}

/// One sentence: says what and where, ends with a full stop, and names no source file.
void check_sentence(const std::string& sentence, const std::string& must_name) {
    BOOST_CHECK_MESSAGE(sentence.find(must_name) != std::string::npos, sentence);
    BOOST_CHECK_MESSAGE(sentence.ends_with('.'), sentence);
    BOOST_CHECK_MESSAGE(sentence.find('\n') == std::string::npos, sentence);
}

void fill(const test::TempFolder& folder, int events) {
    auto store = test::open_store(folder);
    for (int n = 1; n <= events; ++n)
        must_append(*store, append_of("a", {event_of(static_cast<std::uint64_t>(n), std::string(500, 'w'))}));
}

} // namespace

BOOST_AUTO_TEST_SUITE(store_with_broken_files)

BOOST_AUTO_TEST_CASE(a_database_of_a_newer_version_is_refused_and_left_untouched) {
    test::TempFolder folder;
    fill(folder, 3);
    const std::string path = folder.file("ankerpunkt.gpkg");
    run_sql(
        path,
        "UPDATE anker_meta SET value = 999 WHERE name = 'schema_version'; PRAGMA wal_checkpoint(TRUNCATE)");
    const std::string before = test::read_whole(path);
    const auto store = try_open(folder);
    BOOST_REQUIRE(!store);
    BOOST_CHECK(store.error().code == StoreError::Code::Newer);
    check_sentence(store.error().what, path);
    BOOST_CHECK(test::read_whole(path) == before);
    BOOST_CHECK(!std::filesystem::exists(path + "-wal"));
}

BOOST_AUTO_TEST_CASE(an_older_schema_is_brought_up_to_date) {
    test::TempFolder folder;
    fill(folder, 3);
    run_sql(folder.file("ankerpunkt.gpkg"), "UPDATE anker_meta SET value = 0 WHERE name = 'schema_version'");
    const auto store = try_open(folder);
    BOOST_REQUIRE(store);
    BOOST_CHECK_EQUAL(must_read(**store, "a").size(), 3U);
}

BOOST_AUTO_TEST_CASE(files_that_are_no_database_of_ours_get_one_sentence) {
    test::TempFolder folder;
    const std::string path = folder.file("ankerpunkt.gpkg");
    test::write_whole(path,
                      "this is not a database, but it is long enough to look at: " + std::string(200, '.'));
    auto store = try_open(folder);
    BOOST_REQUIRE(!store);
    check_sentence(store.error().what, path);

    std::filesystem::remove(path);
    run_sql(path, "CREATE TABLE other (x)");
    const std::string before = test::read_whole(path);
    store = try_open(folder);
    BOOST_REQUIRE(!store);
    check_sentence(store.error().what, "not one of ankerpunkt");
    BOOST_CHECK(test::read_whole(path) == before);
}

BOOST_AUTO_TEST_CASE(a_cut_off_database_gets_one_sentence_wherever_it_is_cut) {
    test::TempFolder folder;
    fill(folder, 200);
    const std::string path = folder.file("ankerpunkt.gpkg");
    const std::string whole = test::read_whole(path);
    BOOST_REQUIRE_GT(whole.size(), 100'000U);
    for (const std::size_t size :
         {std::size_t{50}, std::size_t{4'096}, std::size_t{10'000}, whole.size() / 2, whole.size() - 1}) {
        test::write_whole(path, whole.substr(0, size));
        const auto store = try_open(folder);
        BOOST_REQUIRE_MESSAGE(!store, "cut at " << size);
        BOOST_CHECK(store.error().code == StoreError::Code::Corrupt);
        check_sentence(store.error().what, path);
        BOOST_CHECK(test::read_whole(path).size() == size);
    }
}

BOOST_AUTO_TEST_CASE(overwritten_pages_are_found_by_reading_and_by_check) {
    test::TempFolder folder;
    fill(folder, 200);
    const std::string path = folder.file("ankerpunkt.gpkg");
    std::string bytes = test::read_whole(path);
    for (std::size_t at = 40'960; at < bytes.size(); ++at) bytes[at] = 'Z';
    test::write_whole(path, bytes);
    const auto store = try_open(folder);
    if (store) {
        const auto log = (*store)->read("a", 0, 1'000);
        BOOST_REQUIRE(!log);
        BOOST_CHECK(log.error().code == StoreError::Code::Corrupt);
        check_sentence(log.error().what, path);
    } else {
        check_sentence(store.error().what, path);
    }
    const auto inspected = server::SqliteStore::inspect(path);
    if (inspected) {
        const auto faults = (*inspected)->faults();
        BOOST_CHECK(!faults || !faults->empty());
    }
}

BOOST_AUTO_TEST_CASE(what_was_erased_stays_erased_when_an_older_copy_is_put_back) {
    test::TempFolder folder;
    const std::string path = folder.file("ankerpunkt.gpkg");
    {
        auto store = test::open_store(folder);
        must_append(*store, append_of("a", {event_of(1, "MARKER"), event_of(2, "stays")}));
    }
    const std::string backup = test::read_whole(path);
    std::string epoch;
    {
        auto store = test::open_store(folder);
        epoch = store->head("a")->epoch;
        server::NewEvent withdrawn;
        withdrawn.id = test::id(99);
        withdrawn.event = contribution::Withdrawn{test::id(1)};
        must_append(*store, append_of("a", {withdrawn}));
    }
    {
        auto store = test::open_store(folder);
        BOOST_CHECK_EQUAL(store->head("a")->epoch, epoch); // an ordinary restart is no restore
    }
    test::write_whole(path, backup);
    BOOST_REQUIRE_EQUAL(test::count_in_files(folder.path(), "MARKER"), 1U);
    {
        auto store = test::open_store(folder);
        const auto log = must_read(*store, "a");
        BOOST_CHECK(std::holds_alternative<workspace::Erased>(log[0].event));
        BOOST_CHECK(std::holds_alternative<contribution::Made>(log[1].event));
        BOOST_CHECK(store->head("a")->epoch != epoch); // clients must take everything anew
    }
    BOOST_CHECK_EQUAL(test::count_in_files(folder.path(), "MARKER"), 0U);
}

BOOST_AUTO_TEST_CASE(a_folder_belongs_to_one_process_and_its_key_is_not_made_twice) {
    test::TempFolder folder;
    const std::string path = folder.file("data/below");
    {
        auto first = server::DataFolder::take(path, server::DataFolder::Missing::Create);
        BOOST_REQUIRE(first);
        const auto second = server::DataFolder::take(path, server::DataFolder::Missing::Create);
        BOOST_REQUIRE(!second);
        check_sentence(second.error(), path);
        BOOST_CHECK(server::DataFolder::is_taken(path));
    }
    BOOST_CHECK(!server::DataFolder::is_taken(path));
    const auto key = server::load_key(path, server::NewKey::WhenFolderIsNew);
    BOOST_REQUIRE(key);
    BOOST_CHECK(*server::load_key(path, server::NewKey::WhenFolderIsNew) == *key);
    test::write_whole(server::DataFolder::database_in(path), "x");
    std::filesystem::remove(server::DataFolder::key_in(path));
    const auto missing = server::load_key(path, server::NewKey::WhenFolderIsNew);
    BOOST_REQUIRE(!missing);
    check_sentence(missing.error(), "secret.key");
}

BOOST_AUTO_TEST_SUITE_END()
