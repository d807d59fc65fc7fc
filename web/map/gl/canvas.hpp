// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "web/map/camera.hpp"

#include <GLES3/gl3.h>
#include <cstdint>
#include <span>
#include <vector>

/// What the map's layers share of WebGL.
namespace anker::map::gl {

/// Red, green, blue, alpha between 0 and 1 from a packed A B G R colour.
struct Rgba {
    float r, g, b, a;
};
[[nodiscard]] Rgba rgba_from(std::uint32_t abgr, float alpha = 1);

/// A linked program. Shader text that does not compile is our bug: it ends the program with the log on the
/// console.
class Program {
public:
    void build(const char* vertex, const char* fragment);
    [[nodiscard]] bool is_built() const { return m_id != 0; }
    void use() const { glUseProgram(m_id); }
    [[nodiscard]] GLint at(const char* uniform) const { return glGetUniformLocation(m_id, uniform); }

private:
    GLuint m_id = 0;
};

/// Vertices (and indices) on the graphics card. Movable; freed with its owner.
class Mesh {
public:
    struct Attribute {
        GLuint location;
        GLint size;
        GLenum type;
        GLboolean normalised;
        std::size_t offset;
    };
    Mesh() = default;
    Mesh(Mesh&& other) noexcept { swap(other); }
    Mesh& operator=(Mesh&& other) noexcept {
        swap(other);
        return *this;
    }
    Mesh(const Mesh&) = delete;
    Mesh& operator=(const Mesh&) = delete;
    ~Mesh();

    void upload(const void* vertices, std::size_t bytes, std::size_t stride,
                std::initializer_list<Attribute> attributes, std::span<const std::uint32_t> indices = {});
    void draw(GLenum mode) const;
    /// A part of the indices or vertices.
    void draw_part(GLenum mode, std::size_t first, std::size_t count) const;
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    void swap(Mesh& other) noexcept;
    GLuint m_array = 0;
    GLuint m_vertices = 0;
    GLuint m_indices = 0;
    std::size_t m_count = 0;
};

/// One frame's drawing: the screen in device pixels and the view onto the ground.
struct Canvas {
    const View* view = nullptr;
    float pixel_ratio = 1;
    float width_px = 0; ///< device pixels
    float height_px = 0;

    /// Sets px_per_unit, corner_px and clip_per_px for geometry given from `corner` in 1e-7 degrees.
    void place(const Program& program, geo::Position corner) const;
};

} // namespace anker::map::gl
