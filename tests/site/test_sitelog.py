"""What was measured of the site itself: read, newest first, held to its bar."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from journey_site.problems import SiteError
from journey_site.sitelog import SITE_FILE, latest, load_site_rows

ROW = {
    "measure": "cold build",
    "subject": "full size",
    "value": 41.5,
    "unit": "s",
    "bar": 60,
    "better": "less",
    "commit": "abc1234",
    "date": "2026-11-20",
    "machine": "2 cores",
}


def _write(root: Path, rows: object) -> None:
    path = root / SITE_FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(rows), encoding="utf-8")


def test_the_newest_row_of_each_measure_counts(tmp_path: Path) -> None:
    _write(tmp_path, [ROW, ROW | {"value": 39.0, "date": "2026-11-21"}, ROW | {"subject": "other"}])
    rows = latest(load_site_rows(tmp_path))
    assert [(row.subject, row.shown) for row in rows] == [
        ("full size", "39 s"),
        ("other", "41.5 s"),
    ]


@pytest.mark.parametrize(
    ("change", "met", "bar"),
    [
        ({}, True, "at most 60 s"),
        ({"value": 61}, False, "at most 60 s"),
        ({"value": 94, "bar": 95, "better": "more", "unit": "score"}, False, "at least 95"),
        ({"value": 95, "bar": 95, "better": "more", "unit": "score"}, True, "at least 95"),
        ({"bar": None}, None, ""),
        ({"value": None, "error": "not built"}, None, "at most 60 s"),
    ],
)
def test_a_bar_is_met_or_not(
    tmp_path: Path, change: dict[str, object], met: bool | None, bar: str
) -> None:
    _write(tmp_path, [ROW | change])
    (row,) = load_site_rows(tmp_path)
    assert (row.met, row.shown_bar) == (met, bar)


def test_no_file_is_no_rows_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    assert load_site_rows(tmp_path) == []
    _write(tmp_path, 3)
    with pytest.raises(SiteError, match=r"site\.json"):
        load_site_rows(tmp_path)
