#version 300 es
precision highp float;
flat in vec4 colour;
flat in float dash;
in float along;
out vec4 pixel;
void main() {
    if (dash > 0.0 && mod(along, dash) > dash * 0.55) discard;
    pixel = colour;
}
