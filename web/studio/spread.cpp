// SPDX-License-Identifier: Apache-2.0
#include "web/studio/spread.hpp"

#include "core/json/fields.hpp"
#include "web/studio/pieces.hpp"

#include <algorithm>

namespace anker::studio {

using namespace ui::paint;
using json::Json;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

namespace {

/// Sobol's indices with a base sample of this many are good to about five percentage points.
constexpr std::string_view sobol_sample = "1000";

Text name_of(uncertainty::Factor factor) {
    switch (factor) {
    case uncertainty::Factor::Weights:
        return Text::LabFactorWeights;
    case uncertainty::Factor::LeftOut:
        return Text::LabFactorLeftOut;
    case uncertainty::Factor::Normalisation:
        return Text::LabFactorNormalisation;
    case uncertainty::Factor::Noise:
        break;
    }
    return Text::LabFactorNoise;
}

/// A share that sampling error put below 0 is 0.
double share_in(const Json& indices, const char* name) {
    return indices.is_object() && indices.contains(name) && indices[name].is_number()
               ? std::clamp(indices[name].get<double>(), 0.0, 1.0)
               : 0;
}

} // namespace

jobs::Order spread_order(const Dataset& data) {
    jobs::Order order{"uncertainty",
                      {{{"recipe", data.recipe}, {"values", data.values}},
                       {{"level", data.level},
                        {"runs", std::to_string(spread_draws)},
                        {"seed", std::string(spread_seed)},
                        {"sobol", std::string(sobol_sample)}}}};
    if (!data.denominators.empty()) order.request.options["denominators"] = data.denominators;
    return order;
}

std::string noise_words(const Dataset& data) {
    if (data.denominators.empty()) return ui::words(Text::LabNoiseNone);
    if (data.noisy_indicators == data.indicators) return ui::words(Text::LabNoiseAll);
    return ui::words(Text::LabNoiseSome, {{"n", ui::number(static_cast<double>(data.noisy_indicators))},
                                          {"of", ui::number(static_cast<double>(data.indicators))}});
}

std::vector<Influence> influences_from(const std::string& report) {
    std::vector<Influence> influences;
    const Json json = json::parse_json(report);
    if (!json.is_object() || !json.contains("sobol")) return influences;
    const Json& sobol = json["sobol"];
    if (!sobol.is_object() || !sobol.contains("mean_rank_shift")) return influences;
    for (const auto& [name, indices] : sobol["mean_rank_shift"].items()) {
        const auto known =
            std::find(uncertainty::factor_names.begin(), uncertainty::factor_names.end(), name);
        if (known == uncertainty::factor_names.end()) continue;
        Influence influence;
        influence.factor = static_cast<uncertainty::Factor>(known - uncertainty::factor_names.begin());
        influence.alone = share_in(indices, "first_order");
        // The total includes what comes from it alone; where they are equal, sampling error may say
        // otherwise.
        influence.total = std::max(influence.alone, share_in(indices, "total"));
        influences.push_back(influence);
    }
    std::sort(influences.begin(), influences.end(), [](const Influence& a, const Influence& b) {
        return a.total != b.total ? a.total > b.total : a.factor < b.factor;
    });
    return influences;
}

bool has_drawn_weights(const Dataset& data) {
    return std::any_of(data.influences.begin(), data.influences.end(),
                       [](const Influence& i) { return i.factor == uncertainty::Factor::Weights; });
}

void influences_ui(const Dataset& data, ui::Cut& cut) {
    if (data.influences.empty()) return;
    cut.top(em(0.5f));
    ui::Container region(ui::sem::Role::Region, "influences", ui::words(Text::LabInfluences));
    title_ui(cut, "influences", 3, ui::words(Text::LabInfluences), ui::words(Text::LabInfluencesLead));
    ui::Container list(ui::sem::Role::List, "factors", ui::words(Text::LabInfluences));
    for (const Influence& influence : data.influences) {
        ui::Scope scope("factor", static_cast<std::size_t>(influence.factor) + 1);
        ui::Container item(ui::sem::Role::ListItem, "item");
        const std::string name = ui::words(name_of(influence.factor));
        const std::string shares =
            ui::words(Text::LabInfluence, {{"alone", ui::number(influence.alone * 100)},
                                           {"total", ui::number(influence.total * 100)}});
        const float name_h = text_height(name, style::label, cut.rest().w);
        const float shares_h = text_height(shares, style::small_text, cut.rest().w);
        const Rect box = cut.top(name_h + em(0.95f) + shares_h);
        cut.top(em(0.55f));
        ui::paint::text({box.x, box.y, box.w, name_h}, name, style::label, colours().ink);
        // As long as in the column on a desk: a wide screen says nothing more.
        const Rect bar{box.x, box.y + name_h + em(0.2f), std::min(box.w, em(28)), em(0.55f)};
        const float radius = bar.h / 2;
        fill(bar, colours().line, radius);
        const auto part = [&](double share, std::uint32_t colour) {
            if (share >= 0.005)
                fill({bar.x, bar.y, std::max(bar.h, bar.w * static_cast<float>(share)), bar.h}, colour,
                     radius);
        };
        part(influence.total, with_alpha(colours().ink2, 0.45f));
        part(influence.alone, colours().ink2);
        ui::paint::text({box.x, bar.bottom() + em(0.2f), box.w, shares_h}, shares, style::small_text,
                        colours().ink2);
        ui::spoken("words", box, name + ": " + shares);
    }
    cut.top(em(0.5f));
}

} // namespace anker::studio
