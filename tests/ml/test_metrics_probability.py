"""Losses of probabilities and calibration: by hand, by identities, against scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.calibration
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from journey.ml.calibration import calibration_curve, expected_calibration_error
from journey.ml.metrics import brier_score_loss, log_loss

Parity = Callable[..., None]


def forecast(n: int, k: int, seed: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return labels, probabilities that are not quite right, and weights; all classes occur."""
    rng = np.random.default_rng(seed)
    proba = rng.dirichlet(np.full(k, 0.5), size=n)
    y = (proba.cumsum(axis=1) > rng.uniform(size=(n, 1))).argmax(axis=1)
    y[:k] = np.arange(k)
    proba = proba**1.5
    return y, proba / proba.sum(axis=1, keepdims=True), rng.uniform(size=n)


def test_by_hand() -> None:
    assert log_loss([0, 1], [0.5, 0.5]) == pytest.approx(np.log(2), rel=1e-15)
    assert log_loss([0, 1, 2], np.full((3, 3), 1 / 3)) == pytest.approx(np.log(3), rel=1e-15)
    assert log_loss([0, 1], [[0.75, 0.25], [0.5, 0.5]]) == pytest.approx(
        (np.log(4 / 3) + np.log(2)) / 2, rel=1e-15
    )
    assert brier_score_loss([0, 1], [0.5, 0.75]) == (0.25 + 0.0625) / 2
    assert brier_score_loss([0, 1], [[0, 1], [1, 0]]) == 1
    assert brier_score_loss([0, 1], [[0, 1], [1, 0]], scale_by_half=False) == 2
    table = [[0.5, 0.25, 0.25], [0, 1, 0], [0, 0, 1]]
    assert brier_score_loss([0, 1, 2], table) == pytest.approx((0.25 + 2 * 0.0625) / 3, rel=1e-15)


def test_certain_and_wrong_is_clipped() -> None:
    assert log_loss([0, 1], [1.0, 1.0]) == pytest.approx(26 * np.log(2), rel=1e-12)
    single = log_loss([0, 1], np.array([1.0, 1.0], dtype=np.float32))
    assert single == pytest.approx(23 * np.log(2) / 2, rel=1e-6)


def test_honest_probabilities_cost_least() -> None:
    # Averaged over what happens with probability 0.3, both losses are least at 0.3 itself.
    offers = np.linspace(0.01, 0.99, 99)
    for loss in (log_loss, brier_score_loss):
        costs = [
            loss([0, 1], [offer, offer], sample_weight=[0.7, 0.3])  # type: ignore[operator]
            for offer in offers
        ]
        assert offers[int(np.argmin(costs))] == pytest.approx(0.3)


def test_murphys_three_parts() -> None:
    # With as many bins as different forecasts: Brier = reliability - resolution + uncertainty.
    rng = np.random.default_rng(0)
    p = rng.integers(0, 11, size=500) / 10
    y = (rng.uniform(size=500) < p**2).astype(int)
    values, where = np.unique(p, return_inverse=True)
    share = np.bincount(where) / 500
    rate = np.bincount(where, y) / np.bincount(where)
    reliability = share @ (values - rate) ** 2
    resolution = share @ (rate - y.mean()) ** 2
    uncertainty = y.mean() * (1 - y.mean())
    assert brier_score_loss(y, p) == pytest.approx(reliability - resolution + uncertainty)


def test_calibration_by_hand() -> None:
    y, p = [0, 0, 1, 1, 1], [0.0, 0.2, 0.2, 0.5, 1.0]
    prob_true, prob_pred = calibration_curve(y, p, n_bins=5)  # 0.2 is on an edge: it goes below
    np.testing.assert_allclose(prob_true, [1 / 3, 1, 1])
    np.testing.assert_allclose(prob_pred, [0.4 / 3, 0.5, 1])
    expected = (3 * (1 / 3 - 0.4 / 3) + 0.5) / 5
    assert expected_calibration_error(y, p, n_bins=5) == pytest.approx(expected, rel=1e-14)


def test_calibration_error_is_its_definition() -> None:
    y, table, _ = forecast(400, 2, 3)
    p = table[:, 1]
    total = 0.0
    for b in range(10):
        inside = (p > b / 10) & (p <= (b + 1) / 10) | ((b == 0) & (p == 0))
        if inside.any():
            total += inside.sum() * abs(y[inside].mean() - p[inside].mean())
    assert expected_calibration_error(y, p) == pytest.approx(total / 400, rel=1e-12)
    assert expected_calibration_error(y, np.full(400, y.mean())) == pytest.approx(0, abs=1e-14)


def test_losses_against_scikit_learn(parity: Parity) -> None:
    worst = {"log_loss": 0.0, "brier_score_loss": 0.0}
    names = np.array(["ant", "bee", "cat", "dog", "elk"])
    for n, k, seed in ((5, 2, 0), (200, 2, 1), (500, 5, 2)):
        y, table, weight = forecast(n, k, seed)
        cases: list[tuple[Any, Any, dict[str, Any]]] = [
            (y, table, {}),
            (names[y], table, {}),
            (y, np.column_stack([table, np.zeros(n)]), {"labels": list(range(k + 1))}),
        ]
        if k == 2:
            cases += [(y, table[:, 1], {}), (2 * y - 1, table[:, 1], {})]
            cases.append((names[y], table[:, 1], {"pos_label": "bee"}))
            cases.append((y + 3, table[:, 1], {}))
        for a, b, options in cases:
            for w in (None, weight):
                for name, code, extra in (
                    ("log_loss", log_loss, ({}, {"normalize": False})),
                    (
                        "brier_score_loss",
                        brier_score_loss,
                        ({}, {"scale_by_half": True}, {"scale_by_half": False}),
                    ),
                ):
                    for more in extra:
                        given = {"sample_weight": w, **options, **more}
                        if name == "log_loss":
                            given.pop("pos_label", None)
                        ours = code(a, b, **given)  # type: ignore[operator]
                        theirs = getattr(sklearn.metrics, name)(a, b, **given)
                        worst[name] = max(worst[name], abs(ours - theirs) / max(1, abs(theirs)))
    for name, value in worst.items():
        parity(
            f"journey.ml.metrics.{name}",
            reference=f"sklearn.metrics.{name}",
            what="2 to 6 classes, weights, strings, one column and several",
            difference=value,
            tolerance=1e-13,
        )


def test_curve_against_scikit_learn(parity: Parity) -> None:
    worst, error = 0.0, 0.0
    for seed in range(10):
        y, table, _ = forecast(30 * (seed + 1), 2, seed)
        p = table[:, 1].round(2) if seed % 2 else table[:, 1]
        for n_bins in (1, 5, 10, 40):
            for strategy in ("uniform", "quantile"):
                ours = calibration_curve(y, p, n_bins=n_bins, strategy=strategy)
                theirs = sklearn.calibration.calibration_curve(
                    y, p, n_bins=n_bins, strategy=strategy
                )
                for a, b in zip(ours, theirs, strict=True):
                    assert a.shape == b.shape
                    worst = max(worst, float(np.abs(a - b).max()))
        # From scikit-learn's curve and numpy's histogram; no probability lies on an edge here.
        q = table[:, 1]
        true, pred = sklearn.calibration.calibration_curve(y, q, n_bins=10)
        sizes = np.histogram(q, bins=10, range=(0, 1))[0]
        expected = np.average(np.abs(true - pred), weights=sizes[sizes > 0])
        error = max(error, abs(expected_calibration_error(y, q) - expected))
    for code, what, difference in (
        ("calibration_curve", "both strategies, 1 to 40 bins", worst),
        ("expected_calibration_error", "weighted mean gap of that curve", error),
    ):
        parity(
            f"journey.ml.calibration.{code}",
            reference="sklearn.calibration.calibration_curve",
            what=what,
            difference=difference,
            tolerance=1e-13,
        )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), min_size=2, max_size=30))
def test_properties(rows: list[tuple[bool, int]]) -> None:
    y = np.array([row[0] for row in rows])
    p = np.array([row[1] for row in rows]) / 20
    weight = np.arange(len(y)) % 3 + 1
    more = np.repeat(y, weight), np.repeat(p, weight)
    assert 0 <= brier_score_loss(y, p) <= 1
    assert brier_score_loss(y, p, sample_weight=weight) == pytest.approx(brier_score_loss(*more))
    assert brier_score_loss(y, p) == pytest.approx(brier_score_loss(y[::-1], p[::-1]))
    ours = log_loss(y, p, labels=[False, True], sample_weight=weight)
    assert ours == pytest.approx(log_loss(*more, labels=[False, True]))
    assert ours >= 0
    assert ours == pytest.approx(
        log_loss(~y, 1 - p, labels=[False, True], sample_weight=weight), rel=1e-9, abs=1e-14
    )
    # Jensen: the gap of a bin is at most the mean gap of its members, and few bins cancel more.
    one = expected_calibration_error(y, p, n_bins=1)
    assert one == pytest.approx(abs(y.mean() - p.mean()), abs=1e-14)
    assert one <= expected_calibration_error(y, p, n_bins=10) + 1e-14
    assert expected_calibration_error(y, p) <= np.abs(y - p).mean() + 1e-14


def test_float32() -> None:
    y, table, _ = forecast(300, 4, 0)
    single = table.astype(np.float32)
    assert log_loss(y, single) == pytest.approx(sklearn.metrics.log_loss(y, single), rel=1e-6)
    assert brier_score_loss(y, single) == pytest.approx(brier_score_loss(y, table), rel=1e-5)
    p, small = table[:, 1] / 2, single[:, 1] / 2
    a, b = calibration_curve(y % 2, p, n_bins=3), calibration_curve(y % 2, small, n_bins=3)
    np.testing.assert_allclose(a, b, rtol=1e-5)


def test_inputs_unchanged() -> None:
    y, table, weight = forecast(50, 3, 0)
    copies = y.copy(), table.copy(), weight.copy()
    log_loss(y, table, sample_weight=weight)
    brier_score_loss(y, table, sample_weight=weight)
    calibration_curve(y == 1, table[:, 1])
    for array, copy in zip((y, table, weight), copies, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: log_loss([0, 1], [0.5, 1.5]), "y_proba: expected probabilities, values in"),
        (lambda: log_loss([0, 1], [0.5, np.nan]), "Input y_proba contains NaN"),
        (lambda: log_loss([0, 1], [0.5]), "inconsistent numbers of samples"),
        (lambda: log_loss([0, 0], [0.5, 0.5]), "y_true contains only one label"),
        (lambda: log_loss([0, 2], [0.5, 0.5], labels=[0, 1]), r"y_true contains values \[2\]"),
        (lambda: log_loss([0, 1], np.full((2, 3), 1 / 3)), "different number of classes: 2 vs 3"),
        (lambda: log_loss([0, 1], np.zeros((2, 2, 2))), "y_proba: expected shape"),
        (lambda: brier_score_loss(["a", "b"], [0, 1]), "pos_label is not specified"),
        (lambda: brier_score_loss([0, 1], [0, 1], scale_by_half="no"), "scale_by_half: expected"),
        (lambda: calibration_curve([0, 1, 2], [0, 1, 1]), "Only binary classification"),
        (lambda: calibration_curve([3, 4], [0, 1]), "pos_label is not specified"),
        (lambda: calibration_curve([0, 1], [0, 1], n_bins=0), "n_bins: expected an integer"),
        (lambda: calibration_curve([0, 1], [0, 2]), "y_prob: expected probabilities"),
        (
            lambda: calibration_curve([0, 1], [0, 1], strategy="even"),  # type: ignore[arg-type]
            "strategy: expected one of 'uniform', 'quantile'",
        ),
    ],
)
def test_bad_input(call: Callable[[], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()


def test_rows_that_do_not_sum_to_one_and_labels_out_of_order_warn() -> None:
    with pytest.warns(UserWarning, match="do not sum to one"):
        log_loss([0, 1], [[0.5, 0.2], [0.5, 0.5]])
    with pytest.warns(UserWarning, match="labels are not sorted"):
        swapped = log_loss([0, 1], [[0.9, 0.1], [0.2, 0.8]], labels=[1, 0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = sklearn.metrics.log_loss([0, 1], [[0.9, 0.1], [0.2, 0.8]], labels=[1, 0])
    assert swapped == pytest.approx(theirs)
