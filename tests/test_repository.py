"""What holds for the repository as a whole: files, licences, pins, import rules, the glossary."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from journey_site.glossary import read_glossary
from journey_site.mathml import typeset

ROOT = Path(__file__).resolve().parent.parent
METADATA: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = sorted((ROOT / "requirements").glob("*.txt"))
TOOLS = Path(sys.executable).parent


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(argument) for argument in arguments],
        cwd=cwd, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def files() -> list[Path]:
    """Every file of the project: tracked, or new and not ignored."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    assert listed.returncode == 0, listed.stderr
    paths = {ROOT / name for name in listed.stdout.split("\0") if name}
    assert len(paths) > 50
    return sorted(path for path in paths if path.is_file())


def texts(files: list[Path]) -> list[tuple[str, str]]:
    found = []
    for path in files:
        data = path.read_bytes()
        if b"\0" not in data:
            found.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8")))
    return found


def places(files: list[Path], pattern: str) -> list[str]:
    """Return file, line and text of every match in the project's text files."""
    search = re.compile(pattern)
    return [
        f"{name}:{number}: {match[0]}"
        for name, text in texts(files)
        for number, line in enumerate(text.split("\n"), start=1)
        if (match := search.search(line))
    ]


# ---------------------------------------------------------------- files


def test_no_path_of_one_machine_is_in_the_project(files: list[Path]) -> None:
    machine = r"(?<![\w.~$}*-])/(?:work|root|tmp|home/\w+|Users/\w+)(?:/[\w.]|\b(?=[\"'`\s)]))"
    assert places(files, machine) == []


def test_no_host_of_a_package_registry_is_in_the_project(files: list[Path]) -> None:
    hosts = ["pypi", "org"], ["pythonhosted", "org"], ["registry.npmjs", "org"], ["anaconda", "org"]
    pattern = "|".join(re.escape(".".join(host)) for host in hosts)
    assert places(files, rf"{pattern}|(?<!emit-)index-{'url'}") == []


def test_no_file_is_large(files: list[Path]) -> None:
    assert [path.name for path in files if path.stat().st_size > 2_000_000] == []


def test_no_link_leads_out_of_the_project(files: list[Path]) -> None:
    assert [path.name for path in files if path.is_symlink()] == []


def test_text_files_end_with_a_line_and_have_one_kind_of_line_end(files: list[Path]) -> None:
    kinds = (".py", ".md", ".yml", ".toml", ".txt", ".css", ".js", ".json", ".html", ".cff")
    written = [(name, text) for name, text in texts(files) if name.endswith(kinds)]
    assert [name for name, text in written if text and not text.endswith("\n")] == []
    assert [name for name, text in texts(files) if "\r" in text] == []


# ---------------------------------------------------------------- licences and citation


def test_the_code_is_under_the_mit_licence() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License\n\nCopyright (c) 2026 Bhumika and contributors\n")
    assert "Permission is hereby granted, free of charge" in text
    assert 'THE SOFTWARE IS PROVIDED "AS IS"' in text
    assert METADATA["project"]["license"] == "MIT"
    assert METADATA["project"]["license-files"] == ["LICENSE"]


def test_the_notes_are_under_cc_by() -> None:
    text = (ROOT / "LICENSE-notes.md").read_text(encoding="utf-8")
    assert "Creative Commons Attribution 4.0 International" in text
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in text
    assert "`docs/`" in text
    assert "`notebooks/`" in text


def test_the_citation_is_valid_and_of_this_version() -> None:
    path = ROOT / "CITATION.cff"
    checked = run(
        TOOLS / "check-jsonschema", "--builtin-schema", "vendor.citation-file-format",
        "--default-filetype", "yaml", path,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr
    citation = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert citation["version"] == METADATA["project"]["version"]
    assert citation["license"] == ["MIT", "CC-BY-4.0"]
    assert citation["authors"] == [{"given-names": "Bhumika"}]


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "[Unreleased]"
    for heading in headings[1:]:
        assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", heading)
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE-notes.md"]
)
def test_the_links_of_the_files_beside_the_site_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    text = re.sub(r"^(`{3,}).*?^\1`*$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("https://", "#")):
            assert (ROOT / target.partition("#")[0]).exists(), target


# ---------------------------------------------------------------- pins


def pins_of(text: str) -> dict[str, set[tuple[str, str]]]:
    """Return for each package its pinned versions, each with the condition it holds under."""
    pins: dict[str, set[tuple[str, str]]] = {}
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.fullmatch(r"([a-z0-9][a-z0-9.-]*)==([^\s;]+)(?: ; (.+))?", line)
        assert match, f"not a pin: {line!r}"
        pins.setdefault(match[1], set()).add((match[2], match[3] or ""))
    return pins


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.stem)
def test_every_requirement_is_pinned_and_all_files_agree(path: Path) -> None:
    everything = pins_of((ROOT / "requirements" / "test.txt").read_text(encoding="utf-8"))
    mine = pins_of(path.read_text(encoding="utf-8"))
    assert mine
    if path.stem == "torch":  # installed by pip, which takes the build that suits the machine
        assert mine == {"torch": {("2.13.0", "")}}
        assert "torch" not in everything
        return
    for name, versions in mine.items():
        # A smaller set may need a package on fewer systems, never in another version.
        there = everything.get(name, set())
        if len(there) > 1:
            agree = versions <= there
        else:
            agree = {version for version, _ in versions} == {version for version, _ in there}
        assert agree, f"{name} differs from requirements/test.txt"


def test_every_extra_has_its_pins() -> None:
    extras = METADATA["project"]["optional-dependencies"].keys() - {"data"}
    assert {path.stem for path in PINS} == extras


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.stem)
def test_what_each_extra_asks_for_is_pinned(path: Path) -> None:
    pins = pins_of(path.read_text(encoding="utf-8"))
    for requirement in METADATA["project"]["optional-dependencies"][path.stem]:
        name = re.match(r"[\w-]+", requirement)[0].lower()
        assert name in pins or name == METADATA["project"]["name"], requirement


def test_the_documentation_needs_no_machine_learning_library() -> None:
    docs = pins_of((ROOT / "requirements" / "docs.txt").read_text(encoding="utf-8"))
    assert not {"torch", "scikit-learn", "scipy", "matplotlib", "pandas"} & docs.keys()


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.stem)
def test_torch_where_it_is_asked_for_is_one_version(path: Path) -> None:
    versions = pins_of(path.read_text(encoding="utf-8")).get("torch", set())
    assert {version for version, _ in versions} <= {"2.13.0"}


# ---------------------------------------------------------------- who imports whom


def test_the_import_rules_hold() -> None:
    checked = run(TOOLS / "lint-imports", "--no-cache")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("module", "line", "rule"),
    [
        ("journey/mathematics/new.py", "import journey.ml", "The wings lean one way"),
        ("journey/programming/new.py", "import journey.mathematics", "The wings lean one way"),
        ("journey/ml/new.py", "import journey.notebook", "No wing imports"),
        ("journey/ml/new.py", "import journey.live", "No wing imports"),
        ("journey/live/new.py", "import journey.ml", "The wings lean one way"),
        ("journey/ml/new.py", "import journey.practice", "No wing imports"),
        ("journey/ml/new.py", "import journey_site.files", "The package never imports"),
        ("journey_site/new.py", "import journey.ml", "reads the package as text"),
        ("journey_site/new.py", "import mkdocs.plugins", "Only the adapter (events) and fast"),
        ("journey_site/new.py", "import mkdocs_jupyter", "Only the adapter (events) and fast"),
        ("journey_site/new.py", "import journey_site.mkdocs_adapter", "Nothing else of the site"),
    ],
)
def test_the_import_rules_would_notice(tmp_path: Path, module: str, line: str, rule: str) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    (tmp_path / "src" / module).write_text(f"{line}\n", encoding="utf-8")
    # The copy comes before the installed package: import-linter finds packages as Python does.
    program = (
        "import sys; sys.path.insert(0, 'src'); from importlinter import cli; "
        "cli.lint_imports_command(['--no-cache'])"
    )
    checked = run(sys.executable, "-c", program, cwd=tmp_path)
    assert checked.returncode == 1, checked.stdout
    broken = [line for line in checked.stdout.splitlines() if " BROKEN" in line]
    assert any(rule in line for line in broken), checked.stdout


IMPORT_ALL = """
import importlib, importlib.abc, pkgutil, sys

package, allowed, blocked = sys.argv[1], set(sys.argv[2].split(",")), set(sys.argv[3].split(","))


class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in blocked:
            raise ImportError(f"{name} is imported at import time")


BUILDER = {f"journey_site.{name}" for name in ("mkdocs_adapter", "fast", "trees")}
sys.meta_path.insert(0, Refuse())
before = set(sys.modules)
root = importlib.import_module(package)
for found in pkgutil.walk_packages(root.__path__, f"{package}.", onerror=lambda name: None):
    if found.name.startswith("journey.projects") or found.name in BUILDER:
        continue
    importlib.import_module(found.name)
    print(found.name)
extra = {name.partition(".")[0] for name in set(sys.modules) - before}
extra -= set(sys.stdlib_module_names) | allowed | {package, "cython_runtime"}
extra = {name for name in extra if not name.startswith("_cython_")}  # parts of compiled NumPy
if allowed != {""} and extra:
    sys.exit(f"imported at import time: {sorted(extra)}")
"""
HEAVY = "scipy,sklearn,matplotlib,pandas,torch,pooch,IPython,nbformat,nbclient,numba"


def test_the_package_needs_numpy_and_nothing_else_at_import_time() -> None:
    imported = run(sys.executable, "-c", IMPORT_ALL, "journey", "numpy", f"{HEAVY},journey_site")
    assert imported.returncode == 0, imported.stderr
    assert {"journey.notebook", "journey.ml", "journey.mathematics"} <= set(imported.stdout.split())


def test_the_site_engine_needs_neither_the_package_nor_a_scientific_library() -> None:
    blocked = f"{HEAVY},journey,numpy,mkdocs,material,mkdocs_jupyter"
    imported = run(sys.executable, "-c", IMPORT_ALL, "journey_site", "", blocked)
    assert imported.returncode == 0, imported.stderr
    assert "journey_site.cli" in imported.stdout.split()


@pytest.mark.parametrize(
    ("package", "allowed", "blocked"),
    [("requests", "numpy", "torch"), ("nbclient", "", "nbformat")],
)
def test_a_forbidden_import_would_be_noticed(package: str, allowed: str, blocked: str) -> None:
    imported = run(sys.executable, "-c", IMPORT_ALL, package, allowed, blocked)
    assert imported.returncode == 1
    assert "at import time" in imported.stderr


# ---------------------------------------------------------------- glossary and notation

GLOSSARY = ROOT / "docs" / "glossary.md"
TERMS = read_glossary(GLOSSARY)


def test_the_glossary_reads_as_many_terms_as_it_has_definitions() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    assert len(TERMS) == len(re.findall(r"^: +\S", text, re.MULTILINE))
    assert len(TERMS) >= 60


def test_terms_are_in_alphabetical_order_and_stand_once() -> None:
    keys = [term.casefold() for term in TERMS]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("term", TERMS)
def test_a_term_and_its_first_sentence_suit_a_tooltip(term: str) -> None:
    sentence = TERMS[term]
    assert 30 <= len(sentence) <= 160
    assert sentence[0].isupper()
    assert sentence.endswith((".", "?"))
    assert not re.search(r"[$\[\]<>`*_\\]|https?:", sentence), "plain text only"
    name = term.split()[0]
    proper = {
        "AVL", "Armijo", "BFGS", "Bayes", "Box–Cox", "Brier", "C3", "DBSCAN", "Dijkstra's", "EM",
        "Euclidean", "Euler",
        "F1", "Fisher", "Gini", "HDBSCAN", "Hessenberg", "Hessian", "Jacobian", "KKT", "L-BFGS",
        "Lagrange", "Lipschitz", "Liskov", "Lloyd's", "Matthews", "Metropolis-Hastings", "NP-hard",
        "Newton's", "PageRank", "R-hat", "ROC", "Rayleigh", "Richardson", "Simpson's", "Taylor",
        "Voronoi", "Wolfe",
    }  # fmt: skip
    assert term[0].islower() or name in proper, "as in running prose"


def test_every_symbol_of_the_notation_is_typeset_and_stands_once_a_table() -> None:
    text = (ROOT / "docs" / "notation.md").read_text(encoding="utf-8")
    for table in text.split("\n## ")[1:]:
        symbols = re.findall(r"^\| (\$[^|]+?) \|", table, re.MULTILINE)
        assert len(symbols) >= 6
        assert len(set(symbols)) == len(symbols)
    for formula in re.findall(r"\$([^$\n]+)\$", text):
        html, errors = typeset(f'<span class="arithmatex">\\({formula}\\)</span>')
        assert not errors, errors
        assert "<math" in html, formula
