// SPDX-License-Identifier: Apache-2.0
#include "core/access/catchment.hpp"
#include "tests/support/random.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace anker;
using access::Border;
using access::Catchment;
using access::Decay;
using access::TravelTable;

namespace {

const std::array<double, 3> people{100, 200, 300};
const std::array<double, 2> capacity{10, 6};

TravelTable example_ways() {
    TravelTable ways(3, 2);
    const double minutes[3][2] = {{5, 25}, {12, 8}, {28, 15}};
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t j = 0; j < 2; ++j) ways.set(i, j, minutes[i][j]);
    }
    return ways;
}

Decay radius(double minutes, Border border = Border::Inclusive) {
    return {{{minutes, 1}}, border};
}
const Decay slow_decay{{{10, 1}, {20, 0.68}, {30, 0.22}}, Border::Inclusive};

Catchment computed(std::span<const double> of_people, std::span<const double> of_capacity,
                   const TravelTable& ways, const Decay& decay) {
    auto result = access::floating_catchment(of_people, of_capacity, ways, decay);
    BOOST_REQUIRE_MESSAGE(result.has_value(), (result ? std::string() : result.error()));
    return *result;
}

std::string refusal(const TravelTable& ways, const Decay& decay) {
    const auto result = access::floating_catchment(people, capacity, ways, decay);
    BOOST_REQUIRE(!result);
    return result.error();
}

/// A random case: not everything is in reach of everybody.
struct Sample {
    std::vector<double> people;
    std::vector<double> capacity;
    TravelTable ways{0, 0};
};
Sample sample(test::Random& random) {
    Sample s;
    for (std::size_t i = 0; i < 2 + random.below(8U); ++i)
        s.people.push_back(1 + static_cast<double>(random.below(900)));
    for (std::size_t j = 0; j < 1 + random.below(5U); ++j)
        s.capacity.push_back(1 + static_cast<double>(random.below(40)));
    s.ways = TravelTable(s.people.size(), s.capacity.size());
    for (std::size_t i = 0; i < s.people.size(); ++i) {
        for (std::size_t j = 0; j < s.capacity.size(); ++j) {
            if (random.below(10) > 0) s.ways.set(i, j, static_cast<double>(random.below(400)) / 10);
        }
    }
    s.ways.set(0, 0, 1); // somebody reaches something
    return s;
}

} // namespace

BOOST_AUTO_TEST_SUITE(catchment)

BOOST_AUTO_TEST_CASE(the_worked_example_with_one_radius_is_met) {
    const Catchment result = computed(people, capacity, example_ways(), radius(15));
    BOOST_TEST(result.supplies[0].ratio == 10.0 / 300, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(result.supplies[1].ratio == 6.0 / 500, boost::test_tools::tolerance(1e-15));
    const double expected[]{.0333333, .0453333, .012};
    for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(std::fabs(result.demands[i].access - expected[i]) < 5e-8);
    BOOST_TEST(result.people_times_access == 16, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(result.capacity_in_reach == 16);
    BOOST_TEST(result.demands[0].nearest == 5);
    BOOST_TEST(result.demands[2].nearest_supply == 1U);
    BOOST_TEST(result.demands[1].reachable_capacity == 16);
    BOOST_TEST(result.demands[2].supplies_in_reach == 1U);
}

BOOST_AUTO_TEST_CASE(the_worked_example_with_steps_is_met) {
    const Catchment result = computed(people, capacity, example_ways(), slow_decay);
    const double expected[]{.0362112, .0366011, .0168622};
    for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(std::fabs(result.demands[i].access - expected[i]) < 5e-8);
    BOOST_TEST(result.people_times_access == 16, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(a_way_exactly_as_long_as_the_radius_counts_only_with_an_inclusive_border) {
    BOOST_TEST(computed(people, capacity, example_ways(), radius(15)).demands[2].access > 0);
    const Catchment strict = computed(people, capacity, example_ways(), radius(15, Border::Strict));
    BOOST_TEST(strict.demands[2].access == 0);
    BOOST_TEST(strict.people_without == 300);
    BOOST_TEST(strict.supplies[1].ratio == 6.0 / 200);
}

BOOST_AUTO_TEST_CASE(access_times_people_is_the_supply_in_reach) {
    test::Random random(20261);
    for (int round = 0; round < 500; ++round) {
        const Sample s = sample(random);
        for (const Decay& decay : {radius(12), slow_decay, radius(40)}) {
            const Catchment result = computed(s.people, s.capacity, s.ways, decay);
            BOOST_TEST(result.people_times_access == result.capacity_in_reach,
                       boost::test_tools::tolerance(1e-12));
            double sum = 0;
            for (std::size_t i = 0; i < s.people.size(); ++i) sum += s.people[i] * result.demands[i].access;
            BOOST_TEST(sum == result.people_times_access);
        }
    }
}

BOOST_AUTO_TEST_CASE(more_supply_lowers_nobodys_access_and_more_people_raise_nobodys) {
    test::Random random(20262);
    for (int round = 0; round < 300; ++round) {
        Sample s = sample(random);
        const Catchment before = computed(s.people, s.capacity, s.ways, slow_decay);
        Sample more = s;
        more.capacity[random.below(s.capacity.size())] += 5;
        const Catchment supplied = computed(more.people, more.capacity, more.ways, slow_decay);
        Sample crowd = s;
        crowd.people[random.below(s.people.size())] += 50;
        const Catchment crowded = computed(crowd.people, crowd.capacity, crowd.ways, slow_decay);
        for (std::size_t i = 0; i < s.people.size(); ++i) {
            BOOST_TEST(supplied.demands[i].access >= before.demands[i].access);
            BOOST_TEST(crowded.demands[i].access <= before.demands[i].access);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_wider_radius_takes_nothing_out_of_reach) {
    test::Random random(20263);
    for (int round = 0; round < 300; ++round) {
        const Sample s = sample(random);
        const Catchment near = computed(s.people, s.capacity, s.ways, radius(12));
        const Catchment far = computed(s.people, s.capacity, s.ways, radius(25));
        BOOST_TEST(far.people_without <= near.people_without);
        BOOST_TEST(far.capacity_in_reach >= near.capacity_in_reach);
        for (std::size_t i = 0; i < s.people.size(); ++i) {
            BOOST_TEST(far.demands[i].supplies_in_reach >= near.demands[i].supplies_in_reach);
            BOOST_TEST(far.demands[i].reachable_capacity >= near.demands[i].reachable_capacity);
        }
        for (std::size_t j = 0; j < s.capacity.size(); ++j)
            BOOST_TEST(far.supplies[j].people >= near.supplies[j].people);
    }
}

BOOST_AUTO_TEST_CASE(units_of_ways_and_of_weights_do_not_matter) {
    test::Random random(20264);
    for (int round = 0; round < 200; ++round) {
        const Sample s = sample(random);
        TravelTable seconds(s.people.size(), s.capacity.size());
        for (std::size_t i = 0; i < s.people.size(); ++i) {
            for (std::size_t j = 0; j < s.capacity.size(); ++j) seconds.set(i, j, s.ways.at(i, j) * 64);
        }
        const Decay other{{{640, 10}, {1280, 6.8}, {1920, 2.2}}, Border::Inclusive};
        const Catchment a = computed(s.people, s.capacity, s.ways, slow_decay);
        const Catchment b = computed(s.people, s.capacity, seconds, other);
        for (std::size_t i = 0; i < s.people.size(); ++i)
            BOOST_TEST(a.demands[i].access == b.demands[i].access, boost::test_tools::tolerance(1e-12));
    }
}

BOOST_AUTO_TEST_CASE(supply_that_nobody_reaches_serves_no_one) {
    TravelTable ways = example_ways();
    for (std::size_t i = 0; i < 3; ++i) ways.set(i, 1, access::unreachable);
    const Catchment result = computed(people, capacity, ways, radius(30));
    BOOST_TEST(std::isnan(result.supplies[1].ratio));
    BOOST_TEST(result.capacity_in_reach == 10);
    BOOST_TEST(result.capacity == 16);
    BOOST_TEST(ways.unreachable_pairs() == 3U);
}

BOOST_AUTO_TEST_CASE(an_area_without_people_has_access_and_takes_nothing) {
    TravelTable ways(2, 2);
    ways.set(0, 0, 5);
    ways.set(1, 0, 5);
    ways.set(0, 1, 5);
    const std::array<double, 2> nobody_first{0, 100};
    const Catchment result = computed(nobody_first, capacity, ways, radius(10));
    BOOST_TEST(result.demands[0].access == result.demands[1].access);
    BOOST_TEST(result.demands[0].supplies_in_reach == 2U);
    BOOST_TEST(std::isnan(result.supplies[1].ratio));
}

BOOST_AUTO_TEST_CASE(steps_that_make_no_sense_are_refused) {
    BOOST_TEST(refusal(example_ways(), radius(0)) == "A radius of 0.00 reaches nobody: give one above 0.");
    BOOST_TEST(refusal(example_ways(), {{}, Border::Strict}) == "Give at least one step of distance.");
    BOOST_TEST(refusal(example_ways(), {{{20, 1}, {10, 0.5}}, Border::Inclusive}).find("rising order") !=
               std::string::npos);
    BOOST_TEST(refusal(example_ways(), {{{10, 0.5}, {20, 0.6}}, Border::Inclusive}).find("weight") !=
               std::string::npos);
    BOOST_TEST(refusal(example_ways(), {{{10, 0}}, Border::Inclusive}).find("weight") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nobody_in_reach_is_an_error_that_names_the_shortest_way) {
    BOOST_TEST(refusal(example_ways(), radius(3)) ==
               "Nobody reaches any supply within 3.0: the shortest way of all is 5.0; check the unit of the "
               "ways, the radius and the coordinates.");
    BOOST_TEST(refusal(TravelTable(3, 2), radius(3)).find("there is no way") != std::string::npos);
    const std::array<double, 3> nobody{};
    const std::array<double, 2> nothing{};
    BOOST_TEST(!access::floating_catchment(nobody, capacity, example_ways(), radius(15)));
    BOOST_TEST(!access::floating_catchment(people, nothing, example_ways(), radius(15)));
}

BOOST_AUTO_TEST_SUITE_END()
