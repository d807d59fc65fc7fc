// SPDX-License-Identifier: Apache-2.0
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

Rect start_ui(const Model& model, Actions& actions) {
    const ui::Look& l = ui::look();
    fill({0, 0, l.width, l.height}, colours().paper);
    const float width = std::min(l.width - em(3), em(26));
    Rect at{(l.width - width) / 2, l.height * 0.26f, width, em(4)};
    brand_ui({at.x, at.y, em(4), em(4)});
    at.y += em(5.2f);
    if (model.stage == app::Stage::Loading) {
        ui::heading("loading", at, 1, ui::words(Text::AppLoading), style::h1, colours().ink);
        return {};
    }
    const bool no_link = model.stage == app::Stage::NoLink;
    const bool refused = model.stage == app::Stage::LinkRefused;
    const Text title = no_link   ? Text::StartNoLinkTitle
                       : refused ? Text::StartRefusedTitle
                                 : Text::StartNoServerTitle;
    const Text body = no_link ? Text::StartNoLink : refused ? Text::StartRefused : Text::StartNoServer;
    at.y += ui::heading("title", at, 1, ui::words(title), style::display, colours().ink) + em(0.6f);
    at.y += ui::paragraph("body", at, ui::words(body), style::body, colours().ink2) + em(1.6f);
    if (no_link) return {};
    if (ui::button("again", {at.x, at.y, width, em(3.5f)}, ui::Button::Primary, ui::words(Text::StartAgain)))
        actions.push_back(app::TryAgain{});
    return {};
}

} // namespace anker::screens
