"""Stamps: what makes a notebook stale, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from journey_site import paritylog, stamps
from tests.site.conftest import CODE, Mini, code_cell

MODULE = "src/journey/programming/sorting.py"
OTHER = "src/journey/programming/other.py"


def _stale(mini: Mini) -> list[str]:
    return stamps.staleness(mini.root, mini.notebook)


def test_fresh_after_stamping(mini: Mini) -> None:
    assert _stale(mini) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Two halves, each sorted.", "# Halves."),
        ("Return the values in ascending order.", "Sort."),
        ('"""Sorting algorithms."""', '"""Sorting.\n\nMore words.\n"""'),
        ("    middle = len", "\n\n    middle = len"),
    ],
)
def test_comments_docstrings_and_blank_lines_do_not_count(mini: Mini, old: str, new: str) -> None:
    mini.edit(MODULE, old, new)
    assert _stale(mini) == []


def test_line_endings_do_not_count(mini: Mini) -> None:
    (mini.root / MODULE).write_bytes(CODE.replace("\n", "\r\n").encode())
    assert _stale(mini) == []


def test_code_counts(mini: Mini) -> None:
    mini.edit(MODULE, "<= right[0]", "< right[0]")
    assert _stale(mini) == ["journey.programming.sorting changed"]


def test_code_imported_through_others_counts(mini: Mini) -> None:
    mini.write(OTHER, "LIMIT = 2\n")
    mini.edit(MODULE, "__all__", "from journey.programming.other import LIMIT\n\n__all__")
    mini.save_notebook()
    assert _stale(mini) == []
    mini.write(OTHER, "LIMIT = 3\n")
    assert _stale(mini) == ["journey.programming.other changed"]


def test_the_packages_on_the_way_count(mini: Mini) -> None:
    mini.write("src/journey/programming/__init__.py", '"""Phase 1."""\nSIDE_EFFECT = 1\n')
    assert _stale(mini) == ["journey.programming changed"]


def test_code_that_is_not_imported_does_not_count(mini: Mini) -> None:
    mini.write("src/journey/mathematics/__init__.py", '"""Phase 2."""\nX = 1\n')
    assert _stale(mini) == []


def test_cells_count(mini: Mini) -> None:
    cells = mini.notebook["cells"]
    cells[1]["source"] += "\nprint(1)"
    assert _stale(mini) == ["cell count changed"]
    cells[1]["source"] = cells[1]["source"].removesuffix("\nprint(1)")
    cells.append(code_cell("more", "x = 1"))
    assert _stale(mini) == ["cell more is new"]
    cells[-1]["execution_count"] = None
    assert "cell more was not executed" in _stale(mini)
    cells[0]["source"] = "# Other words"
    del cells[-1]
    assert _stale(mini) == []


def test_data_counts_by_its_known_checksum(mini: Mini) -> None:
    mini.write(
        "src/journey/datasets.py", 'REGISTRY: dict[str, str] = {"a.csv": "' + "0" * 64 + '"}\n'
    )
    mini.notebook["metadata"]["journey"]["data"] = ["a.csv"]
    mini.save_notebook()
    assert _stale(mini) == []
    mini.edit("src/journey/datasets.py", "00", "11")
    assert _stale(mini) == ["data file a.csv changed"]


def test_imports_are_read_from_code() -> None:
    known = {"journey.ml", "journey.ml.cluster"}
    code = (
        "%matplotlib inline\n!ls\nimport numpy as np\nimport journey.ml\n"
        "from journey.ml import cluster, KMeans\nfrom journey_site import x\n"
    )
    assert stamps.imports_of(code, known) == {"journey.ml", "journey.ml.cluster"}


def test_essence_of_tricky_source() -> None:
    code = 'x = "# no comment"  # comment\n\n\ndef f():\n    """Doc."""\n    return """not doc"""\n'
    assert stamps.essence(code) == 'x = "# no comment"\ndef f():\n    return """not doc"""'


ROW = {
    "code": "journey.programming.sorting.merge_sort",
    "reference": "sorted",
    "what": "order",
    "difference": 0.0,
    "tolerance": 0.0,
    "test": "t",
}


def test_parity_goes_stale_with_its_code(mini: Mini) -> None:
    assert paritylog.update(mini.root, [ROW]) == 1
    assert paritylog.check(mini.root) == []
    assert paritylog.update(mini.root, [ROW]) == 0, "nothing changed, nothing is rewritten"
    mini.edit(MODULE, "<= right[0]", "< right[0]")
    problems = paritylog.check(mini.root)
    line = mini.line("evidence/parity.json", '"code"')
    assert [str(p) for p in problems] == [
        f"evidence/parity.json:{line}: journey.programming.sorting.merge_sort changed since it "
        "was compared: run 'make parity'."
    ]


def _compared(
    what: str, difference: float, test: str = "tests/ml/test_a.py::test_b"
) -> dict[str, Any]:
    return {
        "code": "journey.ml", "reference": "numpy", "what": what, "difference": difference,
        "tolerance": 1.0, "test": test,
    }  # fmt: skip


def test_parity_of_one_file_leaves_the_rows_of_the_others() -> None:
    other = _compared("other", 0.5, "tests/ml/test_c.py::test_d") | {"commit": "1234567"}
    rows = paritylog.merged(
        [_compared("new", 0.1), _compared("new", 0.3), _compared("new", 0.2)],
        [_compared("gone", 0.9), other],
        ["tests/ml/test_a.py"],
    )
    assert [(row["what"], row["difference"]) for row in rows] == [("new", 0.3), ("other", 0.5)]
    assert rows[1] is other, "with the commit and the code that it was measured on"


def test_a_file_that_compares_nothing_any_more_is_an_error() -> None:
    """Skipped tests must not take their rows off the page in silence."""
    with pytest.raises(paritylog.ParityFailure, match=r"test_a\.py compared nothing"):
        paritylog.merged([], [_compared("value", 0.1)], ["tests/ml/test_a.py"])
