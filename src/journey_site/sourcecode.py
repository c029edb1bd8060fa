"""The package read as text: dotted names resolved to their source, docstring and place.

Static analysis with griffe only; nothing of ``journey`` is imported or executed.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import griffe

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


class Source:
    """The package's source under one root.

    Parameters
    ----------
    root
        The project's root, which holds ``src/journey``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._definitions: dict[str, Definition | None] = {}

    @cached_property
    def package(self) -> griffe.Module:
        """The package as griffe's tree."""
        loaded = griffe.load(
            PACKAGE,
            search_paths=[str(self.root / "src")],
            allow_inspection=False,
            resolve_aliases=True,
            resolve_external=False,
        )
        assert isinstance(loaded, griffe.Module)
        return loaded

    @cached_property
    def modules(self) -> dict[str, Module]:
        """Every module with public members, by dotted name; private ones are left out."""
        return {module.name: module for module in self._walk(self.package)}

    def _walk(self, module: griffe.Module) -> Iterator[Module]:
        members = tuple(str(name) for name in module.exports or ())
        if members:
            docstring = module.docstring.value if module.docstring else ""
            yield Module(
                name=module.path,
                members=members,
                summary=" ".join(docstring.strip().split("\n\n")[0].split()),
                path=self._relative(module),
            )
        for name, child in sorted(module.members.items()):
            if not name.startswith("_") and not child.is_alias and isinstance(child, griffe.Module):
                yield from self._walk(child)

    def _relative(self, item: griffe.Object) -> str:
        path = item.filepath
        assert isinstance(path, Path)
        return path.resolve().relative_to(self.root.resolve()).as_posix()

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

    def _find(self, name: str) -> Definition | None:
        if name != PACKAGE and not name.startswith(PACKAGE + "."):
            return None
        try:
            found = (
                self.package[name.removeprefix(PACKAGE).lstrip(".")]
                if name != PACKAGE
                else self.package
            )
            item = found.final_target if isinstance(found, griffe.Alias) else found
        except (KeyError, griffe.AliasResolutionError, griffe.CyclicAliasError):
            return None
        if item.is_module:
            return Definition(name, "module", self._relative(item), 1, 1, "")
        first, last = item.lineno or 1, item.endlineno or item.lineno or 1
        for decorator in getattr(item, "decorators", []):
            first = min(first, decorator.lineno or first)
        path = item.filepath
        assert isinstance(path, Path)
        lines = path.read_text(encoding="utf-8").splitlines()
        source = textwrap.dedent("\n".join(lines[first - 1 : last]))
        kind = str(item.kind.value)
        if kind == "function" and item.parent is not None and item.parent.is_class:
            kind = "method"
        return Definition(name, kind, self._relative(item), first, last, without_docstrings(source))


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
