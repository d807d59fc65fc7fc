#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compiles assets/strings/*.json: one key list as a C++ enum, one text file per language for the client to load.

The German file is the reference. A language that lacks a key, has one too many, or other {placeholders}, fails the
build. A text with plural forms is an object {"one": ..., "other": ...}; categories are those of CLDR.

Usage: strings.py STRINGS_FOLDER OUT.hpp OUT_FOLDER
"""
import json
import pathlib
import re
import sys

CATEGORIES = ["zero", "one", "two", "few", "many", "other"]


def flat(data, prefix=""):
    for key, value in data.items():
        if isinstance(value, dict) and "other" not in value:
            yield from flat(value, prefix + key + ".")
        else:
            yield prefix + key, value


def placeholders(value):
    texts = value.values() if isinstance(value, dict) else [value]
    found = set()
    for text in texts:
        found |= set(re.findall(r"\{(\w+)\}", text))
    return found


def main(folder, header, out_folder):
    languages = {p.stem: dict(flat(json.loads(p.read_text(encoding="utf-8")))) for p in sorted(pathlib.Path(folder).glob("*.json"))}
    reference = languages["de"]
    faults = []
    for language, texts in languages.items():
        for key in reference.keys() - texts.keys():
            faults.append(f"{language}.json: key {key} is missing")
        for key in texts.keys() - reference.keys():
            faults.append(f"{language}.json: key {key} is not in de.json")
        for key in reference.keys() & texts.keys():
            wanted, found = placeholders(reference[key]), placeholders(texts[key])
            if isinstance(texts[key], dict):
                found |= wanted & {"n"}  # "one" may do without the number
            if wanted != found:
                faults.append(f"{language}.json: {key} has {sorted(found)}, German has {sorted(wanted)}")
            if isinstance(texts[key], dict) and not set(texts[key]) <= set(CATEGORIES):
                faults.append(f"{language}.json: {key} has an unknown plural form")
    if faults:
        sys.exit("\n".join(faults))
    keys = list(reference)
    name = lambda key: "".join(part.capitalize() for part in re.split(r"[._]", key))
    with open(header, "w", encoding="utf-8") as out:
        out.write("// Made by tools/codegen/strings.py from assets/strings.\n#pragma once\n#include <cstdint>\n\nnamespace anker::ui {\n\n")
        out.write("/// Every text of the interface; the words are in assets/strings/<language>.json.\nenum class Text : std::uint16_t {\n")
        out.write("".join(f"    {name(k)}, ///< {k}\n" for k in keys))
        out.write("    Count\n};\n\n")
        out.write('inline constexpr const char* language_codes[] = {' + ", ".join(f'"{l}"' for l in languages) + "};\n")
        out.write("\n} // namespace anker::ui\n")
    # One line per text, in the order of the enum; plural forms apart by U+001F, each with its category's digit first.
    for language, texts in languages.items():
        lines = []
        for key in keys:
            value = texts[key]
            if isinstance(value, dict):
                ordered = sorted(value.items(), key=lambda form: CATEGORIES.index(form[0]))
                line = "\x1f".join(f"{CATEGORIES.index(c)}{t}" for c, t in ordered)
                line = "\x1e" + line
            else:
                line = value
            lines.append(line.replace("\n", "\x1d"))
        pathlib.Path(out_folder, f"strings.{language}.txt").write_text("\n".join(lines), encoding="utf-8")
    print(f"strings: {len(keys)} texts in {', '.join(languages)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
