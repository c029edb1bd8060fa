"""The cell that installs the package where a notebook runs elsewhere, as on Colab.

It stands first in a notebook, installs from the repository that ``pyproject.toml`` names, and does
nothing where the package is there. ``journey colab`` writes it into every notebook; the copy that a
page offers for download gets it from the build. It is no part of the notebook's own code: stamps,
runs and pages leave it out.
"""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from journey_site.files import write_text
from journey_site.problems import Problem, relative
from journey_site.results import source, tags

TAG = "install-package"
_CELL = """\
# Elsewhere than in its repository, as on Colab, the package is installed first.
import importlib.util

if importlib.util.find_spec("journey") is None:
    %pip install --quiet "{requirement}"\
"""


def repository(root: Path) -> str:
    """Return the repository's address as ``pyproject.toml`` names it; empty where it does not."""
    path = root / "pyproject.toml"
    if not path.is_file():
        return ""
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    return str(project.get("urls", {}).get("Repository", "")).rstrip("/")


def requirement(address: str) -> str:
    """Return what is installed: the package from its repository, with all that notebooks import.

    Examples
    --------
    >>> requirement("https://github.com/someone/journey")
    'bhumika-journey[notebooks,reference] @ git+https://github.com/someone/journey'
    """
    return f"bhumika-journey[notebooks,reference] @ git+{address}"


def is_install_cell(cell: dict[str, Any]) -> bool:
    """Return whether a cell is the one that installs."""
    return TAG in tags(cell)


def without_cell(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook as its author wrote it."""
    cells = [cell for cell in notebook.get("cells", []) if not is_install_cell(cell)]
    return {**notebook, "cells": cells}


def with_cell(notebook: dict[str, Any], address: str) -> dict[str, Any]:
    """Return a copy of a notebook whose first cell installs the package.

    Parameters
    ----------
    notebook
        The parsed file; a cell that installs already is replaced.
    address
        The repository's; where it is empty, the copy has no such cell.
    """
    made = copy.deepcopy(without_cell(notebook))
    if address:
        cell: dict[str, Any] = {
            "cell_type": "code",
            "execution_count": None,
            "id": TAG,
            "metadata": {"tags": [TAG]},
            "outputs": [],
            "source": _CELL.format(requirement=requirement(address)),
        }
        made["cells"].insert(0, cell)
    return made


def has_cell(notebook: dict[str, Any]) -> bool:
    """Return whether a notebook installs the package where it is missing."""
    return any(is_install_cell(cell) for cell in notebook.get("cells", []))


def write_cells(root: Path) -> Iterator[tuple[Path, bool]]:
    """Put the cell into every notebook; yield each path and whether it changed."""
    address = repository(root)
    for path in sorted((root / "notebooks").rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        before = json.loads(path.read_text(encoding="utf-8"))
        after = with_cell(before, address)
        if after != before:
            write_text(path, json.dumps(after, ensure_ascii=False, indent=1) + "\n")
        yield path, after != before


def check_cells(root: Path, notebooks: dict[str, dict[str, Any]]) -> list[Problem]:
    """Return which notebooks do not install from the repository that the project names."""
    address = repository(root)
    wanted = _CELL.format(requirement=requirement(address)) if address else None
    problems = []
    for path, notebook in notebooks.items():
        found = [source(cell) for cell in notebook.get("cells", []) if is_install_cell(cell)]
        if found != ([wanted] if wanted else []):
            message = "The cell that installs the package is not today's: run 'journey colab'."
            problems.append(Problem(relative(Path(path), root), 0, message))
    return problems
