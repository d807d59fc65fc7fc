// SPDX-License-Identifier: Apache-2.0
#include "core/journal/journal.hpp"
#include "core/workspace/state.hpp"
#include "tests/support/given.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;

BOOST_AUTO_TEST_SUITE(journal_encoding)

BOOST_AUTO_TEST_CASE(decoding_what_was_encoded_gives_the_same_event) {
    auto log = test::varied_log(3, 800);
    quartier::Redrawn redrawn{test::Given::extent(),
                              {{{{1, 2}, {3, 4}, {5, 0}}, {{{2, 2}, {3, 3}, {2, 3}}}}}};
    log.push_back({test::id(1), 1, 5, {}, redrawn});
    log.push_back({test::id(2),
                   2,
                   5,
                   {},
                   quartier::DatasetAdopted{quartier::DatasetKind::Areas,
                                            {"abc", "Stadt", "dl-de/by-2-0", "2024-01-01"}}});
    contribution::Made imported;
    imported.shape = {geo::ShapeKind::Point, {{1, -2}}};
    imported.words = contribution::Words{"Alt", "de"};
    imported.words_state = contribution::WordsState::Approved;
    imported.channel = contribution::Channel::Import;
    imported.support_elsewhere = 7;
    imported.made_elsewhere_at_ms = 1'505'000'000'000;
    imported.source = "Raddialog";
    log.push_back({test::id(3), 3, 5, {}, imported});
    for (const auto& recorded : log) {
        const std::string line = journal::encode_line(recorded);
        const auto back = journal::decode_line(line);
        BOOST_REQUIRE_MESSAGE(back.has_value(), line << (back ? "" : back.error().where));
        BOOST_REQUIRE_MESSAGE(*back == recorded, line);
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_kind_is_kept_and_an_unknown_field_is_ignored) {
    const auto unknown = journal::decode_body("vote.cast", 1, R"({"dots":3})");
    BOOST_REQUIRE(unknown.has_value());
    BOOST_TEST(std::get<workspace::Unknown>(*unknown).kind == "vote.cast");
    const auto newer = journal::decode_body("session.planned", 1, R"({"title":"Werkstatt","room":"Aula"})");
    BOOST_REQUIRE(newer.has_value());
    BOOST_TEST(std::get<session::Planned>(*newer).title == "Werkstatt");
}

BOOST_AUTO_TEST_CASE(a_broken_event_is_refused_with_the_place_of_the_fault) {
    const auto where = [](std::string_view kind, std::string_view body) {
        const auto event = journal::decode_body(kind, 1, body);
        return event ? std::string("decoded") : event.error().where;
    };
    BOOST_TEST(where("session.planned", "{") == "b");
    BOOST_TEST(where("session.planned", R"({"title":7})") == "b.title");
    BOOST_TEST(where("session.opened", R"({"session":"xyz"})") == "b.session");
    BOOST_TEST(
        where(
            "contribution.made",
            R"({"kind":"need","theme":"green","perspective":"resident","channel":"phone","shape":{"t":"point","p":[1]}})") ==
        "b.shape.p");
    BOOST_TEST(
        where(
            "contribution.made",
            R"({"kind":"wish","theme":"green","perspective":"resident","channel":"phone","shape":{"t":"point","p":[1,2]}})") ==
        "b.kind");
    BOOST_TEST(
        where(
            "contribution.made",
            R"({"kind":"need","theme":"green","perspective":"resident","channel":"phone","shape":{"t":"point","p":[99999999999,2]}})") ==
        "b.shape.p");
    BOOST_TEST(where("session.planned", std::string(200, '[')) == "b");
    const auto version = journal::decode_body("session.planned", 2, R"({"title":"Werkstatt"})");
    BOOST_TEST((version.error().code == journal::DecodeError::Code::NewerVersion));
}

BOOST_AUTO_TEST_SUITE_END()
