"""What a topic shows as its evidence, where several topics share a module."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from journey_site.evidence import Ledger
from journey_site.evidencelog import ParityRow
from journey_site.project import load_project

ROOT = Path(__file__).resolve().parents[2]


def test_no_topic_counts_comparisons_of_names_that_only_another_lists() -> None:
    project = load_project(ROOT)
    listed = {ident: set(note.code) for ident, note in project.notes.items()}
    shown: dict[ParityRow, set[str]] = {}
    for ident, evidence in project._evidence.items():
        for row in evidence.parity:
            shown.setdefault(row, set()).add(ident)
            owners = {
                other
                for other, names in listed.items()
                if any(f"{row.code}.".startswith(f"{name}.") for name in names)
            }
            assert not owners or ident in owners, (ident, row.code)
    assert len(shown) > 500


def test_a_test_file_that_compares_only_anothers_names_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = load_project(ROOT)
    topic, note = project.roadmap.topics["k-means"], project.notes["k-means"]
    whole = project.ledger.collect(topic, note, None)
    assert "journey.ml.cluster.MiniBatchKMeans" in note.code
    one = "journey.ml.cluster.MiniBatchKMeans"
    row = ParityRow(one, "r", "w", 0.0, 0.0, "tests/ml/test_cluster_minibatch.py::test", "", "")
    ledger = Ledger(ROOT, project.source)
    kept = tuple(r for r in whole.parity if not r.code.startswith(one))
    monkeypatch.setitem(ledger.__dict__, "parity", (*kept, row))
    code = tuple(name for name in note.code if name != one)
    less = dataclasses.replace(note, code=code)
    found = ledger.collect(topic, less, None, elsewhere={one})
    assert row not in found.parity
    assert found.tests == whole.tests - ledger._test_counts["ml/test_cluster_minibatch"]
