"""A probe for leakage: what is predicted for a test row must not depend on certain things.

An honest prediction for a test row is a function of the training rows and of that row's own
features. So two things can be changed without any effect: the targets of the test rows, and the
other test rows. The probe changes them and counts the predictions that move. It needs no
threshold and no model of the leak, but it sees only what the data at hand can show: a feature that
was written down after the outcome is beyond it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import clone
from journey.ml.utils import check_integer, check_random_state, check_real

Procedure = Callable[[Any, Any, NDArray[np.intp], NDArray[np.intp]], ArrayLike]


@dataclass(frozen=True)
class LeakageReport:
    """What a leakage probe found, each as a share of the test rows.

    Attributes
    ----------
    targets
        Predictions that move when the targets of the test rows are shuffled or made all alike.
    other_rows
        Predictions that move when other test rows are replaced.
    same_rows
        Test rows whose features stand in a training row too, value by value. In tables of few
        values some coincide by chance: a question, no verdict.
    same_groups
        Test rows of a group that has training rows; `None` without groups.
    from_before
        Test rows that are older than the newest training row; `None` without times.

    Examples
    --------
    >>> report = LeakageReport(0.0, 1.0, 0.25, None, None)
    >>> report.leaks
    ('other_rows', 'same_rows')
    >>> print(report)
    leaks  100.0%  other_rows: predictions move with other test rows
    leaks   25.0%  same_rows: test rows stand among the training rows
    clean    0.0%  targets: predictions move with the test rows' targets
    """

    targets: float
    other_rows: float
    same_rows: float
    same_groups: float | None = None
    from_before: float | None = None

    @property
    def leaks(self) -> tuple[str, ...]:
        """The names of what leaks; empty where nothing was found."""
        return tuple(name for name in _MEANING if getattr(self, name))

    def __str__(self) -> str:
        found = [(name, getattr(self, name)) for name in _MEANING]
        found = sorted((row for row in found if row[1] is not None), key=lambda row: -row[1])
        return "\n".join(
            f"{'leaks' if share else 'clean'} {share:7.1%}  {name}: {_MEANING[name]}"
            for name, share in found
        )


_MEANING = {
    "targets": "predictions move with the test rows' targets",
    "other_rows": "predictions move with other test rows",
    "same_rows": "test rows stand among the training rows",
    "same_groups": "test rows share a group with training rows",
    "from_before": "test rows are older than the newest training row",
}


def leakage_probe(
    procedure: Any,
    X: Any,
    y: ArrayLike,
    train: ArrayLike,
    test: ArrayLike,
    *,
    groups: ArrayLike | None = None,
    times: ArrayLike | None = None,
    n_repeats: int = 3,
    tolerance: float = 1e-9,
    random_state: int | np.random.RandomState | np.random.Generator | None = 0,
) -> LeakageReport:
    """Find out whether the predictions for test rows depend on what they must not know.

    Parameters
    ----------
    procedure
        All that is done between the raw data and the predictions: an estimator, or a function
        called as ``procedure(X, y, train, test)`` that returns one row of predictions a test row.
        It must give the same from the same data, so its `random_state` is set. Scores or
        probabilities show more than labels, which may stay where a score moves.
    X
        Samples of shape (n_samples, n_features): an array or a data frame.
    y
        Targets of shape (n_samples,).
    train, test
        Indices of the training rows and of the test rows.
    groups
        Group of each sample, for example the patient. Default: none are compared.
    times
        Time of each sample, for data that is to be predicted forward. Default: none.
    n_repeats
        How often targets are changed and rows replaced; a round runs the procedure four times.
    tolerance
        Changes of a prediction up to this share of the predictions' range count as rounding.
    random_state
        Seed of the shuffles.

    Returns
    -------
    LeakageReport
        Shares of the test rows; zero everywhere where nothing leaks.

    Raises
    ------
    ValueError
        If train and test overlap or are empty, the shapes do not fit, or the procedure gives
        different predictions from the same data.

    References
    ----------
    Kaufman, S., Rosset, S., Perlich, C., Stitelman, O. (2012). Leakage in data mining:
    formulation, detection, and avoidance. ACM TKDD 6(4), article 15, sections 3 and 4.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.ml.linear_model import Ridge
    >>> rng = np.random.default_rng(0)
    >>> X, y = rng.normal(size=(60, 3)), rng.normal(size=60)
    >>> train, test = np.arange(40), np.arange(40, 60)
    >>> leakage_probe(Ridge(), X, y, train, test).leaks
    ()
    >>> def centred_too_early(X, y, train, test):
    ...     X = X - X.mean(axis=0)  # the mean of the test rows too
    ...     return Ridge(fit_intercept=False).fit(X[train], y[train]).predict(X[test])
    >>> leakage_probe(centred_too_early, X, y, train, test).leaks
    ('other_rows',)
    """
    check_integer("n_repeats", n_repeats, 1)
    check_real("tolerance", tolerance, 0)
    rng = check_random_state(random_state)
    target = np.asarray(y)
    number = len(X)
    if target.shape[:1] != (number,):
        raise ValueError(f"y: expected {number} targets, one a sample, got shape {target.shape}")
    inside, outside = _rows("train", train, number), _rows("test", test, number)
    if both := np.intersect1d(inside, outside).tolist():
        raise ValueError(f"train, test: expected no row in both, got {both[:5]}")

    def predictions(X: Any, target: NDArray[Any]) -> NDArray[Any]:
        found = np.asarray(_run(procedure, X, target, inside, outside))
        if found.shape[:1] != (len(outside),):
            raise ValueError(
                f"procedure: expected {len(outside)} predictions, one a test row, "
                f"got shape {found.shape}"
            )
        return found.reshape(len(outside), -1)

    honest = predictions(X, target)
    if _moved(honest, predictions(X, target), tolerance).any():
        raise ValueError(
            "procedure: expected the same predictions from the same data, got different ones; "
            "set its random_state"
        )
    by_target, by_row = np.zeros((2, len(outside)), dtype=bool)
    for _ in range(n_repeats):
        # Shuffled, they keep their counts and their mean; all alike, they do not.
        for values in (target[rng.permutation(outside)], target[rng.permutation(inside)[0]]):
            changed = target.copy()
            changed[outside] = values
            by_target |= _moved(honest, predictions(X, changed), tolerance)
        for kept, replaced in _halves(rng.permutation(len(outside))):
            # One training row in place of many: real values, and a mean that surely moves.
            source = np.arange(number)
            source[outside[replaced]] = inside[rng.permutation(len(inside))[0]]
            moved = _moved(honest, predictions(_take(X, source), target), tolerance)
            by_row[kept] |= moved[kept]
    return LeakageReport(
        targets=float(by_target.mean()),
        other_rows=float(by_row.mean()),
        same_rows=_share_among(_keys(_take(X, inside)), _keys(_take(X, outside))),
        same_groups=None if groups is None else _same_groups(groups, number, inside, outside),
        from_before=None if times is None else _from_before(times, number, inside, outside),
    )


def _rows(name: str, indices: ArrayLike, number: int) -> NDArray[np.intp]:
    array = np.asarray(indices)
    if array.ndim != 1 or not len(array) or array.dtype.kind not in "iu":
        raise ValueError(f"{name}: expected indices of rows, got {indices!r}")
    if array.min() < 0 or array.max() >= number:
        raise ValueError(f"{name}: expected indices from 0 to {number - 1}, got {array.max()}")
    return array.astype(np.intp)


def _run(
    procedure: Any, X: Any, y: NDArray[Any], train: NDArray[np.intp], test: NDArray[np.intp]
) -> ArrayLike:
    if not hasattr(procedure, "fit"):
        result: ArrayLike = procedure(X, y, train, test)
        return result
    model = clone(procedure).fit(_take(X, train), y[train])
    for method in ("decision_function", "predict_proba", "predict"):
        if hasattr(model, method):
            scores: ArrayLike = getattr(model, method)(_take(X, test))
            return scores
    raise ValueError(f"procedure: expected an estimator that predicts, got {procedure!r}")


def _take(X: Any, rows: NDArray[np.intp]) -> Any:
    return X.iloc[rows] if hasattr(X, "iloc") else np.asarray(X)[rows]


def _halves(order: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    # Every row is kept in one of the two; a single test row has no others.
    middle = len(order) // 2
    if middle:
        yield order[:middle], order[middle:]
        yield order[middle:], order[:middle]


def _moved(before: NDArray[Any], after: NDArray[Any], tolerance: float) -> NDArray[np.bool_]:
    if before.dtype.kind not in "biuf":
        return np.asarray((before != after).any(axis=1))
    before, after = before.astype(np.float64), after.astype(np.float64)
    finite = before[np.isfinite(before)]
    allowed = tolerance * (np.ptp(finite) or 1.0) if len(finite) else 0.0
    same = np.isclose(before, after, rtol=0, atol=allowed, equal_nan=True)
    return np.asarray(~same.all(axis=1))


def _keys(X: Any) -> list[tuple[Any, ...]]:
    # A missing value equals a missing value: two rows that lack the same are the same row.
    rows = np.asarray(X, dtype=object)
    return [tuple(None if value != value else value for value in row) for row in rows]


def _share_among(known: list[Any], asked: list[Any]) -> float:
    seen = set(known)
    return float(np.mean([each in seen for each in asked]))


def _column(name: str, values: ArrayLike, number: int) -> NDArray[Any]:
    array = np.asarray(values)
    if array.shape != (number,):
        raise ValueError(f"{name}: expected shape ({number},), one a sample, got {array.shape}")
    return array


def _same_groups(
    groups: ArrayLike, number: int, train: NDArray[np.intp], test: NDArray[np.intp]
) -> float:
    array = _column("groups", groups, number)
    return _share_among(array[train].tolist(), array[test].tolist())


def _from_before(
    times: ArrayLike, number: int, train: NDArray[np.intp], test: NDArray[np.intp]
) -> float:
    array = _column("times", times, number)
    return float(np.mean(array[test] < array[train].max()))
