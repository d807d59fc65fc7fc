// SPDX-License-Identifier: Apache-2.0
#include "web/studio/voice_cases.hpp"

#include "core/contribution/kinds.hpp"
#include "core/figures/shown_cases.hpp"
#include "core/jobs/table_writer.hpp"

#include <algorithm>

namespace anker::studio {

namespace {

/// Silent: fewer voices per 1,000 than this share of the whole Quartier's.
constexpr double silent_share = 0.5;

std::string cell_of(const figures::ShownCount& count) {
    return count.value ? std::to_string(*count.value)
                       : std::string(disclosure::reason_names[static_cast<std::size_t>(count.reason)]);
}

} // namespace

VoiceCases voice_cases(const figures::ShownFigures& figures) {
    VoiceCases cases;
    const int classes = figures.index && figures.index->fault.empty() ? figures.index->status_classes : 0;
    cases.burdened_from = (classes + 1) / 2 + 1;
    const figures::ShownCases told = figures::shown_cases(figures, cases.burdened_from, silent_share);
    cases.threshold = told.threshold;
    for (const std::size_t i : told.order) {
        const figures::ShownArea& area = figures.areas[i];
        const int class_number = area.index && classes > 0 ? area.index->status_class : 0;
        cases.rows.push_back({i, class_number, told.areas[i], told.themes[i]});
    }
    std::stable_sort(cases.rows.begin(), cases.rows.end(), [](const VoiceRow& a, const VoiceRow& b) {
        if (a.verdict.value != b.verdict.value) return a.verdict.value < b.verdict.value;
        return a.class_number > b.class_number;
    });
    return cases;
}

std::string voices_csv(const figures::ShownFigures& figures, const VoiceCases& cases) {
    std::vector<std::string> columns{"area",
                                     "name",
                                     "class",
                                     "case",
                                     "reason",
                                     "needs_residents",
                                     "resources_residents",
                                     "needs_professionals",
                                     "resources_professionals",
                                     "per_1000",
                                     "per_1000_low",
                                     "per_1000_high"};
    for (const std::string_view theme : contribution::theme_names)
        columns.push_back("case_" + std::string(theme));
    jobs::TableWriter out(columns);
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
        for (const synthesis::Verdict& verdict : row.themes) out.cell(synthesis::name_of(verdict.value));
        out.end_row();
    }
    return out.take();
}

} // namespace anker::studio
