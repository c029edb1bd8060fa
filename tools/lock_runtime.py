"""Write ``requirements/live.json``: the sums of what the browser's Python and the review need.

``python tools/lock_runtime.py PYODIDE FSRS`` takes two versions, asks npm for both packages and
writes the sum of each file. Those of the wheels come from Pyodide's own list of packages, which is
in its npm package. Run it to move to another version, then ``journey runtime`` and the tests.
Standard library only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
GROUPS = {"numpy": ("numpy",), "matplotlib": ("matplotlib",)}
# Wheels of PyPI that carry files of Pyodide's distribution, byte for byte: where only the package
# registries can be reached. Nothing else is taken from them.
CARRIERS = {"314.0.3": [{"requirement": "open-webui==0.12.4", "folder": "pyodide"}]}


def pack(requirement: str, folder: Path) -> tarfile.TarFile:
    """Return a package of npm's as it is published."""
    done = subprocess.run(
        ["npm", "pack", "--silent", requirement],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return tarfile.open(folder / done.stdout.strip().splitlines()[-1])


def read(package: tarfile.TarFile, path: str) -> bytes:
    """Return a file of a package."""
    stream = package.extractfile(f"package/{path}")
    assert stream is not None, f"The package has no {path}."
    return stream.read()


def entry(name: str, group: str, content: bytes, npm: str, path: str) -> dict[str, Any]:
    """Return the lock's line for a file of a package of npm's."""
    return {
        "name": name,
        "group": group,
        "sha256": hashlib.sha256(content).hexdigest(),
        "npm": npm,
        "path": path,
    }


def closure(packages: dict[str, Any], names: tuple[str, ...], had: set[str]) -> list[str]:
    """Return packages and all that they need, what is needed first, without what is there."""
    found: list[str] = []
    for name in names:
        if name in had:
            continue
        had.add(name)
        found += [*closure(packages, tuple(packages[name]["depends"]), had), name]
    return found


def main() -> None:
    """Write the lock."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pyodide", help="a version of Pyodide")
    parser.add_argument("fsrs", help="a version of ts-fsrs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pyodide = f"pyodide@{options.pyodide}"
        package = pack(pyodide, folder)
        files = [entry(path, "core", read(package, path), pyodide, path) for path in CORE]
        listed = json.loads(read(package, "pyodide-lock.json"))
        had: set[str] = set()
        for group, names in GROUPS.items():
            for item in closure(listed["packages"], names, had):
                wheel = listed["packages"][item]
                files.append(
                    {"name": wheel["file_name"], "group": group, "sha256": wheel["sha256"]}
                )
        fsrs = f"ts-fsrs@{options.fsrs}"
        content = read(pack(fsrs, folder), "dist/index.mjs")
        files.append(entry("ts-fsrs.mjs", "review", content, fsrs, "dist/index.mjs"))
    lock = {
        "pyodide": options.pyodide,
        "info": listed["info"],
        "distribution": f"https://cdn.jsdelivr.net/pyodide/v{options.pyodide}/full/",
        "carriers": CARRIERS.get(options.pyodide, []),
        "files": files,
    }
    path = ROOT / "requirements" / "live.json"
    path.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
