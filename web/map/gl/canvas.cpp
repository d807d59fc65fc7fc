// SPDX-License-Identifier: Apache-2.0
#include "web/map/gl/canvas.hpp"

#include <cstdlib>
#include <emscripten.h>
#include <utility>

namespace anker::map::gl {

Rgba rgba_from(std::uint32_t c, float alpha) {
    const auto part = [&](int shift) { return static_cast<float>((c >> shift) & 255) / 255; };
    return {part(0), part(8), part(16), part(24) * alpha};
}

namespace {

GLuint compiled(GLenum kind, const char* text) {
    const GLuint shader = glCreateShader(kind);
    glShaderSource(shader, 1, &text, nullptr);
    glCompileShader(shader);
    GLint ok = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
    if (ok == 0) {
        char log[2000];
        glGetShaderInfoLog(shader, sizeof log, nullptr, log);
        emscripten_log(EM_LOG_ERROR, "shader: %s", log);
        std::abort();
    }
    return shader;
}

} // namespace

void Program::build(const char* vertex, const char* fragment) {
    m_id = glCreateProgram();
    glAttachShader(m_id, compiled(GL_VERTEX_SHADER, vertex));
    glAttachShader(m_id, compiled(GL_FRAGMENT_SHADER, fragment));
    glLinkProgram(m_id);
}

Mesh::~Mesh() {
    if (m_array == 0) return;
    glDeleteVertexArrays(1, &m_array);
    glDeleteBuffers(1, &m_vertices);
    if (m_indices != 0) glDeleteBuffers(1, &m_indices);
}

void Mesh::swap(Mesh& other) noexcept {
    std::swap(m_array, other.m_array);
    std::swap(m_vertices, other.m_vertices);
    std::swap(m_indices, other.m_indices);
    std::swap(m_count, other.m_count);
}

void Mesh::upload(const void* vertices, std::size_t bytes, std::size_t stride,
                  std::initializer_list<Attribute> attributes, std::span<const std::uint32_t> indices) {
    if (m_array == 0) {
        glGenVertexArrays(1, &m_array);
        glGenBuffers(1, &m_vertices);
    }
    glBindVertexArray(m_array);
    glBindBuffer(GL_ARRAY_BUFFER, m_vertices);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), vertices, GL_STATIC_DRAW);
    for (const Attribute& a : attributes) {
        glEnableVertexAttribArray(a.location);
        glVertexAttribPointer(a.location, a.size, a.type, a.normalised, static_cast<GLsizei>(stride),
                              reinterpret_cast<const void*>(a.offset));
    }
    m_count = bytes / stride;
    if (!indices.empty()) {
        if (m_indices == 0) glGenBuffers(1, &m_indices);
        glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, m_indices);
        glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size_bytes()), indices.data(),
                     GL_STATIC_DRAW);
        m_count = indices.size();
    }
    glBindVertexArray(0);
}

void Mesh::draw(GLenum mode) const {
    draw_part(mode, 0, m_count);
}

void Mesh::draw_part(GLenum mode, std::size_t first, std::size_t count) const {
    if (count == 0) return;
    glBindVertexArray(m_array);
    if (m_indices != 0) {
        glDrawElements(mode, static_cast<GLsizei>(count), GL_UNSIGNED_INT,
                       reinterpret_cast<const void*>(first * sizeof(std::uint32_t)));
    } else {
        glDrawArrays(mode, static_cast<GLint>(first), static_cast<GLsizei>(count));
    }
    glBindVertexArray(0);
}

void Canvas::place(const Program& program, geo::Position corner) const {
    const ui::Point at = view->screen_from(corner);
    glUniform2f(program.at("px_per_unit"), static_cast<float>(view->px_per_lon_e7() * pixel_ratio),
                static_cast<float>(-view->px_per_lat_e7() * pixel_ratio));
    glUniform2f(program.at("corner_px"), at.x * pixel_ratio, at.y * pixel_ratio);
    glUniform2f(program.at("clip_per_px"), 2 / width_px, 2 / height_px);
}

} // namespace anker::map::gl
