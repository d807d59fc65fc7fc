#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No statistic leaves the program around the disclosure gate.

Three rules, each named with file and line where it is broken:
  1. Raw counts per area (aggregate::AreaVoices and its kin) are read in core/aggregate and in the one file that
     protects them. Everybody else hands them on unread.
  2. Gated numbers are built by the gate alone: Gate is their only friend.
  3. Every function that turns figures into something people see is listed here with what it takes. A new one fails
     until it is listed, and a listed one must take gated or shown figures.

Usage: check_outputs.py PROJECT_FOLDER
"""
import pathlib
import re
import sys

RAW = re.compile(r"\b(AreaVoices|ThemeCounts|VoiceCounter|AreaPeople|VoicePeople|KindCounts|VoiceTable|PupilCounts)\b")
MAY_READ_RAW = [
    "core/aggregate/", "core/figures/voice_figures.", "core/figures/shape_figures.", "core/synthesis/voice_tables.", "core/jobs/voice_reader.",
    "server/geo/pupils/pupil_counts.", "server/geo/pupils/protected_pupils.",
    "benchmarks/voice_figures.",  # invented counts, and nothing is printed of them
]
# They own a counter, keep it up to date and pass it to figures::make_figures.
MAY_HAND_ON = ["core/figures/figures.", "server/room/figures_desk.", "server/geo/export/export_data.", "server/geo/pupils/import_pupils."]
READS_RAW = re.compile(r"voices(->|\.|->value\(\)\.)(areas|outside|area_of)\(")

# Output functions: file -> name -> what must stand in their parameters.
OUTPUTS = {
    "core/figures/figures_json.cpp": {"encode_json": "const Figures&"},
    "core/jobs/synthesis_job.cpp": {
        "write_count": "const GatedCount&",
        "write_rate": "const GatedRate&",
        "report_of": "const GatedRate&",
    },
    "server/geo/export/area_layer.cpp": {
        "area_layer": "const figures::Figures&",
        "figure_methods": "const figures::Figures&",
        "area_values": "const figures::AreaFigures&",
        "add_index": "const figures::AreaFigures&",
    },
    "server/geo/export/count_columns.cpp": {
        "value_of": "const disclosure::GatedCount&",
        "add_count": "const disclosure::GatedCount&",
    },
    "server/geo/export/shape_layer.cpp": {
        "shape_layer": "const std::vector<figures::ShapeFigures>&",
    },
    "server/geo/pupils/pupil_tables.cpp": {
        "pupil_tables": "const ProtectedPupils&",
        "view_table": "const std::vector<ProtectedUnit>&",
        "count_cells": "const GatedCount&",
    },
    "server/geo/pupils/import_pupils.cpp": {"residence_indicator": "const CountedPupils&"},
    "web/map/map_painter.cpp": {
        "VoiceScale::number_of": "const figures::ShownCount&",
        "voice_scale": "const figures::ShownFigures&",
    },
    "web/studio/voice_figures.cpp": {
        "words_of": "const figures::Shown(Count|Rate)&",
        "theme_table_ui": "const figures::ShownKind&",
    },
    "web/studio/voice_cases.cpp": {
        "voice_cases": "const figures::ShownFigures&",
        "voices_csv": "const figures::ShownFigures&",
        "cell_of": "const figures::ShownCount&",
    },
    "web/studio/voices_view.cpp": {"coverage_words": "const figures::ShownRate&"},
    "web/studio/quartier_data.cpp": {
        "quartier_data": "const figures::ShownFigures&",
        "values_from": "const figures::ShownFigures&",
    },
}
# Figures on their way: made, read back, or looked at for a colour or a size.
NOT_OUTPUTS = {
    "core/figures/figures_json.cpp": {"json_from"},
    "core/figures/figures.cpp": {"make_figures", "add_computed_index", "add_published_index"},
    "core/figures/voice_figures.cpp": {"make_voice_figures", "add_rates", "unless_withheld"},
    "benchmarks/voice_figures.cpp": {"shown_themes"},
    "core/figures/shape_figures.cpp": {"make_shape_figures", "told_by", "told_of_area", "ground_of", "Judge"},
    "core/figures/shown_cases.cpp": {
        "shown_cases", "burden_of", "range_of", "range_of_rate", "voices_on_theme", "reason_on_theme", "has_rate", "seen_area", "threshold_of_all",
    },
    "core/jobs/synthesis_job.cpp": {"make_block"},
    "core/synthesis/voice_tables.cpp": {"add_reference"},
    "server/geo/pupils/protected_pupils.cpp": {"protect_pupils", "units_of", "means_of_school"},
    "server/geo/pupils/import_pupils.cpp": {"counted_pupils"},
    "web/studio/small_number_noise.cpp": {"small_number_noise"},
    "core/figures/shown_figures.cpp": {"decode_figures", "count_from", "rate_from", "kind_from", "index_from"},
}
FIGURE_TYPES = r"(Figures|ShapeFigures|AreaFigures|KindFigures|VoiceFigures|AreaVoiceFigures|GatedCount|GatedRate|ShownFigures|ShownArea|ShownKind|ShownCount|ShownRate|ProtectedPupils|ProtectedUnit|CountedPupils)"
# A function at the margin of a file (namespaces are not indented), with all its parameters.
FUNCTION = re.compile(r"^(?:\[\[nodiscard\]\] )?[\w:<>,&* ]+? [&*]?((?:\w+::)*\w+)\(([^;{}]*?)\)\s*(?:const\s*)?\{", re.M)


def line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def main(root: pathlib.Path) -> int:
    faults = []
    seen = set()
    for top in ("core", "server", "web", "benchmarks"):
        for file in sorted((root / top).rglob("*.[hc]pp")):
            name = file.relative_to(root).as_posix()
            text = file.read_text(encoding="utf-8")
            if name.startswith("core/disclosure/"):
                for friend in re.finditer(r"friend class (\w+)", text):
                    if friend.group(1) != "Gate":
                        faults.append(f"{name}:{line_of(text, friend.start())}: only Gate may build gated numbers")
                continue
            for raw in RAW.finditer(text):
                if any(name.startswith(p) for p in MAY_READ_RAW + MAY_HAND_ON):
                    continue
                faults.append(f"{name}:{line_of(text, raw.start())}: raw counts ({raw.group(1)}) are read outside the gate")
            if any(name.startswith(p) for p in MAY_HAND_ON):
                for number, line in enumerate(text.splitlines(), 1):
                    if READS_RAW.search(line) and "make_voice_figures" not in line:
                        faults.append(f"{name}:{number}: raw counts may be handed on here, not read")
            for function in FUNCTION.finditer(text):
                called, parameters = function.group(1), function.group(2)
                if not re.search(r"\b" + FIGURE_TYPES + r"\b", function.group(0).split("{")[0]):
                    continue
                listed = OUTPUTS.get(name, {})
                if called in listed:
                    seen.add((name, called))
                    if not re.search(listed[called], parameters):
                        faults.append(f"{name}:{line_of(text, function.start())}: {called} must take {listed[called]}")
                elif called not in NOT_OUTPUTS.get(name, set()):
                    faults.append(f"{name}:{line_of(text, function.start())}: {called} handles figures and is not listed in tests/structure/check_outputs.py")
    for name, functions in OUTPUTS.items():
        for called in functions:
            if (name, called) not in seen:
                faults.append(f"{name}:1: output function {called} is listed and not there")
    for fault in faults:
        print(fault)
    print(f"{len(seen)} output functions checked, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
