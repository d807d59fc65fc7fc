#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tools/embed_client.py: names, placeholders, unchanged files, and a client that is not there.

Usage: embed.py PATH_OF_EMBED_CLIENT
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile


def run(client: pathlib.Path, output: pathlib.Path) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, sys.argv[1], str(client), str(output)], capture_output=True, text=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as parent:
        client, output = pathlib.Path(parent, "client"), pathlib.Path(parent, "out")
        assert run(client, output).returncode == 0, "no client is no fault"
        assert "return {};" in (output / "client_files.cpp").read_text()

        (client / "fonts").mkdir(parents=True)
        (client / "client.js").write_text("let a = 1;\n" * 500)
        (client / "strings.de.txt").write_text("hallo\n")
        (client / "fonts" / "text.woff2").write_bytes(b"\0font")
        (client / "index.html").write_text('<script src="{{client.js}}"></script><script type="application/json">{{assets}}</script>')
        assert run(client, output).returncode == 0
        table = (output / "client_files.cpp").read_text()
        paths = re.findall(r'\{"(/[^"]*)"', table)
        assert paths == sorted(paths) and len(paths) == 4, paths
        page = next(p.read_text() for p in output.glob("*.plain") if b"<script" in p.read_bytes())
        assets = json.loads(page.split('json">')[1].split("</script>")[0])
        assert set(assets) == {"client.js", "strings.de.txt", "fonts/text.woff2"}, assets
        assert re.fullmatch(r"/static/client\.[0-9a-f]{16}\.js", assets["client.js"]), assets
        assert f'src="{assets["client.js"]}"' in page and "{{" not in page
        assert set(assets.values()) | {"/"} == set(paths)

        before = {p.name: p.stat().st_mtime_ns for p in output.iterdir()}
        run(client, output)
        assert before == {p.name: p.stat().st_mtime_ns for p in output.iterdir()}, "unchanged files were written again"

        (client / "client.js").write_text("let b = 2;\n" * 500)
        run(client, output)
        assert assets["client.js"] not in (output / "client_files.cpp").read_text(), "a changed file kept its address"
        kept = {p.stem for p in output.glob("*.plain")}
        assert len(kept) == 4, "bytes of an earlier client were left behind"

        (client / "index.html").write_text("{{missing.js}}")
        refused = run(client, output)
        assert refused.returncode != 0 and "missing.js" in refused.stderr
        (client / "index.html").write_text("")
        (client / "what.xyz").write_text("?")
        refused = run(client, output)
        assert refused.returncode != 0 and "what.xyz" in refused.stderr
    print("embedding: all as it should be")


if __name__ == "__main__":
    main()
