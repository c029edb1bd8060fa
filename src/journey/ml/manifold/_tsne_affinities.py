"""How near samples are to one another, as t-SNE has it: probabilities of one perplexity."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.utils import FloatArray

Index = NDArray[np.intp]
_TINY = np.finfo(np.float64).tiny


def conditional_probabilities(
    distances: ArrayLike, perplexity: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Return for each row probabilities that fall with the distance, of one entropy.

    Row $i$ has $p_{j|i} \propto e^{-\beta_i d_{ij}}$, with $\beta_i$ such that the entropy is the
    logarithm of the perplexity: the row then spreads as wide as a fair choice among that many.
    Found by bisection, for all rows at once.

    Parameters
    ----------
    distances
        *Squared* distances of shape (n_samples, n_neighbors), a row's own sample left out.
    perplexity
        The number of neighbours that count, above 0 and below `n_neighbors`. Where that many
        are at the same least distance, the row stays uniform among them.

    Returns
    -------
    probabilities : NDArray
        Of the same shape; rows sum to 1.
    precisions : NDArray
        The $\beta_i$.

    Raises
    ------
    ValueError
        If `perplexity` does not lie between 0 and the number of neighbours.

    References
    ----------
    van der Maaten, L., Hinton, G. (2008). Visualizing data using t-SNE. Journal of Machine Learning
    Research 9, 2579-2605, section 2.

    Examples
    --------
    >>> p, _ = conditional_probabilities([[0.0, 1.0, 4.0, 9.0]], perplexity=2.0)
    >>> p.round(3)
    array([[0.693, 0.286, 0.02 , 0.   ]])
    >>> float(np.exp(-(p * np.log(p)).sum()).round(6))
    2.0
    """
    d = np.asarray(distances, dtype=np.float64)
    if not 0 < perplexity <= d.shape[1]:
        raise ValueError(
            f"perplexity: expected above 0 and at most {d.shape[1]} neighbours, got {perplexity}"
        )
    d = d - d.min(axis=1, keepdims=True)  # the same probabilities, and nothing underflows
    # In units of the row's mean distance, so that any scale of the data takes as many steps.
    scale = d.mean(axis=1)
    scale[scale == 0] = 1
    unit = d / scale[:, None]
    low, high = np.full(len(d), -60.0), np.full(len(d), 60.0)
    want = np.log(perplexity)
    p = np.empty_like(unit)
    total = np.empty(len(d))
    for _ in range(60):
        log_beta = (low + high) / 2
        beta = np.exp(log_beta)
        np.multiply(unit, -beta[:, None], out=p)
        np.exp(p, out=p)
        total = p.sum(axis=1)
        entropy = np.log(total) + beta * np.einsum("ij,ij->i", unit, p) / total
        wide = entropy > want
        low, high = np.where(wide, log_beta, low), np.where(wide, high, log_beta)
        if np.abs(entropy - want).max() < 1e-10:
            break
    return p / total[:, None], beta / scale


def joint_probabilities(distances: ArrayLike, perplexity: float) -> NDArray[np.float64]:
    r"""Return $(p_{j|i} + p_{i|j}) / 2n$ for all pairs of samples.

    Parameters
    ----------
    distances
        *Squared* distances of shape (n_samples, n_samples); the diagonal does not count.
    perplexity
        As in [conditional_probabilities][journey.ml.manifold.conditional_probabilities].

    Returns
    -------
    NDArray
        Symmetric, of the same shape, summing to 1, with a diagonal of zeros.

    Examples
    --------
    >>> d = [[0.0, 1.0, 4.0], [1.0, 0.0, 1.0], [4.0, 1.0, 0.0]]
    >>> joint_probabilities(d, perplexity=1.5).round(3)
    array([[0.   , 0.227, 0.047],
           [0.227, 0.   , 0.227],
           [0.047, 0.227, 0.   ]])
    """
    d = np.asarray(distances, dtype=np.float64)
    n = len(d)
    others = ~np.eye(n, dtype=np.bool_)
    p, _ = conditional_probabilities(d[others].reshape(n, n - 1), perplexity)
    full = np.zeros((n, n))
    full[others] = p.ravel()
    return (full + full.T) / (2 * n)


def sparse_probabilities(
    neighbours: Index, distances: FloatArray, perplexity: float
) -> tuple[Index, Index, NDArray[np.float64]]:
    """Return the joint probabilities of near pairs, rows in order, as rows, columns and values."""
    n, k = neighbours.shape
    p, _ = conditional_probabilities(distances, perplexity)
    rows, columns = np.repeat(np.arange(n), k), neighbours.ravel()
    # Each pair from both ends: sorted by place, the two halves stand side by side.
    place = np.concatenate([rows * n + columns, columns * n + rows])
    order = np.argsort(place, kind="stable")
    place, value = place[order], np.tile(p.ravel(), 2)[order]
    first = np.flatnonzero(np.r_[True, place[1:] != place[:-1]])
    value = np.add.reduceat(value, first) / (2 * n)
    place = place[first]
    return place // n, place % n, value


def divergence(p: FloatArray, kernel: FloatArray, total: float) -> float:
    """Return the sum of p log(p / q), where q is the kernel over its total, and p sums to 1."""
    p64 = p.astype(np.float64)
    return float(
        (p64 * (np.log(np.maximum(p64, _TINY)) - np.log(kernel))).sum() + np.log(total) * p64.sum()
    )
