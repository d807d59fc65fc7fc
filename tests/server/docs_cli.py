#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The examples of docs/cli do what they show.

In every block marked `console`, `$ cat FILE` with its lines makes the file the first time and is compared the next
time; every other command is run and its output compared. Each page has a folder of its own, in which `assets` and
`tests` are the project's.

Usage: docs_cli.py PROGRAM PROJECT_FOLDER
"""
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)


def steps_of(block: str) -> list[tuple[str, str]]:
    """(command, what it prints); a command goes on in the next line after a backslash."""
    steps: list[tuple[str, str]] = []
    continued = False
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            steps.append((line[2:].rstrip("\n"), ""))
        elif continued:
            steps[-1] = (steps[-1][0] + "\n" + line.rstrip("\n"), "")
        else:
            steps[-1] = (steps[-1][0], steps[-1][1] + line)
        continued = steps[-1][0].endswith("\\") and not steps[-1][1]
    return steps


def check_page(page: pathlib.Path, program: pathlib.Path, project: pathlib.Path) -> tuple[int, list[str]]:
    faults: list[str] = []
    ran = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for shared in ("assets", "tests"):
            (folder / shared).symlink_to(project / shared)
        environment = os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}"}
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            for command, shown in steps_of(block):
                made = re.fullmatch(r"cat (\S+)", command)
                if made and not (folder / made.group(1)).exists():
                    (folder / made.group(1)).write_text(shown, encoding="utf-8")
                    continue
                done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
                ran += 1
                if done.stdout != shown:
                    difference = "".join(difflib.unified_diff(shown.splitlines(True), done.stdout.splitlines(True),
                                                              "shown", "printed", n=1))
                    faults.append(f"{page.relative_to(project)}: $ {command}\n{difference}")
    return ran, faults


def main() -> int:
    program, project = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    commands = {line.split()[0] for line in subprocess.run([program, "--help"], capture_output=True, text=True).stdout
                .split("Figures, from files to files")[-1].split("\nExamples")[0].splitlines() if re.match(r"  \w", line)}
    pages = sorted((project / "docs/cli").glob("*.md"))
    faults = [f"docs/cli/{command}.md is missing" for command in sorted(commands) if not (project / f"docs/cli/{command}.md").exists()]
    total = 0
    for page in pages:
        ran, wrong = check_page(page, program, project)
        if page.stem in commands and ran == 0:
            wrong.append(f"{page.relative_to(project)} shows no command that can be run")
        total += ran
        faults += wrong
    for fault in faults:
        print(fault)
    print(f"{len(pages)} pages, {total} commands, {len(faults)} faults")
    return 1 if faults or not pages or not commands else 0


if __name__ == "__main__":
    sys.exit(main())
