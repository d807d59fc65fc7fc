#version 300 es
precision highp float;
// A need is a hollow diamond with rounded corners, a resource a solid circle; both by signed distance.
flat in vec4 fact;
flat in float radius;
flat in float size;
uniform vec4 need;
uniform vec4 resource_hue;
uniform vec4 on_resource;
uniform vec4 surface;
uniform vec4 keyline;
uniform float pixel_ratio;
uniform sampler2D icons;  // 4 x 3 pictograms
out vec4 pixel;

float diamond(vec2 p, float half_diagonal, float corner) {
    // Rounded square turned by 45 degrees: distance in the turned frame.
    vec2 q = abs(vec2(p.x + p.y, p.y - p.x) * 0.70710678);
    float side = half_diagonal * 0.70710678;
    vec2 d = q - (side - corner);
    return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - corner;
}
void over(inout vec4 below, vec4 colour, float cover) {
    float a = colour.a * clamp(cover, 0.0, 1.0);
    below = vec4(mix(below.rgb, colour.rgb, a / max(a + below.a * (1.0 - a), 1e-4)), a + below.a * (1.0 - a));
}
void main() {
    vec2 p = (gl_PointCoord - 0.5) * size;
    bool is_resource = mod(fact.x, 2.0) > 0.5;
    bool professional = mod(floor(fact.x / 2.0), 2.0) > 0.5;
    bool dot = fact.x > 3.5;
    float edge = max(1.5 * pixel_ratio, 0.09 * radius);
    float gap = 0.34 * radius + 1.2 * pixel_ratio;
    vec4 hue = is_resource ? resource_hue : need;
    float shape = is_resource ? length(p) - radius : diamond(p, 1.22 * radius, 0.2 * radius);
    vec4 result = vec4(0.0);
    if (professional) {
        float line = max(0.12 * radius, 1.5 * pixel_ratio);
        float outer = abs(shape - gap) - line * 0.5;
        over(result, keyline, 0.5 - (outer - edge));
        over(result, hue, 0.5 - outer);
    }
    over(result, keyline, 0.5 - (shape - edge));
    if (is_resource) {
        over(result, hue, 0.5 - shape);
    } else {
        float stroke = max((dot ? 0.42 : 0.17) * radius, (dot ? 1.6 : 2.2) * pixel_ratio);
        over(result, hue, 0.5 - shape);
        over(result, surface, 0.5 - (shape + stroke));
    }
    if (!dot) {
        float half_icon = (is_resource ? 0.61 : 0.51) * radius;
        vec2 uv = p / half_icon * 0.5 + 0.5;
        if (uv.x > 0.0 && uv.y > 0.0 && uv.x < 1.0 && uv.y < 1.0) {
            float t = fact.y;
            vec2 cell = vec2(mod(t, 4.0), floor(t / 4.0));
            float ink = texture(icons, (cell + vec2(uv.x, uv.y)) / vec2(4.0, 3.0)).r;
            over(result, is_resource ? on_resource : hue, ink);
        }
    }
    if (result.a < 0.004) discard;
    pixel = result;
}
