// SPDX-License-Identifier: Apache-2.0
#include "web/studio/pieces.hpp"
#include "web/studio/views.hpp"

namespace anker::studio {

using namespace ui::paint;
using app::Actions;
using app::Model;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

/// Who published what is seen here, with licence and date: statistics without them are hearsay.
void sources_ui(const Model& model, ui::Cut& cut) {
    using quartier::DatasetKind;
    static constexpr std::pair<DatasetKind, Text> kinds[] = {
        {DatasetKind::Areas, Text::StudioAreas},
        {DatasetKind::Indicators, Text::StudioSourceFigures},
        {DatasetKind::PublishedIndex, Text::StudioSourceIndex},
        {DatasetKind::BaseMap, Text::StudioSourceMap}};
    std::vector<std::string> lines;
    for (const auto& [kind, what] : kinds) {
        const auto found = model.view.quartier.datasets.find(kind);
        if (found == model.view.quartier.datasets.end() || found->second.source.empty()) continue;
        const quartier::Dataset& d = found->second;
        const std::string source = d.licence.empty() ? d.source : d.source + " (" + d.licence + ")";
        lines.push_back(
            ui::words(d.version.empty() ? Text::StudioSourceLine : Text::StudioSourceDated,
                      {{"what", ui::words(what)}, {"source", source}, {"date", shown_date(d.version)}}));
    }
    for (const std::string& source : model.access.sources) {
        lines.push_back(
            ui::words(Text::StudioSourceLine,
                      {{"what", ui::words(Text::StudioSourceContributions)}, {"source", source}}));
    }
    if (lines.empty()) return;
    ui::Scope scope("sources", 1);
    cut.top(em(0.9f));
    cut.top(
        ui::heading("title", cut.rest(), 3, ui::words(Text::StudioSources), style::strong, colours().ink) +
        em(0.3f));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        ui::Scope line_scope("line", i + 1);
        cut.top(ui::paragraph("source", cut.rest(), lines[i], style::small_text, colours().ink2) + em(0.35f));
    }
}

} // namespace anker::studio
