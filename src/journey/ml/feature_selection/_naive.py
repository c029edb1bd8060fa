"""Mutual information of two numbers by its definition: every pair of samples is compared.

The oracle of the fast estimate in `_mutual_information`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def mutual_info_naive(x: ArrayLike, y: ArrayLike, n_neighbors: int = 3) -> float:
    r"""Estimate the mutual information of two numbers from nearest neighbours.

    Parameters
    ----------
    x, y
        Values of shape (n_samples,), without ties.
    n_neighbors
        Which neighbour in the plane sets the distance.

    Returns
    -------
    float
        Estimate in nats; may be slightly negative.

    References
    ----------
    Kraskov, A., Stögbauer, H., Grassberger, P. (2004). Estimating mutual information. Physical
    Review E 69, 066138. Equation 8.

    Examples
    --------
    >>> x = np.linspace(0, 1, 50) ** 2
    >>> mutual_info_naive(x, x) > mutual_info_naive(x, np.sin(9 * x)) > 0.5
    True
    """
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    n = len(a)
    # digamma of a whole number: the harmonic number before it, less Euler's constant.
    digamma = np.cumsum([-np.euler_gamma, *(1 / np.arange(1, n + 1))])
    total = 0.0
    for i in range(n):
        in_x, in_y = np.abs(a - a[i]), np.abs(b - b[i])
        radius = np.sort(np.maximum(in_x, in_y))[n_neighbors]  # place 0 is the sample itself
        # Nearer than the neighbour in one coordinate, the sample itself not counted.
        near_x, near_y = np.sum(in_x < radius) - 1, np.sum(in_y < radius) - 1
        total += digamma[near_x] + digamma[near_y]
    return float(digamma[n - 1] + digamma[n_neighbors - 1] - total / n)
