#version 300 es
// Statistical areas: a colour per vertex, a hatch where numbers are protected.
layout(location = 0) in vec2 place;
layout(location = 1) in vec4 tint;
layout(location = 2) in float hatched;
uniform vec2 px_per_unit;
uniform vec2 corner_px;
uniform vec2 clip_per_px;
flat out vec4 colour;
flat out float hatch;
void main() {
    colour = tint;
    hatch = hatched;
    vec2 px = place * px_per_unit + corner_px;
    gl_Position = vec4(px.x * clip_per_px.x - 1.0, 1.0 - px.y * clip_per_px.y, 0.0, 1.0);
}
