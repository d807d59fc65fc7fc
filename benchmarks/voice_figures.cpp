// SPDX-License-Identifier: Apache-2.0
// How long until all counts of voices of a Quartier are protected? A workshop asks after every mark. Invented
// counts, from few per theme to many. Checks that every run withholds the same before it prints a time.
#include "core/figures/voice_figures.hpp"

#include "tests/support/random.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

using namespace anker;

struct Quartier {
    std::vector<aggregate::AreaVoices> areas;
    aggregate::AreaVoices outside;
    std::vector<double> population;
};

/// Up to `most` marks per theme, kind and perspective, areas between a tenth and twice as busy.
Quartier invented(std::size_t areas, std::uint32_t most, test::Random& random) {
    Quartier made{std::vector<aggregate::AreaVoices>(areas), {}, std::vector<double>(areas, 1500)};
    for (aggregate::AreaVoices& area : made.areas) {
        const std::uint32_t busy = 1 + most * (10 + random.below(190U)) / 100;
        for (auto& kind : area.counts) {
            for (auto& theme : kind) {
                for (std::uint32_t& count : theme) count = random.below(busy);
            }
        }
    }
    made.outside = made.areas.front();
    return made;
}

std::size_t shown_themes(const figures::VoiceFigures& figures) {
    std::size_t shown = 0;
    for (const figures::AreaVoiceFigures& area : figures.areas) {
        for (const figures::KindFigures* kind : {&area.needs, &area.resources}) {
            for (const auto& theme : kind->themes) {
                shown += static_cast<std::size_t>(std::count_if(
                    theme.begin(), theme.end(), [](const auto& count) { return count.is_shown(); }));
            }
        }
    }
    return shown;
}

} // namespace

int main() {
    constexpr int quartiere = 15;
    const disclosure::Gate gate(disclosure::Rules{});
    for (const std::size_t areas : {std::size_t{10}, std::size_t{86}, std::size_t{542}}) {
        for (const std::uint32_t most : {1U, 4U, 16U}) {
            std::vector<double> ms;
            for (int i = 0; i < quartiere; ++i) {
                test::Random random(areas + static_cast<std::uint64_t>(i));
                const Quartier q = invented(areas, most, random);
                const std::clock_t from = std::clock(); // of this process: the machine may be busy
                const auto figures =
                    figures::make_voice_figures(q.areas, q.outside, q.population, nullptr, gate);
                ms.push_back(1000.0 * static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC);
                const auto again =
                    figures::make_voice_figures(q.areas, q.outside, q.population, nullptr, gate);
                if (shown_themes(figures) == shown_themes(again)) continue;
                std::fprintf(stderr, "voice_figures: two runs withheld different counts\n");
                return 1;
            }
            std::sort(ms.begin(), ms.end());
            std::printf("%zu areas, up to about %u marks per theme: median %.1f ms of %d (%.1f to %.1f)\n",
                        areas, 2 * most, ms[quartiere / 2], quartiere, ms.front(), ms.back());
        }
    }
    return 0;
}
