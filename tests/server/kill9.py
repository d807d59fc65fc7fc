#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the server again and again under load: what was acknowledged is stored, once.

Usage: kill9.py ANKERPUNKT SEED_PROGRAM [ROUNDS]

SEED_PROGRAM FOLDER makes a data folder with one Quartier and prints the secret of its residents' link. Several
clients then send marks, each resends what was not acknowledged after every crash (and some of what was), and the
server is killed with SIGKILL at random moments. At the end every acknowledged mark is in the log exactly once and
under the number it was acknowledged with, `ankerpunkt check` finds no fault, and a clean stop takes under 2 seconds.
Standard library only.
"""
import base64
import json
import os
import pathlib
import random
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request


MARKS = 80  # per client: enough work for all kills


class WebSocket:
    """Enough of RFC 6455 for text frames."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self.buffer = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            f"Sec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:{port}\r\n"
            f"Sec-WebSocket-Protocol: ankerpunkt.v1+json\r\n\r\n".encode())
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise ConnectionError(head.decode())

    def fill(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("closed")
        self.buffer += data

    def send(self, message: dict) -> None:
        payload = json.dumps(message).encode()
        size = len(payload)
        header = b"\x81" + (bytes([0x80 | size]) if size < 126 else bytes([0xFE]) + struct.pack(">H", size))
        self.socket.sendall(header + b"\0\0\0\0" + payload)  # a mask of zeros changes nothing

    def receive(self) -> dict:
        while True:
            while len(self.buffer) < 2:
                self.fill()
            size, start = self.buffer[1] & 127, 2
            if size >= 126:
                start = 4 if size == 126 else 10
                while len(self.buffer) < start:
                    self.fill()
                size = int.from_bytes(self.buffer[2:start], "big")
            while len(self.buffer) < start + size:
                self.fill()
            opcode, payload = self.buffer[0] & 15, self.buffer[start:start + size]
            self.buffer = self.buffer[start + size:]
            if opcode == 1:
                return json.loads(payload)
            if opcode == 8:
                raise ConnectionError("closed by the server")


class Server:
    def __init__(self, program: str, folder: str):
        self.program, self.folder, self.process, self.port = program, folder, None, None

    def start(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [self.program, "serve", "--data", self.folder, "--port", str(self.port), "--quiet", "--open-session"])
        for _ in range(400):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("the server does not start")


class Client(threading.Thread):
    """One phone: an outbox that is emptied by acknowledgements alone."""

    def __init__(self, server: Server, secret: str, number: int, count: int):
        super().__init__(daemon=True)
        self.server, self.secret, self.random = server, secret, random.Random(number)
        self.device = f"{number:032x}"
        self.waiting = [f"{number:016x}{i:016x}" for i in range(1, count + 1)]
        self.acked: dict[str, int] = {}
        self.duplicates = 0
        self.just_acked = threading.Event()
        self.wrong: list[str] = []

    def run(self) -> None:
        while self.waiting:
            try:
                self.talk()
            except (OSError, ConnectionError):
                time.sleep(self.random.uniform(0.01, 0.1))

    def talk(self) -> None:
        port = self.server.port
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/api/token", json.dumps({"secret": self.secret, "device": self.device}).encode())
        grant = json.load(urllib.request.urlopen(request, timeout=5))
        line = WebSocket(port)
        epoch, since = "", 0
        while True:
            line.send({"t": "hello", "v": [1, 1], "token": grant["token"], "quartier": grant["quartier"],
                       **({"epoch": epoch, "since": since} if epoch else {})})
            message = line.receive()
            if message["t"] == "welcome":
                break
            snapshot = urllib.request.Request(f"http://127.0.0.1:{port}/api/snapshot",
                                              headers={"Authorization": "Bearer " + grant["token"]})
            data = urllib.request.urlopen(snapshot, timeout=5).read()
            size = data[4]  # "AKS1", then the epoch with its length, then the head as a varint
            epoch = data[5:5 + size].decode()
            shift, since, at = 0, 0, 5 + size
            while True:
                since |= (data[at] & 127) << shift
                shift += 7
                at += 1
                if data[at - 1] < 128:
                    break
        while self.waiting:
            again = self.random.sample(sorted(self.acked), min(2, len(self.acked)))
            batch = self.waiting[:self.random.randint(1, 4)] + again
            line.send({"t": "put", "e": [{"id": id, "c": "make", "b": {
                "session": grant["session"], "kind": "need", "theme": "green",
                "shape": {"t": "point", "p": [73600000 + int(id[-4:], 16), 514700000]}}} for id in batch]})
            answered = False
            while not answered:
                message = line.receive()
                if message["t"] == "busy":
                    time.sleep(message["retry_ms"] / 1000)
                    answered = True
                if message["t"] != "acks":
                    continue
                answered = True
                self.just_acked.set()
                for ack in message["a"]:
                    if ack["o"] not in ("fresh", "duplicate"):
                        self.wrong.append(f"{ack}")
                        continue
                    self.duplicates += ack["o"] == "duplicate"
                    if self.acked.setdefault(ack["id"], ack["n"]) != ack["n"]:
                        self.wrong.append(f"{ack['id']} changed its number")
                    if ack["id"] in self.waiting:
                        self.waiting.remove(ack["id"])


def main(program: str, seed_program: str, rounds: int) -> int:
    with tempfile.TemporaryDirectory() as parent:
        folder = parent + "/data"
        secret = subprocess.run([seed_program, folder], check=True, capture_output=True, text=True).stdout.strip()
        server = Server(program, folder)
        server.start()
        clients = [Client(server, secret, number, MARKS) for number in range(1, 13)]
        for client in clients:
            client.start()
        chance = random.Random(9)
        kills = 0
        while any(client.is_alive() for client in clients):
            if kills < rounds:
                time.sleep(chance.uniform(0.2, 0.7))
                # At once after an answer: if the answer came before the disk, this is when it shows.
                watched = chance.choice(clients)
                watched.just_acked.clear()
                watched.just_acked.wait(1)
                server.process.kill()
                server.process.wait()
                kills += 1
                server.start()
            else:
                time.sleep(0.05)
        stopping = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        status = server.process.wait(timeout=10)
        took = time.monotonic() - stopping

        check = subprocess.run([program, "check", "--data", folder], capture_output=True, text=True)
        database = sqlite3.connect(f"file:{folder}/ankerpunkt.gpkg?mode=ro", uri=True)
        rows = dict(database.execute("SELECT lower(hex(id)), sequence FROM event_log"))
        total = database.execute("SELECT count(*) FROM event_log").fetchone()[0]
        acked = {id: number for client in clients for id, number in client.acked.items()}
        faults = [fault for client in clients for fault in client.wrong]
        faults += [f"{id} was acknowledged and is not stored" for id in acked if id not in rows]
        faults += [f"{id} has another number" for id, number in acked.items() if rows.get(id, number) != number]
        if len(rows) != total or sorted(rows.values()) != list(range(1, total + 1)):
            faults.append("the log is not dense")
        if check.returncode != 0:
            faults.append(check.stdout + check.stderr)
        if status != 0 or took > 2:
            faults.append(f"stopping took {took:.1f} s and ended with {status}")
        for fault in faults[:20]:
            print(fault)
        print(f"kill -9 x{kills}: {len(acked)} acknowledged, {total} stored, "
              f"{sum(c.duplicates for c in clients)} duplicate answers, stop in {took:.2f} s, {len(faults)} faults")
        return 1 if faults or kills < rounds or len(acked) != 12 * MARKS else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 8))
