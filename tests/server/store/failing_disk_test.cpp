// SPDX-License-Identifier: Apache-2.0
// A disk that is full, broken, or loses power.
#include "tests/server/support/store_kit.hpp"
#include "tests/server/support/test_vfs.hpp"
#include "tests/support/random.hpp"

#include <sqlite3.h>

using namespace anker;
using server::Put;
using server::StoreError;
using test::append_of;
using test::event_of;
using test::must_append;
using test::must_read;

namespace {

struct Failure {
    const char* name;
    int code;
    bool fails_sync;
    bool stays_broken;
    StoreError::Code expected;
};
constexpr Failure failures[] = {
    {"full disk", SQLITE_FULL, false, true, StoreError::Code::Full},
    {"full for a moment", SQLITE_FULL, false, false, StoreError::Code::Full},
    {"broken disk", SQLITE_IOERR_WRITE, false, true, StoreError::Code::Failed},
    {"failed sync", SQLITE_IOERR_FSYNC, true, false, StoreError::Code::Failed},
};

server::Append large_append(std::uint64_t first) {
    server::Append append = append_of("a", {});
    for (std::uint64_t n = first; n < first + 20; ++n) {
        append.events.push_back(event_of(n, std::string(900, 'w')));
        append.features.push_back(
            {test::id(n),
             server::Feature{"need", "green", "resident", {}, test::Given::somewhere(), "", "", 0, 0}});
    }
    return append;
}

/// Breaks the disk at every write of an append in turn. Returns at how many places it broke.
int fail_everywhere(const Failure& failure) {
    int broken_at = 0;
    for (std::int64_t at = 0;; ++at) {
        test::TempFolder folder;
        test::vfs::control().reset();
        auto store = test::open_store(folder, test::vfs::name);
        must_append(*store, append_of("a", {event_of(1), event_of(2), event_of(3)}));
        const auto before = must_read(*store, "a");

        auto& control = test::vfs::control();
        control.failure_code = failure.code;
        control.fails_sync = failure.fails_sync;
        control.stays_broken = failure.stays_broken;
        control.writes_until_failure = at;
        control.has_failed = false;
        const server::Append append = large_append(100);
        const auto results = store->append(std::span(&append, 1));
        const bool failed = control.has_failed;
        control.heal();
        if (!failed) {
            BOOST_CHECK(results);
            return broken_at;
        }
        ++broken_at;
        // The failure may have hit the checkpoint that follows a commit: then everything is stored, and only
        // later in its place.
        if (results) {
            BOOST_CHECK_EQUAL(must_read(*store, "a").size(), 23U);
            continue;
        }
        BOOST_CHECK_MESSAGE(results.error().code == failure.expected,
                            failure.name << ": " << results.error().what);
        BOOST_CHECK_MESSAGE(must_read(*store, "a") == before,
                            failure.name << " at write " << at << " left a part");
        BOOST_CHECK(store->features("a")->empty());
        // The store goes on, and so does the file.
        BOOST_CHECK(must_append(*store, append)[0].put == Put::Fresh);
        BOOST_CHECK_EQUAL(must_read(*store, "a").size(), 23U);
        store.reset();
        test::vfs::control().reset();
        store = test::open_store(folder);
        BOOST_CHECK_EQUAL(must_read(*store, "a").size(), 23U);
        BOOST_CHECK(store->faults()->empty());
    }
}

struct PowerLoss {
    int crashes = 0;
    std::size_t acked = 0;
    std::size_t lost = 0;
    int unreadable = 0;
    int torn_appends = 0;
    int inside = 0; ///< crashes in the middle of an append
};

/// Loses power at a random write or sync of a random run, then reads what a disk may hold.
PowerLoss lose_power(int seeds, bool synchronous) {
    PowerLoss sum;
    for (int seed = 1; seed <= seeds; ++seed) {
        test::TempFolder folder;
        test::Random random(static_cast<std::uint64_t>(seed));
        auto& control = test::vfs::control();
        control.reset();
        auto store = test::open_store(folder, test::vfs::name, synchronous);
        for (auto& [path, image] : control.images) { // a new folder that was in use for a while
            image.synced = test::read_whole(path);
            image.unsynced.clear();
        }
        control.operations = 0;
        control.crash_at = 1 + random.below(std::int64_t{260});
        std::vector<std::size_t> borders{0}; // events after each append
        std::size_t sent = 0;
        std::size_t acked = 0;
        std::uint64_t n = 1;
        const int appends = 10 + random.below(30);
        for (int i = 0; i < appends && !control.has_crashed; ++i) {
            server::Append append = append_of("a", {});
            for (int k = 1 + random.below(12); k > 0; --k)
                append.events.push_back(event_of(n++, std::string(50 + random.below(std::size_t{600}), 'w')));
            if (n > 20 && random.below(6) == 0) {
                server::NewEvent withdrawn;
                withdrawn.id = test::id(100'000 + n);
                withdrawn.event = contribution::Withdrawn{test::id(1 + random.below(n - 1))};
                append.events.push_back(withdrawn);
            }
            sent += append.events.size();
            borders.push_back(sent);
            must_append(*store, append);
            if (!control.has_crashed) acked = sent;
        }
        if (control.has_crashed) {
            ++sum.inside;
        } else {
            control.at_crash = control.images; // pulled the plug right after the last answer
        }
        const auto images = control.at_crash;
        store.reset();

        test::TempFolder after;
        test::vfs::materialise(images, after.path(), static_cast<std::uint64_t>(seed));
        ++sum.crashes;
        sum.acked += acked;
        server::SqliteOptions options;
        options.path = after.file("ankerpunkt.gpkg");
        const auto reopened = server::SqliteStore::open(options);
        const auto log = reopened
                             ? (*reopened)->read("a", 0, 1'000'000)
                             : server::Stored<std::vector<workspace::Recorded>>(failure(reopened.error()));
        if (!log || !(*reopened)->faults()->empty()) {
            ++sum.unreadable;
            continue;
        }
        for (std::size_t i = 0; i < log->size(); ++i) BOOST_REQUIRE_EQUAL((*log)[i].sequence, i + 1);
        if (log->size() < acked) sum.lost += acked - log->size();
        if (std::find(borders.begin(), borders.end(), log->size()) == borders.end()) ++sum.torn_appends;
    }
    test::vfs::control().reset();
    return sum;
}

} // namespace

BOOST_AUTO_TEST_SUITE(store_on_a_failing_disk)

BOOST_AUTO_TEST_CASE(nothing_is_half_stored_when_the_disk_fails_at_any_write) {
    test::vfs::install();
    for (const Failure& failure : failures) {
        const int broken_at = fail_everywhere(failure);
        BOOST_TEST_MESSAGE(failure.name << ": failed at " << broken_at << " places");
        BOOST_CHECK_GE(broken_at, failure.fails_sync ? 1 : 8);
    }
}

BOOST_AUTO_TEST_CASE(an_erasure_that_cannot_be_noted_is_not_carried_out) {
    // Otherwise an older copy of the database would bring the content back.
    test::TempFolder folder;
    server::SqliteOptions options;
    options.path = folder.file("ankerpunkt.gpkg");
    options.erasure_journal = folder.file("no/such/folder/erased.log");
    auto store = server::SqliteStore::open(options);
    BOOST_REQUIRE(store);
    must_append(**store, append_of("a", {event_of(1, "bleibt")}));
    const auto before = must_read(**store, "a");
    server::NewEvent withdrawn;
    withdrawn.id = test::id(99);
    withdrawn.event = contribution::Withdrawn{test::id(1)};
    const server::Append append = append_of("a", {event_of(2), withdrawn});
    const auto results = (*store)->append(std::span(&append, 1));
    BOOST_REQUIRE(!results);
    BOOST_CHECK_MESSAGE(results.error().what.find("erased.log") != std::string::npos, results.error().what);
    BOOST_CHECK(must_read(**store, "a") == before);
    BOOST_CHECK(must_append(**store, append_of("a", {event_of(3)}))[0] == (server::PutResult{Put::Fresh, 2}));
}

BOOST_AUTO_TEST_CASE(power_loss_loses_nothing_that_was_acknowledged) {
    test::vfs::install();
    const PowerLoss full = lose_power(250, true);
    BOOST_TEST_MESSAGE("FULL: " << full.crashes << " crashes (" << full.inside << " inside an append), "
                                << full.acked << " acknowledged, " << full.lost << " lost, "
                                << full.unreadable << " unreadable");
    BOOST_CHECK_EQUAL(full.lost, 0U);
    BOOST_CHECK_EQUAL(full.unreadable, 0);
    BOOST_CHECK_EQUAL(full.torn_appends, 0);
    BOOST_CHECK_GT(full.inside, 100);
}

BOOST_AUTO_TEST_CASE(the_power_loss_test_can_fail) {
    // The control: without waiting for the disk, events must go missing here, or the test above shows
    // nothing.
    test::vfs::install();
    const PowerLoss off = lose_power(80, false);
    BOOST_TEST_MESSAGE("OFF: " << off.acked << " acknowledged, " << off.lost << " lost, " << off.unreadable
                               << " unreadable");
    BOOST_CHECK_GT(off.lost, 0U);
}

BOOST_AUTO_TEST_SUITE_END()
