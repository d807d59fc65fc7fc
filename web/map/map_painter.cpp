// SPDX-License-Identifier: Apache-2.0
#include "web/map/map_painter.hpp"

#include "core/base/hash.hpp"
#include "web/ui/paint.hpp"
#include "web/ui/text.hpp"

#include <algorithm>
#include <cmath>
#include <imgui.h>

namespace anker::map {

namespace {

using ui::colours;
using ui::em;

bool is_projector() {
    return ui::look().surface == ui::Surface::Projector;
}
bool sees_hidden(const app::Model& model) {
    return model.access.role == workspace::Role::Facilitator;
}
bool is_studio(const app::Model& model) {
    return model.access.role == workspace::Role::Professional && model.here.screen == app::Screen::Map;
}

/// Marks are drawn in the size step of the surface; many on one projector get smaller so that the map stays
/// readable.
float radius_factor(const app::Model& model) {
    if (!is_projector()) return ui::look().em / 16;
    const auto n = model.view.marks.live_count();
    const float crowding = n > 300 ? 0.6f : n > 120 ? 0.78f : 1.0f;
    return 18.5f / 14.5f * ui::look().em / 44 * crowding;
}

/// A little more than a capsule with two digits on each side, so that neighbours do not cover each other.
ui::Point crowd_cell() {
    return {em(5.3f), em(2.1f)};
}
constexpr std::uint32_t crowd_least = 3;
/// From here on everything is shown one by one: whoever zooms in so far wants to see it.
constexpr double no_crowds_px_per_m = 3.5;

} // namespace

std::vector<gl::AreaFill> area_fills(const app::Model& model) {
    std::vector<gl::AreaFill> fills(model.areas->areas.size(),
                                    gl::AreaFill{ui::paint::with_alpha(colours().map.resi, 0.5f), false});
    const auto fill_of = [](int c, int classes) -> gl::AreaFill {
        if (c <= 0) return {ui::paint::with_alpha(ui::suppressed_fill, 0.85f), true};
        return {ui::paint::with_alpha(colours().status[ui::status_step(c, classes)], 0.80f), false};
    };
    if (model.own_classes) {
        for (std::size_t i = 0; i < fills.size(); ++i) {
            const auto found = model.own_classes->by_area.find(model.areas->areas[i].key);
            fills[i] = fill_of(found == model.own_classes->by_area.end() ? 0 : found->second,
                               model.own_classes->count);
        }
        return fills;
    }
    if (!model.figures || !model.figures->index || !model.figures->index->fault.empty()) return fills;
    for (std::size_t i = 0; i < fills.size(); ++i) {
        for (const figures::ShownArea& area : model.figures->areas) {
            if (area.key == model.areas->areas[i].key)
                fills[i] =
                    fill_of(area.index ? area.index->status_class : 0, model.figures->index->status_classes);
        }
    }
    return fills;
}

void MapPainter::refresh(const app::Model& model, const View& view, bool shows_areas, bool is_plain) {
    const geo::LocalScale scale = model.view.quartier.scale;
    const view::Marks& marks = model.view.marks;
    const bool has_crowds = !is_projector() && view.camera().px_per_m < no_crowds_px_per_m;
    const std::uint32_t grid = has_crowds ? crowd_grid_key(view, crowd_cell()) + 1 : 0;
    if (m_marks_revision != model.view.marks_revision || m_marks_plain != is_plain || m_crowd_grid != grid) {
        const bool new_marks = m_marks_revision != model.view.marks_revision;
        m_marks_revision = model.view.marks_revision;
        m_marks_plain = is_plain;
        m_crowd_grid = grid;
        if (has_crowds) {
            m_crowds = crowds_of(marks, view, crowd_cell(), crowd_least, sees_hidden(model));
        } else {
            m_crowds = {{}, std::vector<std::uint8_t>(marks.row_count(), 0)};
        }
        const geo::Position origin = model.view.quartier.extent.centre();
        m_renderer.set_marks(mark_vertices(marks, m_crowds, origin, is_plain, sees_hidden(model)), origin);
        if (new_marks) {
            std::vector<gl::DrawnShape> shapes;
            for (const auto& [row, shape] : marks.shapes) {
                if (marks.is_hidden[row] != 0 && !sees_hidden(model)) continue;
                shapes.push_back({marks.kind[row] == contribution::Kind::Resource,
                                  shape.kind == geo::ShapeKind::Area, &shape.positions});
            }
            m_renderer.set_shapes(shapes, origin, scale);
        }
    }
    base::StableHash boundary;
    for (const geo::Polygon& polygon : model.view.quartier.boundary)
        boundary.add_bytes(polygon.outer.data(), polygon.outer.size() * sizeof(geo::Position));
    if (boundary.value() != m_boundary_key) {
        m_boundary_key = boundary.value();
        m_renderer.set_boundary(model.view.quartier.boundary, scale);
    }
    if (!shows_areas || !model.areas) return;
    base::StableHash key;
    key.add(model.figures ? model.figures->sequence + 1 : 0);
    key.add(model.figures && model.figures->index ? 1 : 0);
    key.add(ui::look().is_dark ? 1 : 0);
    key.add(model.own_classes ? model.own_classes->revision + 1 : 0);
    if (m_areas_drawn != &*model.areas || m_areas_key != key.value()) {
        m_areas_drawn = &*model.areas;
        m_areas_key = key.value();
        m_renderer.set_areas(*model.areas, area_fills(model),
                             ui::look().is_dark ? colours().paper : 0xFFFFFFFF, scale);
        m_area_middles.clear();
        for (const aggregate::Area& area : model.areas->areas)
            m_area_middles.push_back(geo::point_on_surface(area.shape, scale));
    }
}

void MapPainter::draw_ground(const app::Model& model, const BaseMap& base_map, const View& view,
                             float pixel_ratio) {
    const ui::Look& l = ui::look();
    const bool shows_areas = is_studio(model) && model.areas.has_value();
    const bool is_plain = is_projector() || view.mercator_zoom() < 14.2;
    gl::Canvas canvas{&view, pixel_ratio, std::round(l.width * pixel_ratio),
                      std::round(l.height * pixel_ratio)};
    const bool has_boundary = !model.view.quartier.boundary.empty();
    m_renderer.begin(canvas, l.colours, has_boundary);
    m_renderer.ground(canvas, l.colours);
    const basemap::Level level =
        view.mercator_zoom() >= 13.6 ? basemap::Level::Detail : basemap::Level::Overview;
    m_renderer.base_map(canvas, l.colours, base_map.placed(view.ground({0, 0, l.width, l.height}), level),
                        shows_areas);
    if (shows_areas) m_renderer.areas(canvas);
    m_renderer.boundary(canvas, l.colours);
    if (shows_areas) return;
    m_renderer.shapes(canvas, l.colours, l.is_dark);
    m_renderer.marks(canvas, l.colours, l.is_dark,
                     radius_factor(model) * (is_plain && !is_projector() ? 0.5f : 1.0f));
}

std::optional<view::Row> MapPainter::mark_at(const app::Model& model, const View& view,
                                             ui::Point finger) const {
    return map::mark_at(model.view.marks, m_crowds, view, finger, sees_hidden(model));
}

bool MapPainter::is_capsule_at(const View& view, ui::Point finger) const {
    return std::any_of(m_crowds.capsules.begin(), m_crowds.capsules.end(), [&](const Capsule& capsule) {
        const ui::Point at = view.screen_from(capsule.at);
        return std::abs(at.x - finger.x) < em(2.6f) && std::abs(at.y - finger.y) < em(1.4f);
    });
}

void MapPainter::draw_capsules(const View& view, std::vector<ui::Rect>& taken) const {
    const ui::Look& l = ui::look();
    ImDrawList& list = *l.list;
    const ui::paint::Style style{0.8125f, 1.2f, 700};
    const float h = em(1.75f);
    for (const Capsule& capsule : m_crowds.capsules) {
        const ui::Point at = view.screen_from(capsule.at);
        if (at.x < -80 || at.y < -40 || at.x > l.width + 80 || at.y > l.height + 40) continue;
        // Both numbers, needs at the start edge; a count without its partner would be a bug.
        const std::string needs = ui::number(capsule.needs);
        const std::string resources = ui::number(capsule.resources);
        const float needs_w = ui::paint::text_width(needs, style);
        const float resources_w = ui::paint::text_width(resources, style);
        const float shape = em(0.75f);
        const float gap = em(0.3f);
        const float w = 2 * shape + needs_w + resources_w + 3 * gap + em(1.3f);
        const float x = at.x - w / 2;
        const float y = at.y - h / 2;
        list.AddRectFilled({x - 2, y}, {x + w + 2, y + h + 4}, 0x20141E1E, h / 2 + 2);
        list.AddRectFilled({x - 1, y}, {x + w + 1, y + h + 2}, 0x28141E1E, h / 2 + 1);
        list.AddRectFilled({x, y}, {x + w, y + h}, colours().surface, h / 2);
        if (l.is_dark) list.AddRect({x, y}, {x + w, y + h}, 0xFF5C5641, h / 2);
        taken.push_back({x, y, w, h});
        const float row_h = ui::paint::line_height_of(style);
        const ui::text::Font font{l.em * style.em, style.weight};
        float cursor = x + em(0.6f);
        const auto part = [&](contribution::Kind kind, const std::string& digits, float digits_w) {
            ui::paint::mark_at({cursor + shape / 2, at.y},
                               shape / 2 / (kind == contribution::Kind::Need ? 1.15f : 1.0f), kind,
                               contribution::Theme::Learning, {.is_plain = true});
            cursor += shape + gap;
            ui::text::draw(list, digits, font, {cursor, at.y - row_h / 2}, row_h, colours().ink);
            cursor += digits_w + gap;
        };
        if (l.right_to_left) {
            part(contribution::Kind::Resource, resources, resources_w);
            part(contribution::Kind::Need, needs, needs_w);
        } else {
            part(contribution::Kind::Need, needs, needs_w);
            part(contribution::Kind::Resource, resources, resources_w);
        }
    }
}

void MapPainter::draw_badges(const app::Model& model, const View& view) const {
    const ui::Look& l = ui::look();
    ImDrawList& list = *l.list;
    const view::Marks& m = model.view.marks;
    const float factor = radius_factor(model);
    const ui::paint::Style style{0.75f, 1.1f, 700};
    const geo::Box ground = view.ground({-60, -60, l.width + 120, l.height + 120});
    int badges = 0;
    for (view::Row row = 0; row < m.row_count(); ++row) {
        if (!m.is_live(row) || !ground.contains(m.at[row]) || (m.is_hidden[row] != 0 && !sees_hidden(model)))
            continue;
        if (row < m_crowds.is_crowded.size() && m_crowds.is_crowded[row] != 0) continue;
        const ui::Point at = view.screen_from(m.at[row]);
        const float r = mark_radius(m.support[row]) * factor;
        if (m.is_hidden[row] != 0) {
            list.AddCircleFilled({at.x, at.y}, r * 1.1f, ui::paint::with_alpha(colours().paper, 0.72f));
            ui::paint::icon_at(at, r * 1.1f, ui::Icon::Hide, colours().ink2);
        }
        if (m.support[row] < 3 || is_projector() || badges > 300 || view.mercator_zoom() < 14.2) continue;
        ++badges;
        const std::string digits = ui::number(m.support[row]);
        const float w = std::max(em(1.15f), ui::paint::text_width(digits, style) + em(0.6f));
        const float h = em(1.15f);
        const float side = l.right_to_left ? -1.0f : 1.0f;
        const ui::Point c{at.x + side * r * 0.85f, at.y - r * 0.85f};
        list.AddRectFilled({c.x - w / 2 - 1.5f, c.y - h / 2 - 1.5f}, {c.x + w / 2 + 1.5f, c.y + h / 2 + 1.5f},
                           l.is_dark ? colours().paper : 0xFFFFFFFF, h);
        list.AddRectFilled({c.x - w / 2, c.y - h / 2}, {c.x + w / 2, c.y + h / 2}, colours().ink, h / 2);
        const float row_h = ui::paint::line_height_of(style);
        ui::text::draw(list, digits, {l.em * style.em, style.weight},
                       {c.x - ui::paint::text_width(digits, style) / 2, c.y - row_h / 2}, row_h,
                       colours().paper);
    }
}

/// What stands out from the many: just arrived, on its way, chosen.
void MapPainter::draw_marks_above(const app::Model& model, const View& view) const {
    const ui::Look& l = ui::look();
    ImDrawList& list = *l.list;
    const view::Marks& m = model.view.marks;
    const float factor = radius_factor(model);
    for (const auto& [id, until] : model.fresh_until_ms) {
        const view::Row row = m.find(id);
        if (row == view::no_row || until < l.now_ms) continue;
        const ui::Point at = view.screen_from(m.at[row]);
        const float r = is_projector() ? 32.0f * l.em / 44 : mark_radius(m.support[row]) * factor;
        const float step = is_projector() ? l.em / 44 * 1.6f : factor;
        const std::uint32_t hue = ui::paint::colour_of(m.kind[row]);
        const float age = static_cast<float>(8000 - (until - l.now_ms)) / 8000;
        const float wave = l.less_motion ? 1.0f : 1.0f + 0.12f * std::sin(age * 20.0f) * (1 - age);
        const auto halo = [&](float grow, float alpha) {
            if (m.kind[row] == contribution::Kind::Need) {
                ui::paint::diamond_at(at, 1.22f * r + grow * 1.41f * step * wave, 0.2f * r + grow * 0.6f,
                                      ui::paint::with_alpha(hue, alpha));
            } else {
                list.AddCircleFilled({at.x, at.y}, r + grow * step * wave, ui::paint::with_alpha(hue, alpha));
            }
        };
        halo(13, 0.16f);
        halo(7, 0.28f);
        if (m.kind[row] == contribution::Kind::Need) {
            ui::paint::diamond_outline_at(at, 1.22f * r + 13 * 1.41f * step * wave, 0.2f * r + 8,
                                          ui::paint::with_alpha(hue, 0.75f), 2);
        } else {
            list.AddCircle({at.x, at.y}, r + 13 * step * wave, ui::paint::with_alpha(hue, 0.75f), 0, 2);
        }
        ui::paint::mark_at(
            at, r, m.kind[row], m.theme[row],
            {.is_professional = m.perspective[row] == contribution::Perspective::Professional});
    }
    for (const wire::Submission& submission : model.pending) {
        const auto* make = std::get_if<contribution::Make>(&submission.command);
        if (make == nullptr || make->shape.positions.empty() || m.find(submission.id) != view::no_row)
            continue;
        ui::paint::mark_at(view.screen_from(make->shape.positions.front()), 14.5f * factor, make->kind,
                           make->theme, {.is_pending = true});
    }
    const view::Row chosen = model.here.selected.is_none() ? view::no_row : m.find(model.here.selected);
    if (chosen == view::no_row || is_projector()) return;
    const ui::Point tip = view.screen_from(m.at[chosen]);
    const float r = 14.5f * 1.6f * factor;
    const ui::Point head{tip.x, tip.y - r * 1.85f};
    const std::uint32_t hue = ui::paint::colour_of(m.kind[chosen]);
    list.AddTriangleFilled({head.x - r * 0.64f, head.y + r * 0.7f}, {head.x + r * 0.64f, head.y + r * 0.7f},
                           {tip.x, tip.y + 2}, l.is_dark ? colours().paper : 0xFFFFFFFF);
    list.AddTriangleFilled({head.x - r * 0.56f, head.y + r * 0.75f}, {head.x + r * 0.56f, head.y + r * 0.75f},
                           {tip.x, tip.y}, hue);
    ui::paint::mark_at(head, r, m.kind[chosen], m.theme[chosen],
                       {.is_professional = m.perspective[chosen] == contribution::Perspective::Professional});
}

double VoiceScale::number_of(const figures::ShownArea& area, const figures::ShownCount& count) const {
    if (!count.value) return 0;
    if (!is_per_1000) return *count.value;
    if (indicator::is_missing(area.population) || area.population <= 0) return 0;
    return 1000.0 * *count.value / area.population;
}

float VoiceScale::radius(double number) const {
    if (number <= 0 || top <= 0) return 0;
    return std::clamp(em(1.05f) * static_cast<float>(std::sqrt(number / top)), em(0.24f), em(1.05f));
}

VoiceScale voice_scale(const figures::ShownFigures& figures) {
    VoiceScale scale;
    scale.is_per_1000 = false;
    for (const figures::ShownArea& area : figures.areas)
        scale.is_per_1000 |= !indicator::is_missing(area.population) && area.population > 0;
    double most = 0;
    for (const figures::ShownArea& area : figures.areas) {
        most = std::max({most, scale.number_of(area, area.needs.residents),
                         scale.number_of(area, area.resources.residents)});
    }
    if (most <= 0) return scale;
    const double ten = std::pow(10.0, std::floor(std::log10(most)));
    for (const double step : {1.0, 2.0, 5.0, 10.0}) {
        scale.top = step * ten;
        if (scale.top >= most) break;
    }
    return scale;
}

void MapPainter::draw_area_voices(const app::Model& model, const View& view) {
    if (!model.areas || !model.figures) return;
    const ui::Look& l = ui::look();
    ImDrawList& list = *l.list;
    const ui::paint::Style style{0.8125f, 1.2f, 700};
    const VoiceScale scale = voice_scale(*model.figures);
    struct Label {
        const std::string* key;
        ui::Point centre;
        float room; ///< width and height of its area, the smaller one
        bool is_chosen;
    };
    std::vector<Label> labels;
    std::vector<ui::Rect> taken;
    const std::vector<geo::Polygon>* chosen = nullptr;
    for (std::size_t i = 0; i < model.areas->areas.size() && i < m_area_middles.size(); ++i) {
        const figures::ShownArea* area = nullptr;
        std::size_t at_row = SIZE_MAX;
        for (std::size_t k = 0; k < model.figures->areas.size(); ++k) {
            if (model.figures->areas[k].key == model.areas->areas[i].key)
                area = &model.figures->areas[k], at_row = k;
        }
        if (area == nullptr) continue;
        const bool is_chosen = at_row == model.here.selected_area;
        if (is_chosen) chosen = &model.areas->areas[i].shape;
        const ui::Point c = view.screen_from(m_area_middles[i]);
        if (c.x < -50 || c.y < -50 || c.x > l.width + 50 || c.y > l.height + 50) continue;
        const geo::Box box = geo::bounds(model.areas->areas[i].shape);
        const ui::Point low = view.screen_from(box.min);
        const ui::Point high = view.screen_from(box.max);
        const float room = std::min(high.x - low.x, low.y - high.y);
        if (room <= em(2)) continue;
        // Two shapes side by side, their size the voices per 1,000; protected numbers get no size at all.
        const float needs = scale.radius(scale.number_of(*area, area->needs.residents));
        const float resources = scale.radius(scale.number_of(*area, area->resources.residents));
        const float side = l.right_to_left ? -1.0f : 1.0f;
        const float y = c.y - em(0.3f);
        if (needs > 0)
            ui::paint::mark_at({c.x - side * (needs * 1.1f + em(0.15f)), y}, needs / 1.1f,
                               contribution::Kind::Need, contribution::Theme::Learning, {.is_plain = true});
        if (resources > 0)
            ui::paint::mark_at({c.x + side * (resources + em(0.15f)), y}, resources,
                               contribution::Kind::Resource, contribution::Theme::Learning,
                               {.is_plain = true});
        const float r = std::max(needs, resources);
        if (r > 0) taken.push_back({c.x - 2.2f * r, y - r, 4.4f * r, 2 * r});
        labels.push_back({&area->key, {c.x, r > 0 ? y + r + em(0.65f) : c.y}, room, is_chosen});
    }
    if (chosen != nullptr) {
        for (const geo::Polygon& polygon : *chosen) {
            std::vector<ImVec2> points;
            for (const geo::Position p : polygon.outer) {
                const ui::Point at = view.screen_from(p);
                points.push_back({at.x, at.y});
            }
            list.AddPolyline(points.data(), static_cast<int>(points.size()), 0xFFFFFFFF, ImDrawFlags_Closed,
                             7);
            list.AddPolyline(points.data(), static_cast<int>(points.size()),
                             l.is_dark ? 0xFF2A190B : colours().ink, ImDrawFlags_Closed, 4);
        }
    }
    // The chosen area first, then the roomy ones; a key that would cover another waits until the map is
    // nearer.
    std::stable_sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) {
        return a.is_chosen != b.is_chosen ? a.is_chosen : a.room > b.room;
    });
    for (const Label& label : labels) {
        const float w = ui::paint::text_width(*label.key, style) + em(0.3f);
        const ui::Rect box{label.centre.x - w / 2, label.centre.y - em(0.5f), w, em(1)};
        const auto covers = [&](const ui::Rect& other) {
            return box.x < other.right() && other.x < box.right() && box.y < other.bottom() &&
                   other.y < box.bottom();
        };
        if (!label.is_chosen && (label.room < w || std::any_of(taken.begin(), taken.end(), covers))) continue;
        taken.push_back(box);
        ui::text::draw_turned(list, *label.key, {l.em * style.em, style.weight}, label.centre, {1, 0},
                              l.is_dark ? 0xFFFFFFFF : colours().ink, l.is_dark ? 0xFF1C1911 : 0xFFFFFFFF, 4);
    }
}

void MapPainter::draw_overlays(const app::Model& model, const BaseMap& base_map, const View& view) {
    const bool shows_areas = is_studio(model) && model.areas.has_value();
    refresh(model, view, shows_areas, is_projector() || view.mercator_zoom() < 14.2);
    if (shows_areas) {
        draw_area_voices(model, view);
        return;
    }
    // Names keep clear of marks and capsules; they go first into the list, so that badges lie over them.
    std::vector<ui::Rect> taken;
    const view::Marks& m = model.view.marks;
    const geo::Box ground = view.ground({-40, -40, ui::look().width + 80, ui::look().height + 80});
    const float r = 15 * radius_factor(model);
    for (view::Row row = 0; row < m.row_count(); ++row) {
        if (!m.is_live(row) || !ground.contains(m.at[row]) ||
            (row < m_crowds.is_crowded.size() && m_crowds.is_crowded[row] != 0))
            continue;
        const ui::Point at = view.screen_from(m.at[row]);
        taken.push_back({at.x - r, at.y - r, 2 * r, 2 * r});
    }
    for (const Capsule& capsule : m_crowds.capsules) {
        const ui::Point at = view.screen_from(capsule.at);
        taken.push_back({at.x - em(2.4f), at.y - em(0.9f), em(4.8f), em(1.8f)});
    }
    draw_street_names(base_map.names(), view, taken, ui::look().em * (is_projector() ? 0.62f : 0.8f));
    draw_badges(model, view);
    draw_capsules(view, taken);
    draw_marks_above(model, view);
}

} // namespace anker::map
