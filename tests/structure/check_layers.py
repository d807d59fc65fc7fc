#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Layers point one way. Reads every #include and fails naming file and line.

Usage: check_layers.py PROJECT_FOLDER
"""
import pathlib
import re
import sys

# Folder -> folders of ours it may include (itself always). A folder that is not listed here is an error, so a new
# module has to be given its place.
CORE = {
    "core/base": [],
    "core/geo": ["core/base"],
    "core/json": ["core/base", "core/geo"],
    "core/math": ["core/base"],
    "core/tabular": ["core/base"],
    "core/basemap": ["core/base", "core/geo"],
    "core/quartier": ["core/base", "core/geo"],
    "core/contribution": ["core/base", "core/geo"],
    "core/session": ["core/base"],
    "core/moderation": ["core/base"],
    "core/indicator": ["core/base", "core/geo", "core/json"],
    "core/catalogue": ["core/base", "core/geo", "core/math", "core/json", "core/indicator", "core/disclosure"],
    "core/disclosure": ["core/base", "core/math"],
    "core/factor": ["core/base", "core/math", "core/tabular"],
    # Voice never changes the index: nothing of contributions or workspace may reach this folder.
    "core/index": ["core/base", "core/geo", "core/math", "core/tabular", "core/json", "core/indicator", "core/catalogue",
                   "core/factor"],
    # Nor the money that follows it.
    "core/allocation": ["core/base", "core/json", "core/math"],
    "core/spatial": ["core/base", "core/json", "core/math", "core/tabular"],
    "core/representativity": ["core/base", "core/math", "core/tabular"],
    "core/access": ["core/base", "core/geo", "core/json", "core/math", "core/tabular"],
    "core/uncertainty": ["core/base", "core/math", "core/tabular", "core/indicator", "core/index"],
    "core/workspace": ["core/base", "core/geo", "core/quartier", "core/contribution", "core/session", "core/moderation"],
    # Plain counts in, cases out: the studio's adapter is in core/figures.
    "core/synthesis": ["core/base", "core/disclosure", "core/math"],
}
FEATURES = list(CORE)
VOICES = ["core/contribution", "core/session", "core/moderation", "core/workspace"]
CORE |= {
    "core/journal": FEATURES,
    "core/view": FEATURES,
    "core/aggregate": FEATURES,
    "core/wire": FEATURES + ["core/journal", "core/view"],
    "core/sync": FEATURES + ["core/journal", "core/view", "core/wire"],
    "core/figures": FEATURES + ["core/aggregate"],
    # Figures from files to files: nothing of contributions or the store may reach them.
    "core/jobs": [module for module in FEATURES if module not in VOICES],
}
ALLOWED = dict(CORE)
for top in ("server", "web", "benchmarks"):
    ALLOWED[top] = list(CORE) + [top, "generated"]
ALLOWED["benchmarks"] += ["server", "tests"]
ALLOWED["tests"] = list(CORE) + ["tests", "server"]

# System headers that only some folders may see: (pattern, folders that may).
RESTRICTED = [
    (r"imgui", ["web/ui", "web/screens", "web/app", "web/map", "web/platform"]),
    (r"SDL|GLES|emscripten", ["web/platform", "web/map/gl", "web/ui/text", "web/ui/semantics", "web/studio/page", "web/lab"]),
    (r"boost/(beast|asio)", ["server/net", "tests/server"]),
    (r"sqlite3", ["server/store", "tests/server"]),
    (r"(gdal|ogr|geos|osmium)", ["server/geo", "tests/server"]),
    (r"nlohmann", ["core/json"]),
    (r"boost/test", ["tests"]),
    (r"(chrono|random|iostream|fstream|filesystem|thread|locale|ctime)$", ["server", "web", "tests", "benchmarks"]),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def folder_of(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "core" else parts[0]


def main(root: pathlib.Path) -> int:
    faults = []
    files = 0
    for top in ("core", "server", "web", "tests", "benchmarks"):
        for file in sorted((root / top).rglob("*.[hc]pp")):
            name = file.relative_to(root).as_posix()
            folder = folder_of(name)
            files += 1
            if folder not in ALLOWED:
                faults.append(f"{name}:1: folder {folder} has no place in tests/structure/check_layers.py")
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                if not match:
                    continue
                quote, target = match.groups()
                if quote == '"':
                    wanted = folder_of(target)
                    if wanted != folder and wanted not in ALLOWED[folder]:
                        faults.append(f"{name}:{number}: {folder} may not include {target}")
                for pattern, allowed in RESTRICTED:
                    if quote == "<" and re.search(r"(^|/)" + pattern, target) and not any(
                        name.startswith(a + "/") or name.startswith(a + ".") for a in allowed
                    ):
                        faults.append(f"{name}:{number}: <{target}> belongs to {', '.join(allowed)}")
    for fault in faults:
        print(fault)
    print(f"{files} files checked, {len(faults)} faults")
    return 1 if faults or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
