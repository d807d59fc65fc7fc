#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts the built client into the server's program.

Usage: embed_client.py CLIENT_FOLDER OUTPUT_FOLDER

Writes OUTPUT_FOLDER/client_files.cpp (a table), client_files.S (the bytes, by .incbin) and the bytes themselves:
every file as it is, with gzip and with brotli where that makes it smaller. File names get the hash of their content,
so that browsers may keep them for ever. In index.html `{{name}}` becomes the address of the file `name`, and
`{{assets}}` a JSON object from every name to its address: other files find each other through that alone.
Files are rewritten only when they change. Without a client the table is empty.
"""
import gzip
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}
COMPRESSED_ALREADY = {".png", ".woff2"}


def write_if_changed(path: pathlib.Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


def brotli(data: bytes) -> bytes:
    """By the command `brotli`; empty where it is not installed."""
    program = shutil.which("brotli")
    if program is None:
        return b""
    return subprocess.run([program, "-q", "11", "-w", "24", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


class Embedder:
    def __init__(self, output: pathlib.Path):
        self.output = output
        self.entries = []

    def encoded(self, data: bytes, digest: str, suffix: str, encode) -> pathlib.Path | None:
        """The encoded bytes as a file, made once per content; nothing where they are not smaller."""
        path = self.output / f"{digest}{suffix}"
        if not path.exists():
            encoded = encode(data)
            path.write_bytes(encoded if encoded and len(encoded) < len(data) else b"")
        return path if path.stat().st_size > 0 else None

    def add(self, url: str, name: str, data: bytes) -> None:
        extension = pathlib.PurePosixPath(name).suffix
        if extension not in TYPES:
            sys.exit(f"embed_client.py: {name}: no content type is known for {extension or 'files without extension'}")
        digest = hashlib.blake2b(data, digest_size=16).hexdigest()
        plain = self.output / f"{digest}.plain"
        write_if_changed(plain, data)
        gz = br = None
        if extension not in COMPRESSED_ALREADY:
            gz = self.encoded(data, digest, ".gz", lambda d: gzip.compress(d, 9, mtime=0))
            br = self.encoded(data, digest, ".br", brotli)
        self.entries.append((url, TYPES[extension], digest, plain, gz, br))

    def remove_old(self) -> None:
        """Bytes of earlier clients."""
        used = {digest for _, _, digest, *_ in self.entries}
        for path in self.output.iterdir():
            if path.suffix in (".plain", ".gz", ".br") and path.stem not in used:
                path.unlink()

    def write_table(self) -> None:
        assembly = ['.section .rodata\n']
        symbols = []
        rows = []
        for number, (url, content_type, digest, *files) in enumerate(sorted(self.entries)):
            spans = []
            for kind, path in zip(("plain", "gzip", "brotli"), files):
                if path is None:
                    spans.append("{}")
                    continue
                symbol = f"anker_client_{number}_{kind}"
                assembly.append(f'.balign 16\n.global {symbol}\n.global {symbol}_end\n'
                                f'{symbol}: .incbin "{path.as_posix()}"\n{symbol}_end:\n')
                symbols.append(f"extern const std::uint8_t {symbol}[], {symbol}_end[];")
                spans.append(f"{{{symbol}, {symbol}_end}}")
            tag = json.dumps('"' + digest + '"')
            rows.append(f"    {{{json.dumps(url)}, {json.dumps(content_type)}, {tag}, {', '.join(spans)}}},")
        assembly.append('.section .note.GNU-stack,"",%progbits\n')
        lines = ["// Written by tools/embed_client.py.", '#include "server/http/client_files.hpp"', "",
                 'extern "C" {', *symbols, "}", "", "namespace anker::server::http {", ""]
        if rows:
            lines += ["std::span<const ClientFile> client_files() {", "    static const ClientFile files[] = {",
                      *rows, "    };", "    return files;", "}"]
        else:
            lines += ["std::span<const ClientFile> client_files() {", "    return {};", "}"]
        lines += ["", "} // namespace anker::server::http", ""]
        write_if_changed(self.output / "client_files.S", "".join(assembly).encode())
        write_if_changed(self.output / "client_files.cpp", "\n".join(lines).encode())


def main(client: pathlib.Path, output: pathlib.Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    embedder = Embedder(output)
    index = client / "index.html"
    if index.exists():
        assets = {}
        for file in sorted(client.rglob("*")):
            if not file.is_file() or file == index:
                continue
            name = file.relative_to(client).as_posix()
            data = file.read_bytes()
            digest = hashlib.blake2b(data, digest_size=8).hexdigest()
            stem, dot, extension = name.rpartition(".")
            url = f"/static/{stem}.{digest}.{extension}" if dot else f"/static/{name}.{digest}"
            assets[name] = url
            embedder.add(url, name, data)

        def address(match: re.Match) -> str:
            name = match.group(1).strip()
            if name == "assets":
                # Fit for a <script type="application/json"> element.
                return json.dumps(assets, sort_keys=True).replace("<", "\\u003c")
            if name not in assets:
                sys.exit(f"embed_client.py: index.html names {name}, which is not in {client}")
            return assets[name]

        page = re.sub(r"\{\{([^{}]+)\}\}", address, index.read_text(encoding="utf-8"))
        embedder.add("/", "index.html", page.encode())
    embedder.write_table()
    embedder.remove_old()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve())
