"""PageRank: which pages a reader visits who follows links at random, as an eigenvector."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._input import (
    LinAlgError,
    Matrix,
    Vector,
    check_rhs,
    check_square,
)

__all__ = ["google_matrix", "pagerank"]


def pagerank(
    adjacency: ArrayLike,
    alpha: float = 0.85,
    personalization: ArrayLike | None = None,
    *,
    max_iter: int = 1000,
    tol: float = 1e-10,
) -> NDArray[np.float64]:
    r"""Rank the nodes of a graph by how often a random walk along its links meets them.

    With probability `alpha` the walker follows a link, by its weight; else, and from nodes
    without links, it jumps anywhere. The ranks are the eigenvector of eigenvalue 1 of the
    [google_matrix][journey.mathematics.linalg.google_matrix], found by power iteration without
    ever forming that matrix.

    Parameters
    ----------
    adjacency
        Matrix of shape (n, n): entry (i, j) is the weight of the link from i to j, at least 0.
    alpha
        Probability of following a link, at least 0 and below 1.
    personalization
        Where jumps go, shape (n,), at least 0; equally often everywhere if it is not given.
    max_iter
        Number of steps after which it gives up.
    tol
        The iteration ends where ranks are known to be within `tol`, added over all nodes.

    Returns
    -------
    ndarray of shape (n,)
        Ranks that add up to 1.

    Raises
    ------
    ValueError
        If an argument does not fit.
    LinAlgError
        If the ranks are not known to within `tol` after `max_iter` steps.

    Notes
    -----
    A step shrinks the error, added over all nodes, by `alpha` at least. So the last change,
    times $\alpha / (1 - \alpha)$, bounds the error that is left. NetworkX ends when the change
    itself is small.

    References
    ----------
    Page, L., Brin, S., Motwani, R. and Winograd, T. (1999). The PageRank citation ranking.
    Stanford InfoLab technical report 1999-66.
    Langville, A. N. and Meyer, C. D. (2004). Deeper inside PageRank. Internet Mathematics 1(3),
    335-380.

    Examples
    --------
    >>> from journey.mathematics.linalg import pagerank
    >>> pagerank([[0, 1, 1], [0, 0, 1], [1, 0, 0]]).round(4)
    array([0.3878, 0.2148, 0.3974])
    """
    links, jump = _walk(adjacency, alpha, personalization)
    if not tol > 0:
        raise ValueError(f"tol: expected a number above 0, got {tol!r}")
    if max_iter < 1:
        raise ValueError(f"max_iter: expected a whole number of at least 1, got {max_iter!r}")
    nowhere = links.sum(axis=1) == 0
    x = jump
    for _ in range(max_iter):
        new = alpha * (x @ links + x[nowhere].sum() * jump) + (1 - alpha) * jump
        new /= new.sum()  # 1 but for rounding
        change = float(np.abs(new - x).sum())
        x = new
        if change * alpha <= tol * (1 - alpha):
            return np.asarray(x)
    raise LinAlgError(
        f"adjacency: after {max_iter} steps ranks still change by {change:.2g}, too much to know "
        f"them to within {tol:.2g}; raise max_iter or lower alpha"
    )


def google_matrix(
    adjacency: ArrayLike, alpha: float = 0.85, personalization: ArrayLike | None = None
) -> Matrix:
    r"""Return the matrix of the walk behind `pagerank`.

    Entry (i, j) is the chance of going from i to j. Dense: for the definition, and small graphs.

    Parameters
    ----------
    adjacency, alpha, personalization
        As in [pagerank][journey.mathematics.linalg.pagerank].

    Returns
    -------
    ndarray of shape (n, n)
        Rows add up to 1.

    Raises
    ------
    ValueError
        If an argument does not fit.

    References
    ----------
    Langville, A. N. and Meyer, C. D. (2004). Deeper inside PageRank. Internet Mathematics 1(3),
    335-380.

    Examples
    --------
    >>> from journey.mathematics.linalg import google_matrix
    >>> google_matrix([[0, 1], [0, 0]], alpha=0.5)
    array([[0.25, 0.75],
           [0.5 , 0.5 ]])
    """
    links, jump = _walk(adjacency, alpha, personalization)
    links[links.sum(axis=1) == 0] = jump
    return alpha * links + (1 - alpha) * jump


def _walk(
    adjacency: ArrayLike, alpha: float, personalization: ArrayLike | None
) -> tuple[Matrix, Vector]:
    """Return the chances along links, rows of zeros where there are none, and those of jumps."""
    links = check_square(adjacency, "adjacency")
    n = len(links)
    if (links < 0).any():
        raise ValueError(f"adjacency: expected weights of at least 0, got {links.min():.6g}")
    if not 0 <= alpha < 1:
        raise ValueError(f"alpha: expected a number from 0 to below 1, got {alpha!r}")
    jump = (
        np.ones(n) if personalization is None else check_rhs(personalization, n, "personalization")
    )
    if jump.ndim != 1 or (jump < 0).any() or not jump.any():
        raise ValueError("personalization: expected a vector of numbers >= 0, not all of them 0")
    largest = links.max(axis=1, keepdims=True)
    links = np.divide(links, largest, out=np.zeros_like(links), where=largest > 0)
    total = links.sum(axis=1, keepdims=True)
    links = np.divide(links, total, out=np.zeros_like(links), where=total > 0)
    jump = jump / jump.max()
    return links, jump / jump.sum()
