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

/// Marks are drawn in the size step of the surface.
float radius_factor() {
    return is_projector() ? 18.5f / 14.5f * ui::look().em / 44 : ui::look().em / 16;
}

} // namespace

std::vector<gl::AreaFill> area_fills(const app::Model& model) {
    std::vector<gl::AreaFill> fills(model.areas->areas.size(),
                                    gl::AreaFill{ui::paint::with_alpha(colours().map.resi, 0.5f), false});
    if (!model.figures || !model.figures->index || !model.figures->index->fault.empty()) return fills;
    const int classes = model.figures->index->status_classes;
    for (std::size_t i = 0; i < fills.size(); ++i) {
        for (const figures::ShownArea& area : model.figures->areas) {
            if (area.key != model.areas->areas[i].key) continue;
            const int c = area.index ? area.index->status_class : 0;
            if (c <= 0) {
                fills[i] = {ui::paint::with_alpha(ui::suppressed_fill, 0.85f), true};
            } else {
                static constexpr int four[] = {0, 1, 3, 4};
                fills[i] = {
                    ui::paint::with_alpha(
                        colours().status[classes == 4 ? four[c - 1] : std::min((c - 1) * 5 / classes, 4)],
                        0.80f),
                    false};
            }
        }
    }
    return fills;
}

bool MapPainter::is_clustered(const app::Model& model, const View& view) {
    return model.view.marks.live_count() > 60 && view.mercator_zoom() < 15 && !is_projector();
}

void MapPainter::refresh(const app::Model& model, bool shows_areas, bool is_plain) {
    const geo::LocalScale scale = model.view.quartier.scale;
    if (m_marks_revision != model.view.marks_revision || m_marks_plain != is_plain) {
        m_marks_revision = model.view.marks_revision;
        m_marks_plain = is_plain;
        const geo::Position origin = model.view.quartier.extent.centre();
        m_renderer.set_marks(mark_vertices(model.view.marks, origin, is_plain, sees_hidden(model)), origin);
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
    refresh(model, shows_areas, is_plain);
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
    if (!is_clustered(model, view) && !shows_areas)
        m_renderer.marks(canvas, l.colours, l.is_dark,
                         radius_factor() * (is_plain && !is_projector() ? 0.5f : 1.0f));
}

void MapPainter::draw_shapes(const app::Model& model, const View& view) {
    ImDrawList& list = *ui::look().list;
    for (const auto& [row, shape] : model.view.marks.shapes) {
        if (model.view.marks.is_hidden[row] != 0 && !sees_hidden(model)) continue;
        const std::uint32_t hue = ui::paint::colour_of(model.view.marks.kind[row]);
        std::vector<ImVec2> points;
        for (const geo::Position p : shape.positions) {
            const ui::Point at = view.screen_from(p);
            points.push_back({at.x, at.y});
        }
        const bool is_area = shape.kind == geo::ShapeKind::Area;
        if (is_area)
            list.AddConcavePolyFilled(points.data(), static_cast<int>(points.size()),
                                      ui::paint::with_alpha(hue, 0.16f));
        const ImDrawFlags closed = is_area ? ImDrawFlags_Closed : 0;
        list.AddPolyline(points.data(), static_cast<int>(points.size()),
                         ui::paint::with_alpha(0xFFFFFFFF, ui::look().is_dark ? 0.2f : 0.8f), closed, 6);
        list.AddPolyline(points.data(), static_cast<int>(points.size()), hue, closed, 3);
    }
}

void MapPainter::draw_clusters(const app::Model& model, const View& view) {
    const ui::Look& l = ui::look();
    ImDrawList& list = *l.list;
    const ui::paint::Style style{0.8125f, 1.2f, 700};
    const float h = em(1.75f);
    for (const Cluster& cluster : clusters_of(model.view.marks, view, em(5.5f), sees_hidden(model))) {
        const ui::Point at = view.screen_from(cluster.at);
        if (at.x < -80 || at.y < -40 || at.x > l.width + 80 || at.y > l.height + 40) continue;
        if (cluster.only != view::no_row) {
            const view::Marks& m = model.view.marks;
            ui::paint::mark_at(at, em(0.72f), m.kind[cluster.only], m.theme[cluster.only],
                               {.is_professional = false, .is_plain = true});
            continue;
        }
        // Both numbers, needs at the start edge; a count without its partner would be a bug.
        const std::string needs = ui::number(cluster.needs);
        const std::string resources = ui::number(cluster.resources);
        const float needs_w = ui::paint::text_width(needs, style);
        const float resources_w = ui::paint::text_width(resources, style);
        const float shape = em(0.75f);
        const float gap = em(0.3f);
        const float w = 2 * shape + needs_w + resources_w + 3 * gap + em(1.35f);
        const float x = at.x - w / 2;
        const float y = at.y - h / 2;
        list.AddRectFilled({x - 1, y + 1}, {x + w + 1, y + h + 2}, 0x30141E1E, h / 2 + 1);
        list.AddRectFilled({x, y}, {x + w, y + h}, colours().surface, h / 2);
        if (l.is_dark) list.AddRect({x, y}, {x + w, y + h}, 0xFF5C5641, h / 2);
        const float row_h = ui::paint::line_height_of(style);
        const ui::text::Font font{l.em * style.em, style.weight};
        const bool flip = l.right_to_left;
        float cursor = x + em(0.6f);
        const auto part = [&](contribution::Kind kind, const std::string& digits, float digits_w) {
            ui::paint::mark_at({cursor + shape / 2, at.y},
                               shape / 2 / (kind == contribution::Kind::Need ? 1.15f : 1.0f), kind,
                               contribution::Theme::Learning, {.is_plain = true});
            cursor += shape + gap;
            ui::text::draw(list, digits, font, {cursor, at.y - row_h / 2}, row_h, colours().ink);
            cursor += digits_w + gap;
        };
        if (flip) {
            part(contribution::Kind::Resource, resources, resources_w);
            part(contribution::Kind::Need, needs, needs_w);
        } else {
            part(contribution::Kind::Need, needs, needs_w);
            part(contribution::Kind::Resource, resources, resources_w);
        }
    }
}

void MapPainter::draw_badges(const app::Model& model, const View& view, std::vector<ui::Rect>& taken) {
    const ui::Look& l = ui::look();
    ImDrawList& list = *l.list;
    const view::Marks& m = model.view.marks;
    const float factor = radius_factor();
    const ui::paint::Style style{0.75f, 1.1f, 700};
    const geo::Box ground = view.ground({-60, -60, l.width + 120, l.height + 120});
    int badges = 0;
    for (view::Row row = 0; row < m.row_count(); ++row) {
        if (!m.is_live(row) || !ground.contains(m.at[row]) || (m.is_hidden[row] != 0 && !sees_hidden(model)))
            continue;
        const ui::Point at = view.screen_from(m.at[row]);
        const float r = (is_projector() ? 14.5f : mark_radius(m.support[row])) * factor;
        taken.push_back({at.x - r, at.y - r, 2 * r, 2 * r});
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
        list.AddRectFilled({c.x - w / 2, c.y - h / 2}, {c.x + w / 2, c.y + h / 2},
                           l.is_dark ? colours().ink : colours().ink, h / 2);
        const float row_h = ui::paint::line_height_of(style);
        ui::text::draw(list, digits, {l.em * style.em, style.weight},
                       {c.x - ui::paint::text_width(digits, style) / 2, c.y - row_h / 2}, row_h,
                       colours().paper);
    }
    // What just arrived: a halo, and on the projector the pictogram, for eight seconds.
    for (const auto& [id, until] : model.fresh_until_ms) {
        const view::Row row = m.find(id);
        if (row == view::no_row || until < l.now_ms) continue;
        const ui::Point at = view.screen_from(m.at[row]);
        const float r = (is_projector() ? 32.0f * l.em / 44 : mark_radius(m.support[row]) * factor);
        const std::uint32_t hue = ui::paint::colour_of(m.kind[row]);
        const float age = static_cast<float>(8000 - (until - l.now_ms)) / 8000;
        const float wave = l.less_motion ? 1.0f : 1.0f + 0.12f * std::sin(age * 20.0f) * (1 - age);
        const auto ring = [&](float grow, float alpha) {
            if (m.kind[row] == contribution::Kind::Need) {
                ui::paint::diamond_at(at, 1.22f * r + grow * 1.41f * factor * wave, 0.2f * r + grow * 0.6f,
                                      ui::paint::with_alpha(hue, alpha));
            } else {
                list.AddCircleFilled({at.x, at.y}, r + grow * factor * wave,
                                     ui::paint::with_alpha(hue, alpha));
            }
        };
        ring(13, 0.16f);
        ring(7, 0.28f);
        if (m.kind[row] == contribution::Kind::Need) {
            ui::paint::diamond_outline_at(at, 1.22f * r + 13 * 1.41f * factor * wave, 0.2f * r + 8,
                                          ui::paint::with_alpha(hue, 0.75f), 2);
        } else {
            list.AddCircle({at.x, at.y}, r + 13 * factor * wave, ui::paint::with_alpha(hue, 0.75f), 0, 2);
        }
        ui::paint::mark_at(
            at, r, m.kind[row], m.theme[row],
            {.is_professional = m.perspective[row] == contribution::Perspective::Professional});
    }
    // Own marks still on their way.
    for (const wire::Submission& submission : model.pending) {
        const auto* make = std::get_if<contribution::Make>(&submission.command);
        if (make == nullptr || make->shape.positions.empty() || m.find(submission.id) != view::no_row)
            continue;
        ui::paint::mark_at(view.screen_from(make->shape.positions.front()), 14.5f * factor, make->kind,
                           make->theme, {.is_pending = true});
    }
    // The chosen mark, larger, with its tip at the true place.
    const view::Row chosen = model.here.selected.is_none() ? view::no_row : m.find(model.here.selected);
    if (chosen != view::no_row && !is_projector()) {
        const ui::Point tip = view.screen_from(m.at[chosen]);
        const float r = 14.5f * 1.6f * factor;
        const ui::Point head{tip.x, tip.y - r * 1.85f};
        const std::uint32_t hue = ui::paint::colour_of(m.kind[chosen]);
        list.AddTriangleFilled({head.x - r * 0.64f, head.y + r * 0.7f},
                               {head.x + r * 0.64f, head.y + r * 0.7f}, {tip.x, tip.y + 2},
                               l.is_dark ? colours().paper : 0xFFFFFFFF);
        list.AddTriangleFilled({head.x - r * 0.56f, head.y + r * 0.75f},
                               {head.x + r * 0.56f, head.y + r * 0.75f}, {tip.x, tip.y}, hue);
        ui::paint::mark_at(
            head, r, m.kind[chosen], m.theme[chosen],
            {.is_professional = m.perspective[chosen] == contribution::Perspective::Professional});
    }
}

void MapPainter::draw_area_voices(const app::Model& model, const View& view) {
    if (!model.areas || !model.figures) return;
    const ui::Look& l = ui::look();
    ImDrawList& list = *l.list;
    const ui::paint::Style style{0.8125f, 1.2f, 700};
    for (std::size_t i = 0; i < model.areas->areas.size() && i < m_area_middles.size(); ++i) {
        const figures::ShownArea* area = nullptr;
        std::size_t at_row = SIZE_MAX;
        for (std::size_t k = 0; k < model.figures->areas.size(); ++k) {
            if (model.figures->areas[k].key == model.areas->areas[i].key)
                area = &model.figures->areas[k], at_row = k;
        }
        if (area == nullptr) continue;
        const ui::Point c = view.screen_from(m_area_middles[i]);
        if (c.x < -50 || c.y < -50 || c.x > l.width + 50 || c.y > l.height + 50) continue;
        const geo::Box box = geo::bounds(model.areas->areas[i].shape);
        const ui::Point low = view.screen_from(box.min);
        const ui::Point high = view.screen_from(box.max);
        const float room = std::min(high.x - low.x, low.y - high.y);
        // Two shapes side by side, their size the voices per 1,000; protected numbers get no size at all.
        const auto size_of = [&](const figures::ShownCount& count) {
            if (!count.value || *count.value == 0) return 0.0f;
            const double people =
                indicator::is_missing(area->population) || area->population <= 0 ? 1000 : area->population;
            return std::clamp(em(0.34f) * std::sqrt(static_cast<float>(1000.0 * *count.value / people)),
                              em(0.26f), em(1.05f));
        };
        if (room > em(3)) {
            const float needs = size_of(area->needs.total);
            const float resources = size_of(area->resources.total);
            const float side = l.right_to_left ? -1.0f : 1.0f;
            if (needs > 0)
                ui::paint::mark_at({c.x - side * em(0.9f), c.y - em(0.3f)}, needs, contribution::Kind::Need,
                                   contribution::Theme::Learning, {.is_plain = true});
            if (resources > 0)
                ui::paint::mark_at({c.x + side * em(0.9f), c.y - em(0.3f)}, resources,
                                   contribution::Kind::Resource, contribution::Theme::Learning,
                                   {.is_plain = true});
            ui::text::draw_turned(list, area->key, {l.em * style.em, style.weight}, {c.x, c.y + em(1.25f)},
                                  {1, 0}, l.is_dark ? 0xFFFFFFFF : colours().ink,
                                  l.is_dark ? 0xFF1C1911 : 0xFFFFFFFF, 4);
        }
        if (at_row == model.here.selected_area) {
            for (const geo::Polygon& polygon : model.areas->areas[i].shape) {
                std::vector<ImVec2> points;
                for (const geo::Position p : polygon.outer) {
                    const ui::Point at = view.screen_from(p);
                    points.push_back({at.x, at.y});
                }
                list.AddPolyline(points.data(), static_cast<int>(points.size()), 0xFFFFFFFF,
                                 ImDrawFlags_Closed, 7);
                list.AddPolyline(points.data(), static_cast<int>(points.size()),
                                 l.is_dark ? 0xFF2A190B : colours().ink, ImDrawFlags_Closed, 4);
            }
        }
    }
}

void MapPainter::draw_overlays(const app::Model& model, const BaseMap& base_map, const View& view) {
    const bool shows_areas = is_studio(model) && model.areas.has_value();
    std::vector<ui::Rect> taken;
    if (shows_areas) {
        draw_area_voices(model, view);
        return;
    }
    draw_shapes(model, view);
    if (is_clustered(model, view)) {
        draw_clusters(model, view);
        return;
    }
    const float name_px = is_projector() ? ui::look().em * 0.62f : ui::look().em * 0.8f;
    // Names first into the list, so that badges lie over them; they keep clear of the marks all the same.
    std::vector<ui::Rect> marks;
    const view::Marks& m = model.view.marks;
    const geo::Box ground = view.ground({-40, -40, ui::look().width + 80, ui::look().height + 80});
    for (view::Row row = 0; row < m.row_count(); ++row) {
        if (!m.is_live(row) || !ground.contains(m.at[row])) continue;
        const ui::Point at = view.screen_from(m.at[row]);
        const float r = 15 * radius_factor();
        marks.push_back({at.x - r, at.y - r, 2 * r, 2 * r});
    }
    draw_street_names(base_map.names(), view, marks, name_px);
    draw_badges(model, view, taken);
}

} // namespace anker::map
