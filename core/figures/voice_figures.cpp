// SPDX-License-Identifier: Apache-2.0
#include "core/figures/voice_figures.hpp"

#include "core/disclosure/differencing.hpp"
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

/// Adds counts with what is known of each besides the count: who made it, and what an earlier output told.
class Adder {
public:
    Adder(LinkedCounts& counts, const aggregate::VoicePeople* people, const EarlierVoices* earlier,
          const Gate& gate)
        : m_counts(counts), m_people(people), m_earlier(earlier), m_rules(gate.rules()) {}

    /// `people` and `earlier` pick the numbers that belong to the count.
    template <class People, class Earlier>
    Cell of_area(std::uint32_t count, std::size_t area, People people, Earlier earlier) {
        if (m_people != nullptr && is_of_few(count, people(m_people->areas[area])))
            return m_counts.add(count, Reason::Dominance);
        return m_earlier == nullptr ? m_counts.add(count) : beside(count, earlier(m_earlier->areas[area]));
    }
    template <class People>
    Cell of_outside(std::uint32_t count, People people) {
        const bool few = m_people != nullptr && is_of_few(count, people(m_people->outside));
        return m_counts.add(count, few ? Reason::Dominance : Reason::None);
    }
    Cell of_all(std::uint32_t count) {
        const bool few = m_people != nullptr && is_of_few(count, m_people->residents);
        return m_counts.add(count, few ? Reason::Dominance : Reason::None);
    }

    [[nodiscard]] LinkedCounts& counts() { return m_counts; }

private:
    /// The count of nobody is nought, which stays.
    [[nodiscard]] bool is_of_few(std::uint32_t count, std::uint32_t people) const {
        return count > 0 && people < m_rules.minimum_count;
    }
    Cell beside(std::uint32_t count, const Interval& earlier) {
        const auto now = m_rules.counts_behind(m_rules.rounded(count));
        const Interval later{static_cast<double>(now.low), static_cast<double>(now.high)};
        if (!disclosure::hides_change(earlier, later, m_rules.minimum_count)) return m_counts.add(count);
        // A nought that may have been one before says "under the minimum" again.
        if (count == 0 && earlier.low == 0) return m_counts.add_with_secret_nought(count);
        const Interval told = disclosure::told_by_change(earlier, m_rules.minimum_count);
        return m_counts.add_changed(
            count, {static_cast<std::int64_t>(told.low), static_cast<std::int64_t>(told.high)});
    }

    LinkedCounts& m_counts;
    const aggregate::VoicePeople* m_people;
    const EarlierVoices* m_earlier;
    disclosure::Rules m_rules;
};

/// The counts of one kind by one perspective: themes add up to areas, areas and the rest to the Quartier.
struct KindCells {
    std::vector<Cell> totals; ///< per area
    std::vector<std::array<Cell, contribution::theme_count>> themes;
    Cell outside = 0;
    Cell quartier = 0;
};

KindCells add_kind(Adder& add, std::span<const AreaVoices> areas, const AreaVoices& outside, Kind kind,
                   Perspective perspective) {
    LinkedCounts& counts = add.counts();
    const auto k = static_cast<std::size_t>(kind);
    const auto p = static_cast<std::size_t>(perspective);
    const auto all_themes = [&](const aggregate::AreaPeople& people) { return people.totals[k][p]; };
    const auto earlier_total = [&](const EarlierArea& area) { return area.kinds[k].totals[p]; };
    KindCells cells;
    std::uint32_t sum = outside.total(kind, perspective);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const std::uint32_t total = areas[i].total(kind, perspective);
        sum += total;
        cells.totals.push_back(add.of_area(total, i, all_themes, earlier_total));
        auto& themes = cells.themes.emplace_back();
        for (std::size_t t = 0; t < themes.size(); ++t) {
            const std::uint32_t count = areas[i].counts[k][t][p];
            const auto of_theme = [&](const aggregate::AreaPeople& people) { return people.themes[k][t][p]; };
            const auto earlier_theme = [&](const EarlierArea& area) { return area.kinds[k].themes[t][p]; };
            themes[t] = add.of_area(count, i, of_theme, earlier_theme);
        }
        counts.add_sum(cells.totals.back(), themes, disclosure::Noughts::Masked);
    }
    const std::uint32_t rest = outside.total(kind, perspective);
    cells.outside = add.of_outside(rest, all_themes);
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

RateCells add_rates(Adder& add, std::span<const AreaVoices> areas, const AreaVoices& outside,
                    const std::vector<disclosure::GatedRate>& rates, const disclosure::GatedRate& of_all,
                    const std::array<KindCells, 2>& by_kind) {
    LinkedCounts& counts = add.counts();
    const auto is_told = [](const disclosure::GatedRate& rate) {
        return rate.is_shown() || rate.reason() == Reason::TooFew;
    };
    const auto residents = [](const aggregate::AreaPeople& people) { return people.residents; };
    const auto earlier_both = [](const EarlierArea& area) { return area.residents; };
    RateCells cells;
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const std::uint32_t voices = areas[i].total(Perspective::Resident);
        sum += voices;
        cells.areas.push_back(is_told(rates[i]) ? add.of_area(voices, i, residents, earlier_both)
                                                : counts.add_unpublished(voices));
        counts.add_sum(cells.areas.back(), std::array{by_kind[0].totals[i], by_kind[1].totals[i]});
    }
    cells.all = is_told(of_all) ? add.of_all(sum) : counts.add_unpublished(sum);
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
                                std::span<const double> population, const aggregate::VoicePeople* people,
                                const Gate& gate, const EarlierVoices* earlier) {
    std::vector<disclosure::GatedRate> rates;
    std::uint32_t voices = 0;
    double residents = 0;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const std::uint32_t here = areas[i].total(Perspective::Resident);
        rates.push_back(gate.rate(here, population[i]));
        voices += here;
        residents += population[i]; // NaN spreads: an unknown population makes the rate unknown
    }
    const disclosure::GatedRate rate_of_all = gate.rate(voices, residents);

    LinkedCounts counts(gate);
    Adder add(counts, people, earlier, gate);
    std::array<KindCells, 2> by_residents;
    std::array<KindCells, 2> by_professionals;
    for (std::size_t k = 0; k < kinds.size(); ++k) {
        by_residents[k] = add_kind(add, areas, outside, kinds[k], Perspective::Resident);
        by_professionals[k] = add_kind(add, areas, outside, kinds[k], Perspective::Professional);
    }
    const RateCells rate_cells = add_rates(add, areas, outside, rates, rate_of_all, by_residents);
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
