"""The cell that installs the package elsewhere: where it stands, and that its line works."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from journey_site import stamps
from journey_site.checks import run_checks
from journey_site.installcell import TAG, has_cell, requirement, with_cell, write_cells
from journey_site.macros import Blocks
from journey_site.notebook_page import codes, to_markdown
from journey_site.results import read_notebook
from tests.site.conftest import ROOT, Mini

ADDRESS = "https://github.com/someone/journey"
PYPROJECT = f'[project]\nname = "mini"\nversion = "1"\n[project.urls]\nRepository = "{ADDRESS}"\n'
NOTEBOOK = "notebooks/programming/sorting.ipynb"


def _read(mini: Mini) -> dict[str, object]:
    return json.loads((mini.root / NOTEBOOK).read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_every_notebook_gets_the_cell_once_and_stays_fresh(mini: Mini) -> None:
    mini.write("pyproject.toml", PYPROJECT)
    assert [changed for _, changed in write_cells(mini.root)] == [True]
    assert [changed for _, changed in write_cells(mini.root)] == [False]
    notebook = _read(mini)
    first = notebook["cells"][0]  # type: ignore[index]
    assert first["metadata"]["tags"] == [TAG]
    assert f"git+{ADDRESS}" in first["source"]
    assert sum(TAG in str(cell) for cell in notebook["cells"]) == 1  # type: ignore[attr-defined]
    assert stamps.staleness(mini.root, notebook) == []


def test_the_page_leaves_it_out(mini: Mini) -> None:
    mini.write("pyproject.toml", PYPROJECT)
    list(write_cells(mini.root))
    notebook = read_notebook(mini.root / NOTEBOOK, mini.root)
    assert has_cell(notebook.data)
    page = to_markdown(notebook, Blocks(), lambda figure: "", "")
    assert page.problems == []
    assert page.markdown.startswith("# Sorting: the notebook")
    assert "pip" not in page.markdown
    assert not [code for code in codes(notebook) if "pip" in code]


def test_a_cell_of_another_address_is_a_problem(mini: Mini) -> None:
    def told() -> list[str]:
        return [str(item) for item in run_checks(mini.root) if "colab" in str(item)]

    assert told() == []
    mini.write("pyproject.toml", PYPROJECT)
    (said,) = told()
    assert said.startswith(f"{NOTEBOOK}: The cell that installs")
    list(write_cells(mini.root))
    assert told() == []
    mini.edit("pyproject.toml", "someone", "other")
    assert len(told()) == 1


def test_without_an_address_there_is_no_cell() -> None:
    notebook = with_cell({"cells": [{"cell_type": "markdown", "source": "# A"}]}, ADDRESS)
    assert has_cell(notebook)
    assert not has_cell(with_cell(notebook, ""))


def test_the_line_installs_the_package_in_a_clean_environment(tmp_path: Path) -> None:
    """From this repository's last commit, as it would be from its public address."""
    if not (ROOT / ".git").exists():
        pytest.skip("This is not a clone, so there is nothing to install from.")
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", str(tmp_path / "clean")], check=True)
    python = tmp_path / "clean" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = requirement(f"file://{ROOT.as_posix()}")
    subprocess.run([*uv, "pip", "install", "--quiet", "--python", str(python), wanted], check=True)
    imported = sorted(
        {
            match[1]
            for path in (ROOT / "notebooks").rglob("*.ipynb")
            for cell in json.loads(path.read_text("utf-8"))["cells"]
            if cell["cell_type"] == "code"
            for match in re.finditer(
                r"^(?:import|from) ([\w.]+)", "".join(cell["source"]), re.MULTILINE
            )
        }
    )
    assert "journey.ml.cluster" in imported
    code = f"import importlib\nfor name in {imported!r}: importlib.import_module(name)"
    done = subprocess.run(
        [str(python), "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PATH": ""},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
