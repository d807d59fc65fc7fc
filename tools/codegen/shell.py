#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts the page around the program together: one shell.js of its parts, shell.css, index.html and the icon.

Whole-line comments are left out; the rest stays as written. No bundler, no package manager.

Usage: shell.py OUT_FOLDER PROJECT_FOLDER PART.js...
"""
import pathlib
import re
import shutil
import sys


def main(out, project, *parts):
    out, project = pathlib.Path(out), pathlib.Path(project)
    lines = ["'use strict';"]
    for part in parts:
        for line in pathlib.Path(part).read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.strip().startswith("//"):
                lines.append(re.sub(r"^(  )+", lambda m: " " * (len(m.group(0)) // 2), line))
    (out / "shell.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
    css = (project / "web/shell/shell.css").read_text(encoding="utf-8")
    (out / "shell.css").write_text(re.sub(r"/\*.*?\*/\n?", "", css, flags=re.S), encoding="utf-8")
    shutil.copyfile(project / "index.html", out / "index.html")
    anchor = re.search(r'<symbol id="i-anchor"[^>]*>.*?d="([^"]*)"', (project / "assets/icons.svg").read_text(encoding="utf-8"), re.S).group(1)
    (out / "icon.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9.6" fill="#F3B53A"/>'
        f'<path transform="translate(4 4)" fill="#16323A" d="{anchor}"/></svg>\n', encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
