// SPDX-License-Identifier: Apache-2.0
#include "core/figures/shown_cases.hpp"

#include <algorithm>

namespace anker::figures {

namespace {

using disclosure::Reason;
using synthesis::Burden;
using synthesis::Range;
using synthesis::Seen;

Burden burden_of(const ShownArea& area, int burdened_from) {
    if (!area.index || area.index->status_class == 0) return Burden::Unknown;
    return area.index->status_class >= burdened_from ? Burden::Yes : Burden::No;
}

Range range_of(const ShownCount& count, const ShownFigures& figures) {
    return synthesis::count_range(count.value, count.reason, figures.minimum_count, figures.round_to);
}

/// The count behind a rate per 1,000: it was made from a whole number.
Range range_of_rate(double per_1000, double people, const ShownFigures& figures) {
    const auto shown = static_cast<std::uint32_t>(per_1000 * people / 1000 + 0.5);
    return synthesis::count_range(shown, Reason::None, figures.minimum_count, figures.round_to);
}

/// Needs and resources of residents on one theme.
Range voices_on_theme(const ShownArea& area, std::size_t theme, const ShownFigures& figures) {
    return range_of(area.needs.themes[theme][0], figures) +
           range_of(area.resources.themes[theme][0], figures);
}

Reason reason_on_theme(const ShownArea& area, std::size_t theme) {
    const Reason of_needs = area.needs.themes[theme][0].reason;
    return of_needs != Reason::None ? of_needs : area.resources.themes[theme][0].reason;
}

bool has_rate(const ShownArea& area) {
    return area.population > 0 && area.per_1000.reason != Reason::SmallPopulation &&
           area.per_1000.reason != Reason::Unknown;
}

Seen seen_area(const ShownArea& area, int burdened_from, const ShownFigures& figures) {
    Seen seen{burden_of(area, burdened_from), area.population, {}, area.per_1000.reason};
    const Range by_kind =
        range_of(area.needs.residents, figures) + range_of(area.resources.residents, figures);
    if (area.per_1000.per_1000) {
        seen.count = range_of_rate(*area.per_1000.per_1000, area.population, figures);
    } else {
        const Range by_rate = synthesis::count_range({}, area.per_1000.reason, figures.minimum_count);
        seen.count = {std::max(by_kind.low, by_rate.low), std::min(by_kind.high, by_rate.high)};
    }
    return seen;
}

Range threshold_of_all(const ShownFigures& figures, double people, double few_below) {
    if (figures.per_1000.per_1000 && figures.round_to != 0 && people > 0) {
        return synthesis::threshold_from(range_of_rate(*figures.per_1000.per_1000, people, figures), people,
                                         few_below);
    }
    if (figures.per_1000.per_1000) {
        const double threshold = *figures.per_1000.per_1000 * few_below;
        return {threshold, threshold};
    }
    const Range count = synthesis::count_range({}, figures.per_1000.reason, figures.minimum_count);
    return people > 0 ? synthesis::threshold_from(count, people, few_below) : Range{};
}

} // namespace

ShownCases shown_cases(const ShownFigures& figures, int burdened_from, double few_below) {
    ShownCases cases;
    double people = 0;
    for (const ShownArea& area : figures.areas) people += area.population > 0 ? area.population : 0;
    cases.threshold = threshold_of_all(figures, people, few_below);
    for (std::size_t t = 0; t < cases.theme_thresholds.size(); ++t) {
        Range count{0, 0};
        for (const ShownArea& area : figures.areas) {
            if (area.population >= 0) count = count + voices_on_theme(area, t, figures);
        }
        cases.theme_thresholds[t] =
            people > 0 ? synthesis::threshold_from(count, people, few_below) : Range{};
    }
    for (const ShownArea& area : figures.areas) {
        const Seen seen = seen_area(area, burdened_from, figures);
        cases.areas.push_back(synthesis::verdict_of(seen, cases.threshold));
        auto& themes = cases.themes.emplace_back();
        for (std::size_t t = 0; t < themes.size(); ++t) {
            const Reason reason = has_rate(area) ? reason_on_theme(area, t) : area.per_1000.reason;
            themes[t] = synthesis::verdict_of(
                {seen.burden, area.population, voices_on_theme(area, t, figures), reason},
                cases.theme_thresholds[t]);
        }
        cases.order.push_back(cases.order.size());
    }
    std::stable_sort(cases.order.begin(), cases.order.end(), [&](std::size_t a, std::size_t b) {
        return cases.areas[a].value < cases.areas[b].value;
    });
    return cases;
}

} // namespace anker::figures
