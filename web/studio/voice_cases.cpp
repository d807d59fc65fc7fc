// SPDX-License-Identifier: Apache-2.0
#include "web/studio/voice_cases.hpp"

#include "core/jobs/table_writer.hpp"

#include <algorithm>
#include <cmath>

namespace anker::studio {

using synthesis::Burden;
using synthesis::Range;

namespace {

/// Silent: fewer voices per 1,000 than this share of the whole Quartier's.
constexpr double silent_share = 0.5;

/// Residents' needs and resources together. Where the rate is shown it tells the sum, also where the two
/// counts are not shown singly.
Range count_of(const figures::ShownArea& area, const figures::ShownFigures& figures) {
    const auto range = [&](const figures::ShownCount& count) {
        return synthesis::count_range(count.value, count.reason, figures.minimum_count, figures.round_to);
    };
    if (area.per_1000.per_1000 && !indicator::is_missing(area.population)) {
        const double count = std::round(*area.per_1000.per_1000 * area.population / 1000);
        return range({static_cast<std::uint32_t>(count), disclosure::Reason::None});
    }
    return range(area.needs.residents) + range(area.resources.residents);
}

Range threshold_of(const figures::ShownFigures& figures) {
    double people = 0;
    for (const figures::ShownArea& area : figures.areas)
        people += indicator::is_missing(area.population) ? 0 : area.population;
    const bool is_rounded = figures.round_to != 0 && people > 0;
    if (figures.per_1000.per_1000 && !is_rounded) {
        const double at = *figures.per_1000.per_1000 * silent_share;
        return {at, at};
    }
    if (people <= 0) return {};
    std::optional<std::uint32_t> shown;
    if (figures.per_1000.per_1000)
        shown = static_cast<std::uint32_t>(std::round(*figures.per_1000.per_1000 * people / 1000));
    return synthesis::threshold_from(
        synthesis::count_range(shown, figures.per_1000.reason, figures.minimum_count, figures.round_to),
        people, silent_share);
}

std::string cell_of(const figures::ShownCount& count) {
    return count.value ? std::to_string(*count.value)
                       : std::string(disclosure::reason_names[static_cast<std::size_t>(count.reason)]);
}

} // namespace

VoiceCases voice_cases(const figures::ShownFigures& figures) {
    VoiceCases cases;
    cases.threshold = threshold_of(figures);
    const int classes = figures.index && figures.index->fault.empty() ? figures.index->status_classes : 0;
    cases.burdened_from = (classes + 1) / 2 + 1;
    for (std::size_t i = 0; i < figures.areas.size(); ++i) {
        const figures::ShownArea& area = figures.areas[i];
        VoiceRow row;
        row.area = i;
        row.class_number = area.index && classes > 0 ? area.index->status_class : 0;
        const Burden burden = row.class_number == 0                     ? Burden::Unknown
                              : row.class_number >= cases.burdened_from ? Burden::Yes
                                                                        : Burden::No;
        row.verdict = synthesis::verdict_of(
            {burden, area.population, count_of(area, figures), area.per_1000.reason}, cases.threshold);
        cases.rows.push_back(row);
    }
    std::stable_sort(cases.rows.begin(), cases.rows.end(), [](const VoiceRow& a, const VoiceRow& b) {
        if (a.verdict.value != b.verdict.value) return a.verdict.value < b.verdict.value;
        return a.class_number > b.class_number;
    });
    return cases;
}

std::string voices_csv(const figures::ShownFigures& figures, const VoiceCases& cases) {
    jobs::TableWriter out({"area", "name", "class", "case", "reason", "needs_residents",
                           "resources_residents", "needs_professionals", "resources_professionals",
                           "per_1000", "per_1000_low", "per_1000_high"});
    for (const VoiceRow& row : cases.rows) {
        const figures::ShownArea& area = figures.areas[row.area];
        out.cell(area.key).cell(area.name);
        if (row.class_number > 0)
            out.cell(row.class_number);
        else
            out.blank();
        out.cell(synthesis::name_of(row.verdict.value)).cell(row.verdict.reason);
        out.cell(std::string_view(cell_of(area.needs.residents)));
        out.cell(std::string_view(cell_of(area.resources.residents)));
        out.cell(std::string_view(cell_of(area.needs.professionals)));
        out.cell(std::string_view(cell_of(area.resources.professionals)));
        if (area.per_1000.per_1000) {
            out.cell(*area.per_1000.per_1000).cell(area.per_1000.low).cell(area.per_1000.high);
        } else {
            const auto reason = static_cast<std::size_t>(area.per_1000.reason);
            out.cell(disclosure::reason_names[reason]).blank().blank();
        }
        out.end_row();
    }
    return out.take();
}

} // namespace anker::studio
