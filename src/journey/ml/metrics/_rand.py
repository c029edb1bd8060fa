"""Agreement of two clusterings, corrected for chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def adjusted_rand_score(labels_true: ArrayLike, labels_pred: ArrayLike) -> float:
    r"""Return the adjusted Rand index of two labellings of the same samples.

    Counts the pairs of samples that are together in both labellings, $\sum_{ij} \binom{n_{ij}}{2}$
    for a table of counts $n_{ij}$, minus what chance would give, scaled so that agreement is 1 and
    chance is 0 on average. The names of the labels do not matter.

    Parameters
    ----------
    labels_true
        One labelling, of shape (n_samples,).
    labels_pred
        The other, of the same shape.

    Returns
    -------
    float
        At most 1; below 0 when there is less agreement than chance would give.

    Raises
    ------
    ValueError
        If the shapes differ or are not one-dimensional.

    References
    ----------
    Hubert, L. and Arabie, P. (1985). Comparing partitions. Journal of Classification 2, 193-218.
    Equation 5.

    Examples
    --------
    >>> adjusted_rand_score([0, 0, 1, 1], ["b", "b", "a", "a"])
    1.0
    >>> round(adjusted_rand_score([0, 0, 1, 2], [0, 0, 1, 1]), 4)
    0.5714
    """
    first, second = np.asarray(labels_true), np.asarray(labels_pred)
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError(
            "labels_true, labels_pred: expected two arrays of the same shape (n_samples,), "
            f"got {first.shape} and {second.shape}"
        )
    rows, a = np.unique(first, return_inverse=True)
    columns, b = np.unique(second, return_inverse=True)
    table = np.bincount(a * len(columns) + b, minlength=len(rows) * len(columns))
    table = table.reshape(len(rows), len(columns))
    together = _pairs(table)
    in_first, in_second = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    every = _pairs(np.array([len(first)]))
    if in_first == in_second == together:  # the same partition, also when all is one cluster
        return 1.0
    chance = in_first * in_second / every
    return float((together - chance) / ((in_first + in_second) / 2 - chance))


def _pairs(counts: np.typing.NDArray[np.intp]) -> int:
    # In Python's integers: the products of pair counts overflow 64 bits from n = 80,000 on.
    return sum(n * (n - 1) // 2 for n in counts.ravel().tolist())
