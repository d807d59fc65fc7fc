#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Single records of pupils leave nothing behind: the real program, its data folder on disk, its output.

Usage: pupils.py ANKERPUNKT
"""
import gzip
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
DATA = pathlib.Path(__file__).resolve().parent.parent / "data" / "geo"
SECRETS = ["Zwetschge", "Pflaumenweg", "Quittenbrot", "geheim4711"]
passed = failed = 0


def check(condition: bool, what: str) -> None:
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


def run(folder: pathlib.Path, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [PROGRAM, "import", *arguments, "--quartier", "ecke", "--data", str(folder / "data"), "--report", str(folder / "report.json")],
        capture_output=True,
    )


def silent(folder: pathlib.Path, result: subprocess.CompletedProcess, what: str) -> None:
    """No text of a record in output, report, any file, or any compressed data set."""
    places = {"stdout": result.stdout, "stderr": result.stderr}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name != "pupils.csv":
            places[file.name] = file.read_bytes()
    for file in (folder / "data").rglob("*"):
        if not file.is_file() or not file.read_bytes().startswith(b"SQLite format 3"):
            continue
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as store:
            tables = [row[0] for row in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if "dataset" in tables:
                for number, (packed,) in enumerate(store.execute("SELECT gzip FROM dataset")):
                    places[f"data set {number}"] = gzip.decompress(packed)
    check(any(name.startswith("data set") for name in places), f"{what}: data sets were looked at")
    for name, content in places.items():
        for secret in SECRETS:
            check(secret.encode() not in content, f"{what}: {secret} in {name}")


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        areas = run(folder, "areas", str(DATA / "areas.geojson"), "--key-column", "key", "--version-date", "2024-01-01", "--source", "Tests")
        check(areas.returncode == 0, areas.stderr.decode())
        agreed = run(folder, "catalogue", str(DATA / "catalogue.json"))
        check(agreed.returncode == 0, agreed.stderr.decode())
        pupils_map = folder / "map.json"
        pupils_map.write_text(
            json.dumps(
                {
                    "source": "Schulamt",
                    "date": "2024",
                    "areas_version": "2024-01-01",
                    "area": "Wohngebiet",
                    "school": "Schule",
                    "schools": {"S1": "Schule am Markt"},
                    "attributes": [{"id": "other_language", "column": "Sprache", "yes": ["andere"], "no": ["deutsch"]}],
                    "indicators": [{"id": "children", "attribute": "other_language"}],
                }
            ),
            encoding="utf-8",
        )
        records = folder / "pupils.csv"
        head = "Name;Straße;Wohngebiet;Schule;Sprache\n"
        lines = "".join(f"Zwetschge;Pflaumenweg {i};{'01' if i % 2 else '02'};S1;{'andere' if i % 3 else 'deutsch'}\n" for i in range(90))
        cases = [
            ("right records", head + lines, 0),
            ("a cell nobody knows", head + lines + "Zwetschge;Pflaumenweg;01;S1;geheim4711\n", 1),
            ("no names of columns", lines, 1),
            ("an open quotation mark", head + lines + '"Quittenbrot;Pflaumenweg;01;S1;andere\n', 1),
            ("too many cells", head + lines + "Zwetschge;Pflaumenweg;Quittenbrot;01;S1;andere\n", 1),
        ]
        for what, text, status in cases:
            records.write_text(text, encoding="utf-8")
            for more in ([], ["--dry-run"], ["--tables", str(folder / "tables")]):
                result = run(folder, "pupils", str(records), "--map", str(pupils_map), *more)
                check(result.returncode == status, f"{what} {more}: status {result.returncode}, {result.stderr.decode()}")
                silent(folder, result, what)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
