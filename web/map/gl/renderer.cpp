// SPDX-License-Identifier: Apache-2.0
#include "web/map/gl/renderer.hpp"

#include "generated/icons.hpp"
#include "generated/shaders.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace anker::map::gl {

namespace {

using basemap::FillClass;
using basemap::StrokeClass;

/// Widths of tokens.json `map.streets`: metres on the ground, smallest pixels, first zoom.
struct StreetStyle {
    float metres, min_px, max_px, from_zoom, dash_px;
};
constexpr std::array<StreetStyle, basemap::stroke_class_count> streets{{
    {1.6f, 0.7f, 2.4f, 15.5f, 6.0f}, // footway
    {1.8f, 0.8f, 9.0f, 16.5f, 3.0f}, // steps
    {2.4f, 0.9f, 9.0f, 15.0f, 6.0f}, // cycleway
    {2.6f, 0.9f, 9.0f, 15.0f, 6.0f}, // track
    {4.0f, 1.0f, 40.f, 15.0f, 0},    // service
    {6.5f, 1.8f, 60.f, 14.0f, 0},    // living street
    {8.0f, 2.2f, 80.f, 13.0f, 0},    // residential
    {13.f, 3.2f, 120.f, 11.0f, 0},   // secondary
    {3.0f, 1.0f, 6.0f, 13.0f, 9.0f}, // rail
    {2.0f, 1.0f, 12.f, 13.5f, 0},    // stream
}};

bool is_road(std::size_t c) {
    return c >= static_cast<std::size_t>(StrokeClass::Service) &&
           c <= static_cast<std::size_t>(StrokeClass::Secondary);
}

void set_colours(GLint at, const std::array<Rgba, 16>& colours) {
    glUniform4fv(at, 16, &colours[0].r);
}

Rgba mixed(Rgba a, Rgba b, float t) {
    return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t, a.a};
}

} // namespace

void Renderer::build() {
    m_fill.build(shader::fill_vert, shader::fill_frag);
    m_stroke.build(shader::stroke_vert, shader::stroke_frag);
    m_mark.build(shader::mark_vert, shader::mark_frag);
    m_area.build(shader::area_vert, shader::area_frag);
    paint_icons();
}

void Renderer::paint_icons() {
    // Each pictogram once into a 4 x 3 sheet with mipmaps; at 96 px a cell it stays sharp on a kiosk.
    constexpr int cell = 96;
    glGenTextures(1, &m_icons);
    glBindTexture(GL_TEXTURE_2D, m_icons);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 4 * cell, 3 * cell, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    GLuint buffer = 0;
    glGenFramebuffers(1, &buffer);
    glBindFramebuffer(GL_FRAMEBUFFER, buffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, m_icons, 0);
    glViewport(0, 0, 4 * cell, 3 * cell);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_BLEND);
    namespace icons = ui::icons;
    struct Vertex {
        float x, y, class_number;
    };
    std::vector<Vertex> vertices;
    for (std::size_t theme = 0; theme < 12; ++theme) {
        const icons::Entry& entry = icons::entries[theme]; // the first twelve icons are the themes, in order
        for (unsigned i = entry.first_index; i < entry.end_index; ++i) {
            const std::size_t v = 2 * (entry.first_vertex + std::size_t{icons::indices[i]});
            vertices.push_back(
                {(static_cast<float>(theme % 4) +
                  static_cast<float>(icons::coordinates[v]) / (24 * icons::units_per_grid)) *
                     cell,
                 (static_cast<float>(theme / 4) +
                  static_cast<float>(icons::coordinates[v + 1]) / (24 * icons::units_per_grid)) *
                     cell,
                 0});
        }
    }
    Mesh mesh;
    mesh.upload(vertices.data(), vertices.size() * sizeof(Vertex), sizeof(Vertex),
                {{0, 2, GL_FLOAT, GL_FALSE, 0}, {1, 1, GL_FLOAT, GL_FALSE, offsetof(Vertex, class_number)}});
    m_fill.use();
    std::array<Rgba, 16> white{};
    white[0] = {1, 1, 1, 1};
    set_colours(m_fill.at("colours"), white);
    glUniform2f(m_fill.at("px_per_unit"), 1,
                -1); // rows of the texture run upwards: the first row of icons at v = 0
    glUniform2f(m_fill.at("corner_px"), 0, 3 * cell);
    glUniform2f(m_fill.at("clip_per_px"), 2.0f / (4 * cell), 2.0f / (3 * cell));
    mesh.draw(GL_TRIANGLES);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDeleteFramebuffers(1, &buffer);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glGenerateMipmap(GL_TEXTURE_2D);
}

void Renderer::begin(const Canvas& canvas, const ui::Colours& colours, bool has_boundary) {
    glViewport(0, 0, static_cast<GLsizei>(canvas.width_px), static_cast<GLsizei>(canvas.height_px));
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    const Rgba c = rgba_from(has_boundary ? colours.map.outside : colours.map.land);
    glClearColor(c.r, c.g, c.b, 1);
    glClearStencil(0);
    glClear(GL_COLOR_BUFFER_BIT | GL_STENCIL_BUFFER_BIT);
}

void Renderer::flat(std::uint32_t colour, float alpha) const {
    m_fill.use();
    std::array<Rgba, 16> c{};
    c.fill(rgba_from(colour, alpha));
    set_colours(m_fill.at("colours"), c);
}

void Renderer::use_fill(const ui::Colours& colours, bool is_muted) const {
    m_fill.use();
    const auto& m = colours.map;
    std::array<Rgba, 16> c{};
    const std::array<std::uint32_t, basemap::fill_class_count> by_class{
        m.resi, m.farm, m.green, m.park, m.forest, m.work, m.sport, m.water, m.bs, m.bm, m.bp};
    const Rgba land = rgba_from(m.land);
    for (std::size_t i = 0; i < by_class.size(); ++i) {
        c[i] = rgba_from(by_class[i]);
        if (is_muted && i < static_cast<std::size_t>(FillClass::BuildingSecondary))
            c[i] = mixed(c[i], land, 0.55f);
        if (is_muted && i >= static_cast<std::size_t>(FillClass::BuildingSecondary))
            c[i] = rgba_from(colours.ink, 0.17f);
    }
    set_colours(m_fill.at("colours"), c);
}

void Renderer::set_boundary(const geo::MultiPolygon& boundary, geo::LocalScale scale) {
    m_boundary_rings.clear();
    m_boundary_corner = geo::bounds(boundary).min;
    struct Vertex {
        float x, y, class_number;
    };
    std::vector<Vertex> fan;
    std::vector<StrokeVertex> vertices;
    std::vector<std::uint32_t> indices;
    const auto add = [&](const geo::Ring& ring) {
        m_boundary_rings.emplace_back(fan.size(), ring.size());
        std::vector<std::int32_t> xy;
        for (const geo::Position p : ring) {
            xy.push_back(p.lon_e7 - m_boundary_corner.lon_e7);
            xy.push_back(p.lat_e7 - m_boundary_corner.lat_e7);
            fan.push_back({static_cast<float>(xy[xy.size() - 2]), static_cast<float>(xy.back()), 0});
        }
        append_stroke(xy, true, 0, false, scale, vertices, indices);
    };
    for (const geo::Polygon& polygon : boundary) {
        add(polygon.outer);
        for (const geo::Ring& hole : polygon.holes) add(hole);
    }
    if (fan.empty()) return;
    m_boundary_fan.upload(
        fan.data(), fan.size() * sizeof(Vertex), sizeof(Vertex),
        {{0, 2, GL_FLOAT, GL_FALSE, 0}, {1, 1, GL_FLOAT, GL_FALSE, offsetof(Vertex, class_number)}});
    upload_strokes(m_boundary_line, vertices, indices);
}

void Renderer::fill_rings(const Canvas& canvas, const Mesh& fan,
                          std::span<const std::pair<std::size_t, std::size_t>> rings, geo::Position corner,
                          std::uint32_t colour, float alpha, Side side) {
    flat(colour, alpha);
    canvas.place(m_fill, corner);
    // Even-odd: each fan flips the stencil bit; what is odd at the end lies inside.
    glEnable(GL_STENCIL_TEST);
    glClear(GL_STENCIL_BUFFER_BIT);
    glColorMask(GL_FALSE, GL_FALSE, GL_FALSE, GL_FALSE);
    glStencilFunc(GL_ALWAYS, 0, 1);
    glStencilOp(GL_KEEP, GL_KEEP, GL_INVERT);
    glStencilMask(1);
    for (const auto& [first, count] : rings) fan.draw_part(GL_TRIANGLE_FAN, first, count);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glStencilFunc(side == Side::Inside ? GL_NOTEQUAL : GL_EQUAL, 0, 1);
    glStencilOp(GL_KEEP, GL_KEEP, GL_KEEP);
    if (m_cover.count() == 0) {
        constexpr float corners[] = {0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0};
        m_cover.upload(corners, sizeof corners, 3 * sizeof(float),
                       {{0, 2, GL_FLOAT, GL_FALSE, 0}, {1, 1, GL_FLOAT, GL_FALSE, 2 * sizeof(float)}});
    }
    glUniform2f(m_fill.at("px_per_unit"), canvas.width_px, canvas.height_px);
    glUniform2f(m_fill.at("corner_px"), 0, 0);
    m_cover.draw(GL_TRIANGLE_STRIP);
    glDisable(GL_STENCIL_TEST);
}

void Renderer::ground(const Canvas& canvas, const ui::Colours& colours) {
    if (m_boundary_rings.empty()) return;
    fill_rings(canvas, m_boundary_fan, m_boundary_rings, m_boundary_corner, colours.map.land, 1,
               Side::Inside);
}

void Renderer::stroke_pass(const Canvas& canvas, const ui::Colours& colours,
                           const std::vector<PlacedTile>& tiles, bool is_casing) {
    m_stroke.use();
    const auto& m = colours.map;
    const double zoom = canvas.view->mercator_zoom();
    const auto px_per_m = static_cast<float>(canvas.view->camera().px_per_m);
    std::array<Rgba, 16> c{};
    std::array<float, 32> widths{};
    for (std::size_t i = 0; i < streets.size(); ++i) {
        const StreetStyle& style = streets[i];
        const bool is_main = i == static_cast<std::size_t>(StrokeClass::Secondary);
        if (is_road(i)) {
            c[i] = rgba_from(is_casing ? (is_main ? m.casing_a : m.casing) : (is_main ? m.rd_a : m.rd));
        } else if (is_casing) {
            c[i] = rgba_from(i == static_cast<std::size_t>(StrokeClass::Stream) ? m.water
                             : i == static_cast<std::size_t>(StrokeClass::Rail) ? m.hull
                                                                                : m.path);
        }
        const bool is_drawn = zoom >= style.from_zoom - 0.01 && (is_road(i) || is_casing);
        float width = is_drawn ? std::clamp(style.metres * px_per_m, style.min_px, style.max_px) : 0;
        if (is_drawn && is_road(i) && is_casing) width += 1.6f;
        widths[2 * i] = width / 2 * canvas.pixel_ratio;
        widths[2 * i + 1] = style.dash_px * canvas.pixel_ratio;
    }
    set_colours(m_stroke.at("colours"), c);
    glUniform2fv(m_stroke.at("widths"), 16, widths.data());
    glUniform1f(m_stroke.at("px_per_m"), px_per_m * canvas.pixel_ratio);
    for (const PlacedTile& tile : tiles) {
        canvas.place(m_stroke, tile.corner);
        tile.mesh->strokes.draw(GL_TRIANGLES);
    }
}

void Renderer::base_map(const Canvas& canvas, const ui::Colours& colours,
                        const std::vector<PlacedTile>& tiles, bool is_muted) {
    if (tiles.empty()) return;
    use_fill(colours, is_muted);
    for (const PlacedTile& tile : tiles) {
        canvas.place(m_fill, tile.corner);
        tile.mesh->surfaces.draw(GL_TRIANGLES);
    }
    stroke_pass(canvas, colours, tiles, true);
    stroke_pass(canvas, colours, tiles, false);
    use_fill(colours, is_muted);
    for (const PlacedTile& tile : tiles) {
        canvas.place(m_fill, tile.corner);
        tile.mesh->buildings.draw(GL_TRIANGLES);
    }
    if (is_muted || canvas.view->camera().px_per_m < 0.75) return;
    std::array<Rgba, 16> lines{};
    lines.fill(rgba_from(colours.map.bl));
    set_colours(m_fill.at("colours"), lines);
    for (const PlacedTile& tile : tiles) {
        canvas.place(m_fill, tile.corner);
        tile.mesh->building_lines.draw(GL_LINES);
    }
}

void Renderer::boundary(const Canvas& canvas, const ui::Colours& colours) {
    if (m_boundary_rings.empty()) return;
    fill_rings(canvas, m_boundary_fan, m_boundary_rings, m_boundary_corner, colours.map.outside, 0.6f,
               Side::Outside);
    m_stroke.use();
    std::array<Rgba, 16> c{};
    c[0] = rgba_from(colours.map.hull, 0.65f);
    set_colours(m_stroke.at("colours"), c);
    std::array<float, 32> widths{};
    widths[0] = 1.1f * canvas.pixel_ratio;
    widths[1] = 14 * canvas.pixel_ratio;
    glUniform2fv(m_stroke.at("widths"), 16, widths.data());
    glUniform1f(m_stroke.at("px_per_m"),
                static_cast<float>(canvas.view->camera().px_per_m) * canvas.pixel_ratio);
    canvas.place(m_stroke, m_boundary_corner);
    m_boundary_line.draw(GL_TRIANGLES);
}

void Renderer::set_areas(const aggregate::AreaSet& set, const std::vector<AreaFill>& fills,
                         std::uint32_t border, geo::LocalScale scale) {
    struct Vertex {
        float x, y;
        std::uint32_t colour;
        float hatched;
    };
    geo::Box box;
    for (const aggregate::Area& area : set.areas) box.add(geo::bounds(area.shape));
    m_area_corner = box.is_empty() ? geo::Position{} : box.min;
    m_area_border = border;
    std::vector<Vertex> vertices;
    std::vector<std::uint32_t> indices;
    std::vector<StrokeVertex> line_vertices;
    std::vector<std::uint32_t> line_indices;
    for (std::size_t i = 0; i < set.areas.size(); ++i) {
        const aggregate::Area& area = set.areas[i];
        const auto base = static_cast<std::uint32_t>(vertices.size());
        const auto add = [&](const geo::Ring& ring) {
            std::vector<std::int32_t> xy;
            for (const geo::Position p : ring) {
                xy.push_back(p.lon_e7 - m_area_corner.lon_e7);
                xy.push_back(p.lat_e7 - m_area_corner.lat_e7);
                vertices.push_back({static_cast<float>(xy[xy.size() - 2]), static_cast<float>(xy.back()),
                                    fills[i].colour, fills[i].is_hatched ? 1.0f : 0.0f});
            }
            append_stroke(xy, true, 0, false, scale, line_vertices, line_indices);
        };
        for (const geo::Polygon& polygon : area.shape) {
            add(polygon.outer);
            for (const geo::Ring& hole : polygon.holes) add(hole);
        }
        for (const std::uint32_t index : area.triangles) indices.push_back(base + index);
    }
    if (indices.empty()) return;
    m_area_fill.upload(vertices.data(), vertices.size() * sizeof(Vertex), sizeof(Vertex),
                       {{0, 2, GL_FLOAT, GL_FALSE, 0},
                        {1, 4, GL_UNSIGNED_BYTE, GL_TRUE, offsetof(Vertex, colour)},
                        {2, 1, GL_FLOAT, GL_FALSE, offsetof(Vertex, hatched)}},
                       indices);
    upload_strokes(m_area_lines, line_vertices, line_indices);
}

void Renderer::areas(const Canvas& canvas) {
    if (m_area_fill.count() == 0) return;
    m_area.use();
    canvas.place(m_area, m_area_corner);
    const Rgba h = rgba_from(ui::suppressed_hatch);
    glUniform4f(m_area.at("hatch_colour"), h.r, h.g, h.b, 1);
    glUniform1f(m_area.at("pixel_ratio"), canvas.pixel_ratio);
    m_area_fill.draw(GL_TRIANGLES);
    m_stroke.use();
    std::array<Rgba, 16> c{};
    c[0] = rgba_from(m_area_border);
    set_colours(m_stroke.at("colours"), c);
    std::array<float, 32> widths{};
    widths[0] = 0.9f * canvas.pixel_ratio;
    glUniform2fv(m_stroke.at("widths"), 16, widths.data());
    glUniform1f(m_stroke.at("px_per_m"), 1);
    canvas.place(m_stroke, m_area_corner);
    m_area_lines.draw(GL_TRIANGLES);
}

void Renderer::set_shapes(const std::vector<DrawnShape>& shapes, geo::Position origin,
                          geo::LocalScale scale) {
    struct Vertex {
        float x, y, class_number;
    };
    m_shape_origin = origin;
    m_shape_rings.clear();
    std::vector<Vertex> fan;
    std::vector<StrokeVertex> vertices;
    std::vector<std::uint32_t> indices;
    for (const DrawnShape& shape : shapes) {
        std::vector<std::int32_t> xy;
        for (const geo::Position p : *shape.positions) {
            xy.push_back(p.lon_e7 - origin.lon_e7);
            xy.push_back(p.lat_e7 - origin.lat_e7);
        }
        append_stroke(xy, shape.is_area, shape.is_resource ? 1 : 0, !shape.is_area, scale, vertices, indices);
        if (!shape.is_area) continue;
        m_shape_rings.push_back({{fan.size(), shape.positions->size()}, shape.is_resource});
        for (std::size_t i = 0; i < xy.size(); i += 2)
            fan.push_back({static_cast<float>(xy[i]), static_cast<float>(xy[i + 1]), 0});
    }
    m_shape_fan = Mesh{};
    m_shape_lines = Mesh{};
    if (!fan.empty()) {
        m_shape_fan.upload(
            fan.data(), fan.size() * sizeof(Vertex), sizeof(Vertex),
            {{0, 2, GL_FLOAT, GL_FALSE, 0}, {1, 1, GL_FLOAT, GL_FALSE, offsetof(Vertex, class_number)}});
    }
    upload_strokes(m_shape_lines, vertices, indices);
}

void Renderer::shapes(const Canvas& canvas, const ui::Colours& colours, bool is_dark) {
    for (const auto& [ring, is_resource] : m_shape_rings) {
        const std::pair<std::size_t, std::size_t> one[] = {ring};
        fill_rings(canvas, m_shape_fan, one, m_shape_origin, is_resource ? colours.res : colours.need, 0.16f,
                   Side::Inside);
    }
    if (m_shape_lines.count() == 0) return;
    m_stroke.use();
    glUniform1f(m_stroke.at("px_per_m"), 1);
    canvas.place(m_stroke, m_shape_origin);
    for (const bool is_casing : {true, false}) {
        std::array<Rgba, 16> c{};
        c[0] = rgba_from(is_casing ? colours.paper : colours.need, is_casing ? 0.8f : 1);
        c[1] = rgba_from(is_casing ? colours.paper : colours.res, is_casing ? 0.8f : 1);
        if (is_casing && is_dark) c[0].a = c[1].a = 0.5f;
        set_colours(m_stroke.at("colours"), c);
        std::array<float, 32> widths{};
        widths[0] = widths[2] = (is_casing ? 3.2f : 1.6f) * canvas.pixel_ratio;
        glUniform2fv(m_stroke.at("widths"), 16, widths.data());
        m_shape_lines.draw(GL_TRIANGLES);
    }
}

void Renderer::set_marks(const std::vector<MarkVertex>& marks, geo::Position origin) {
    m_mark_origin = origin;
    m_marks.upload(
        marks.data(), marks.size() * sizeof(MarkVertex), sizeof(MarkVertex),
        {{0, 2, GL_FLOAT, GL_FALSE, 0}, {1, 4, GL_UNSIGNED_BYTE, GL_FALSE, offsetof(MarkVertex, flags)}});
}

void Renderer::marks(const Canvas& canvas, const ui::Colours& colours, bool is_dark, float radius_factor) {
    if (m_marks.count() == 0) return;
    m_mark.use();
    canvas.place(m_mark, m_mark_origin);
    const auto set = [&](const char* name, std::uint32_t colour) {
        const Rgba c = rgba_from(colour);
        glUniform4f(m_mark.at(name), c.r, c.g, c.b, c.a);
    };
    set("need", colours.need);
    set("resource_hue", colours.res);
    set("on_resource", colours.on_res);
    set("surface", colours.surface);
    set("keyline", is_dark ? colours.paper : 0xFFFFFFFF);
    glUniform1f(m_mark.at("pixel_ratio"), canvas.pixel_ratio);
    glUniform1f(m_mark.at("radius_factor"), radius_factor);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, m_icons);
    glUniform1i(m_mark.at("icons"), 0);
    m_marks.draw(GL_POINTS);
}

} // namespace anker::map::gl
