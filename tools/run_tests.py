# SPDX-License-Identifier: Apache-2.0
"""Installs what the tests need, builds, and runs all of them. The last line is `N passed, N failed`.

Usage: tools/test [--no-install] [STAGE...]

  --no-install  install nothing; say what is missing instead

Without a stage, all of them, in this order:
  format      every C++ file is as clang-format writes it
  generators  the tools that make the example Quartier
  wasm        the client is built; core's suite as WebAssembly under Node.js
  native      core, server, import and export, command line, kill -9, layers, outputs
  sanitizers  the same with the address and undefined-behaviour sanitizers
  program     the program as users get it, with the client inside
  browser     two people in a real Chromium, every screen with axe-core; screenshots in build/e2e

Some checks read the large real files in ../shared; where that folder is absent they are skipped and counted. Where it
is there, a skip is a failure.
"""
import os
import pathlib
import re
import subprocess
import sys
import time
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parent.parent
BOOST_REPORT = re.compile(r"(\d+) test cases? out of \d+ (passed|failed|aborted)")
SKIPS = re.compile(r"^skipped: (\d+)", re.M)


class Count:
    """What one stage found."""

    def __init__(self, passed: int = 0, failed: int = 0, skipped: int = 0):
        self.passed, self.failed, self.skipped = passed, failed, skipped

    def __iadd__(self, other: "Count") -> "Count":
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        return self


class Broken(Exception):
    """A stage that could not run its tests at all."""


def run(*command: str, show: bool = True, cwd: pathlib.Path = ROOT) -> tuple[int, str]:
    """Runs a command and returns its exit status and output; `show` passes each line on as it comes."""
    process = subprocess.Popen([str(part) for part in command], cwd=cwd, text=True, errors="replace",
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = []
    for line in process.stdout:
        lines.append(line)
        if show:
            print(line, end="", flush=True)
    return process.wait(), "".join(lines)


def must(*command: str, cwd: pathlib.Path = ROOT) -> None:
    status, output = run(*command, show=False, cwd=cwd)
    if status != 0:
        print("".join(output.splitlines(keepends=True)[-60:]), flush=True)
        raise Broken(f"{' '.join(str(part) for part in command)} ended with {status}")


def of_boost(output: str) -> Count | None:
    """The cases of a Boost.Test program, by its short report."""
    # The report's first numbers are the module's; a program with one kind only prints one line.
    kinds = {}
    for number, kind in BOOST_REPORT.findall(output):
        kinds.setdefault(kind, int(number))
    if not kinds:
        return None
    return Count(kinds.get("passed", 0), kinds.get("failed", 0) + kinds.get("aborted", 0))


def ctest(preset: str) -> Count:
    """Configures, builds and runs a preset's tests."""
    must("cmake", "--preset", preset)
    must("cmake", "--build", "--preset", preset)
    report = ROOT / "build" / preset / "junit.xml"
    report.unlink(missing_ok=True)
    run("ctest", "--preset", preset, "--output-junit", report, "--test-output-size-passed", "1000000",
        "--test-output-size-failed", "1000000")
    if not report.exists():
        raise Broken(f"ctest --preset {preset} wrote no report")
    total = Count()
    for case in xml.parse(report).getroot().iter("testcase"):
        output = case.findtext("system-out") or ""
        passed = case.get("status") == "run"
        count = of_boost(output) or Count(int(passed), int(not passed))
        # A program that ends badly has failed even when each of its cases has passed.
        if not passed and count.failed == 0:
            count.failed = 1
        count.skipped += sum(int(number) for number in SKIPS.findall(output))
        total += count
    return total


def format_stage() -> Count:
    files = subprocess.run(["git", "ls-files", "*.cpp", "*.hpp"], cwd=ROOT, text=True, capture_output=True).stdout.split()
    if not files:
        raise Broken("git lists no C++ files")
    status, output = run("clang-format", "--dry-run", "--Werror", *files, show=False)
    wrong = sorted({line.split(":")[0] for line in output.splitlines() if "error:" in line})
    for name in wrong:
        print(f"{name} is not formatted; run clang-format -i {name}")
    if status != 0 and not wrong:
        print(output)
        raise Broken(f"clang-format ended with {status}")
    return Count(int(not wrong), len(wrong))


def generators_stage() -> Count:
    status, output = run(sys.executable, "-m", "unittest", "discover", "-s", "tools/musterquartier")
    ran = re.search(r"^Ran (\d+) tests?", output, re.M)
    if not ran or ran.group(1) == "0":
        raise Broken("the generators' tests did not run")
    wrong = sum(int(number) for number in re.findall(r"(?:failures|errors)=(\d+)", output))
    skipped = sum(int(number) for number in re.findall(r"skipped=(\d+)", output))
    if status != 0:
        wrong = max(wrong, 1)
    return Count(int(ran.group(1)) - wrong - skipped, wrong, skipped)


def program_stage() -> Count:
    must("tools/build")
    return Count()


def browser_stage() -> Count:
    must("npm", "ci", "--no-audit", "--no-fund", cwd=ROOT / "tests/e2e")
    status, output = run("node", "tests/e2e/all.mjs")
    numbers = {name: int(number) for name, number in re.findall(r"^\W*(pass|fail|cancelled|skipped|todo) (\d+)\s*$", output, re.M)}
    if numbers.get("pass", 0) + numbers.get("fail", 0) == 0:
        raise Broken(f"the browser's tests did not run (exit status {status})")
    failed = numbers["fail"] + numbers.get("cancelled", 0)
    if status != 0:
        failed = max(failed, 1)
    return Count(numbers["pass"], failed, numbers.get("skipped", 0) + numbers.get("todo", 0))


STAGES = {
    "format": format_stage,
    "generators": generators_stage,
    "wasm": lambda: ctest("web"),
    "native": lambda: ctest("dev"),
    "sanitizers": lambda: ctest("asan"),
    "program": program_stage,
    "browser": browser_stage,
}


def main(arguments: list[str]) -> int:
    if "-h" in arguments or "--help" in arguments:
        print(__doc__.strip())
        return 0
    for name in arguments:
        if name not in STAGES:
            print(f"tools/test: there is no stage {name}; there are {', '.join(STAGES)}", file=sys.stderr)
            return 2
    os.chdir(ROOT)
    total, table = Count(), []

    def stage(name: str, work) -> None:
        nonlocal total
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        try:
            count = work()
        except Broken as broken:
            print(f"tools/test: {broken}", flush=True)
            count = Count(failed=1)
        table.append((name, time.monotonic() - began, count))
        total += count

    for name, work in STAGES.items():
        if not arguments or name in arguments:
            stage(name, work)

    print("\nstage        seconds  passed  failed  skipped")
    for name, seconds, count in table:
        print(f"{name:<12} {seconds:>7.0f} {count.passed:>7} {count.failed:>7} {count.skipped:>8}")
    if total.skipped and (ROOT / "../shared").exists():
        print(f"{total.skipped} skipped although ../shared is there: each counts as a failure")
        total.failed += total.skipped
    elif total.skipped:
        print(f"skipped: {total.skipped}")
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
