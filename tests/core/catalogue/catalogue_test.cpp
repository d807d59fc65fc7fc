// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue/catalogue.hpp"
#include "tests/support/agreements.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using catalogue::Catalogue;

namespace {

/// The catalogue's text with one place changed.
std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, from);
    return text.replace(at, from.size(), to);
}

std::string fault_of(const std::string& text) {
    const auto read = catalogue::decode_catalogue(text);
    BOOST_REQUIRE(!read.has_value());
    return read.error();
}

bool says(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

Catalogue next_version(Catalogue c) {
    c.indicators[0].version = 2;
    c.indicators[0].history.push_back({2, "2025-01-01", "Tests", "new source"});
    c.indicators[0].source = "Elsewhere";
    return c;
}

} // namespace

BOOST_AUTO_TEST_SUITE(agreed_indicators)

BOOST_AUTO_TEST_CASE(a_catalogue_reads_back_as_it_was_written) {
    Catalogue c = test::catalogue_of({test::agreement("children"), test::agreement("space")});
    c.indicators[0].minimum_cases = {3, 100, catalogue::Extremes::Withheld};
    c.indicators[0].may_be_negative = true;
    c.indicators[1].unit = catalogue::Unit::SquareMetres;
    c.indicators[1].numerator = {};
    c.indicators[1].denominator = {};
    c.indicators[1].direction = indicator::Direction::Relief;
    c = next_version(c);
    const auto read = catalogue::decode_catalogue(catalogue::encode(c));
    BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error()));
    BOOST_TEST((*read == c));
    BOOST_TEST(read->find("space") == &read->indicators[1]);
    BOOST_TEST(read->find("wealth") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_wrong_field_is_named_by_its_path) {
    const std::string text =
        catalogue::encode(test::catalogue_of({test::agreement("children"), test::agreement("youth")}));
    BOOST_REQUIRE(catalogue::decode_catalogue(text).has_value());
    BOOST_TEST(says(fault_of(with(text, R"("unit":"percent")", R"("unit":"per cent")")),
                    "field \"indicators.1.unit\" must be one of percent, share, per_1000"));
    BOOST_TEST(says(fault_of(with(text, R"("agreed_at":"2024-05-01")", R"("agreed_at":"1.5.2024")")),
                    "field \"indicators.1.agreed_at\" must be a day as YYYY-MM-DD"));
    BOOST_TEST(says(fault_of(with(text, R"("at":"2024-05-01")", R"("at":"2024-13-01")")),
                    "field \"indicators.1.history.1.at\""));
    BOOST_TEST(says(fault_of(with(text, R"("steward":"niemand")", R"("steward":"")")),
                    "field \"indicators.1.steward\" must be there, filled"));
    BOOST_TEST(says(fault_of(with(text, R"("id":"youth")", R"("id":"Youth")")),
                    "field \"indicators.2.id\" must be 1 to 60 of a-z"));
    BOOST_TEST(says(fault_of(with(text, R"("domain")", R"("domains")")), "field \"indicators.1.domain\""));
    BOOST_TEST(says(fault_of(with(text, R"("direction":"burden")", R"("direction":"bad")")),
                    "must be one of burden, relief"));
    BOOST_TEST(says(fault_of(with(text, R"("numerator":{"id":"under_18")", R"("numerator":{"id":"")")),
                    "field \"indicators.1.numerator.id\""));
    BOOST_TEST(says(fault_of(with(text, R"("version":1)", R"("version":2)")), "history"));
    BOOST_TEST(says(fault_of(with(text, R"({"agreed_at")", R"({"typo":1,"agreed_at")")),
                    "no field may have an unknown name"));
    BOOST_TEST(says(fault_of("{\n\"format\" \"x\"}"), "line 2 is not JSON"));
    BOOST_TEST(says(fault_of("[]"), "field"));
}

BOOST_AUTO_TEST_CASE(disclosure_rules_are_agreed_or_the_defaults) {
    Catalogue c = test::catalogue_of({test::agreement("children")});
    const std::string text = catalogue::encode(c);
    BOOST_TEST((catalogue::decode_catalogue(text)->disclosure == disclosure::Rules{5, 100, 0}));
    BOOST_TEST((catalogue::rules_of(nullptr) == disclosure::Rules{5, 100, 0}));
    c.disclosure = {3, 300, 10};
    const auto read = catalogue::decode_catalogue(catalogue::encode(c));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST((*read == c));
    BOOST_TEST((catalogue::rules_of(&*read) == disclosure::Rules{3, 300, 10}));
    const auto with_rules = [&](std::string_view rules) {
        return with(text, R"({"format")", R"({"disclosure":)" + std::string(rules) + R"(,"format")");
    };
    BOOST_TEST((catalogue::decode_catalogue(with_rules(R"({"round_to":5})"))->disclosure ==
                disclosure::Rules{5, 100, 5}));
    BOOST_TEST(says(fault_of(with_rules(R"({"minimum_count":2})")),
                    "field \"disclosure.minimum_count\" must be a whole number from 3"));
    BOOST_TEST(says(fault_of(with_rules(R"({"round_to":3})")),
                    "field \"disclosure.round_to\" must be 0 (not rounded), 5 or 10"));
    BOOST_TEST(says(fault_of(with_rules(R"({"minimum_population":"many"})")),
                    "field \"disclosure.minimum_population\" must be a whole number"));
    BOOST_TEST(says(fault_of(with_rules(R"({"minimum":5})")), "disclosure"));
    BOOST_TEST(says(fault_of(with_rules("5")), "disclosure"));
}

BOOST_AUTO_TEST_CASE(a_rate_needs_both_counts_and_a_count_has_no_denominator) {
    Catalogue c = test::catalogue_of({test::agreement("children")});
    c.indicators[0].denominator = {};
    BOOST_TEST(says(fault_of(catalogue::encode(c)), "field \"indicators.1.denominator\""));
    c.indicators[0] = test::agreement("children");
    c.indicators[0].unit = catalogue::Unit::Count;
    BOOST_TEST(says(fault_of(catalogue::encode(c)), "a count has no denominator"));
    c.indicators[0].denominator = {};
    BOOST_TEST(catalogue::decode_catalogue(catalogue::encode(c)).has_value());
}

BOOST_AUTO_TEST_CASE(an_indicator_with_two_versions_in_one_file_is_refused) {
    auto later = test::agreement("children");
    later.version = 2;
    later.history.push_back({2, "2025-01-01", "Tests", "more"});
    BOOST_TEST(says(fault_of(catalogue::encode(test::catalogue_of({test::agreement("children"), later}))),
                    "indicator \"children\" is there twice, with version 1 and version 2"));
}

BOOST_AUTO_TEST_CASE(a_catalogue_follows_another_only_with_ascending_versions) {
    const Catalogue first = test::catalogue_of({test::agreement("children"), test::agreement("youth")});
    BOOST_TEST(catalogue::check_succession(first, first).has_value());
    BOOST_TEST(catalogue::check_succession(first, next_version(first)).has_value());
    BOOST_TEST(catalogue::check_succession(first, test::catalogue_of({test::agreement("youth")})).has_value(),
               "what is no longer agreed may go");

    const auto older = catalogue::check_succession(next_version(first), first);
    BOOST_REQUIRE(!older.has_value());
    BOOST_TEST(says(older.error(), "\"children\" (version 1) is older than version 2"));

    Catalogue changed = first;
    changed.indicators[1].direction = indicator::Direction::Relief;
    const auto conflict = catalogue::check_succession(first, changed);
    BOOST_REQUIRE(!conflict.has_value());
    BOOST_TEST(
        says(conflict.error(),
             "\"youth\" (version 1) differs from the adopted one of the same version; give it version 2"));

    Catalogue rewritten = next_version(first);
    rewritten.indicators[0].history[0].what = "never happened";
    const auto history = catalogue::check_succession(first, rewritten);
    BOOST_REQUIRE(!history.has_value());
    BOOST_TEST(says(history.error(), "the history of indicator \"children\""));
}

BOOST_AUTO_TEST_CASE(only_what_is_agreed_is_left_of_a_table) {
    indicator::IndicatorTable table;
    table.areas_version = "2024-01-01";
    table.area_keys = {"01"};
    table.dates = {"2023"};
    table.population = {{1000}};
    for (const char* id : {"children", "wealth"}) {
        indicator::Indicator i;
        i.id = id;
        i.unit = "percent";
        i.values = {{12}};
        table.indicators.push_back(i);
    }
    Catalogue c = test::catalogue_of({test::agreement("children")});
    const auto kept = catalogue::only_agreed(table, &c, "2024-01-01");
    BOOST_REQUIRE(kept.has_value());
    BOOST_REQUIRE(kept->indicators.size() == 1u);
    BOOST_TEST(kept->indicators[0].id == "children");

    c.indicators[0].direction = indicator::Direction::Relief;
    BOOST_TEST(catalogue::only_agreed(table, &c, "2024-01-01")->indicators.empty(),
               "what was imported under another agreement is not shown under this one");

    const auto without = catalogue::only_agreed(table, nullptr, "2024-01-01");
    BOOST_REQUIRE(without.has_value());
    BOOST_TEST(without->indicators.empty());
    BOOST_TEST(without->population[0][0] == 1000);

    const auto moved = catalogue::only_agreed(table, &c, "2021-01-01");
    BOOST_REQUIRE(!moved.has_value());
    BOOST_TEST(says(moved.error(), "belong to the areas of 2024-01-01"));
}

BOOST_AUTO_TEST_CASE(a_table_keeps_where_its_numbers_come_from) {
    indicator::IndicatorTable table;
    table.areas_version = "2024-01-01";
    table.area_keys = {"01", "02"};
    table.dates = {"2023"};
    table.population = {{1000, indicator::missing}};
    indicator::Indicator i;
    i.id = "children";
    i.unit = "percent";
    i.values = {{12, indicator::missing}};
    i.origins = {{"2023", 2, "2019-01-01", "old-new.csv: residents 2011"}};
    i.withheld = {{"2023", "02", "too_few"}};
    table.indicators = {i};
    const auto read = indicator::decode_indicator_table(indicator::encode(table));
    BOOST_REQUIRE(read.has_value());
    BOOST_TEST(read->areas_version == "2024-01-01");
    BOOST_TEST((read->indicators[0].origins == i.origins));
    BOOST_TEST((read->indicators[0].withheld == i.withheld));

    const auto old = indicator::decode_indicator_table(
        R"({"areas":["01"],"dates":["2023"],"population":[[5]],"indicators":[{"id":"a","names":{},"unit":"count",)"
        R"("direction":"burden","values":[[3]]}]})");
    BOOST_REQUIRE_MESSAGE(old.has_value(), "what was stored before stays readable");
    BOOST_TEST(old->areas_version.empty());
}

BOOST_AUTO_TEST_SUITE_END()
