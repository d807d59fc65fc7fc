#version 300 es
// Surfaces of the base map: position in 1e-7 degrees from the tile's corner, and a class that picks the colour.
layout(location = 0) in vec2 place;
layout(location = 1) in float class_number;
uniform vec2 px_per_unit;   // device pixels per 1e-7 degree, y downwards
uniform vec2 corner_px;     // where the tile's corner lies on the screen
uniform vec2 clip_per_px;
uniform vec4 colours[16];
flat out vec4 colour;
void main() {
    colour = colours[int(class_number)];
    vec2 px = place * px_per_unit + corner_px;
    gl_Position = vec4(px.x * clip_per_px.x - 1.0, 1.0 - px.y * clip_per_px.y, 0.0, colour.a > 0.0 ? 1.0 : -1.0);
}
