#version 300 es
// Lines as triangle strips: each vertex is pushed out along its normal by half the width of its class.
layout(location = 0) in vec2 place;
layout(location = 1) in vec2 normal;       // screen direction, longer than 1 at corners
layout(location = 2) in float distance_m;  // along the line, for dashes
layout(location = 3) in float class_number;
uniform vec2 px_per_unit;
uniform vec2 corner_px;
uniform vec2 clip_per_px;
uniform float px_per_m;
uniform vec4 colours[16];
uniform vec2 widths[16];  // half the width, dash period; device pixels
flat out vec4 colour;
flat out float dash;
out float along;
void main() {
    int c = int(class_number);
    colour = colours[c];
    dash = widths[c].y;
    along = distance_m * px_per_m;
    vec2 px = place * px_per_unit + corner_px + normal * (widths[c].x / 8192.0);
    gl_Position = vec4(px.x * clip_per_px.x - 1.0, 1.0 - px.y * clip_per_px.y, 0.0, widths[c].x > 0.0 ? 1.0 : -1.0);
}
