// SPDX-License-Identifier: Apache-2.0
#include "web/app/professional_surface.hpp"
#include "web/screens/screens.hpp"
#include "web/ui/controls.hpp"

namespace anker::screens {

using namespace ui::paint;
using ui::colours;
using ui::em;
using ui::Rect;
using ui::Text;

Text text_of(contribution::Theme theme) {
    static constexpr Text by_theme[] = {Text::ThemeLearning, Text::ThemeMeeting, Text::ThemeYouth,
                                        Text::ThemeHealth,   Text::ThemeCulture, Text::ThemeWork,
                                        Text::ThemeAdvice,   Text::ThemeHousing, Text::ThemeMobility,
                                        Text::ThemeSafety,   Text::ThemeGreen,   Text::ThemeLanguage};
    return by_theme[static_cast<std::size_t>(theme)];
}

std::string sentence_of(const view::Marks& marks, view::Row row) {
    const bool is_need = marks.kind[row] == contribution::Kind::Need;
    return ui::words(Text::MarkAt, {{"kind", ui::words(is_need ? Text::MarkNeed : Text::MarkResource)},
                                    {"theme", ui::words(text_of(marks.theme[row]))}});
}

void brand_ui(Rect tile) {
    fill(tile, colours().sun, tile.w * 0.3f);
    const float size = tile.w * 0.62f;
    icon({tile.x + (tile.w - size) / 2, tile.y + (tile.h - size) / 2, size, size}, ui::Icon::Anchor,
         ui::look().is_dark ? colours().on_prim : colours().ink);
}

void attribution_ui(const Model& model, const map::BaseMap& base_map, Rect free) {
    std::string text = base_map.attribution();
    if (model.access.is_example) text += (text.empty() ? "" : " · ") + ui::words(Text::AppExample);
    if (text.empty()) return;
    // Read from near, not from the back of the hall: the projector's large step would cover the map with it.
    const Style micro = ui::look().surface == ui::Surface::Projector ? Style{0.42f, 1.3f, 500} : style::micro;
    const float h = line_height_of(micro) + em(micro.em * 0.6f);
    const float w = std::min(text_width(text, micro) + em(micro.em * 1.5f), free.w - em(1));
    const Rect box{free.x + em(0.6f), free.bottom() - h - em(0.6f), w, h};
    fill(box, with_alpha(colours().paper, 0.86f), em(0.5f));
    text_line(box.inset(em(micro.em * 0.7f), 0), text, micro, colours().ink2);
    ui::spoken("attribution", box, text);
}

void map_buttons_ui(Rect free, Actions& actions, bool with_locate) {
    const float size = em(3.25f);
    const float gap = em(0.6f);
    const float x = free.right() - size - em(1);
    float y = free.bottom() - size - em(1);
    if (y < free.y) return; // hardly any map left with very large text: keys and the list remain
    if (with_locate &&
        ui::icon_button("locate", {x, y, size, size}, ui::Icon::Locate, ui::words(Text::MapLocate)))
        actions.push_back(app::Locate{});
    if (with_locate) y -= size + gap;
    // Plus and minus as one pill: two buttons a finger cannot confuse.
    const Rect pill{x, y - size * 0.9f, size, size * 1.9f};
    if (pill.y < free.y) return; // no room on a small phone: pinch, keys and the list remain
    surface(pill, colours().surface, size / 2, Elevation::Floating);
    const Rect upper{pill.x, pill.y, size, pill.h / 2};
    const Rect lower{pill.x, pill.y + pill.h / 2, size, pill.h / 2};
    line({pill.x + size * 0.25f, lower.y}, {pill.right() - size * 0.25f, lower.y}, colours().line, 1);
    const auto bar = [&](Rect r) {
        fill({r.x + r.w * 0.32f, r.y + r.h / 2 - 1.25f, r.w * 0.36f, 2.5f}, colours().ink, 1.2f);
    };
    bar(upper);
    fill({upper.x + upper.w / 2 - 1.25f, upper.y + upper.h / 2 - upper.w * 0.18f, 2.5f, upper.w * 0.36f},
         colours().ink, 1.2f);
    bar(lower);
    if (ui::press("zoom-in", upper, ui::words(Text::MapZoomIn), size / 2))
        actions.push_back(app::ZoomBy{1.6f});
    if (ui::press("zoom-out", lower, ui::words(Text::MapZoomOut), size / 2))
        actions.push_back(app::ZoomBy{1 / 1.6f});
}

void toast_ui(const Model& model, float bottom) {
    const bool is_shown = model.toast && model.toast->until_ms > ui::look().now_ms;
    const std::string text = is_shown ? model.toast->text : std::string();
    const float width =
        std::min(ui::look().width - em(2), std::max(em(12), text_width(text, style::label) + em(5)));
    const float h =
        is_shown ? std::max(em(3), text_height(text, style::label, width - em(4.6f)) + em(1.2f)) : 0;
    const Rect pill{(ui::look().width - width) / 2, bottom - h - em(0.8f), width, h};
    if (is_shown) {
        surface(pill, model.toast->is_error ? colours().err : colours().prim, std::min(h / 2, em(1.6f)),
                Elevation::Floating);
        const float size = em(1.4f);
        const std::uint32_t ink =
            model.toast->is_error && !ui::look().is_dark ? colours().on_need : colours().on_prim;
        icon({pill.x + em(1.2f), pill.y + (h - size) / 2, size, size},
             model.toast->is_error ? ui::Icon::Close : ui::Icon::Check,
             model.toast->is_error ? ink : colours().sun);
        ui::paint::text({pill.x + em(3.2f), pill.y, width - em(4.4f), h}, text, style::label, ink);
    }
    // Always there, so that a screen reader hears it change.
    ui::status("toast", pill, {}, style::label, colours().ink);
}

void offline_ui(const Model& model, float top) {
    const bool is_offline = model.link == sync::Link::Waiting || model.link == sync::Link::Connecting;
    if (!is_offline || model.stage != app::Stage::Ready) return;
    const std::string text = ui::words(Text::LinkWaiting);
    const float width = std::min(ui::look().width - em(2), em(24));
    const float h = text_height(text, style::small_text, width - em(3.6f)) + em(1);
    const Rect pill{(ui::look().width - width) / 2, top, width, h};
    surface(pill, colours().sun_tint, em(1), Elevation::Raised);
    const float size = em(1.3f);
    icon({pill.x + em(0.8f), pill.y + (h - size) / 2, size, size}, ui::Icon::Clock, colours().ink);
    ui::paragraph("offline", {pill.x + em(2.6f), pill.y + em(0.5f), width - em(3.4f), h}, text,
                  style::small_text, colours().ink);
}

std::string_view session_words(const Model& model, std::string& storage) {
    const session::Session* session = model.current_session();
    Text text = Text::SessionNone;
    if (session != nullptr) {
        switch (session->stage) {
        case session::Stage::Planned:
            text = Text::SessionPlanned;
            break;
        case session::Stage::Open:
            text = Text::SessionOpen;
            break;
        case session::Stage::Paused:
            text = Text::SessionPaused;
            break;
        case session::Stage::Closed:
            text = Text::SessionClosed;
            break;
        }
    }
    storage = ui::words(text);
    return storage;
}

void map_node_ui(const Model& model, Rect free, Actions& actions) {
    const std::string name = ui::words(Text::MapName, {{"name", model.access.quartier_name}});
    for (const std::string& key :
         ui::map_keys("map", free, name, ui::words(Text::MapKind), ui::words(Text::MapHint))) {
        const double step = 80 / model.here.camera.px_per_m; // metres
        const geo::LocalScale scale = model.view.quartier.scale;
        double lon = model.here.camera.lon_e7;
        double lat = model.here.camera.lat_e7;
        if (key == "ArrowLeft") lon -= step * 1e9 / scale.lon_nm_per_e7;
        if (key == "ArrowRight") lon += step * 1e9 / scale.lon_nm_per_e7;
        if (key == "ArrowUp") lat += step * 1e9 / scale.lat_nm_per_e7;
        if (key == "ArrowDown") lat -= step * 1e9 / scale.lat_nm_per_e7;
        if (key == "+") actions.push_back(app::ZoomBy{1.3f});
        if (key == "-") actions.push_back(app::ZoomBy{1 / 1.3f});
        if (key.starts_with("Arrow"))
            actions.push_back(app::MoveTo{{static_cast<std::int32_t>(lon), static_cast<std::int32_t>(lat)}});
    }
}

Rect draw(const Model& model, const map::BaseMap& base_map, Local& local, Actions& actions,
          app::ProfessionalSurface* professionals) {
    using workspace::Role;
    ui::Container main(ui::sem::Role::Main, "main",
                       model.access.quartier_name.empty()
                           ? ui::words(Text::AppName)
                           : model.access.quartier_name + " · " + ui::words(Text::AppName));
    if (model.stage != app::Stage::Ready) return start_ui(model, actions);
    if (model.here.screen == app::Screen::Settings) {
        settings_ui(model, actions);
        return {};
    }
    switch (model.access.role) {
    case Role::Projector:
        return projector_ui(model, base_map);
    case Role::Facilitator:
        return facilitator_ui(model, base_map, actions);
    case Role::Professional:
        return professionals != nullptr ? professionals->draw(model, base_map, local, actions) : Rect{};
    default:
        return resident_ui(model, base_map, local, actions);
    }
}

} // namespace anker::screens
