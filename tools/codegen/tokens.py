#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns assets/tokens.json, the design system's values, into C++ constants: colours per theme, type, spacing, radii.

Usage: tokens.py TOKENS.json OUT.hpp
"""
import json
import sys


def snake(name):
    name = {"case": "casing", "caseA": "casingA"}.get(name, name)  # `case` is a C++ word
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def colour(text):
    r, g, b = (int(text[i : i + 2], 16) for i in (1, 3, 5))
    return f"0xFF{b:02X}{g:02X}{r:02X}u"  # as Dear ImGui packs it: A B G R


def main(source, target):
    t = json.load(open(source, encoding="utf-8"))
    modes = ["light", "dark", "projector"]
    ui_names = list(t["color"]["light"])
    map_names = list(t["color"]["map"]["light"])
    out = ["// Made by tools/codegen/tokens.py from assets/tokens.json.", "#pragma once", "#include <cstdint>", "", "namespace anker::ui {", ""]
    out.append("/// Colours of one theme, packed as Dear ImGui does (A B G R).")
    out.append("struct Colours {")
    out += [f"    std::uint32_t {snake(n)};" for n in ui_names]
    out.append("    struct Map {")
    out += [f"        std::uint32_t {snake(n)};" for n in map_names]
    out.append("    } map;")
    out.append("    std::uint32_t themes[12];")
    out.append("    std::uint32_t status[5];")
    out.append("    std::uint32_t dynamics[5];")
    out.append("};")
    out.append("inline constexpr Colours themes[] = {")
    for mode in modes:
        palette = "dark" if mode == "dark" else "light"
        values = [colour(t["color"][mode][n]) for n in ui_names]
        maps = [colour(t["color"]["map"][mode][n]) for n in map_names]
        ths = [colour(th[palette]) for th in t["themes"]]
        status = [colour(c) for c in t["palettes"]["sequential_status"][palette]]
        dynamics = [colour(c) for c in t["palettes"]["diverging_dynamics"][palette]]
        out.append(f"    {{{', '.join(values)}, {{{', '.join(maps)}}}, {{{', '.join(ths)}}}, {{{', '.join(status)}}}, {{{', '.join(dynamics)}}}}}, // {mode}")
    out.append("};")
    out.append(f"inline constexpr std::uint32_t suppressed_fill = {colour(t['suppressed']['fill'])};")
    out.append(f"inline constexpr std::uint32_t suppressed_hatch = {colour(t['suppressed']['hatch'])};")
    out.append("namespace type_em {")
    out += [f"inline constexpr float {snake(k)} = {v}f;" for k, v in t["type"]["scale_em"].items()]
    out.append("} // namespace type_em")
    out.append("namespace line_height {")
    out += [f"inline constexpr float {snake(k)} = {v}f;" for k, v in t["type"]["line_height"].items()]
    out.append("} // namespace line_height")
    out.append("namespace radius {")
    out += [f"inline constexpr float {snake(k)} = {float(v)}f;" for k, v in t["radius"].items()]
    out.append("} // namespace radius")
    out.append("")
    out.append("} // namespace anker::ui")
    open(target, "w", encoding="utf-8").write("\n".join(out) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
