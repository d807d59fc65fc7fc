// SPDX-License-Identifier: Apache-2.0
#include "core/disclosure/differencing.hpp"
#include "core/figures/voice_figures.hpp"
#include "tests/support/random.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>

using namespace anker;
using aggregate::AreaVoices;
using contribution::Kind;
using contribution::Perspective;
using disclosure::Gate;
using disclosure::GatedCount;
using disclosure::GatedRate;
using disclosure::Reason;

namespace {

std::uint32_t& cell(AreaVoices& voices, Kind kind, std::size_t theme, Perspective perspective) {
    return voices.counts[static_cast<std::size_t>(kind)][theme][static_cast<std::size_t>(perspective)];
}

AreaVoices residents(std::uint32_t needs, std::uint32_t resources) {
    AreaVoices voices;
    cell(voices, Kind::Need, 0, Perspective::Resident) = needs;
    cell(voices, Kind::Resource, 0, Perspective::Resident) = resources;
    return voices;
}

constexpr std::uint32_t minimum = 4;
constexpr double people = 1000;

bool fits(std::uint32_t guess, const GatedCount& shown) {
    if (shown.is_shown()) return guess == shown.value();

    if (shown.reason() == Reason::TooFew) return guess >= 1 && guess < minimum;
    return guess >= minimum;
}

constexpr std::size_t area_count = 3;
/// One kind: three areas and the rest outside.
using Guess = std::array<std::uint32_t, area_count + 1>;

std::uint32_t inside(const Guess& g) {
    return g[0] + g[1] + g[2];
}

/// What somebody knows who has seen the figures and counted the marks on the map.
struct Known {
    std::array<std::vector<GatedCount>, 2> counts; ///< [kind][area or outside]
    std::vector<GatedCount> sums;                  ///< of both kinds, from the rates: [area or all areas]
    std::array<std::uint32_t, 2> totals{};         ///< [kind], of the Quartier
};

/// A rate tells the count it was made from.
GatedCount count_from(const GatedRate& rate, double population, const Gate& gate) {
    if (!rate.is_shown()) return gate.withheld(rate.reason());
    return gate.count(static_cast<std::uint32_t>(std::lround(rate.per_1000() * population / 1000)));
}

Known seen(const figures::VoiceFigures& figures, const std::array<Guess, 2>& truth, const Gate& gate) {
    Known known;
    for (const auto& area : figures.areas) {
        known.counts[0].push_back(area.needs.residents);
        known.counts[1].push_back(area.resources.residents);
        known.sums.push_back(count_from(area.per_1000, people, gate));
    }
    known.counts[0].push_back(figures.needs_outside);
    known.counts[1].push_back(figures.resources_outside);
    known.sums.push_back(count_from(figures.per_1000, area_count * people, gate));
    for (std::size_t k = 0; k < 2; ++k) known.totals[k] = inside(truth[k]) + truth[k][3];
    return known;
}

/// The least anybody can know: every count that is not nought is withheld.
Known least(const std::array<Guess, 2>& truth, const Gate& gate) {
    Known known;
    const auto withheld = [&](std::uint32_t n) {
        const GatedCount own = gate.count(n);
        return n > 0 && own.is_shown() ? gate.withheld(Reason::Complement) : own;
    };
    for (std::size_t k = 0; k < 2; ++k) {
        for (const std::uint32_t n : truth[k]) known.counts[k].push_back(withheld(n));
        known.totals[k] = inside(truth[k]) + truth[k][3];
    }
    for (std::size_t i = 0; i < area_count; ++i) known.sums.push_back(withheld(truth[0][i] + truth[1][i]));
    known.sums.push_back(withheld(inside(truth[0]) + inside(truth[1])));
    return known;
}

/// Every way the counts of one kind may be.
template <class FitsEarlier>
std::vector<Guess> guesses(const Known& known, std::size_t kind, FitsEarlier fits_earlier) {
    std::vector<Guess> all;
    const std::uint32_t total = known.totals[kind];
    Guess g{};
    for (g[0] = 0; g[0] <= total; ++g[0]) {
        for (g[1] = 0; g[0] + g[1] <= total; ++g[1]) {
            for (g[2] = 0; inside(g) <= total; ++g[2]) {
                g[3] = total - inside(g);
                bool is_possible = true;
                for (std::size_t i = 0; i <= area_count; ++i) {
                    const bool has_changed = known.counts[kind][i].reason() == Reason::Difference;
                    is_possible = is_possible && (has_changed ? fits_earlier(kind, i, g[i])
                                                              : fits(g[i], known.counts[kind][i]));
                }
                if (is_possible) all.push_back(g);
            }
        }
    }
    return all;
}

/// [kind][area]: all values a count may have.
using Possible = std::array<std::array<std::set<std::uint32_t>, area_count>, 2>;

template <class FitsEarlier>
Possible attack(const Known& known, FitsEarlier fits_earlier) {
    Possible possible;
    const auto all_resources = guesses(known, 1, fits_earlier);
    for (const Guess& needs : guesses(known, 0, fits_earlier)) {
        for (const Guess& resources : all_resources) {
            bool is_possible = fits(inside(needs) + inside(resources), known.sums[area_count]);
            for (std::size_t i = 0; i < area_count; ++i)
                is_possible = is_possible && fits(needs[i] + resources[i], known.sums[i]);
            if (!is_possible) continue;
            for (std::size_t i = 0; i < area_count; ++i) {
                possible[0][i].insert(needs[i]);
                possible[1][i].insert(resources[i]);
            }
        }
    }
    return possible;
}

Possible attack(const Known& known) {
    return attack(known, [](std::size_t, std::size_t, std::uint32_t) { return false; }); // nothing is out yet
}

std::string told(const figures::VoiceFigures& figures) {
    std::string text = "; told:";
    for (const auto& area : figures.areas) {
        for (const GatedCount* count : {&area.needs.residents, &area.resources.residents})
            text += count->is_shown()                   ? " " + std::to_string(count->value())
                    : count->reason() == Reason::TooFew ? " <"
                                                        : " *";
        text += area.per_1000.is_shown() ? " rate |" : " - |";
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(voice_figures)

/// The attacker knows every rule, all totals of the Quartier by kind (anybody can count marks on the map),
/// the rate of every area and the rate of all together, and tries every table that fits.
BOOST_AUTO_TEST_CASE(no_withheld_count_follows_from_the_other_tables) {
    const Gate gate({minimum, 100});
    test::Random random(5);
    const std::array<double, area_count> population{people, people, people};
    int withheld = 0;
    for (int round = 0; round < 400; ++round) {
        std::array<Guess, 2> truth{};
        for (Guess& kind : truth) {
            for (std::uint32_t& n : kind) n = static_cast<std::uint32_t>(random.below(4 + round % 12));
        }
        std::vector<AreaVoices> areas;
        for (std::size_t i = 0; i < area_count; ++i) areas.push_back(residents(truth[0][i], truth[1][i]));
        const auto shown = figures::make_voice_figures(areas, residents(truth[0][3], truth[1][3]), population,
                                                       nullptr, gate);
        const Possible possible = attack(seen(shown, truth, gate));
        const Possible at_best = attack(least(truth, gate));
        for (std::size_t i = 0; i < area_count; ++i) {
            const std::array counts{&shown.areas[i].needs.residents, &shown.areas[i].resources.residents};
            for (std::size_t k = 0; k < 2; ++k) {
                BOOST_REQUIRE(possible[k][i].contains(truth[k][i])); // the attack itself is sound
                if (counts[k]->is_shown()) continue;
                ++withheld;
                BOOST_REQUIRE_MESSAGE(possible[k][i].size() >= std::min<std::size_t>(3, at_best[k][i].size()),
                                      "kind " << k << ", area " << i << " of needs " << truth[0][0] << ","
                                              << truth[0][1] << "," << truth[0][2] << "|" << truth[0][3]
                                              << " and resources " << truth[1][0] << "," << truth[1][1] << ","
                                              << truth[1][2] << "|" << truth[1][3] << told(shown));
            }
        }
    }
    BOOST_TEST(withheld > 150);
}

BOOST_AUTO_TEST_CASE(themes_do_not_add_up_to_a_withheld_total) {
    const Gate gate({5, 100});
    // Area 0 has 2 needs; area 1 protects it and is withheld too, so its themes must not be told either.
    AreaVoices small;
    cell(small, Kind::Need, 3, Perspective::Resident) = 2;
    AreaVoices protector;
    cell(protector, Kind::Need, 1, Perspective::Resident) = 6;
    cell(protector, Kind::Need, 2, Perspective::Resident) = 7;
    AreaVoices large;
    cell(large, Kind::Need, 1, Perspective::Resident) = 40;
    const std::array areas{small, protector, large};
    const std::array<double, 3> population{people, people, people};
    const auto shown = figures::make_voice_figures(areas, AreaVoices{}, population, nullptr, gate);
    BOOST_TEST((shown.areas[0].needs.residents.reason() == Reason::TooFew));
    BOOST_TEST((shown.areas[1].needs.residents.reason() == Reason::Complement));
    BOOST_TEST((shown.areas[1].needs.themes[1][0].reason() == Reason::Complement));
    BOOST_TEST(shown.areas[1].needs.themes[2][0].value() == 7u);
    BOOST_TEST(shown.areas[1].needs.themes[5][0].is_shown());
    BOOST_TEST(shown.areas[2].needs.residents.value() == 40u);
    BOOST_TEST(shown.areas[2].needs.themes[1][0].value() == 40u);
}

BOOST_AUTO_TEST_CASE(many_marks_of_few_people_are_withheld_and_protected_like_few_marks) {
    const Gate gate({5, 100});
    const std::array areas{residents(20, 9), residents(30, 12), residents(25, 0)};
    const std::array<double, 3> population{people, people, people};
    aggregate::VoicePeople behind;
    behind.areas.resize(3);
    for (std::size_t i = 0; i < 3; ++i) {
        aggregate::AreaPeople& area = behind.areas[i];
        area.themes[0][0][0] = area.totals[0][0] = i == 0 ? 4u : 20u; // 20 needs in area 0, made by 4
        area.themes[1][0][0] = area.totals[1][0] = i == 2 ? 0u : 9u;
        area.residents = area.totals[0][0] + area.totals[1][0];
    }
    behind.residents = 80;
    const auto shown = figures::make_voice_figures(areas, AreaVoices{}, population, &behind, gate);
    BOOST_TEST((shown.areas[0].needs.residents.reason() == Reason::Dominance));
    BOOST_TEST(shown.areas[0].needs.residents.value() == 0u);
    BOOST_TEST((shown.areas[0].needs.themes[0][0].reason() == Reason::Dominance));
    // The Quartier's total is public: another area is withheld beside it. So is the rate, or the resources.
    BOOST_TEST((shown.areas[2].needs.residents.reason() == Reason::Complement ||
                shown.areas[1].needs.residents.reason() == Reason::Complement));
    BOOST_TEST(!(shown.areas[0].per_1000.is_shown() && shown.areas[0].resources.residents.is_shown()));
    behind.areas[0].themes[0][0][0] = behind.areas[0].totals[0][0] = 5;
    const auto enough = figures::make_voice_figures(areas, AreaVoices{}, population, &behind, gate);
    BOOST_TEST(enough.areas[0].needs.residents.value() == 20u);
    BOOST_TEST(enough.areas[0].per_1000.is_shown());
}

BOOST_AUTO_TEST_CASE(a_small_change_since_an_earlier_output_is_withheld) {
    const Gate gate({5, 100});
    const std::array areas{residents(5, 20), residents(30, 22), residents(25, 40)};
    const std::array<double, 3> population{people, people, people};
    figures::EarlierVoices earlier;
    earlier.areas.resize(3);
    earlier.areas[0].kinds[0].totals[0] = {1, 4};   // "under 5", and now 5
    earlier.areas[1].kinds[0].totals[0] = {30, 30}; // as before
    earlier.areas[1].kinds[1].totals[0] = {20, 20}; // two more
    earlier.areas[2].kinds[0].totals[0] = {15, 15}; // ten more
    const auto shown = figures::make_voice_figures(areas, AreaVoices{}, population, nullptr, gate, &earlier);
    BOOST_TEST((shown.areas[0].needs.residents.reason() == Reason::Difference));
    BOOST_TEST((shown.areas[1].resources.residents.reason() == Reason::Difference));
    BOOST_TEST(shown.areas[1].resources.residents.value() == 0u);
    // Not both of the other areas, whose total is public.
    BOOST_TEST(!(shown.areas[1].needs.residents.is_shown() && shown.areas[2].needs.residents.is_shown()));
    const auto alone = figures::make_voice_figures(areas, AreaVoices{}, population, nullptr, gate);
    BOOST_TEST(alone.areas[0].needs.residents.value() == 5u);
    // Rounded to 10, 20 and 22 look the same.
    const auto rounded =
        figures::make_voice_figures(areas, AreaVoices{}, population, nullptr, Gate({5, 100, 10}), nullptr);
    earlier.areas[0].kinds[0].totals[0] = {5, 14};
    earlier.areas[1].kinds[1].totals[0] = {15, 24};
    const auto again =
        figures::make_voice_figures(areas, AreaVoices{}, population, nullptr, Gate({5, 100, 10}), &earlier);
    BOOST_TEST(again.areas[1].resources.residents.value() == rounded.areas[1].resources.residents.value());
    BOOST_TEST(again.areas[1].resources.residents.value() == 20u);
}

BOOST_AUTO_TEST_CASE(a_nought_that_was_masked_before_stays_masked) {
    const Gate gate({5, 100});
    AreaVoices area = residents(40, 0);
    cell(area, Kind::Need, 1, Perspective::Resident) = 50;
    cell(area, Kind::Need, 4, Perspective::Resident) = 2; // the nought protects it
    const std::array areas{area};
    const std::array<double, 1> population{people};
    figures::EarlierVoices earlier;
    earlier.areas.resize(1);
    earlier.areas[0].kinds[0].themes[2][0] = {0, 4};
    const auto shown = figures::make_voice_figures(areas, AreaVoices{}, population, nullptr, gate, &earlier);
    BOOST_TEST((shown.areas[0].needs.themes[2][0].reason() == Reason::TooFew));
    BOOST_TEST(shown.areas[0].needs.themes[0][0].value() == 40u);
}

/// Both outputs together, and every table that fits what they and the reasons tell.
BOOST_AUTO_TEST_CASE(no_change_follows_from_two_outputs) {
    const Gate gate({minimum, 100});
    test::Random random(6);
    const std::array<double, area_count> population{people, people, people};
    int withheld = 0;
    for (int round = 0; round < 150; ++round) {
        std::array<Guess, 2> truth{};
        std::vector<AreaVoices> areas;
        figures::EarlierVoices earlier;
        for (std::size_t k = 0; k < 2; ++k) {
            for (std::uint32_t& n : truth[k]) n = static_cast<std::uint32_t>(random.below(18));
        }
        for (std::size_t i = 0; i < area_count; ++i) {
            areas.push_back(residents(truth[0][i], truth[1][i]));
            earlier.areas.emplace_back();
            for (std::size_t k = 0; k < 2; ++k) {
                const double n =
                    truth[k][i] - std::min(truth[k][i], static_cast<std::uint32_t>(random.below(6)));
                earlier.areas[i].kinds[k].totals[0] =
                    n > 0 && n < minimum ? disclosure::Interval{1, minimum - 1} : disclosure::Interval{n, n};
            }
        }
        const auto shown = figures::make_voice_figures(areas, residents(truth[0][3], truth[1][3]), population,
                                                       nullptr, gate, &earlier);
        const auto fits_earlier = [&](std::size_t k, std::size_t i, std::uint32_t guess) {
            const auto& was = earlier.areas[i].kinds[k].totals[0];
            const double n = guess;
            return (n == 0 || n >= minimum) && disclosure::hides_change(was, {n, n}, minimum);
        };
        const Known known = seen(shown, truth, gate);
        Known at_least = least(truth, gate);
        for (std::size_t k = 0; k < 2; ++k) {
            for (std::size_t i = 0; i < area_count; ++i) {
                if (known.counts[k][i].reason() == Reason::Difference)
                    at_least.counts[k][i] = known.counts[k][i];
            }
        }
        const Possible possible = attack(known, fits_earlier);
        const Possible at_best = attack(at_least, fits_earlier);
        for (std::size_t i = 0; i < area_count; ++i) {
            const std::array counts{&shown.areas[i].needs.residents, &shown.areas[i].resources.residents};
            for (std::size_t k = 0; k < 2; ++k) {
                BOOST_REQUIRE(possible[k][i].contains(truth[k][i]));
                if (counts[k]->is_shown()) continue;
                withheld += counts[k]->reason() == Reason::Difference ? 1 : 0;
                BOOST_REQUIRE_MESSAGE(possible[k][i].size() >= std::min<std::size_t>(2, at_best[k][i].size()),
                                      "round " << round << ", kind " << k << ", area " << i << told(shown));
            }
        }
    }
    BOOST_TEST(withheld > 50);
}

BOOST_AUTO_TEST_CASE(only_residents_are_voices_per_1000) {
    const Gate gate({5, 100});
    AreaVoices area = residents(12, 8);
    cell(area, Kind::Resource, 4, Perspective::Professional) = 30; // schools, say
    const std::array areas{area};
    const std::array<double, 1> population{2000};
    const auto shown = figures::make_voice_figures(areas, AreaVoices{}, population, nullptr, gate);
    BOOST_TEST(shown.areas[0].per_1000.per_1000() == 10.0);
    BOOST_TEST(shown.per_1000.per_1000() == 10.0);
    BOOST_TEST(shown.areas[0].resources.residents.value() == 8u);
    BOOST_TEST(shown.areas[0].resources.professionals.value() == 30u);
    BOOST_TEST(shown.areas[0].resources.themes[4][1].value() == 30u);
}

BOOST_AUTO_TEST_CASE(an_unknown_population_makes_rates_unknown_and_nothing_else) {
    const Gate gate({5, 100});
    const std::array areas{residents(12, 8), residents(9, 0)};
    const std::array<double, 2> population{2000, std::nan("")};
    const auto shown = figures::make_voice_figures(areas, AreaVoices{}, population, nullptr, gate);
    BOOST_TEST(shown.areas[0].per_1000.is_shown());
    BOOST_TEST((shown.areas[1].per_1000.reason() == Reason::Unknown));
    BOOST_TEST((shown.per_1000.reason() == Reason::Unknown));
    BOOST_TEST(shown.areas[1].needs.residents.value() == 9u);
}

BOOST_AUTO_TEST_SUITE_END()
