"""Mutual information of each feature with the target, from nearest neighbours.

Numbers with numbers by Kraskov et al. (2004), numbers with classes by Ross (2014), classes with
classes by counting. Sorting replaces a search tree: in one dimension neighbours are neighbours.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.likelihood import digamma
from journey.ml.utils import (
    Rng,
    check_array,
    check_integer,
    check_labels,
    check_random_state,
    check_target,
)

Array = NDArray[np.float64]
Discrete = Literal["auto"] | bool | ArrayLike


def mutual_info_regression(
    X: ArrayLike,
    y: ArrayLike,
    *,
    discrete_features: Discrete = "auto",
    n_neighbors: int = 3,
    random_state: int | Rng | None = None,
) -> Array:
    r"""Estimate the mutual information of each feature with a target that is a number.

    $I(x; y) = \mathbb{E} \log \frac{p(x, y)}{p(x)\, p(y)}$ is zero where they are independent, and
    only there. Unlike a correlation it sees bent relations, but not what two features say together.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Targets of shape (n_samples,).
    discrete_features
        Which features are categories: a mask, numbers of columns, or true or false for all.
        Default: none.
    n_neighbors
        More lower the variance and raise the bias. Default: 3.
    random_state
        Seed of the tiny noise that separates equal numbers.

    Returns
    -------
    NDArray
        One estimate in nats a feature, not negative.

    Raises
    ------
    ValueError
        If the shapes do not fit, or ``n_neighbors`` is less than 1 or not less than the samples.

    References
    ----------
    Kraskov, A., Stögbauer, H., Grassberger, P. (2004). Estimating mutual information. Physical
    Review E 69, 066138. Equation 8.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> X = rng.normal(size=(200, 2))
    >>> mutual_info_regression(X, X[:, 0] ** 2, random_state=0).round(1)
    array([2.8, 0.1])
    """
    table = check_array(X).astype(np.float64)
    return _of_features(
        table, check_target(y, len(table)), False, discrete_features, n_neighbors, random_state
    )


def mutual_info_classif(
    X: ArrayLike,
    y: ArrayLike,
    *,
    discrete_features: Discrete = "auto",
    n_neighbors: int = 3,
    random_state: int | Rng | None = None,
) -> Array:
    """Estimate the mutual information of each feature with a class.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Labels of shape (n_samples,).
    discrete_features
        Which features are categories: a mask, numbers of columns, or true or false for all.
        Default: none.
    n_neighbors
        More lower the variance and raise the bias. Default: 3.
    random_state
        Seed of the tiny noise that separates equal numbers.

    Returns
    -------
    NDArray
        One estimate in nats a feature, not negative.

    Raises
    ------
    ValueError
        If the shapes do not fit, or ``n_neighbors`` is less than 1 or not less than the samples.

    References
    ----------
    Ross, B. C. (2014). Mutual information between discrete and continuous data sets. PLoS ONE 9(2),
    e87357. Equation 2.

    Examples
    --------
    >>> X = np.column_stack([np.arange(100.0), np.arange(100.0) % 2])
    >>> y = np.repeat(["low", "high"], 50)
    >>> mutual_info_classif(X, y, discrete_features=[1], random_state=0).round(2)
    array([0.68, 0.  ])
    """
    table = check_array(X).astype(np.float64)
    _, codes = check_labels(y, len(table), few=False)
    return _of_features(
        table, codes.astype(np.float64), True, discrete_features, n_neighbors, random_state
    )


def _of_features(
    table: Array,
    target: Array,
    target_discrete: bool,
    discrete_features: Discrete,
    n_neighbors: int,
    random_state: int | Rng | None,
) -> Array:
    n_samples, n_features = table.shape
    check_integer("n_neighbors", n_neighbors, 1)
    if n_neighbors >= n_samples:
        raise ValueError(
            f"n_neighbors: expected less than n_samples = {n_samples}, got {n_neighbors}"
        )
    mask = _mask(discrete_features, n_features)
    rng = check_random_state(random_state)
    # Noise of a ten-billionth separates equal numbers, which the theory excludes. It is drawn in
    # scikit-learn's order, so that the same seed gives the same estimate.
    columns = table.copy()
    columns[:, ~mask] = _separated(columns[:, ~mask], rng)
    if not target_discrete:
        target = _separated(target[:, None], rng)[:, 0]
    return np.array(
        [
            max(0.0, _estimate(columns[:, j], target, bool(mask[j]), target_discrete, n_neighbors))
            for j in range(n_features)
        ]
    )


def _mask(discrete: Any, n_features: int) -> NDArray[np.bool_]:
    if isinstance(discrete, str):
        if discrete != "auto":
            raise ValueError(
                f"discrete_features: expected 'auto', a bool, a mask or columns, got {discrete!r}"
            )
        return np.zeros(n_features, dtype=bool)
    given = np.asarray(discrete)
    if given.ndim == 0:
        return np.full(n_features, bool(given))
    if given.dtype == bool:
        if given.shape != (n_features,):
            raise ValueError(
                f"discrete_features: expected a mask of {n_features} values, got {given.shape}"
            )
        return given
    mask = np.zeros(n_features, dtype=bool)
    mask[given.astype(np.intp)] = True
    return mask


def _separated(values: Array, rng: Rng) -> Array:
    spread = values.std(axis=0)
    scaled = values / np.where(spread > 0, spread, 1.0)
    size = np.maximum(1, np.abs(scaled).mean(axis=0))
    return np.asarray(scaled + 1e-10 * size * rng.standard_normal(size=values.shape))


def _estimate(x: Array, y: Array, x_discrete: bool, y_discrete: bool, k: int) -> float:
    if x_discrete and y_discrete:
        return _of_classes(x, y)
    if x_discrete:
        return _of_number_and_class(y, x, k)
    if y_discrete:
        return _of_number_and_class(x, y, k)
    return _of_numbers(x, y, k)


def _of_classes(x: Array, y: Array) -> float:
    # The sum over all cells of the table of counts.
    _, a = np.unique(x, return_inverse=True)
    _, b = np.unique(y, return_inverse=True)
    counts = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(counts, (a, b), 1.0)
    share = counts / counts.sum()
    apart = share.sum(axis=1, keepdims=True) * share.sum(axis=0, keepdims=True)
    seen = share > 0
    return float(np.sum(share[seen] * np.log(share[seen] / apart[seen])))


def _of_numbers(x: Array, y: Array, k: int) -> float:
    # Kraskov et al., equation 8; "nearer than" in one coordinate includes the sample itself.
    radius = np.nextafter(_kth_distance_in_plane(x, y, k), 0)
    near = digamma(_within(x, radius)) + digamma(_within(y, radius))
    return float(digamma(len(x)) + digamma(k) - near.mean())


def _of_number_and_class(x: Array, classes: Array, k: int) -> float:
    # Ross, equation 2: the distance to the k-th neighbour of one's own class, and how many of any
    # class are nearer. A class of one sample has no neighbours and is left out.
    _, code, count = np.unique(classes, return_inverse=True, return_counts=True)
    radius = np.zeros(len(x))
    for own in np.flatnonzero(count > 1):
        mine = code == own
        radius[mine] = _kth_distance_on_line(x[mine], min(k, int(count[own]) - 1))
    kept = count[code] > 1
    n = int(kept.sum())
    if n == 0:
        return 0.0
    own_count = count[code][kept]
    near = _within(x[kept], np.nextafter(radius[kept], 0))
    neighbours = np.minimum(k, own_count - 1)
    return float(
        digamma(n) + digamma(neighbours).mean() - digamma(own_count).mean() - digamma(near).mean()
    )


def _within(x: Array, radius: Array) -> NDArray[np.intp]:
    """Count the samples at most a radius away on the line, the sample itself among them."""
    order = np.sort(x)
    return _reach(order, x, radius) + _reach(-order[::-1], -x, radius) - _same(order, x)


def _same(order: Array, x: Array) -> NDArray[np.intp]:
    return order.searchsorted(x, side="right") - order.searchsorted(x, side="left")


def _reach(order: Array, x: Array, radius: Array) -> NDArray[np.intp]:
    # How many of those from x up are at most a radius away. x + radius is rounded, so the distance
    # itself decides about the values next to the border, equal ones together.
    end = order.searchsorted(x + radius, side="right")
    padded = np.concatenate([[-np.inf], order, [np.inf]])
    while True:
        above, last = padded[end + 1], padded[end]
        further, back = above - x <= radius, last - x > radius
        if not (further | back).any():
            return np.asarray(end - order.searchsorted(x, side="left"), dtype=np.intp)
        end = np.where(further, order.searchsorted(above, side="right"), end)
        end = np.where(back, order.searchsorted(last, side="left"), end)


def _kth_distance_on_line(x: Array, k: int) -> Array:
    # The k nearest lie among the k to the left and the k to the right.
    order = np.argsort(x, kind="stable")
    padded = np.concatenate([np.full(k, -np.inf), x[order], np.full(k, np.inf)])
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * k + 1)
    away = np.abs(windows - x[order][:, None])
    away.partition(k, axis=1)  # place 0 is the sample itself
    out = np.empty(len(x))
    out[order] = away[:, k]
    return out


def _kth_distance_in_plane(x: Array, y: Array, k: int) -> Array:
    # By the larger of both coordinates' distances. Look at ever wider windows along x until
    # whatever lies outside is too far along x alone.
    n = len(x)
    order = np.argsort(x, kind="stable")
    a, b = x[order], y[order]
    found = np.empty(n)
    open_rows = np.arange(n)
    width = min(n - 1, k + 2 * int(np.sqrt(k * n)))
    while len(open_rows):
        padded_a = np.concatenate([np.full(width + 1, -np.inf), a, np.full(width + 1, np.inf)])
        padded_b = np.concatenate([np.zeros(width + 1), b, np.zeros(width + 1)])
        left = []
        for rows in np.array_split(open_rows, len(open_rows) * width // 500_000 + 1):
            near = rows[:, None] + np.arange(1, 2 * width + 2)  # the window, places in padded
            away = np.maximum(
                np.abs(padded_a[near] - a[rows, None]), np.abs(padded_b[near] - b[rows, None])
            )
            away.partition(k, axis=1)
            distance = away[:, k]
            outside = np.minimum(a[rows] - padded_a[rows], padded_a[rows + 2 * width + 2] - a[rows])
            done = distance <= outside
            found[rows[done]] = distance[done]
            left.append(rows[~done])
        open_rows = np.concatenate(left)
        width = min(n - 1, 2 * width)
    out = np.empty(n)
    out[order] = found
    return out
