#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Voice can raise neither index nor money: 10,000 contributions in the store leave every byte of both unchanged.

Makes the example Quartier, once with a recipe of each form. Writes its agreed values and recipe, runs `index` and
`allocate` on them, imports 10,000 contributions into its most burdened area, and does it again. The index from the files
must also be the one that the store shows.

Usage: voice_never_counts.py ANKERPUNKT PROJECT_FOLDER
"""
import csv
import json
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM, PROJECT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
VOICES = 10_000
# File of the recipe, and the level that is shown.
RECIPES = {"musterquartier.json": "status", "musterquartier-fifths.json": "index"}


def run(*arguments: object) -> str:
    done = subprocess.run([str(a) for a in arguments], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        sys.exit(f"FAULT {' '.join(str(a) for a in arguments)}: {done.stderr.strip()}")
    return done.stdout


def figures(folder: pathlib.Path, data: pathlib.Path, level: str) -> dict[str, bytes]:
    """Everything that index and allocation make from the store, by file name."""
    folder.mkdir()
    values, recipe, index, posts = (folder / name for name in ("values.csv", "recipe.json", "index.csv", "posts.csv"))
    run(PROGRAM, "export", "--quartier", "musterquartier", "--data", data, "--values", values, "--recipe", recipe)
    run(PROGRAM, "index", "--recipe", recipe, "--values", values, "--out", index, "--derivation", folder / "derivation.csv")
    date = json.loads(recipe.read_text())["date"]
    run(PROGRAM, "allocate", "--values", values, "--index", index, "--index-column", level, "--index-direction", "burden",
        "--count-column", f"population@{date}", "--alpha", "0.7", "--g", "exponential", "--beta", "0.5", "--missing", "equal",
        "--posts", "40", "--out", posts)
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def shown(folder: pathlib.Path, data: pathlib.Path, name: str) -> tuple[int, dict[str, dict[str, str]]]:
    """Contributions in the store, and each area as the store shows it."""
    run(PROGRAM, "export", "--quartier", "musterquartier", "--data", data, "--out", folder / f"{name}.csv")
    with open(folder / f"{name}.csv", encoding="utf-8-sig") as file:
        contributions = sum(1 for _ in csv.DictReader(file))
    with open(folder / f"{name}-areas.csv", encoding="utf-8-sig") as file:
        return contributions, {row["key"]: row for row in csv.DictReader(file)}


def check(folder: pathlib.Path, made: pathlib.Path, recipe: str, level: str) -> tuple[list[str], int]:
    """What is wrong, and how many files were compared."""
    faults = []
    data = folder / "data"

    def take_in(*what: object) -> None:
        run(PROGRAM, "import", *what, "--quartier", "musterquartier", "--data", data)

    take_in("base-map", made / "basemap.osm", "--name", "Musterquartier", "--example", "--attribution", "Erfundene Karte")
    take_in("areas", made / "areas.geojson", "--key-column", "key", "--name-column", "name", "--version-date", "2024-01-01")
    take_in("catalogue", PROJECT / "assets/catalogues/musterquartier.json")
    take_in("indicators", made / "indicators.csv", "--map", PROJECT / "assets/mappings/musterquartier-indicators.json")
    take_in("recipe", PROJECT / "assets/recipes" / recipe)
    before = figures(folder / "before", data, level)
    count_before, areas_shown = shown(folder, data, "before")

    rows = list(csv.DictReader(before["index.csv"].decode().splitlines()))
    for row in rows:
        there = areas_shown.get(row["key"], {})
        for name in ("", "_class"):
            if there.get("status" + name) != row[level + name]:
                faults.append(f"area {row['key']}: {level}{name} {row[level + name]} from the files, {there.get('status' + name)} from the store")
    if not any(row[level + "_class"] for row in rows):
        faults.append("no area has a class")

    burdened = max((row for row in rows if row[level]), key=lambda row: float(row[level]))["key"]
    areas = json.loads((made / "areas.geojson").read_text())
    ring = next(f for f in areas["features"] if f["properties"]["key"] == burdened)["geometry"]["coordinates"]
    while isinstance(ring[0][0], list):
        ring = ring[0]
    middle = [sum(p[k] for p in ring) / len(ring) for k in (0, 1)]
    draw = random.Random(3)
    features = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [c + draw.uniform(-1e-4, 1e-4) for c in middle]},
                 "properties": {"kind": "Bedarf", "perspective": "Quartier", "theme": "learning", "life_phase": "", "text": "",
                                "lang": "de", "date": "2024-05-01", "support": 3}} for _ in range(VOICES)]
    (folder / "voices.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    take_in("contributions", folder / "voices.geojson", "--map", PROJECT / "assets/mappings/musterquartier-contributions.json")
    count_after, shown_after = shown(folder, data, "after")
    if count_after - count_before != VOICES:
        faults.append(f"{count_after - count_before} contributions were added, not {VOICES}")
    after = figures(folder / "after", data, level)
    for file in before.keys() | after.keys():
        if before.get(file) != after.get(file):
            faults.append(f"{file} changed when {VOICES} contributions were added to area {burdened}")
    for key, row in areas_shown.items():
        for name in ("status", "status_class", "dynamics", "dynamics_class", "index_reason"):
            if row[name] != shown_after[key][name]:
                faults.append(f"area {key}: {name} was {row[name]} and is {shown_after[key][name]} with {VOICES} contributions more")
    return [f"{recipe}: {fault}" for fault in faults], len(before)


def main() -> int:
    faults = []
    compared = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run(sys.executable, PROJECT / "tools/musterquartier/generate.py", folder / "made")
        for recipe, level in RECIPES.items():
            own = folder / level
            own.mkdir()
            found, files = check(own, folder / "made", recipe, level)
            faults += found
            compared += files
    for fault in faults:
        print("FAULT", fault)
    print(f"{len(RECIPES)} recipes, {VOICES} contributions each, {compared} files compared, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
