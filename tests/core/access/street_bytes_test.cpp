// SPDX-License-Identifier: Apache-2.0
#include "core/access/street_bytes.hpp"
#include "tests/support/random.hpp"

#include <boost/test/unit_test.hpp>

using namespace anker;
using access::StreetLine;

BOOST_AUTO_TEST_SUITE(street_bytes)

BOOST_AUTO_TEST_CASE(streets_come_back_as_they_were_with_the_corners_of_the_earth) {
    test::Random random(19);
    std::vector<StreetLine> lines{
        {}, {{-1'800'000'000, -900'000'000}, {1'800'000'000, 900'000'000}}, {{1'800'000'000, -900'000'000}}};
    for (int i = 0; i < 200; ++i) {
        StreetLine& line = lines.emplace_back();
        for (std::uint32_t k = random.below(9u); k > 0; --k) {
            line.push_back({73'000'000 + static_cast<std::int32_t>(random.below(500'000)),
                            515'000'000 + static_cast<std::int32_t>(random.below(500'000))});
        }
    }
    const auto decoded = access::decode_streets(access::encode(lines));
    BOOST_REQUIRE(decoded.has_value());
    BOOST_TEST((*decoded == lines));
}

BOOST_AUTO_TEST_CASE(damaged_bytes_are_refused_and_never_read_beyond_their_end) {
    const std::vector<StreetLine> lines{{{73'000'000, 515'000'000}, {73'000'500, 515'000'700}},
                                        {{73'000'500, 515'000'700}, {73'100'000, 515'200'000}}};
    const std::vector<std::uint8_t> whole = access::encode(lines);
    for (std::size_t size = 0; size < whole.size(); ++size)
        BOOST_TEST(!access::decode_streets(std::span(whole).first(size)).has_value());
    std::vector<std::uint8_t> longer = whole;
    longer.push_back(0);
    BOOST_TEST(!access::decode_streets(longer).has_value());
    // Whatever one byte says, what comes back is on earth.
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (int value = 0; value < 256; ++value) {
            std::vector<std::uint8_t> changed = whole;
            changed[at] = static_cast<std::uint8_t>(value);
            const auto decoded = access::decode_streets(changed);
            if (!decoded) continue;
            for (const StreetLine& line : *decoded) {
                for (const geo::Position p : line) {
                    BOOST_REQUIRE(p.lon_e7 >= -1'800'000'000 && p.lon_e7 <= 1'800'000'000);
                    BOOST_REQUIRE(p.lat_e7 >= -900'000'000 && p.lat_e7 <= 900'000'000);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
