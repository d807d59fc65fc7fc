#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Triangulates assets/icons.svg into a C++ table: contours for the soft edge, triangles for the inside.

Every subpath in that file is a simple polygon without holes (M, L, Z), so ear clipping needs no bridges.
Coordinates are on a 24 x 24 grid, stored as 1/2000 units.

Usage: icons.py ICONS.svg OUT.hpp
"""
import re
import sys

SCALE = 2000
TOLERANCE = 0.035  # grid units: less than a twentieth of a pixel at 32 px


def area2(points):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))


def cross(o, a, b):
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0])


def simplify(points):
    """Douglas-Peucker on a closed ring, split at its two farthest points."""
    def distance(p, a, b):
        dx, dy = b[0] - a[0], b[1] - a[1]
        length = (dx * dx + dy * dy) ** 0.5
        if length == 0:
            return ((p[0] - a[0]) ** 2 + (p[1] - a[1]) ** 2) ** 0.5
        return abs(cross(a, b, p)) / length

    def reduce(line):
        if len(line) < 3:
            return line
        worst, index = max((distance(p, line[0], line[-1]), i) for i, p in enumerate(line[1:-1], 1))
        if worst <= TOLERANCE:
            return [line[0], line[-1]]
        return reduce(line[: index + 1])[:-1] + reduce(line[index:])

    far = max(range(len(points)), key=lambda i: (points[i][0] - points[0][0]) ** 2 + (points[i][1] - points[0][1]) ** 2)
    ring = reduce(points[: far + 1])[:-1] + reduce(points[far:] + points[:1])[:-1]
    return ring if len(ring) >= 3 else points


def inside(p, a, b, c):
    return cross(a, b, p) >= 0 and cross(b, c, p) >= 0 and cross(c, a, p) >= 0


def ear_clip(points):
    """Triangle indices of a counter-clockwise simple polygon."""
    left = list(range(len(points)))
    triangles = []
    while len(left) > 3:
        for k in range(len(left)):
            i, j, m = left[k - 1], left[k], left[(k + 1) % len(left)]
            a, b, c = points[i], points[j], points[m]
            if cross(a, b, c) <= 1e-12:
                continue
            if any(inside(points[q], a, b, c) for q in left if q not in (i, j, m) and points[q] not in (a, b, c)):
                continue
            triangles += [i, j, m]
            del left[k]
            break
        else:
            # Only flat corners are left: drop the flattest.
            k = min(range(len(left)), key=lambda k: abs(cross(points[left[k - 1]], points[left[k]], points[left[(k + 1) % len(left)]])))
            del left[k]
    return triangles + left


def main(source, target):
    svg = open(source, encoding="utf-8").read()
    names, icons, coordinates, lengths, indices = [], [], [], [], []
    for name, body in re.findall(r'<symbol id="i-([^"]+)"[^>]*>(.*?)</symbol>', svg, re.S):
        contour_start, vertex_start, index_start = len(lengths), len(coordinates) // 2, len(indices)
        second_tone = None
        for tone, (fill, data) in enumerate(re.findall(r'<path fill="([^"]*)" d="([^"]*)"', body)):
            if tone == 1:
                second_tone = len(lengths) - contour_start
            for sub in data.split("Z"):
                numbers = [float(n) for n in re.findall(r"-?[\d.]+", sub)]
                if len(numbers) < 6:
                    continue
                points = simplify(list(zip(numbers[::2], numbers[1::2])))
                if area2(points) < 0:
                    points.reverse()
                base = len(coordinates) // 2 - vertex_start
                indices += [base + i for i in ear_clip(points)]
                lengths.append(len(points))
                for x, y in points:
                    coordinates += [round(x * SCALE), round(y * SCALE)]
        names.append(name)
        icons.append((contour_start, len(lengths), vertex_start, index_start, len(indices), second_tone if second_tone is not None else 255))
    assert max(coordinates) < 65536 and min(coordinates) >= 0

    def table(kind, name, values):
        rows = ["    " + ", ".join(str(v) for v in values[i : i + 24]) + "," for i in range(0, len(values), 24)]
        return f"inline constexpr {kind} {name}[] = {{\n" + "\n".join(rows) + "\n};\n"

    enum = ", ".join("".join(part.capitalize() for part in n.split("-")) for n in names)
    with open(target, "w", encoding="utf-8") as out:
        out.write("// Made by tools/codegen/icons.py from assets/icons.svg.\n#pragma once\n#include <cstdint>\n\nnamespace anker::ui {\n\n")
        out.write(f"enum class Icon : std::uint8_t {{ {enum} }};\n\nnamespace icons {{\n")
        out.write("struct Entry { std::uint16_t first_contour, end_contour, first_vertex, first_index, end_index; std::uint8_t second_tone_contour; };\n")
        out.write(f"inline constexpr float units_per_grid = {SCALE};\n")
        out.write(table("std::uint16_t", "coordinates", coordinates))
        out.write(table("std::uint8_t", "contour_lengths", lengths))
        assert max(indices) < 256
        out.write(table("std::uint8_t", "indices", indices))
        out.write("inline constexpr Entry entries[] = {\n" + "\n".join("    {" + ", ".join(map(str, e)) + "}," for e in icons) + "\n};\n")
        out.write("} // namespace icons\n\n} // namespace anker::ui\n")
    print(f"icons: {len(names)} symbols, {len(coordinates) // 2} vertices, {len(indices) // 3} triangles")


if __name__ == "__main__":
    main(*sys.argv[1:])
