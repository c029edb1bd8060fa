"""Principal components as they are defined: the direction of most variance, then the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def pca_naive(X: ArrayLike, n_components: int) -> tuple[Floats, Floats]:
    r"""Find principal components one at a time, by power iteration and deflation.

    A vector that is multiplied by the covariance matrix again and again turns into the direction
    of most variance. That direction is then removed, $S - \lambda v v^\top$, and what is left is
    asked again. It takes long where two variances are nearly equal.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features), at least two.
    n_components
        How many.

    Returns
    -------
    components : NDArray
        Unit vectors of shape (n_components, n_features); the largest entry of each is positive.
    variances : NDArray
        The variance along each, shape (n_components,).

    References
    ----------
    Hotelling, H. (1933). Analysis of a complex of statistical variables into principal components.
    Journal of Educational Psychology 24(6), 417-441. The iteration is in section 4.

    Examples
    --------
    >>> components, variances = pca_naive([[0, 0], [3, 4], [6, 8]], 1)
    >>> components.round(6).tolist(), variances.round(6).tolist()
    ([[0.6, 0.8]], [25.0])
    """
    table = np.asarray(X, dtype=np.float64)
    centred = table - table.mean(axis=0)
    covariance = centred.T @ centred / (len(table) - 1)
    components, variances = [], []
    for _ in range(n_components):
        v = covariance[:, np.argmax(np.diag(covariance))]
        v, before = v / np.linalg.norm(v), np.zeros_like(v)
        for _ in range(100_000):
            v, before = covariance @ v / np.linalg.norm(covariance @ v), v
            if np.abs(v - before).max() < 1e-15:
                break
        v = v * np.sign(v[np.argmax(np.abs(v))])
        components.append(v)
        variances.append(v @ covariance @ v)
        covariance = covariance - variances[-1] * np.outer(v, v)
    return np.array(components), np.array(variances)
