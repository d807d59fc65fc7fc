// SPDX-License-Identifier: Apache-2.0
#include "core/allocation/apportionment.hpp"
#include "tests/support/random.hpp"
#include "tests/support/shared.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <sstream>

using namespace anker;
using allocation::Demand;
using allocation::Method;
using allocation::TieRule;

namespace {

using Whole = std::vector<std::uint64_t>;

constexpr std::array all_methods{
    Method::SainteLague, Method::LargestRemainder,   Method::DHondt, Method::Adams, Method::HuntingtonHill,
    Method::Dean,        Method::ModifiedSainteLague};

Whole given(Method method, const Demand& demand) {
    const auto result = allocation::apportion(method, demand);
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error()));
    return result->given;
}

Whole wholes(const std::string& text) {
    Whole values;
    std::stringstream cells(text);
    for (std::string cell; std::getline(cells, cell, ';');) values.push_back(std::stoull(cell));
    return values;
}

std::uint64_t sum(const Whole& values) {
    return std::accumulate(values.begin(), values.end(), std::uint64_t{0});
}

std::string name_of(Method method) {
    return std::string(allocation::method_names[static_cast<std::size_t>(method)]);
}

/// Small weights with many ties, some of them zero.
Demand random_demand(test::Random& random, std::uint64_t largest = 60) {
    Demand demand;
    const std::size_t units = 1 + random.below(std::size_t{12});
    for (std::size_t i = 0; i < units; ++i)
        demand.weights.push_back(random.below(5) == 0 ? 0 : random.below(largest));
    if (sum(demand.weights) == 0) demand.weights.front() = 1;
    demand.total = random.below(std::uint64_t{80});
    return demand;
}

/// Bounds that some allocation keeps.
void add_bounds(test::Random& random, Demand& demand) {
    Whole inside = given(Method::SainteLague, demand);
    for (std::size_t k = 0; k < inside.size(); ++k) { // move some, so that bounds bind
        const std::size_t from = random.below(inside.size());
        const std::size_t to = random.below(inside.size());
        if (inside[from] == 0 || demand.weights[to] == 0) continue;
        --inside[from];
        ++inside[to];
    }
    for (std::size_t i = 0; i < inside.size(); ++i) {
        demand.minimum.push_back(inside[i] -
                                 random.below(inside[i] + 1) / (1 + random.below(std::uint64_t{3})));
        demand.maximum.push_back(inside[i] + random.below(std::uint64_t{4}));
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(apportionment)

BOOST_AUTO_TEST_CASE(published_cases_are_reproduced) {
    const auto file = test::oracle("apportionment_cases.csv");
    if (!file) return;
    std::stringstream lines(file->bytes);
    std::string line;
    std::getline(lines, line);
    std::size_t cases = 0;
    while (std::getline(lines, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        std::vector<std::string> cells;
        std::stringstream row(line);
        for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
        BOOST_REQUIRE_EQUAL(cells.size(), 5);
        Demand demand{wholes(cells[1]), std::stoull(cells[2]), {}, {}, {}, TieRule::LargerWeight};
        std::string method = cells[3];
        if (method == "dhondt_4pct") {
            const std::uint64_t votes = sum(demand.weights);
            for (std::uint64_t& weight : demand.weights) weight = weight * 100 < votes * 4 ? 0 : weight;
            method = "dhondt";
        }
        bool is_tried = false;
        for (const Method candidate : all_methods) {
            if (method != "any" && method != name_of(candidate)) continue;
            is_tried = true;
            BOOST_TEST_INFO(cells[0] << " by " << name_of(candidate));
            BOOST_TEST(given(candidate, demand) == wholes(cells[4]), boost::test_tools::per_element());
        }
        BOOST_TEST(is_tried, cells[0] << ": no method " << method);
        ++cases;
    }
    BOOST_TEST(cases == 14);
}

BOOST_AUTO_TEST_CASE(the_whole_total_is_given_out_within_the_bounds) {
    test::Random random(1);
    for (int round = 0; round < 4000; ++round) {
        Demand demand = random_demand(random);
        if (round % 2 == 1) add_bounds(random, demand);
        for (const Method method : all_methods) {
            const Whole result = given(method, demand);
            BOOST_REQUIRE_EQUAL(sum(result), demand.total);
            bool holds = true; // one check per result: each costs much as wasm
            for (std::size_t i = 0; i < result.size(); ++i) {
                const std::uint64_t low = demand.minimum.empty() ? 0 : demand.minimum[i];
                const std::uint64_t high = demand.maximum.empty() ? demand.total : demand.maximum[i];
                holds = holds && result[i] >= low && result[i] <= high;
                holds = holds && (demand.weights[i] > 0 || result[i] == low);
            }
            BOOST_REQUIRE_MESSAGE(holds, name_of(method) << " in round " << round);
        }
    }
}

BOOST_AUTO_TEST_CASE(one_more_post_takes_none_from_anybody_by_divisor_methods) {
    test::Random random(2);
    for (int round = 0; round < 200; ++round) {
        Demand demand = random_demand(random);
        if (round % 2 == 1) {
            add_bounds(random, demand);
            demand.maximum.clear();
        }
        for (const Method method : all_methods) {
            if (method == Method::LargestRemainder) continue;
            Demand more = demand;
            Whole before = given(method, more);
            for (int step = 0; step < 60; ++step) {
                ++more.total;
                const Whole after = given(method, more);
                bool keeps = true;
                for (std::size_t i = 0; i < after.size(); ++i) keeps = keeps && after[i] >= before[i];
                BOOST_REQUIRE_MESSAGE(keeps, name_of(method) << " in round " << round);
                before = after;
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(the_largest_remainder_has_the_alabama_paradox_and_keeps_the_quota) {
    // Three states: from 10 to 11 seats the smallest loses one.
    const Whole ten = given(Method::LargestRemainder, {{6, 6, 2}, 10, {}, {}, {}, TieRule::LargerWeight});
    const Whole eleven = given(Method::LargestRemainder, {{6, 6, 2}, 11, {}, {}, {}, TieRule::LargerWeight});
    BOOST_TEST(ten == (Whole{4, 4, 2}), boost::test_tools::per_element());
    BOOST_TEST(eleven == (Whole{5, 5, 1}), boost::test_tools::per_element());
    test::Random random(3);
    for (int round = 0; round < 2000; ++round) {
        const Demand demand = random_demand(random);
        const Whole result = given(Method::LargestRemainder, demand);
        for (std::size_t i = 0; i < result.size(); ++i) {
            const std::uint64_t share = demand.weights[i] * demand.total;
            const std::uint64_t all = sum(demand.weights);
            BOOST_REQUIRE(result[i] == share / all || (result[i] == share / all + 1 && share % all > 0));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_divisor_method_serves_the_strongest_claims) {
    // The min-max condition that defines a divisor method: nobody who waits has a stronger claim than anybody
    // had who got one. Checked with divisors written down anew.
    const auto divisor = [](Method method, double n) {
        switch (method) {
        case Method::SainteLague:
            return n + 0.5;
        case Method::DHondt:
            return n + 1;
        case Method::HuntingtonHill:
            return std::sqrt(n * (n + 1));
        case Method::Dean:
            return n * (n + 1) / (n + 0.5);
        case Method::ModifiedSainteLague:
            return n == 0 ? 0.7 : n + 0.5;
        default:
            return n;
        }
    };
    test::Random random(4);
    for (int round = 0; round < 2000; ++round) {
        Demand demand = random_demand(random, round % 3 == 0 ? 1'000'000 : 60);
        if (round % 4 == 3) demand.total = 2000 + random.below(std::uint64_t{3000}); // goes ahead
        if (round % 2 == 1) add_bounds(random, demand);
        for (const Method method : all_methods) {
            if (method == Method::LargestRemainder) continue;
            const Whole result = given(method, demand);
            double weakest = 1e300;
            double strongest = 0;
            for (std::size_t i = 0; i < result.size(); ++i) {
                const auto weight = static_cast<double>(demand.weights[i]);
                const std::uint64_t low = demand.minimum.empty() ? 0 : demand.minimum[i];
                const std::uint64_t high = demand.maximum.empty() ? demand.total : demand.maximum[i];
                const auto n = static_cast<double>(result[i]);
                if (result[i] > low && divisor(method, n - 1) > 0)
                    weakest = std::min(weakest, weight / divisor(method, n - 1));
                if (result[i] < high && weight > 0)
                    strongest =
                        std::max(strongest, divisor(method, n) > 0 ? weight / divisor(method, n) : 1e200);
            }
            // Waiting for a first one although the divisor is 0: then nobody may have a second one by it.
            if (strongest == 1e200) strongest = weakest == 1e300 ? 0 : 1e200;
            BOOST_REQUIRE_MESSAGE(strongest <= weakest * (1 + 1e-12), name_of(method)
                                                                          << ": " << strongest << " waits, "
                                                                          << weakest << " got one");
        }
    }
}

BOOST_AUTO_TEST_CASE(more_weight_never_brings_less) {
    test::Random random(5);
    for (int round = 0; round < 3000; ++round) {
        Demand demand = random_demand(random);
        if (round % 2 == 1) add_bounds(random, demand);
        const std::size_t unit = random.below(demand.weights.size());
        Demand more = demand;
        more.weights[unit] += 1 + random.below(std::uint64_t{20});
        for (const Method method : all_methods)
            BOOST_REQUIRE_GE(given(method, more)[unit], given(method, demand)[unit]);
    }
}

BOOST_AUTO_TEST_CASE(scale_and_input_order_change_nothing) {
    test::Random random(6);
    for (int round = 0; round < 1000; ++round) {
        Demand demand = random_demand(random);
        if (round % 2 == 1) add_bounds(random, demand);
        const std::size_t units = demand.weights.size();
        for (std::size_t i = 0; i < units; ++i) demand.order.push_back(i);
        // The same, with its units in another order; `order` goes with them.
        std::vector<std::size_t> place(units);
        std::iota(place.begin(), place.end(), std::size_t{0});
        for (std::size_t i = units; i > 1; --i) std::swap(place[i - 1], place[random.below(i)]);
        Demand moved = demand;
        Demand scaled = demand;
        for (std::size_t i = 0; i < units; ++i) {
            moved.weights[place[i]] = demand.weights[i];
            moved.order[place[i]] = demand.order[i];
            scaled.weights[i] *= 1'000'003;
            if (demand.minimum.empty()) continue;
            moved.minimum[place[i]] = demand.minimum[i];
            moved.maximum[place[i]] = demand.maximum[i];
        }
        for (const Method method : all_methods) {
            for (const TieRule rule : {TieRule::LargerWeight, TieRule::Order}) {
                demand.tie_rule = moved.tie_rule = scaled.tie_rule = rule;
                const Whole result = given(method, demand);
                const Whole elsewhere = given(method, moved);
                bool is_same = true;
                for (std::size_t i = 0; i < units; ++i) is_same = is_same && elsewhere[place[i]] == result[i];
                BOOST_REQUIRE_MESSAGE(is_same, name_of(method) << " in round " << round);
                BOOST_REQUIRE(given(method, scaled) == result);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(ties_are_told_and_decided_by_their_rule) {
    // Sainte-Laguë: 90/3 = 30/1. The larger has the claim by its second one, the smaller by its first.
    Demand demand{{30, 90}, 2, {}, {}, {}, TieRule::LargerWeight};
    auto result = allocation::apportion(Method::SainteLague, demand);
    BOOST_REQUIRE(result.has_value());
    BOOST_TEST(result->given == (Whole{0, 2}), boost::test_tools::per_element());
    BOOST_TEST(result->tied == (std::vector<std::size_t>{0, 1}), boost::test_tools::per_element());
    demand.tie_rule = TieRule::Order;
    BOOST_TEST(given(Method::SainteLague, demand) == (Whole{1, 1}), boost::test_tools::per_element());
    demand.order = {1, 0};
    BOOST_TEST(given(Method::SainteLague, demand) == (Whole{0, 2}), boost::test_tools::per_element());
    // Enough for both: nothing is tied.
    demand.total = 3;
    BOOST_TEST(allocation::apportion(Method::SainteLague, demand)->tied.empty());
    // Huntington-Hill: 6/sqrt(72) = 1/sqrt(2), which square roots in floating point would miss.
    const Demand squares{{6'000'000, 1'000'000}, 10, {8, 1}, {}, {}, TieRule::Order};
    const auto by_squares = allocation::apportion(Method::HuntingtonHill, squares);
    BOOST_REQUIRE(by_squares.has_value());
    BOOST_TEST(by_squares->tied == (std::vector<std::size_t>{0, 1}), boost::test_tools::per_element());
    // Claims that differ by less than 1e-13 are not equal.
    const std::uint64_t large = (std::uint64_t{1} << 43) - 1;
    const auto nearly =
        allocation::apportion(Method::SainteLague, {{large, 3 * large + 1}, 2, {}, {}, {}, TieRule::Order});
    BOOST_REQUIRE(nearly.has_value());
    BOOST_TEST(nearly->tied.empty());
    BOOST_TEST(nearly->given == (Whole{0, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(going_ahead_gives_the_same_as_one_after_the_other) {
    test::Random random(7);
    for (int round = 0; round < 300; ++round) {
        Demand demand = random_demand(random, 1'000'000);
        demand.total = 500 + random.below(std::uint64_t{2000});
        for (const Method method : all_methods) {
            if (method == Method::LargestRemainder) continue;
            // House monotony lets the small totals, where nothing goes ahead, build the large one.
            Demand stepwise = demand;
            stepwise.total = std::min<std::uint64_t>(demand.total, 4 * demand.weights.size() - 1);
            while (stepwise.total < demand.total) {
                stepwise.minimum = given(method, stepwise);
                stepwise.total = std::min(demand.total, stepwise.total + 4 * demand.weights.size() - 1);
            }
            BOOST_REQUIRE(given(method, stepwise) == given(method, demand));
        }
    }
    // A minimum makes the others poorer than going ahead supposes: the claim of the first to its 58th
    // (5801/57 = 101.8) is weaker than that of the second to its 39th (3899/38 = 102.6).
    const Demand poorer{{5801, 3899, 1}, 100, {0, 0, 4}, {}, {}, TieRule::LargerWeight};
    BOOST_TEST(given(Method::Adams, poorer) == (Whole{57, 39, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(quotas_are_proportional_between_the_bounds) {
    test::Random random(8);
    for (int round = 0; round < 3000; ++round) {
        Demand demand = random_demand(random);
        add_bounds(random, demand);
        const auto quotas = allocation::quotas_of(demand);
        BOOST_REQUIRE(quotas.has_value());
        double sum_of_quotas = 0;
        // The level of water: free ones stand at it, those at their minimum would be below, those at their
        // maximum above.
        double level = -1;
        for (std::size_t i = 0; i < demand.weights.size(); ++i) {
            const double quota = quotas->of(demand, i);
            sum_of_quotas += quota;
            BOOST_REQUIRE_GE(quota, static_cast<double>(demand.minimum[i]));
            BOOST_REQUIRE_LE(quota, static_cast<double>(demand.maximum[i]));
            if (quotas->where[i] == allocation::Quotas::Where::Free)
                level = quota / static_cast<double>(demand.weights[i]);
        }
        BOOST_TEST(sum_of_quotas == static_cast<double>(demand.total), boost::test_tools::tolerance(1e-12));
        if (level < 0) continue;
        for (std::size_t i = 0; i < demand.weights.size(); ++i) {
            const double unbounded = level * static_cast<double>(demand.weights[i]);
            if (quotas->where[i] == allocation::Quotas::Where::AtMinimum)
                BOOST_REQUIRE_LE(unbounded, static_cast<double>(demand.minimum[i]) + 1e-9);
            if (quotas->where[i] == allocation::Quotas::Where::AtMaximum)
                BOOST_REQUIRE_GE(unbounded, static_cast<double>(demand.maximum[i]) - 1e-9);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_no_bounds_allow_is_refused) {
    const auto refused = [](const Demand& demand) {
        const auto result = allocation::apportion(Method::SainteLague, demand);
        BOOST_REQUIRE(!result.has_value());
        return result.error();
    };
    BOOST_TEST(refused({{1, 1}, 3, {2, 2}, {}, {}, TieRule::Order}) ==
               "The minimums add up to more than the 3 there are to give.");
    BOOST_TEST(refused({{1, 0}, 3, {}, {2, 2}, {}, TieRule::Order}) ==
               "Only 2 of 3 can be given out: everybody with a positive share has its maximum.");
    BOOST_TEST(refused({{1, 1}, 3, {2, 0}, {1, 3}, {}, TieRule::Order}) ==
               "The minimum of unit 1 is above its maximum.");
    BOOST_TEST(refused({{0, 0}, 3, {}, {}, {}, TieRule::Order}).starts_with("Only 0 of 3"));
    BOOST_TEST(
        refused({{1, 1}, 20'000'000, {}, {}, {}, TieRule::Order}).ends_with("take largest_remainder."));
}

BOOST_AUTO_TEST_CASE(weights_stay_whole_or_keep_thirteen_digits) {
    const std::vector<double> counts{5117, 0, 160};
    BOOST_TEST(allocation::whole_weights(counts) == (Whole{5117, 0, 160}), boost::test_tools::per_element());
    // 0.1 + 0.2 is not 0.3, but the claims are the same.
    const std::vector<double> shares{0.1 + 0.2, 0.3, 1e-30, 0};
    const Whole whole = allocation::whole_weights(shares);
    BOOST_TEST(whole[0] == whole[1]);
    BOOST_TEST(whole[0] == allocation::largest_weight);
    BOOST_TEST(whole[2] == 1);
    BOOST_TEST(whole[3] == 0);
}

BOOST_AUTO_TEST_SUITE_END()
