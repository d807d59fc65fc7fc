#version 300 es
// Marks as points: one vertex each, because software GL draws instances 10 to 19 times slower.
layout(location = 0) in vec2 place;     // 1e-7 degrees from the layer's origin
layout(location = 1) in vec4 facts;     // kind + 2 * professional + 4 * dot, theme, radius in quarter pixels, unused
uniform vec2 px_per_unit;
uniform vec2 corner_px;
uniform vec2 clip_per_px;
uniform float pixel_ratio;
uniform float radius_factor;
flat out vec4 fact;
flat out float radius;
flat out float size;
void main() {
    fact = facts;
    radius = facts.z * 0.25 * pixel_ratio * radius_factor;
    bool professional = mod(floor(facts.x / 2.0), 2.0) > 0.5;
    // Half the sprite: diamond tip 1.22 r, second line outside it, keyline and one pixel for the soft edge.
    float reach = 1.22 * radius + (professional ? 0.75 * radius + 3.0 * pixel_ratio : 0.12 * radius) + 3.0 * pixel_ratio;
    size = 2.0 * reach;
    gl_PointSize = size;
    vec2 px = place * px_per_unit + corner_px;
    gl_Position = vec4(px.x * clip_per_px.x - 1.0, 1.0 - px.y * clip_per_px.y, 0.0, facts.z > 0.0 ? 1.0 : -1.0);
}
