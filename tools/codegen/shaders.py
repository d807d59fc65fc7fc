#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts shaders/*.vert and *.frag into one C++ header, comments and indentation left out.

Usage: shaders.py SHADER_FOLDER OUT.hpp
"""
import pathlib
import re
import sys


def main(folder, target):
    with open(target, "w", encoding="utf-8") as out:
        out.write("// Made by tools/codegen/shaders.py from shaders/.\n#pragma once\n\nnamespace anker::map::gl::shader {\n\n")
        for path in sorted(pathlib.Path(folder).glob("*.*")):
            if path.suffix not in (".vert", ".frag"):
                continue
            lines = [re.sub(r"//.*", "", line).strip() for line in path.read_text(encoding="utf-8").splitlines()]
            text = "\n".join(line for line in lines if line)
            out.write(f'inline constexpr const char* {path.stem}_{path.suffix[1:]} = R"glsl({text}\n)glsl";\n\n')
        out.write("} // namespace anker::map::gl::shader\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
