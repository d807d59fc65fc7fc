// SPDX-License-Identifier: Apache-2.0
#include "core/synthesis/voice_tables.hpp"

#include "core/base/assert.hpp"
#include "core/disclosure/linked_counts.hpp"

#include <limits>

namespace anker::synthesis {

namespace {

using disclosure::Gate;
using disclosure::GatedCount;
using disclosure::GatedRate;
using disclosure::LinkedCounts;
using disclosure::Noughts;
using disclosure::Reason;
using Cell = LinkedCounts::Cell;

std::uint32_t residents(const KindCounts& counts) {
    return counts[0][resident] + counts[1][resident];
}

KindCounts sum_of(const std::vector<KindCounts>& themes) {
    KindCounts sum{};
    for (const KindCounts& theme : themes) {
        for (std::size_t k = 0; k < 2; ++k) {
            for (std::size_t p = 0; p < 2; ++p) sum[k][p] += theme[k][p];
        }
    }
    return sum;
}

/// The cells of one theme of one area, or of all its themes.
struct Linked {
    std::array<std::array<Cell, 2>, 2> counts{};
    Cell voices = 0;
    GatedRate rate; ///< before linked tables are looked at
};

class Tables {
public:
    Tables(const VoiceTable& voices, std::span<const double> population, const Gate& gate)
        : m_voices(voices), m_population(population), m_gate(gate), m_counts(gate) {}

    ShownVoices protect() {
        for (std::size_t i = 0; i < m_voices.areas.size(); ++i) add_area(i);
        add_all_areas();
        const std::vector<GatedRate> rates = add_reference();
        m_counts.protect();

        ShownVoices shown{m_people, {}, {}, told(rates.back(), m_reference.back()), {}};
        for (std::size_t t = 0; t < m_voices.themes; ++t)
            shown.per_1000_of_theme.push_back(told(rates[t], m_reference[t]));
        for (std::size_t i = 0; i < m_totals.size(); ++i) {
            shown.areas.push_back(cell_from(m_totals[i]));
            std::vector<VoiceCell>& themes = shown.themes.emplace_back();
            for (const Linked& theme : m_themes[i]) themes.push_back(cell_from(theme));
        }
        return shown;
    }

private:
    Linked linked(const KindCounts& counts, double population) {
        Linked cells{{}, 0, m_gate.rate(residents(counts), population)};
        for (std::size_t k = 0; k < 2; ++k) {
            for (std::size_t p = 0; p < 2; ++p) cells.counts[k][p] = m_counts.add(counts[k][p]);
        }
        const bool is_told = cells.rate.is_shown() || cells.rate.reason() == Reason::TooFew;
        cells.voices =
            is_told ? m_counts.add(residents(counts)) : m_counts.add_unpublished(residents(counts));
        m_counts.add_sum(cells.voices, std::array{cells.counts[0][resident], cells.counts[1][resident]});
        return cells;
    }

    void add_area(std::size_t area) {
        const std::vector<KindCounts>& counts = m_voices.areas[area];
        ANKER_ASSERT(counts.size() == m_voices.themes); // the caller made a ragged table
        m_totals.push_back(linked(sum_of(counts), m_population[area]));
        std::vector<Linked>& themes = m_themes.emplace_back();
        for (const KindCounts& theme : counts) themes.push_back(linked(theme, m_population[area]));
        const Linked& total = m_totals.back();
        for (std::size_t k = 0; k < 2; ++k) {
            for (std::size_t p = 0; p < 2; ++p) {
                std::vector<Cell> parts;
                for (const Linked& theme : themes) parts.push_back(theme.counts[k][p]);
                m_counts.add_sum(total.counts[k][p], parts, Noughts::Masked);
            }
        }
        std::vector<Cell> parts;
        for (const Linked& theme : themes) parts.push_back(theme.voices);
        m_counts.add_sum(total.voices, parts, Noughts::Masked);
    }

    /// Everybody can count all marks on the map.
    void add_all_areas() {
        for (std::size_t k = 0; k < 2; ++k) {
            for (std::size_t p = 0; p < 2; ++p) {
                std::uint32_t sum = m_voices.outside[k][p];
                std::vector<Cell> parts;
                for (std::size_t i = 0; i < m_totals.size(); ++i) {
                    sum += sum_of(m_voices.areas[i])[k][p];
                    parts.push_back(m_totals[i].counts[k][p]);
                }
                if (m_voices.outside[k][p] > 0)
                    parts.push_back(m_counts.add_unpublished(m_voices.outside[k][p]));
                m_counts.add_sum(m_counts.add_public(sum), parts);
            }
        }
    }

    /// Rates of all areas of known population: per theme, at last of all themes.
    std::vector<GatedRate> add_reference() {
        bool is_known = false;
        std::vector<std::size_t> areas;
        for (std::size_t i = 0; i < m_totals.size(); ++i) {
            if (!(m_population[i] >= 0)) continue;
            m_people += m_population[i];
            is_known = true;
            areas.push_back(i);
        }
        if (!is_known) m_people = std::numeric_limits<double>::quiet_NaN();
        std::vector<GatedRate> rates;
        const auto add = [&](const auto& count_of, const auto& cell_of) {
            std::uint32_t sum = 0;
            std::vector<Cell> parts;
            for (const std::size_t i : areas) {
                sum += count_of(i);
                parts.push_back(cell_of(i));
            }
            rates.push_back(m_gate.rate(sum, m_people));
            m_reference.push_back(is_known ? m_counts.add(sum) : m_counts.add_unpublished(sum));
            m_counts.add_sum(m_reference.back(), parts);
        };
        for (std::size_t t = 0; t < m_voices.themes; ++t) {
            add([&](std::size_t i) { return residents(m_voices.areas[i][t]); },
                [&](std::size_t i) { return m_themes[i][t].voices; });
        }
        add([&](std::size_t i) { return residents(sum_of(m_voices.areas[i])); },
            [&](std::size_t i) { return m_totals[i].voices; });
        const std::vector<Cell> parts(m_reference.begin(), m_reference.end() - 1);
        m_counts.add_sum(m_reference.back(), parts);
        return rates;
    }

    [[nodiscard]] GatedRate told(const GatedRate& rate, Cell voices) const {
        const GatedCount verdict = m_counts.verdict(voices);
        return rate.is_shown() && !verdict.is_shown() ? m_gate.withheld_rate(verdict.reason()) : rate;
    }

    [[nodiscard]] VoiceCell cell_from(const Linked& cells) const {
        const GatedRate rate = told(cells.rate, cells.voices);
        VoiceCell cell{
            {}, rate.is_shown() ? m_counts.verdict(cells.voices) : m_gate.withheld(rate.reason()), rate};
        for (std::size_t k = 0; k < 2; ++k) {
            for (std::size_t p = 0; p < 2; ++p) cell.counts.push_back(m_counts.verdict(cells.counts[k][p]));
        }
        return cell;
    }

    const VoiceTable& m_voices;
    std::span<const double> m_population;
    const Gate& m_gate;
    LinkedCounts m_counts;
    std::vector<Linked> m_totals;              ///< per area
    std::vector<std::vector<Linked>> m_themes; ///< [area][theme]
    double m_people = 0;                       ///< in areas of known population
    std::vector<Cell> m_reference;             ///< per theme, at last all
};

} // namespace

ShownVoices protect(const VoiceTable& voices, std::span<const double> population, const Gate& gate) {
    return Tables(voices, population, gate).protect();
}

} // namespace anker::synthesis
