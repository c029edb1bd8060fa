"""Permutation importance: how much worse a fitted model scores with one column shuffled.

Shuffling keeps a column's values and cuts its tie to the target and to the other columns. The model
is not fitted again: what is measured is what this model uses, not what a column is worth. Two
columns that say the same can therefore both look useless.
"""

from __future__ import annotations

from numbers import Integral, Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml._composition import Named
from journey.ml.metrics import check_scoring
from journey.ml.utils import Rng, check_integer, check_random_state


def permutation_importance(
    estimator: Any,
    X: Any,
    y: ArrayLike | None,
    *,
    scoring: Any = None,
    n_repeats: int = 5,
    random_state: int | Rng | None = None,
    sample_weight: ArrayLike | None = None,
    max_samples: float = 1.0,
) -> Any:
    r"""Measure how far a fitted model's score falls when one column at a time is shuffled.

    With score $s$ of the model on the data as they are, and $s_{jk}$ after the $k$-th shuffle of
    column $j$, the importance is $s - s_{jk}$. The scorer is called on the data first, then column
    by column, all repeats of a column in a row. scikit-learn's `n_jobs`, and sparse matrices, are
    left out.

    Parameters
    ----------
    estimator
        A fitted estimator, ours or scikit-learn's.
    X
        Samples of shape (n_samples, n_features), an array or a data frame. Best data that the
        estimator was not fitted on: else what it memorised counts as important.
    y
        Targets of shape (n_samples,); `None` for a scorer that needs none.
    scoring
        A name, a scorer, or a list or dictionary of them. Default: the estimator's own score.
    n_repeats
        Shuffles of each column.
    random_state
        Seed of the shuffles. An integer gives scikit-learn's very permutations. All columns are
        shuffled in the same orders, so their importances are compared under equal conditions.
    sample_weight
        Weights handed to the scorer.
    max_samples
        Number, or share, of the rows that are shuffled and scored for a column; drawn without
        replacement. The score of the data as they are is always taken on all rows.

    Returns
    -------
    dict
        Entries that are attributes too: `importances` of shape (n_features, n_repeats), and its
        mean `importances_mean` and standard deviation `importances_std` over the repeats. With
        several scorers, one of these a name.

    Raises
    ------
    ValueError
        If `n_repeats` or `max_samples` is out of range, or the shapes do not fit.

    References
    ----------
    Breiman, L. (2001). Random forests. Machine Learning 45, 5-32, section 10.
    Fisher, A., Rudin, C., Dominici, F. (2019). All models are wrong, but many are useful. Journal
    of Machine Learning Research 20(177), section 3.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X = np.random.default_rng(0).normal(size=(100, 2))
    >>> y = 2 * X[:, 0]
    >>> found = permutation_importance(Ridge().fit(X, y), X, y, random_state=0)
    >>> found.importances_mean.round(1) + 0.0
    array([1.8, 0. ])
    """
    check_integer("n_repeats", n_repeats, 1)
    table = X if hasattr(X, "iloc") else _array(X)
    number, width = table.shape
    targets, weights = _one_a_row("y", y, number), _one_a_row("weight", sample_weight, number)
    size = _size(max_samples, number)
    scorer = check_scoring(estimator, scoring)

    def score(X: Any, y: Any, weight: Any) -> Any:
        return scorer(estimator, X, y, **({} if weight is None else {"sample_weight": weight}))

    draw = _source(check_random_state(random_state))
    whole = score(table, targets, weights)
    found: list[list[Any]] = []
    for column in range(width):
        rng = draw()
        rows, y_rows, weight_rows = table, targets, weights
        if size < number:
            chosen = rng.permutation(number)[:size]
            rows = _take(table, chosen)
            y_rows, weight_rows = _take(targets, chosen), _take(weights, chosen)
        changed, order = rows.copy(), np.arange(size)
        found.append([])
        for _ in range(n_repeats):
            rng.shuffle(order)
            # What is shuffled is the column as the last repeat left it, as in scikit-learn.
            _put(changed, column, _column(changed, column)[order])
            found[-1].append(score(changed, y_rows, weight_rows))
    if isinstance(whole, dict):
        return {
            name: _importances(whole[name], [[each[name] for each in row] for row in found])
            for name in whole
        }
    return _importances(whole, found)


def permutation_importance_naive(
    estimator: Any, X: ArrayLike, y: ArrayLike, orders: ArrayLike
) -> NDArray[np.float64]:
    """Measure what each column is worth to `estimator.score` under given permutations of the rows.

    Parameters
    ----------
    estimator
        A fitted estimator.
    X
        Samples of shape (n_samples, n_features).
    y
        Targets of shape (n_samples,).
    orders
        Permutations of the rows, of shape (n_repeats, n_samples).

    Returns
    -------
    NDArray
        Importances of shape (n_features, n_repeats).

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = [[0.0, 1.0], [1.0, 1.0]], [0.0, 1.0]
    >>> permutation_importance_naive(Ridge(alpha=0.0).fit(X, y), X, y, [[0, 1], [1, 0]]).round(6)
    array([[0., 4.], [0., 0.]])
    """
    table, places = np.asarray(X), np.asarray(orders)
    result = np.empty((table.shape[1], len(places)))
    for column in range(table.shape[1]):
        for repeat, order in enumerate(places):
            changed = table.copy()
            changed[:, column] = table[order, column]
            result[column, repeat] = estimator.score(table, y) - estimator.score(changed, y)
    return result


def _source(rng: Rng) -> Any:
    # Every column starts again from one seed: scikit-learn does so for its parallel jobs.
    if isinstance(rng, np.random.Generator):
        seed = int(rng.integers(2**31))
        return lambda: np.random.default_rng(seed)
    seed = int(rng.randint(2**31, dtype=np.int64))
    return lambda: np.random.RandomState(seed)


def _importances(whole: Any, found: list[list[Any]]) -> Named:
    importances = whole - np.array(found)
    return Named(
        importances_mean=importances.mean(axis=1),
        importances_std=importances.std(axis=1),
        importances=importances,
    )


def _array(X: Any) -> NDArray[Any]:
    if hasattr(X, "tocsr"):
        raise TypeError("X: expected an array or a data frame, got a sparse matrix")
    array = np.asarray(X)
    if array.dtype.kind in "US":
        array = np.array(X, dtype=object)  # numbers beside words stay numbers
    if array.ndim != 2:
        raise ValueError(f"X: Expected 2D array, got {array.ndim}D array instead")
    if 0 in array.shape:
        raise ValueError(f"X: expected rows and columns, got shape {array.shape}")
    return array


def _one_a_row(name: str, values: Any, number: int) -> Any:
    if values is None or (hasattr(values, "iloc") and len(values) == number):
        return values
    array = np.asarray(values)
    if array.shape[:1] != (number,):
        raise ValueError(
            f"{name}: expected one a sample, {number}, got shape {array.shape}: Found input "
            "variables with inconsistent numbers of samples"
        )
    return array


def _size(share: float, number: int) -> int:
    if isinstance(share, Integral) and not isinstance(share, bool):
        if not 1 <= share <= number:
            raise ValueError(
                f"max_samples must be <= n_samples: expected 1 to {number}, got {share}"
            )
        return int(share)
    if not isinstance(share, Real) or isinstance(share, bool) or not 0 < float(share) <= 1:
        raise ValueError(
            f"max_samples: expected a number of rows, or a share above 0 and up to 1, got {share!r}"
        )
    if not (size := int(float(share) * number)):
        raise ValueError(f"max_samples: {share} of {number} rows is no row")
    return size


def _take(data: Any, rows: NDArray[Any]) -> Any:
    if data is None:
        return None
    return data.iloc[rows] if hasattr(data, "iloc") else data[rows]


def _column(table: Any, place: int) -> Any:
    # A frame's own kind of array: categories and missing values stay what they are.
    return table.iloc[:, place].array if hasattr(table, "iloc") else table[:, place]


def _put(table: Any, place: int, values: Any) -> None:
    if hasattr(table, "iloc"):
        table.isetitem(place, values)
    else:
        table[:, place] = values
