// SPDX-License-Identifier: Apache-2.0
#include "core/figures/voice_figures.hpp"

#include "core/disclosure/linked_counts.hpp"

#include <array>

namespace anker::figures {

namespace {

using aggregate::AreaVoices;
using contribution::Kind;
using contribution::Perspective;
using disclosure::Gate;
using disclosure::GatedCount;
using disclosure::LinkedCounts;
using disclosure::Reason;

using Cell = LinkedCounts::Cell;

constexpr std::array kinds{Kind::Need, Kind::Resource};

/// The counts of one kind by one perspective: themes add up to areas, areas and the rest to the Quartier.
struct KindCells {
    std::vector<Cell> totals; ///< per area
    std::vector<std::array<Cell, contribution::theme_count>> themes;
    Cell outside = 0;
    Cell quartier = 0;
};

KindCells add_kind(LinkedCounts& counts, std::span<const AreaVoices> areas, const AreaVoices& outside,
                   Kind kind, Perspective perspective) {
    KindCells cells;
    std::uint32_t sum = outside.total(kind, perspective);
    for (const AreaVoices& area : areas) {
        const std::uint32_t total = area.total(kind, perspective);
        sum += total;
        cells.totals.push_back(counts.add(total));
        auto& themes = cells.themes.emplace_back();
        for (std::size_t t = 0; t < themes.size(); ++t) {
            themes[t] = counts.add(
                area.counts[static_cast<std::size_t>(kind)][t][static_cast<std::size_t>(perspective)]);
        }
        counts.add_sum(cells.totals.back(), themes, disclosure::Noughts::Masked);
    }
    cells.outside = counts.add(outside.total(kind, perspective));
    std::vector<Cell> parts = cells.totals;
    parts.push_back(cells.outside);
    cells.quartier = counts.add_public(sum); // everybody can count the marks on the map
    counts.add_sum(cells.quartier, parts);
    return cells;
}

/// Rates give away needs and resources together, per area and in all areas.
struct RateCells {
    std::vector<Cell> areas;
    Cell all = 0;
};

RateCells add_rates(LinkedCounts& counts, std::span<const AreaVoices> areas, const AreaVoices& outside,
                    const std::vector<disclosure::GatedRate>& rates, const disclosure::GatedRate& of_all,
                    const std::array<KindCells, 2>& by_kind) {
    const auto add = [&](std::uint32_t count, const disclosure::GatedRate& rate) {
        const bool is_told = rate.is_shown() || rate.reason() == Reason::TooFew;
        return is_told ? counts.add(count) : counts.add_unpublished(count);
    };
    RateCells cells;
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const std::uint32_t voices = areas[i].total(Perspective::Resident);
        sum += voices;
        cells.areas.push_back(add(voices, rates[i]));
        counts.add_sum(cells.areas.back(), std::array{by_kind[0].totals[i], by_kind[1].totals[i]});
    }
    cells.all = add(sum, of_all);
    counts.add_sum(cells.all, cells.areas);
    std::vector<LinkedCounts::Row> rows;
    for (std::size_t i = 0; i < areas.size(); ++i)
        rows.push_back({by_kind[0].totals[i], by_kind[1].totals[i], cells.areas[i]});
    counts.add_table(rows, {by_kind[0].quartier, by_kind[1].quartier, cells.all}, by_kind[0].outside,
                     by_kind[1].outside);
    // All marks less those in areas are those outside.
    const std::uint32_t voices_outside = outside.total(Perspective::Resident);
    const Cell rest = counts.add_unpublished(voices_outside);
    counts.add_sum(rest, std::array{by_kind[0].outside, by_kind[1].outside});
    counts.add_sum(counts.add_public(sum + voices_outside), std::array{cells.all, rest});
    return cells;
}

disclosure::GatedRate unless_withheld(const disclosure::GatedRate& rate, const GatedCount& voices,
                                      const Gate& gate) {
    const bool is_withheld = rate.is_shown() && !voices.is_shown();
    return is_withheld ? gate.withheld_rate(voices.reason()) : rate;
}

} // namespace

VoiceFigures make_voice_figures(std::span<const AreaVoices> areas, const AreaVoices& outside,
                                std::span<const double> population, const Gate& gate) {
    std::vector<disclosure::GatedRate> rates;
    std::uint32_t voices = 0;
    double people = 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const std::uint32_t here = areas[i].total(Perspective::Resident);
        rates.push_back(gate.rate(here, population[i]));
        voices += here;
        people += population[i]; // NaN spreads: an unknown population makes the rate unknown
    }
    const disclosure::GatedRate rate_of_all = gate.rate(voices, people);

    LinkedCounts counts(gate);
    std::array<KindCells, 2> by_residents;
    std::array<KindCells, 2> by_professionals;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        by_residents[k] = add_kind(counts, areas, outside, kinds[k], Perspective::Resident);
        by_professionals[k] = add_kind(counts, areas, outside, kinds[k], Perspective::Professional);
    }
    const RateCells rate_cells = add_rates(counts, areas, outside, rates, rate_of_all, by_residents);
    counts.protect();

    const auto kind_figures = [&](std::size_t k, std::size_t area) {
        KindFigures figures{counts.verdict(by_residents[k].totals[area]),
                            counts.verdict(by_professionals[k].totals[area]),
                            {}};
        for (std::size_t t = 0; t < contribution::theme_count; ++t) {
            figures.themes.push_back({counts.verdict(by_residents[k].themes[area][t]),
                                      counts.verdict(by_professionals[k].themes[area][t])});
        }
        return figures;
    };
    VoiceFigures figures{{},
                         counts.verdict(by_residents[0].outside),
                         counts.verdict(by_residents[1].outside),
                         unless_withheld(rate_of_all, counts.verdict(rate_cells.all), gate)};
    for (std::size_t i = 0; i < areas.size(); ++i) {
        figures.areas.push_back({kind_figures(0, i), kind_figures(1, i),
                                 unless_withheld(rates[i], counts.verdict(rate_cells.areas[i]), gate)});
    }
    return figures;
}

} // namespace anker::figures
