"""The package read as text: dotted names resolved to their source, docstring and place.

Static analysis only; nothing of ``journey`` is imported or executed. Each file is scanned by
itself and the scan kept by content, so that a save costs the scan of one file.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from journey_site.cache import Cache, digest
from journey_site.problems import Problem

PACKAGE = "journey"


@dataclass(frozen=True)
class Definition:
    """Where a public name is defined and what its source says."""

    name: str  # as it was asked for
    kind: str  # "function", "class", "method", "attribute" or "module"
    path: str  # file relative to the project's root
    line: int
    end_line: int
    source: str  # without its docstring, dedented


@dataclass(frozen=True)
class Module:
    """A module that gets an API page."""

    name: str  # dotted, e.g. "journey.ml.cluster"
    members: tuple[str, ...]  # its __all__
    summary: str  # first sentence of its docstring
    path: str


@dataclass(frozen=True)
class Place:
    """Where something is defined in its file."""

    kind: str
    line: int
    end_line: int


@dataclass
class Scan:
    """What one file defines and imports."""

    summary: str = ""
    exports: tuple[str, ...] = ()  # its __all__
    places: dict[str, Place] = field(default_factory=dict)  # "KMeans", "KMeans.fit"
    aliases: dict[str, str] = field(default_factory=dict)  # imported name to what it stands for
    error: tuple[int, str] | None = None  # line and message where it is not Python


def scan(code: str, module: str, package: bool) -> Scan:
    """Collect what a file's text defines at module level and in its classes.

    Parameters
    ----------
    code
        Python source.
    module
        Its dotted name, for relative imports.
    package
        Whether it is an ``__init__.py``.
    """
    found = Scan()
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        found.error = (error.lineno or 1, str(error.msg))
        return found
    docstring = ast.get_docstring(tree) or ""
    found.summary = " ".join(docstring.strip().split("\n\n")[0].split())
    _scan_body(tree.body, found, "", module if package else module.rpartition(".")[0])
    return found


def _scan_body(body: list[ast.stmt], found: Scan, prefix: str, folder: str) -> None:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
            kind = "class" if isinstance(node, ast.ClassDef) else "method" if prefix else "function"
            place = Place(kind, first, node.end_lineno or node.lineno)
            found.places[prefix + node.name] = place
            if isinstance(node, ast.ClassDef):
                _scan_body(node.body, found, f"{prefix}{node.name}.", folder)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if not isinstance(target, ast.Name):
                    continue
                place = Place("attribute", node.lineno, node.end_lineno or node.lineno)
                found.places[prefix + target.id] = place
                if target.id == "__all__" and not prefix and isinstance(node.value, ast.List):
                    found.exports = tuple(
                        str(item.value)
                        for item in node.value.elts
                        if isinstance(item, ast.Constant)
                    )
        elif isinstance(node, ast.ImportFrom) and not prefix:
            base = node.module or ""
            if node.level:
                parent = ".".join(folder.split(".")[: len(folder.split(".")) - node.level + 1])
                base = f"{parent}.{base}".rstrip(".")
            for name in node.names:
                found.aliases[name.asname or name.name] = f"{base}.{name.name}"
        elif isinstance(node, ast.If | ast.Try | ast.With):
            _scan_body(node.body, found, prefix, folder)
            _scan_body(getattr(node, "orelse", []), found, prefix, folder)


class Source:
    """The package's source under one root.

    Parameters
    ----------
    root
        The project's root, which holds ``src/journey``.
    cache
        Keeps scans by content.
    """

    def __init__(self, root: Path, cache: Cache | None = None) -> None:
        self.root = root
        self._cache = cache or Cache(None)
        self._definitions: dict[str, Definition | None] = {}
        self.problems: list[Problem] = []

    @cached_property
    def files(self) -> dict[str, tuple[str, str]]:
        """Each module's file, relative to the root, and its text, by dotted name."""
        found = {}
        for path in sorted((self.root / "src" / PACKAGE).rglob("*.py")):
            parts = path.relative_to(self.root / "src").with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            text = path.read_text(encoding="utf-8", errors="replace")
            found[name] = (path.relative_to(self.root).as_posix(), text)
        return found

    @cached_property
    def scans(self) -> dict[str, Scan]:
        """What each module defines, by dotted name; packages before what lies in them."""
        scans = {}
        for name, (path, text) in sorted(self.files.items(), key=lambda item: item[0].split(".")):
            package = path.endswith("__init__.py")
            parts = (text, name, package)
            made = self._cache.memo("scan", parts, lambda p=parts: scan(*p))  # type: ignore[misc]
            if made.error:
                line, message = made.error
                self.problems.append(Problem(path, line, f"This file is not Python: {message}."))
            scans[name] = made
        return scans

    @cached_property
    def modules(self) -> dict[str, Module]:
        """Every module with public members, by dotted name; private ones are left out."""
        return {
            name: Module(name, made.exports, made.summary, self.files[name][0])
            for name, made in self.scans.items()
            if made.exports and not any(part.startswith("_") for part in name.split("."))
        }

    def module_of(self, name: str) -> Module | None:
        """Return the public module whose API page documents a dotted name."""
        parts = name.split(".")
        for cut in range(len(parts), 0, -1):
            module = self.modules.get(".".join(parts[:cut]))
            if module and (cut == len(parts) or parts[cut] in module.members):
                return module
        return None

    def public_names(self) -> Iterator[str]:
        """Yield every public dotted name: modules and what they export."""
        for module in self.modules.values():
            yield module.name
            for member in module.members:
                yield f"{module.name}.{member}"

    def find(self, name: str) -> Definition | None:
        """Return the definition of a dotted name, or None where there is none.

        Names that are re-exported resolve to where they are defined.
        """
        if name not in self._definitions:
            self._definitions[name] = self._find(name)
        return self._definitions[name]

    def defines(self, name: str) -> bool:
        """Return whether a dotted name is defined anywhere in the package."""
        return self._resolve(name) is not None

    def _resolve(self, name: str) -> tuple[str, str] | None:
        """Return the module that defines a dotted name, and the name in it; "" is the module."""
        for _ in range(20):  # an import that goes in circles ends here
            parts = name.split(".")
            for cut in range(len(parts), 0, -1):
                module = ".".join(parts[:cut])
                if module in self.scans:
                    break
            else:
                return None
            inner = ".".join(parts[cut:])
            made = self.scans[module]
            if not inner or inner in made.places:
                return module, inner
            if parts[cut] not in made.aliases:
                return None
            name = ".".join([made.aliases[parts[cut]], *parts[cut + 1 :]])
        return None

    def _find(self, name: str) -> Definition | None:
        found = self._resolve(name)
        if found is None:
            return None
        module, inner = found
        path, text = self.files[module]
        if not inner:
            return Definition(name, "module", path, 1, 1, "")
        place = self.scans[module].places[inner]
        lines = text.splitlines()[place.line - 1 : place.end_line]
        source = without_docstrings(textwrap.dedent("\n".join(lines)))
        return Definition(name, place.kind, path, place.line, place.end_line, source)

    def behind(self, module: str) -> str:
        """Return a digest of everything that a module's API page is made from.

        That is its file, those that its public names are imported from, and the packages around
        it; of the modules that it only imports from, the names they define.
        """
        names = {module}
        scans = self.scans
        targets = {target.rpartition(".")[0] for target in scans[module].aliases.values()}
        outlines = [self._outlines.get(target) for target in sorted(targets)]
        pending = [f"{module}.{member}" for member in scans[module].exports]
        seen: set[str] = set()
        while pending:
            wanted = pending.pop()
            if wanted in seen:
                continue
            seen.add(wanted)
            parts = wanted.split(".")
            for cut in range(len(parts) - 1, 0, -1):
                name = ".".join(parts[:cut])
                if name in scans:
                    names.add(name)
                    target = scans[name].aliases.get(parts[cut])
                    if target:
                        pending.append(".".join([target, *parts[cut + 1 :]]))
                    break
        texts = (part for name in sorted(names) for part in (name, self.files[name][1]))
        return digest(outlines, *texts)

    @cached_property
    def _outlines(self) -> dict[str, str]:
        """Which names each module defines and imports, as a digest."""
        return {
            name: digest(sorted(made.places), sorted(made.aliases.items()))
            for name, made in self.scans.items()
        }


def without_docstrings(source: str) -> str:
    r"""Cut every docstring from a piece of source.

    Examples
    --------
    >>> print(without_docstrings('def f():\n    "Say one."\n    return 1'))
    def f():
        return 1
    """
    tree = ast.parse(source)
    lines = source.splitlines()
    cut: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            continue
        if ast.get_docstring(node, clean=False) is None:
            continue
        statement = node.body[0]
        end = statement.end_lineno or statement.lineno
        cut.update(range(statement.lineno, end + 1))
        if end < len(lines) and not lines[end].strip() and len(node.body) > 1:
            cut.add(end + 1)
        if len(node.body) == 1:
            cut.discard(statement.lineno)
            indent = " " * statement.col_offset
            lines[statement.lineno - 1] = f"{indent}..."
    return "\n".join(line for number, line in enumerate(lines, start=1) if number not in cut)
