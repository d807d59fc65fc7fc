// SPDX-License-Identifier: Apache-2.0
// What every event store promises. Written against the interface, so that another engine can run the same
// suite.
#include "tests/server/support/store_kit.hpp"
#include "tests/support/random.hpp"

#include <sys/stat.h>

using namespace anker;
using server::Put;
using server::PutResult;
using test::append_of;
using test::event_of;
using test::must_append;
using test::must_read;

BOOST_AUTO_TEST_SUITE(event_store_contract)

BOOST_AUTO_TEST_CASE(the_same_event_twice_is_a_duplicate_with_its_first_number) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    BOOST_CHECK(must_append(*store, append_of("a", {event_of(1)}))[0] == (PutResult{Put::Fresh, 1}));
    BOOST_CHECK(must_append(*store, append_of("a", {event_of(2)}))[0] == (PutResult{Put::Fresh, 2}));
    BOOST_CHECK(must_append(*store, append_of("a", {event_of(1)}))[0] == (PutResult{Put::Duplicate, 1}));
    BOOST_CHECK_EQUAL(must_read(*store, "a").size(), 2U);
    store.reset();
    store = test::open_store(folder);
    BOOST_CHECK(must_append(*store, append_of("a", {event_of(2)}))[0] == (PutResult{Put::Duplicate, 2}));
}

BOOST_AUTO_TEST_CASE(the_same_id_with_other_content_is_a_conflict_and_changes_nothing) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    must_append(*store, append_of("a", {event_of(1, "eins")}));
    const auto before = must_read(*store, "a");
    BOOST_CHECK(must_append(*store, append_of("a", {event_of(1, "zwei")}))[0] ==
                (PutResult{Put::Conflict, 1}));
    BOOST_CHECK(must_read(*store, "a") == before);
    const auto found = store->find("a", test::id(1), event_of(1, "zwei").content_hash);
    BOOST_REQUIRE(found && *found);
    BOOST_CHECK((*found)->put == Put::Conflict);
}

BOOST_AUTO_TEST_CASE(numbers_are_dense_per_quartier_whatever_is_mixed_in) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    test::Random random(7);
    std::uint64_t next = 1;
    std::map<std::string, std::vector<std::uint64_t>> sent;
    for (int round = 0; round < 60; ++round) {
        std::vector<server::Append> group;
        for (const std::string quartier : {"a", "b", "c"}) {
            server::Append append = append_of(quartier, {});
            for (int i = random.below(4); i > 0; --i) {
                const bool again = !sent[quartier].empty() && random.below(3) == 0;
                const std::uint64_t n = again ? sent[quartier][random.below(sent[quartier].size())] : next++;
                append.events.push_back(event_of(n));
                sent[quartier].push_back(n);
            }
            group.push_back(std::move(append));
        }
        const auto results = store->append(group);
        BOOST_REQUIRE(results);
    }
    for (const std::string quartier : {"a", "b", "c"}) {
        const auto log = must_read(*store, quartier);
        const std::set<std::uint64_t> distinct(sent[quartier].begin(), sent[quartier].end());
        BOOST_CHECK_EQUAL(log.size(), distinct.size());
        for (std::size_t i = 0; i < log.size(); ++i) BOOST_REQUIRE_EQUAL(log[i].sequence, i + 1);
        const auto head = store->head(quartier);
        BOOST_REQUIRE(head);
        BOOST_CHECK_EQUAL(head->sequence, log.size());
    }
}

BOOST_AUTO_TEST_CASE(reading_takes_any_page) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    server::Append append = append_of("a", {});
    for (std::uint64_t n = 1; n <= 25; ++n) append.events.push_back(event_of(n));
    must_append(*store, append);
    BOOST_CHECK_EQUAL(must_read(*store, "a", 0, 10).size(), 10U);
    BOOST_CHECK_EQUAL(must_read(*store, "a", 20, 10).size(), 5U);
    BOOST_CHECK_EQUAL(must_read(*store, "a", 20, 10).front().sequence, 21U);
    BOOST_CHECK(must_read(*store, "a", 25, 10).empty());
    BOOST_CHECK(must_read(*store, "a", 1'000, 10).empty());
    BOOST_CHECK(must_read(*store, "unknown").empty());
}

BOOST_AUTO_TEST_CASE(every_kind_of_event_comes_back_as_it_went_in) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    auto log = test::varied_log(3, 400);
    std::erase_if(log,
                  [](const auto& r) { return std::holds_alternative<contribution::Withdrawn>(r.event); });
    server::Append append = append_of("stockum", {});
    for (auto& recorded : log) {
        recorded.sequence = append.events.size() + 1;
        append.events.push_back({recorded.id, recorded.at_ms, recorded.author, recorded.event, {}, {}});
    }
    must_append(*store, append);
    BOOST_CHECK(must_read(*store, "stockum") == log);
}

BOOST_AUTO_TEST_CASE(texts_of_every_script_and_every_awkward_byte_come_back) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    const std::string texts[] = {std::string("a\0b", 3), "'; DROP TABLE event_log; --", "لا يوجد مكان",
                                 "\xF0\x9F\x8C\xB3", "line\nbreak\ttab \"quote\" \\ back"};
    std::uint64_t n = 0;
    for (const std::string& text : texts) must_append(*store, append_of("a", {event_of(++n, text)}));
    const auto log = must_read(*store, "a");
    BOOST_REQUIRE_EQUAL(log.size(), std::size(texts));
    for (std::size_t i = 0; i < log.size(); ++i)
        BOOST_CHECK(std::get<contribution::Made>(log[i].event).words->text == texts[i]);
}

BOOST_AUTO_TEST_CASE(what_is_withdrawn_is_gone_from_the_raw_files_and_never_comes_back) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    server::Append append = append_of("a", {event_of(1, "MARKER-of-the-mark"), event_of(2, "stays"),
                                            event_of(3, "MARKER-of-a-comment", test::id(1)),
                                            event_of(4, "stays too", test::id(2))});
    // Long texts live on pages of their own.
    append.events.push_back(event_of(5, "MARKER-long " + std::string(7'000, 'x'), test::id(1)));
    append.features.push_back(
        {test::id(1),
         server::Feature{
             "need", "green", "resident", {}, test::Given::somewhere(), "MARKER-in-the-table", "", 0, 0}});
    must_append(*store, append);
    for (std::uint64_t n = 10; n < 60; ++n) must_append(*store, append_of("a", {event_of(n, "others")}));
    BOOST_REQUIRE_GE(test::count_in_files(folder.path(), "MARKER"), 4U); // the search finds what is there

    server::NewEvent withdrawn;
    withdrawn.id = test::id(99);
    withdrawn.event = contribution::Withdrawn{test::id(1)};
    must_append(*store, append_of("a", {withdrawn}));

    BOOST_CHECK_EQUAL(test::count_in_files(folder.path(), "MARKER"), 0U);
    const auto log = must_read(*store, "a");
    BOOST_CHECK(std::holds_alternative<workspace::Erased>(log[0].event));
    BOOST_CHECK(log[0].author.is_none());
    BOOST_CHECK(std::holds_alternative<contribution::Made>(log[1].event));
    BOOST_CHECK(std::holds_alternative<workspace::Erased>(log[2].event));
    BOOST_CHECK(std::holds_alternative<contribution::Commented>(log[3].event));
    BOOST_CHECK(std::holds_alternative<workspace::Erased>(log[4].event));
    const auto features = store->features("a");
    BOOST_REQUIRE(features);
    BOOST_CHECK(features->empty());

    BOOST_CHECK(must_append(*store, append_of("a", {event_of(1, "MARKER-of-the-mark")}))[0] ==
                (PutResult{Put::Erased, 1}));
    BOOST_CHECK(must_append(*store, append_of("a", {event_of(3, "MARKER-of-a-comment", test::id(1))}))[0] ==
                (PutResult{Put::Erased, 3}));
    BOOST_CHECK_EQUAL(test::count_in_files(folder.path(), "MARKER"), 0U);
}

BOOST_AUTO_TEST_CASE(a_reader_in_the_way_delays_the_overwriting_but_not_for_long) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    must_append(*store, append_of("a", {event_of(1, "MARKER")}));
    auto reader = server::SqliteStore::inspect(folder.file("ankerpunkt.gpkg"));
    BOOST_REQUIRE(reader);
    BOOST_CHECK_EQUAL((*reader)->head("a")->sequence, 1U); // it now looks at this moment
    server::NewEvent withdrawn;
    withdrawn.id = test::id(99);
    withdrawn.event = contribution::Withdrawn{test::id(1)};
    must_append(*store, append_of("a", {withdrawn}));
    BOOST_CHECK_EQUAL((*reader)->head("a")->sequence, 1U);
    reader->reset();
    must_append(*store, append_of("a", {event_of(2)}));
    BOOST_CHECK_EQUAL(test::count_in_files(folder.path(), "MARKER"), 0U);
}

BOOST_AUTO_TEST_CASE(data_sets_and_tiles_come_back_in_both_encodings) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    const std::string text = "areas areas areas areas areas areas areas";
    server::Append append = append_of("a", {event_of(1)});
    const auto plain = server::bytes_of(text);
    const server::EncodedBytes bytes{plain.size(), server::gzip(plain, server::Effort::Once),
                                     server::brotli(plain, server::Effort::Once)};
    append.datasets.push_back({"h1", "areas", bytes});
    append.manifest = "m1";
    append.tiles.push_back({{basemap::Level::Overview, -3, 7}, bytes});
    must_append(*store, append);
    const auto dataset = store->dataset("h1");
    BOOST_REQUIRE(dataset && *dataset);
    const auto unpacked = server::plain_bytes(**dataset);
    BOOST_REQUIRE(unpacked);
    BOOST_CHECK_EQUAL(std::string(unpacked->begin(), unpacked->end()), text);
    const auto tile = store->tile("m1", {basemap::Level::Overview, -3, 7});
    BOOST_REQUIRE(tile && *tile);
    BOOST_CHECK((*tile)->brotli == bytes.brotli);
    const auto other = store->tile("m1", {basemap::Level::Detail, -3, 7});
    BOOST_CHECK(other && !*other);
    const auto unknown = store->dataset("h2");
    BOOST_CHECK(unknown && !*unknown);
}

BOOST_AUTO_TEST_CASE(files_are_for_their_owner_alone) {
    test::TempFolder folder;
    auto store = test::open_store(folder);
    must_append(*store, append_of("a", {event_of(1)}));
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        struct stat found {};
        ::stat(entry.path().c_str(), &found);
        BOOST_CHECK_MESSAGE((found.st_mode & 077) == 0, entry.path() << " can be read by others");
    }
}

BOOST_AUTO_TEST_SUITE_END()
