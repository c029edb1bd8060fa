"""Notebook stamps: what a notebook's outputs depend on, hashed, so that drift is noticed.

A stamp holds a hash of each code cell, of each part of ``src/journey`` that the cells import
(directly or through others) and of each data file. Where today's hash differs, the notebook is
stale. Comments, docstrings and line endings do not count. Nothing here executes anything.
"""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import grimp

from journey_site.cache import Cache
from journey_site.installcell import without_cell
from journey_site.results import source, tags

PACKAGE = "journey"
_SUM = re.compile(r"[0-9a-f]{64}\Z")
_LENGTH = 16  # hex digits kept of a hash: 64 bits are plenty to notice a change


def digest(text: str) -> str:
    """Return the first digits of a text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_LENGTH]


def essence(code: str) -> str:
    r"""Return Python source without comments, docstrings and blank lines.

    Cut from the raw text by position, so that every version of Python gives the same.

    Examples
    --------
    >>> essence('def f():\r\n    "Say."\r\n    return 1  # one\r\n')
    'def f():\n    return 1'
    """
    code = code.replace("\r\n", "\n")
    lines = code.split("\n")
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node, clean=False) is not None:
            docstring = node.body[0]
            for row in range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1):
                lines[row - 1] = ""
    return "\n".join(line.rstrip() for line in lines if line.strip())


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Put a folder first on the path while a package is looked up there."""
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))


class Package:
    """The package's import graph and the hash of each module's essence, read once.

    Parameters
    ----------
    root
        The project's root.
    cache
        Keeps the hashes by content.
    """

    def __init__(self, root: Path, cache: Cache | None = None) -> None:
        self.root = root.resolve()
        self._cache = cache or Cache(None)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each file of the package, by its path below src."""
        folder = self.root / "src"
        return {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted((folder / PACKAGE).rglob("*.py"))
        }

    @cached_property
    def graph(self) -> dict[str, tuple[str, ...]]:
        """What each module imports from the package."""

        def build() -> dict[str, tuple[str, ...]]:
            with _importable(self.root / "src"), _without_cached_package():
                graph = grimp.build_graph(PACKAGE, include_external_packages=False, cache_dir=None)
            return {
                module: tuple(sorted(graph.find_modules_directly_imported_by(module)))
                for module in graph.modules
            }

        return self._cache.memo("graph", tuple(sorted(self.texts.items())), build)

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The hash of each module's essence, by dotted name."""
        hashes = {}
        for module in self.graph:
            stem = module.replace(".", "/")
            code = self.texts.get(f"{stem}/__init__.py") or self.texts.get(f"{stem}.py", "")
            hashes[module] = self._cache.memo(
                "essence",
                (code,),
                lambda code=code: _essence_digest(code),  # type: ignore[misc]
            )
        return hashes

    def cells(
        self, notebook: dict[str, Any], known: set[str], key: str
    ) -> tuple[dict[str, str], set[str]]:
        """Return the hash of each code cell of a notebook, and the modules they import."""
        if not key:
            return _read_cells(notebook, known)
        parts = (key, self._names)
        return self._cache.memo("cells", parts, lambda: _read_cells(notebook, known))

    @cached_property
    def _names(self) -> str:
        return repr(sorted(self.hashes))

    @cached_property
    def registry(self) -> dict[str, str]:
        """The known checksum of each data file."""
        return data_registry(self.root)


def _package(root: Path) -> Package:
    """Return what is known of the package as it stands; the reading of equal files is kept."""
    fresh = Package(root)
    return _read(fresh.root, tuple(sorted(fresh.texts.items())))


@lru_cache(maxsize=2)
def _read(root: Path, texts: tuple[tuple[str, str], ...]) -> Package:
    package = Package(root)
    package.texts = dict(texts)
    return package


def _essence_digest(code: str) -> str:
    try:
        return digest(essence(code))
    except (SyntaxError, tokenize.TokenError):  # whoever reads the source names file and line
        return digest(code)


@contextmanager
def _without_cached_package() -> Iterator[None]:
    """Hide already imported modules of the package, so that the one under the root is found."""
    import importlib

    hidden = {
        name: sys.modules.pop(name)
        for name in list(sys.modules)
        if name == PACKAGE or name.startswith(f"{PACKAGE}.")
    }
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.modules.update(hidden)


def closure(root: Path, modules: Iterable[str], package: Package | None = None) -> dict[str, str]:
    """Return the hash of every module that some modules execute when they are imported.

    Parameters
    ----------
    root
        The project's root.
    modules
        Dotted names; unknown ones are left out.
    package
        What was read of the package already; read anew by default.

    Returns
    -------
    dict
        Module name to hash: the modules, what they import and the packages they lie in.
    """
    package = package or _package(root)
    graph, hashes = package.graph, package.hashes
    found: set[str] = set()
    pending = [name for name in modules if name in hashes]
    while pending:
        name = pending.pop()
        if name in found:
            continue
        found.add(name)
        pending += graph[name]
        parent = name.rpartition(".")[0]
        if parent:
            pending.append(parent)
    return {name: hashes[name] for name in sorted(found)}


def module_names(root: Path) -> set[str]:
    """Return the dotted name of every module of the package."""
    return set(_package(root).hashes)


def imports_of(code: str, known: set[str]) -> set[str]:
    """Return the package's modules that some code imports.

    Parameters
    ----------
    code
        Python source; lines of IPython magic are left out.
    known
        The modules there are, to tell ``from journey.ml import cluster`` (a module) from
        ``from journey.ml.cluster import KMeans`` (a class).
    """
    plain = "\n".join(
        "" if line.lstrip().startswith(("%", "!")) else line for line in code.split("\n")
    )
    found: set[str] = set()
    for node in ast.walk(ast.parse(plain)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
            found.update(
                name for alias in node.names if (name := f"{node.module}.{alias.name}") in known
            )
    return {name for name in found if name == PACKAGE or name.startswith(f"{PACKAGE}.")}


@dataclass(frozen=True)
class Stamp:
    """The hashes of one notebook."""

    code: dict[str, str]  # by cell id, in order
    modules: dict[str, str]
    data: dict[str, str]

    def as_metadata(self) -> dict[str, Any]:
        """Return the stamp as it is kept in a notebook's metadata."""
        return {"code": self.code, "modules": self.modules, "data": self.data}


def _code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    cells = without_cell(notebook).get("cells", [])
    return [cell for cell in cells if cell.get("cell_type") == "code"]


def compute_stamp(
    root: Path, notebook: dict[str, Any], package: Package | None = None, key: str = ""
) -> Stamp:
    """Return today's hashes of a notebook.

    Parameters
    ----------
    root
        The project's root.
    notebook
        The parsed file.
    package
        What was read of the package already; read anew by default.
    key
        A digest of the file, under which the reading of its cells is kept.
    """
    package = package or _package(root)
    known = set(package.hashes)
    code, imported = package.cells(notebook, known, key)
    names = notebook.get("metadata", {}).get("journey", {}).get("data", [])
    return Stamp(
        code=code,
        modules=closure(root, imported, package),
        data={str(name): package.registry.get(str(name), "unknown") for name in names},
    )


def _read_cells(notebook: dict[str, Any], known: set[str]) -> tuple[dict[str, str], set[str]]:
    """Return the hash of each code cell, and the package's modules that the cells import."""
    code: dict[str, str] = {}
    imported: set[str] = set()
    for cell in _code_cells(notebook):
        text = source(cell)
        code[str(cell.get("id", len(code)))] = digest(text + repr(sorted(tags(cell))))
        try:
            imported |= imports_of(text, known)
        except SyntaxError:
            continue  # executing it will say so
    return code, imported


def data_registry(root: Path) -> dict[str, str]:
    """Return the known SHA-256 of every data file, read from ``journey.datasets`` as text.

    Looks for dictionaries at module level whose values are a checksum, or a call with a checksum
    among its arguments.
    """
    path = root / "src" / PACKAGE / "datasets.py"
    if not path.is_file():
        return {}
    registry: dict[str, str] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        value = getattr(node, "value", None)
        if not isinstance(value, ast.Dict):
            continue
        for key, item in zip(value.keys, value.values, strict=True):
            parts = item.args if isinstance(item, ast.Call) else [item]
            for part in parts:
                text = part.value if isinstance(part, ast.Constant) else None
                if isinstance(key, ast.Constant) and isinstance(text, str) and _SUM.match(text):
                    registry[str(key.value)] = text
    return registry


def staleness(
    root: Path, notebook: dict[str, Any], package: Package | None = None, key: str = ""
) -> list[str]:
    """Return why a notebook is stale, in words; nothing where it is fresh."""
    stamp = notebook.get("metadata", {}).get("journey", {}).get("stamp")
    if not isinstance(stamp, dict):
        return ["never executed"]
    today = compute_stamp(root, notebook, package, key)
    reasons = []
    before = stamp.get("code", {})
    if list(before) != list(today.code) and set(before) == set(today.code):
        reasons.append("its cells changed their order")
    for prefix, name in (("cell ", "code"), ("", "modules"), ("data file ", "data")):
        old, new = stamp.get(name, {}), getattr(today, name)
        reasons += [
            f"{prefix}{item} changed" for item in new if item in old and old[item] != new[item]
        ]
        reasons += [f"{prefix}{item} is new" for item in new if item not in old]
        reasons += [f"{prefix}{item} is gone" for item in old if item not in new]
    reasons += [
        f"cell {cell.get('id')} was not executed"
        for cell in _code_cells(notebook)
        if source(cell).strip() and cell.get("execution_count") is None
    ]
    return reasons


def fingerprint(root: Path, module: str) -> str:
    """Return one hash for a module and everything that it imports."""
    return digest(json.dumps(closure(root, [module]), sort_keys=True))
