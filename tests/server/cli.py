#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the program as people do: help, exit status, one sentence for everything that goes wrong, links, TLS, the log.

Usage: cli.py ANKERPUNKT SEED_PROGRAM
Standard library only. The certificate is made with the command `openssl`.
"""
import json
import os
import pathlib
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import kill9  # the WebSocket client

PROGRAM, SEED = sys.argv[1:3]
faults = []


def check(condition: bool, what: str) -> None:
    if not condition:
        faults.append(what)
        print("FAULT", what)


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=30)


def check_sentence(result: subprocess.CompletedProcess, must_name: str) -> None:
    lines = result.stderr.strip().splitlines()
    check(result.returncode == 1, f"{result.args}: exit status {result.returncode}")
    check(len(lines) == 1 and lines[0].startswith("ankerpunkt: ") and lines[0].endswith("."),
          f"{result.args}: not one sentence: {result.stderr!r}")
    check(must_name in result.stderr, f"{result.args}: does not name {must_name}: {result.stderr!r}")


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Running:
    def __init__(self, folder: str, *more: str):
        self.port = free_port()
        self.process = subprocess.Popen([PROGRAM, "serve", "--data", folder, "--port", str(self.port), *more],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started = time.monotonic()
        while time.monotonic() - started < 5:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except OSError:
                time.sleep(0.005)
        self.start_s = time.monotonic() - started

    def stop(self) -> tuple[str, str]:
        started = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        out, err = self.process.communicate(timeout=10)
        check(self.process.returncode == 0, f"stopping ended with {self.process.returncode}")
        check(time.monotonic() - started < 2, "stopping took longer than two seconds")
        return out, err


def seeded(parent: str, name: str) -> tuple[str, str]:
    folder = f"{parent}/{name}"
    secret = subprocess.run([SEED, folder], check=True, capture_output=True, text=True).stdout.strip()
    return folder, secret


def token(port: int, secret: str, scheme: str = "http", context=None) -> dict:
    request = urllib.request.Request(f"{scheme}://127.0.0.1:{port}/api/token", json.dumps({"secret": secret}).encode())
    return json.load(urllib.request.urlopen(request, timeout=5, context=context))


def usage() -> None:
    for arguments in (["--help"], ["serve", "--help"], ["check", "--help"], ["links", "--help"]):
        result = run(*arguments)
        check(result.returncode == 0 and "Example" in result.stdout, f"{arguments}: no help with examples")
    check(re.fullmatch(r"ankerpunkt \d+\.\d+\.\d+\n", run("--version").stdout) is not None, "--version")
    for arguments in ([], ["dance"], ["serve", "--port", "many"], ["links", "--revoke", "king"], ["serve", "--tls", "one"]):
        result = run(*arguments)
        check(result.returncode == 2 and result.stderr != "", f"{arguments}: wrong usage gave {result.returncode}")


def what_goes_wrong(parent: str) -> None:
    check_sentence(run("check", "--data", parent + "/none"), parent + "/none")
    check_sentence(run("links", "--data", parent + "/none"), parent + "/none")
    check(not os.path.exists(parent + "/none"), "looking made a folder")
    check_sentence(run("serve", "--data", "/proc/none", "--port", "0"), "/proc/none")

    folder, _ = seeded(parent, "busy")
    server = Running(folder, "--quiet")
    check(server.start_s < 1, f"the start took {server.start_s:.2f} s")
    check_sentence(run("serve", "--data", folder, "--port", "0"), folder)
    check_sentence(run("serve", "--data", parent + "/other", "--port", str(server.port)), str(server.port))
    check_sentence(run("serve", "--data", parent + "/other", "--port", "0", "--quartier", "nowhere"), "nowhere")
    check_sentence(run("serve", "--data", parent + "/other", "--port", "0", "--bind", "nowhere"), "nowhere")
    check_sentence(run("serve", "--data", parent + "/other", "--port", "0", "--tls", "/no/cert", "/no/key"), "/no/cert")
    check(run("check", "--data", folder).returncode == 0, "check beside a running server")
    server.stop()

    database = folder + "/ankerpunkt.gpkg"
    whole = pathlib.Path(database).read_bytes()
    pathlib.Path(database).write_bytes(whole[:20000])
    for command in (["serve", "--port", "0"], ["check"], ["links"]):
        check_sentence(run(command[0], "--data", folder, *command[1:]), database)
    pathlib.Path(database).write_bytes(b"not a database at all" * 100)
    check_sentence(run("serve", "--data", folder, "--port", "0"), database)
    pathlib.Path(database).write_bytes(whole)
    with sqlite3.connect(database) as edit:
        edit.execute("UPDATE anker_meta SET value = 77 WHERE name = 'schema_version'")
        edit.commit()
        edit.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    edit.close()
    before = pathlib.Path(database).read_bytes()
    check_sentence(run("serve", "--data", folder, "--port", "0"), "newer version")
    check(pathlib.Path(database).read_bytes() == before, "a newer database was touched")
    pathlib.Path(database).write_bytes(whole)
    os.remove(folder + "/secret.key")
    check_sentence(run("serve", "--data", folder, "--port", "0"), "secret.key")
    renewed = run("links", "--data", folder, "--new-key")
    check(renewed.returncode == 0 and "resident" in renewed.stdout, "--new-key")

    folder, _ = seeded(parent, "faulty")
    with sqlite3.connect(folder + "/ankerpunkt.gpkg") as edit:
        edit.execute("DELETE FROM event_log WHERE sequence = 1")
    edit.close()
    result = run("check", "--data", folder)
    check(result.returncode == 1 and "missing" in result.stdout, f"check overlooked a missing entry: {result.stdout}")


def links_and_log(parent: str) -> None:
    folder, secret = seeded(parent, "links")
    server = Running(folder, "--open-session", "--log-json")
    grant = token(server.port, secret)
    line = kill9.WebSocket(server.port)
    line.send({"t": "hello", "v": [1, 1], "token": grant["token"], "quartier": grant["quartier"]})
    check(line.receive()["t"] == "snapshot", "first hello")
    shown = run("links", "--data", folder, "--qr")
    check(secret in shown.stdout and "\u2588" in shown.stdout, "links --qr")
    renewed = run("links", "--data", folder, "--revoke", "resident")
    check(renewed.returncode == 0 and secret not in renewed.stdout, "links --revoke")
    try:
        while True:
            line.receive()
    except ConnectionError:
        pass
    try:
        token(server.port, secret)
        check(False, "a revoked link still works")
    except urllib.error.HTTPError as error:
        check(error.code == 401, f"a revoked link gave {error.code}")
    fresh = re.search(r"resident +\S+#k=(\S+)", renewed.stdout).group(1)
    check(token(server.port, fresh)["role"] == "resident", "the new link works")
    out, err = server.stop()
    check(secret in out and "facilitator" in out and "\u2588" in out, "the links are printed at the start")
    for where, text in (("at the start", out), ("by links", shown.stdout)):
        check(re.search(r"professional +\S+#k=\S+&p=studio", text) is not None, f"the professional link printed {where} does not name the studio")
    for log_line in err.strip().splitlines():
        entry = json.loads(log_line)
        check({"at", "level", "what"} <= entry.keys(), f"log line {log_line}")
    for private in (secret, fresh, grant["token"], grant["device"]):
        check(private not in err, "something private is in the log")
    offline = run("links", "--data", folder)
    check(fresh in offline.stdout and f":{server.port}/" in offline.stdout, "links without a server")


def tls(parent: str) -> None:
    folder, secret = seeded(parent, "tls")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                    "-keyout", parent + "/key.pem", "-out", parent + "/cert.pem"], check=True, capture_output=True)
    check_sentence(run("serve", "--data", folder, "--port", "0", "--tls", parent + "/cert.pem", parent + "/cert.pem"), "private key")
    server = Running(folder, "--quiet", "--open-session", "--tls", parent + "/cert.pem", parent + "/key.pem")
    context = ssl.create_default_context(cafile=parent + "/cert.pem")
    context.check_hostname = False
    grant = token(server.port, secret, "https", context)
    check(grant["role"] == "resident", "token over TLS")
    raw = context.wrap_socket(socket.create_connection(("127.0.0.1", server.port)))
    raw.sendall(f"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                f"dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nOrigin: https://127.0.0.1:{server.port}\r\n"
                f"Sec-WebSocket-Protocol: ankerpunkt.v1+json\r\n\r\n".encode())
    check(b" 101 " in raw.recv(4096), "WebSocket over TLS")
    old = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"],
                         input="", capture_output=True, text=True)
    check("alert protocol version" in old.stderr, f"TLS 1.1 was not refused by the server: {old.stderr[:200]}")
    raw.close()
    server.stop()


def geopackage(parent: str) -> None:
    folder, _ = seeded(parent, "geopackage")
    validator = ["/usr/bin/python3", "-m", "osgeo_utils.samples.validate_gpkg", folder + "/ankerpunkt.gpkg"]
    if subprocess.run(["/usr/bin/python3", "-c", "import osgeo_utils.samples.validate_gpkg"], capture_output=True).returncode:
        check(False, "the GeoPackage validator is not installed (python3-gdal)")
        return
    good = subprocess.run(validator, capture_output=True, text=True)
    check(good.returncode == 0, f"the live file is no valid GeoPackage: {good.stdout}{good.stderr}")
    with sqlite3.connect(folder + "/ankerpunkt.gpkg") as edit:
        edit.execute("DROP TABLE gpkg_geometry_columns")
    edit.close()
    bad = subprocess.run(validator, capture_output=True, text=True)
    check(bad.returncode != 0, "the validator would not notice a missing table")


def figures(parent: str) -> None:
    """Commands from files to files: exit status, one sentence, and all outputs or none."""
    folder = pathlib.Path(parent) / "figures"
    folder.mkdir()
    recipe, values, out, report = (str(folder / name) for name in ("recipe.json", "values.csv", "out.csv", "report.json"))
    pathlib.Path(recipe).write_text('{"method": "composite", "id": "x", "levels": [{"id": "i", "inputs": [{"column": "a", "direction": "burden"}]}]}')
    pathlib.Path(values).write_text("key,a\n1,5\n2,7\n")
    good = run("index", "--recipe", recipe, "--values", values, "--out", out, "--report", report)
    check(good.returncode == 0 and good.stdout == "" and good.stderr == "", f"index: {good}")
    check(pathlib.Path(out).read_text() == "key,left_out,reason,i,i_rank\n1,,,5,2\n2,,,7,1\n", "index: the result")
    check(json.loads(pathlib.Path(report).read_text())["status"] == "not agreed, not disclosure-controlled", "index: the report")
    check(pathlib.Path(out).stat().st_mode & 0o077 == 0, "what is not disclosure-controlled is readable by others")
    again = run("index", "--recipe", recipe, "--values", values, "--out", out + "2")
    check(again.returncode == 0 and pathlib.Path(out + "2").read_bytes() == pathlib.Path(out).read_bytes(), "index: twice the same bytes")

    before = pathlib.Path(out).read_bytes()
    pathlib.Path(values).write_text("key,a\n1,5\n2,many\n")
    wrong = run("index", "--recipe", recipe, "--values", values, "--out", out, "--report", report + "2")
    check_sentence(wrong, 'line 3, column "a": "many"')
    check(pathlib.Path(out).read_bytes() == before and not pathlib.Path(report + "2").exists(), "index: half written")
    pathlib.Path(values).write_text("key,a\n1,5\n2,7\n")
    check_sentence(run("index", "--recipe", recipe, "--values", folder.as_posix() + "/none.csv", "--out", out), "none.csv")
    unwritable = run("index", "--recipe", recipe, "--values", values, "--out", out + "3", "--report", folder.as_posix() + "/no/report.json")
    check_sentence(unwritable, "no/report.json")
    check(not pathlib.Path(out + "3").exists(), "index: one of two outputs written")
    check(sorted(f.name for f in folder.iterdir()) == ["out.csv", "out.csv2", "recipe.json", "report.json", "values.csv"], "index: something is left over")
    check(run("index", "--values", values, "--out", out).returncode == 2, "index without a recipe")
    check(run("index", "--recipe", recipe, "--values", values).returncode == 2, "index without --out")
    check(run("index", "--colour", "red").returncode == 2, "an unknown option")
    names = re.findall(r"^  (\w+) ", run("--help").stdout.split("Figures, from files to files:")[1].split("Examples")[0], re.M)
    check("index" in names and len(names) >= 5, f"figures in --help: {names}")
    for name in names:
        text = run(name, "--help")
        check(text.returncode == 0 and "neither agreed nor disclosure-controlled" in text.stdout and f"ankerpunkt {name} " in text.stdout,
              f"{name} --help has no example")


def main() -> int:
    with tempfile.TemporaryDirectory() as parent:
        usage()
        what_goes_wrong(parent)
        links_and_log(parent)
        tls(parent)
        geopackage(parent)
        figures(parent)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
