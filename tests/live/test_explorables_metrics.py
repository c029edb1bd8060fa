"""What the notes on scores promise of their explorables."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest

from tests.live.test_explorables import move


def numbers(ident: str, pattern: str, **values: Any) -> list[float]:
    """Return the numbers that the title states, as the pattern names them."""
    found = re.search(pattern, repr(move(ident, **values)[0]))
    assert found, repr(move(ident, **values)[0])
    return [float(group) for group in found.groups()]


def test_found_and_false_alarms_move_together() -> None:
    pattern = r"(\d+) found, \d+ missed; (\d+) false"
    steps = [numbers("confusion-threshold", pattern, threshold=t) for t in (-3, -1, 0, 1, 2, 4)]
    for (found, alarms), (fewer_found, fewer_alarms) in pairwise(steps):
        assert fewer_found <= found
        assert fewer_alarms <= alarms


def test_rows_keep_their_shares_and_the_column_fills_with_negatives() -> None:
    pattern = r"Recall ([\d.]+), precision ([\d.]+)"
    recall, precision = numbers("confusion-threshold", pattern)
    for percent, at_most in ((10, 0.45), (2, 0.15)):
        rare_recall, rare_precision = numbers("confusion-threshold", pattern, percent=percent)
        assert rare_recall == pytest.approx(recall, abs=0.03)
        assert rare_precision < at_most < precision


def test_accuracy_is_no_better_than_the_majority_where_positives_are_rare() -> None:
    pattern = r"accuracy ([\d.]+) at [-\d.]+, F1 ([\d.]+) at [-\d.]+, Matthews \w+ ([\d.]+) at"
    accuracy, f1, mcc = numbers("scores-by-threshold", pattern, percent=1)
    assert accuracy == 0.99
    assert f1 > 0.1
    assert mcc > 0.1
    accuracy, _, _ = numbers("scores-by-threshold", pattern)
    assert accuracy > 0.75  # with 30 % positives it beats the majority's 0.70


def test_the_curve_stays_and_precision_collapses() -> None:
    pattern = r"Area (\d\.\d+)\. .* precision (\d\.\d+)"
    area, precision = numbers("roc-point", pattern)
    for percent in (10, 5, 2):
        rare_area, rare_precision = numbers("roc-point", pattern, percent=percent)
        assert rare_area == pytest.approx(area, abs=0.1)
        assert rare_precision < 0.6 * precision


def test_rounded_scores_make_few_points() -> None:
    exact, rounded = (move("roc-point", rounded=flag)[0]._repr_svg_() for flag in (False, True))
    assert len(rounded) < len(exact)
