// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/attack.hpp"
#include "core/indicator/indicator.hpp"
#include "server/geo/pupils/protected_pupils.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>

using namespace anker;
using disclosure::Reason;
using exchange::PupilCounts;

namespace {

const disclosure::Gate gate({5, 100});

/// [area][school], "elsewhere" last, without attributes.
PupilCounts flows(std::vector<std::vector<std::uint32_t>> numbers) {
    PupilCounts counts;
    counts.flows = std::move(numbers);
    for (const auto& row : counts.flows) {
        for (const std::uint32_t n : row) counts.records += n;
    }
    return counts;
}

/// Numbers that every hidden flow can have for somebody who tries all of them.
std::vector<std::set<std::int64_t>> all_possible(const std::vector<exchange::HiddenFlow>& hidden,
                                                 const std::vector<double>& weight,
                                                 const std::vector<double>& sum) {
    std::int64_t total = 0;
    for (const auto& flow : hidden) total += flow.count;
    const auto means = [&](const std::vector<std::int64_t>& counts) {
        std::vector<double> result;
        for (std::size_t j = 0; j < weight.size(); ++j) {
            double w = weight[j];
            double s = sum[j];
            for (std::size_t i = 0; i < hidden.size(); ++i) {
                if (indicator::is_missing(hidden[i].values[j])) continue;
                w += static_cast<double>(counts[i]);
                s += static_cast<double>(counts[i]) * hidden[i].values[j];
            }
            result.push_back(w > 0 ? std::round(10 * s / w) : 0);
        }
        return result;
    };
    std::vector<std::int64_t> counts;
    for (const auto& flow : hidden) counts.push_back(flow.count);
    const auto published = means(counts);
    std::vector<std::set<std::int64_t>> possible(hidden.size());
    const std::function<void(std::size_t, std::int64_t)> attack = [&](std::size_t i, std::int64_t left) {
        if (i == hidden.size()) {
            if (left != 0 || means(counts) != published) return;
            for (std::size_t k = 0; k < counts.size(); ++k) possible[k].insert(counts[k]);
            return;
        }
        for (std::int64_t v = hidden[i].low; v <= std::min(hidden[i].high, left); ++v) {
            counts[i] = v;
            attack(i + 1, left - v);
        }
    };
    attack(0, total);
    return possible;
}

/// Everything that is published about one attribute, as an attacker's linear program sees it.
struct Published {
    std::vector<disclosure::Interval> known;
    std::vector<disclosure::Sum> sums;
    std::vector<std::size_t> withheld;

    std::size_t add(const disclosure::GatedCount& count, double low_of_few) {
        switch (count.reason()) {
        case Reason::None:
            known.push_back({static_cast<double>(count.value()), static_cast<double>(count.value())});
            break;
        case Reason::TooFew:
            withheld.push_back(known.size());
            known.push_back({low_of_few, 4});
            break;
        case Reason::Complement:
            withheld.push_back(known.size());
            known.push_back({5, std::numeric_limits<double>::infinity()});
            break;
        default:
            known.push_back({});
        }
        return known.size() - 1;
    }
    std::size_t add_secret() {
        known.emplace_back();
        return known.size() - 1;
    }
    /// One view with its answers; returns the cells of its units.
    std::vector<std::size_t> add_view(const std::vector<exchange::ProtectedUnit>& units, std::size_t records,
                                      const std::array<std::size_t, 3>& totals) {
        std::vector<std::size_t> pupils;
        std::array<std::vector<std::size_t>, 3> parts;
        for (const exchange::ProtectedUnit& unit : units) {
            pupils.push_back(add(unit.pupils, 1));
            const auto& answers = unit.answers[0];
            const std::array cells{add(answers.yes, 0), add(answers.no, 0), add(answers.unknown, 1)};
            for (std::size_t i = 0; i < 3; ++i) parts[i].push_back(cells[i]);
            sums.push_back({pupils.back(), {cells.begin(), cells.end()}});
        }
        sums.push_back({records, pupils});
        for (std::size_t i = 0; i < 3; ++i) sums.push_back({totals[i], parts[i]});
        return pupils;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(protected_pupils)

BOOST_AUTO_TEST_CASE(an_attacker_with_a_linear_program_and_all_tables_learns_no_withheld_count) {
    test::Random random(23);
    std::size_t withheld = 0;
    std::size_t exposed = 0;
    for (int round = 0; round < 80; ++round) {
        const std::size_t areas = 3 + random.below<std::size_t>(3);
        const std::size_t schools = 2 + random.below<std::size_t>(3);
        PupilCounts counts;
        counts.flows.assign(areas + 1, std::vector<std::uint32_t>(schools, 0));
        counts.by_residence.assign(1, std::vector<PupilCounts::Answers>(areas + 1));
        counts.by_school.assign(1, std::vector<PupilCounts::Answers>(schools));
        const std::uint32_t most = 10 + random.below<std::uint32_t>(50);
        for (std::size_t a = 0; a <= areas; ++a) {
            for (std::size_t s = 0; s < schools; ++s) {
                const std::uint32_t n = random.below(4) == 0 ? 0 : random.below<std::uint32_t>(most);
                counts.flows[a][s] = n;
                counts.records += n;
                for (std::uint32_t i = 0; i < n; ++i) {
                    const auto answer = random.below<std::uint32_t>(20);
                    for (auto* of : {&counts.by_residence[0][a], &counts.by_school[0][s]})
                        ++(answer < 4 ? of->yes : answer < 19 ? of->no : of->unknown);
                }
            }
        }
        const auto result = exchange::protect_pupils(counts, {}, 1, gate);
        Published published;
        const std::size_t records = published.add_secret();
        published.known[records] = {static_cast<double>(counts.records), static_cast<double>(counts.records)};
        const std::array totals{published.add_secret(), published.add_secret(), published.add_secret()};
        const auto residence = published.add_view(result.residence, records, totals);
        const auto school = published.add_view(result.schools, records, totals);
        std::map<std::size_t, std::vector<std::size_t>> of_unit;
        for (const auto& flow : result.flows) {
            const std::size_t cell = published.add(flow.pupils, 1);
            of_unit[residence[flow.area]].push_back(cell);
            of_unit[school[flow.school]].push_back(cell);
        }
        for (const auto& [unit, flows_of_it] : of_unit) published.sums.push_back({unit, flows_of_it});
        disclosure::Attacker attacker(published.known, published.sums);
        BOOST_REQUIRE(attacker.is_consistent());
        for (const std::size_t cell : published.withheld) {
            ++withheld;
            exposed += attacker.interval(cell).width() < 1 ? 1 : 0;
        }
    }
    BOOST_TEST_MESSAGE(withheld << " withheld, " << exposed << " exposed");
    BOOST_TEST(withheld > 500u);
    BOOST_TEST(exposed == 0u);
}

BOOST_AUTO_TEST_CASE(a_school_gets_the_mean_of_where_its_pupils_live) {
    // (40 * 10 + 60 * 35 + 20 * 20) / 120 = 24.17
    const auto result =
        exchange::protect_pupils(flows({{40, 0}, {60, 30}, {20, 50}, {0, 0}}), {{10, 35, 20}}, 0.1, gate);
    BOOST_REQUIRE(result.school_indicators.size() == 1u);
    BOOST_TEST(result.school_indicators[0][0].value.value() == 24.2);
    BOOST_TEST(result.school_indicators[0][1].value.value() == 25.6); // (30 * 35 + 50 * 20) / 80 = 25.625
    BOOST_TEST(result.withheld == 0u);
    BOOST_TEST(result.residence[1].pupils.value() == 90u);
    BOOST_TEST(result.schools[0].pupils.value() == 120u);
}

BOOST_AUTO_TEST_CASE(a_mean_of_few_pupils_or_of_few_known_areas_is_withheld) {
    const auto few = exchange::protect_pupils(flows({{9}, {0}}), {{10}}, 0.1, gate);
    BOOST_TEST(few.school_indicators[0][0].reason == "too_few");
    BOOST_TEST(!few.school_indicators[0][0].value.has_value());
    const auto unknown =
        exchange::protect_pupils(flows({{70}, {30}, {0}}), {{10, indicator::missing}}, 0.1, gate);
    BOOST_TEST(unknown.school_indicators[0][0].reason == "little_known");
    const auto known =
        exchange::protect_pupils(flows({{80}, {20}, {0}}), {{10, indicator::missing}}, 0.1, gate);
    BOOST_TEST(known.school_indicators[0][0].value.value() == 10.0);
}

BOOST_AUTO_TEST_CASE(a_small_flow_is_withheld_and_cannot_be_worked_out) {
    const auto result =
        exchange::protect_pupils(flows({{3, 20, 30}, {25, 40, 50}, {0, 0, 0}}), {}, 0.1, gate);
    BOOST_REQUIRE(result.flows.size() == 6u);
    BOOST_TEST((result.flows[0].pupils.reason() == Reason::TooFew));
    std::size_t hidden_in_row = 0;
    std::size_t hidden_in_column = 0;
    for (const auto& flow : result.flows) {
        if (flow.pupils.is_shown()) continue;
        hidden_in_row += flow.area == 0 ? 1 : 0;
        hidden_in_column += flow.school == 0 ? 1 : 0;
    }
    BOOST_TEST(hidden_in_row >= 2u);
    BOOST_TEST(hidden_in_column >= 2u);
}

BOOST_AUTO_TEST_CASE(nobody_and_everybody_look_like_few) {
    PupilCounts counts = flows({{30}, {40}, {50}, {0}});
    counts.by_residence = {{{0, 30, 0}, {40, 0, 0}, {20, 25, 5}, {}}};
    counts.by_school = {{{60, 55, 5}}};
    const auto result = exchange::protect_pupils(counts, {}, 0.1, gate);
    const auto& nobody = result.residence[0].answers[0];
    BOOST_TEST((nobody.yes.reason() == Reason::TooFew));
    BOOST_TEST((nobody.no.reason() == Reason::Complement), "30 of 30 would say it too");
    const auto& everybody = result.residence[1].answers[0];
    BOOST_TEST((everybody.no.reason() == Reason::TooFew));
    BOOST_TEST((everybody.yes.reason() == Reason::Complement));
    BOOST_TEST(result.residence[0].pupils.value() == 30u);
    BOOST_TEST(result.residence[2].answers[0].unknown.value() == 5u);
}

BOOST_AUTO_TEST_CASE(what_is_withheld_does_not_follow_from_one_sum) {
    test::Random random(11);
    for (int round = 0; round < 150; ++round) {
        const std::size_t areas = 2 + random.below<std::size_t>(3);
        const std::size_t schools = 1 + random.below<std::size_t>(3);
        PupilCounts counts;
        counts.flows.assign(areas + 1, std::vector<std::uint32_t>(schools, 0));
        counts.by_residence.assign(1, std::vector<PupilCounts::Answers>(areas + 1));
        counts.by_school.assign(1, std::vector<PupilCounts::Answers>(schools));
        const std::uint32_t most = 1 + random.below<std::uint32_t>(40);
        for (std::size_t a = 0; a < areas; ++a) {
            for (std::size_t s = 0; s < schools; ++s) {
                const std::uint32_t n = random.below<std::uint32_t>(most);
                counts.flows[a][s] = n;
                counts.records += n;
                for (std::uint32_t i = 0; i < n; ++i) {
                    const auto answer = random.below<std::uint32_t>(10);
                    for (auto* of : {&counts.by_residence[0][a], &counts.by_school[0][s]})
                        ++(answer < 3 ? of->yes : answer < 9 ? of->no : of->unknown);
                }
            }
        }
        const auto result = exchange::protect_pupils(counts, {}, 0.1, gate);
        const auto check = [](const exchange::ProtectedUnit& unit, const PupilCounts::Answers& raw) {
            const auto& answers = unit.answers[0];
            for (const auto& [count, true_count] :
                 {std::pair{answers.yes, raw.yes}, std::pair{answers.no, raw.no}}) {
                if (raw.yes + raw.no > 0 && true_count < 5) BOOST_REQUIRE(!count.is_shown());
                if (count.is_shown()) BOOST_REQUIRE(count.value() == true_count);
            }
            const int hidden = (answers.yes.is_shown() ? 0 : 1) + (answers.no.is_shown() ? 0 : 1) +
                               (answers.unknown.is_shown() ? 0 : 1);
            if (unit.pupils.is_shown()) BOOST_REQUIRE_MESSAGE(hidden != 1, "one unknown in a known sum");
        };
        for (std::size_t a = 0; a < areas; ++a) check(result.residence[a], counts.by_residence[0][a]);
        for (std::size_t s = 0; s < schools; ++s) check(result.schools[s], counts.by_school[0][s]);
        for (const auto& flow : result.flows) {
            if (flow.pupils.is_shown())
                BOOST_REQUIRE(flow.pupils.value() == counts.flows[flow.area][flow.school]);
            if (counts.flows[flow.area][flow.school] < 5) BOOST_REQUIRE(!flow.pupils.is_shown());
        }
    }
}

BOOST_AUTO_TEST_CASE(a_rounded_mean_is_withheld_where_it_would_give_flows_away) {
    // Two hidden flows with a known sum and values far apart: the mean is a second equation.
    const std::vector<exchange::HiddenFlow> two{{2, 1, 4, {0}}, {6, 5, 1'000, {50}}};
    BOOST_TEST(!exchange::leaves_doubt(two, std::vector<double>{20}, std::vector<double>{400}, 0.1));
    BOOST_TEST(all_possible(two, {20}, {400})[0].size() == 1u);
    // Equal values tell nothing.
    const std::vector<exchange::HiddenFlow> equal{{2, 1, 4, {20}}, {6, 5, 1'000, {20}}};
    BOOST_TEST(exchange::leaves_doubt(equal, std::vector<double>{20}, std::vector<double>{400}, 0.1));
    BOOST_TEST(exchange::leaves_doubt({}, std::vector<double>{20}, std::vector<double>{400}, 0.1));
}

BOOST_AUTO_TEST_CASE(a_coarser_mean_gives_less_away) {
    const std::vector<exchange::HiddenFlow> two{{2, 1, 4, {0}}, {6, 5, 1'000, {20}}};
    BOOST_TEST(!exchange::leaves_doubt(two, std::vector<double>{100}, std::vector<double>{2'130}, 0.1));
    BOOST_TEST(exchange::leaves_doubt(two, std::vector<double>{100}, std::vector<double>{2'130}, 1));
    BOOST_TEST(exchange::rounded_mean(24.44, 0.1) == 24.4);
    BOOST_TEST(exchange::rounded_mean(24.3, 0.5) == 24.5);
    BOOST_TEST(exchange::rounded_mean(24.5, 1) == 25);
    BOOST_TEST(exchange::rounded_mean(22.4, 5) == 20);
}

BOOST_AUTO_TEST_CASE(doubt_is_only_said_where_an_attacker_who_tries_everything_has_it) {
    test::Random random(3);
    int yes = 0;
    int no = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<exchange::HiddenFlow> hidden;
        const std::size_t n = 2 + random.below<std::size_t>(3);
        const std::size_t indicators = 1 + random.below<std::size_t>(2);
        for (std::size_t i = 0; i < n; ++i) {
            exchange::HiddenFlow flow;
            const bool is_small = random.below(3) > 0;
            flow.low = is_small ? 1 : 5;
            flow.high = is_small ? 4 : 1'000;
            flow.count = is_small ? 1 + random.below<std::int64_t>(4) : 5 + random.below<std::int64_t>(9);
            for (std::size_t j = 0; j < indicators; ++j) {
                flow.values.push_back(random.below(8) == 0 ? indicator::missing
                                                           : static_cast<double>(random.below(12)) / 4);
            }
            hidden.push_back(flow);
        }
        const std::vector<double> weight(indicators, static_cast<double>(random.below(200)));
        const std::vector<double> sum(indicators, static_cast<double>(random.below(600)));
        if (!exchange::leaves_doubt(hidden, weight, sum, 0.1)) {
            ++no;
            continue;
        }
        ++yes;
        const auto possible = all_possible(hidden, weight, sum);
        for (const auto& values : possible) BOOST_REQUIRE(values.size() >= 3u);
    }
    BOOST_TEST(yes > 20);
    BOOST_TEST(no > 20);
}

BOOST_AUTO_TEST_SUITE_END()
