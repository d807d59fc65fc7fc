#version 300 es
precision highp float;
flat in vec4 colour;
flat in float hatch;
uniform vec4 hatch_colour;
uniform float pixel_ratio;
out vec4 pixel;
void main() {
    pixel = colour;
    if (hatch > 0.5) {
        float d = mod((gl_FragCoord.x + gl_FragCoord.y) * 0.70710678, 9.0 * pixel_ratio);
        pixel = mix(pixel, hatch_colour, step(d, 1.4 * pixel_ratio) * 0.9);
    }
}
