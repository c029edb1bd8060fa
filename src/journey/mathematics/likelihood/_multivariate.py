"""The multivariate normal distribution: mean and covariance in closed form."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats


def fit_multivariate_normal(x: ArrayLike) -> tuple[Floats, Floats]:
    r"""Return the mean and covariance that make a sample of vectors most likely.

    They are the sample's own, with the number of vectors as the divisor, not one less: with
    $S = \frac1n \sum_i (x_i - \bar x)(x_i - \bar x)^\top$ the log-likelihood is
    $-\frac n2 (\log |\Sigma| + \operatorname{tr} \Sigma^{-1} S + d \log 2\pi)$ at the mean, and
    $\log |\Sigma^{-1} S| - \operatorname{tr} \Sigma^{-1} S$ is largest at $\Sigma = S$.

    Parameters
    ----------
    x
        Vectors, shape (n, d).

    Returns
    -------
    mean : ndarray of shape (d,)
    cov : ndarray of shape (d, d)

    Raises
    ------
    ValueError
        If it is no table of finite numbers, or the vectors lie in a plane: with a singular
        covariance the likelihood has no bound.

    References
    ----------
    Anderson, T. W. (2003). An Introduction to Multivariate Statistical Analysis, 3rd edition,
    theorem 3.2.1.

    Examples
    --------
    >>> from journey.mathematics.likelihood import fit_multivariate_normal
    >>> mean, cov = fit_multivariate_normal([[0.0, 0.0], [2.0, 0.0], [1.0, 3.0]])
    >>> mean.tolist(), cov.round(6).tolist()
    ([1.0, 1.0], [[0.666667, 0.0], [0.0, 2.0]])
    """
    given = np.asarray(x)
    if given.dtype.kind not in "fiub" or given.ndim != 2 or not given.size:
        raise ValueError(
            "fit_multivariate_normal: x: expected real numbers, shape (n, d), "
            f"got shape {given.shape} of type {given.dtype}"
        )
    table = given.astype(np.float64)
    if not np.isfinite(table).all():
        raise ValueError("fit_multivariate_normal: x: expected finite numbers, got others")
    mean: Floats = table.mean(axis=0)
    gaps = table - mean
    spread = gaps.std(axis=0)
    rank = int(np.linalg.matrix_rank(gaps / np.where(spread > 0, spread, 1.0)))
    if rank < table.shape[1]:
        raise ValueError(
            f"fit_multivariate_normal: x: expected vectors that span all {table.shape[1]} "
            f"dimensions around their mean, got {len(table)} that span {rank}: the likelihood has "
            "no bound"
        )
    cov: Floats = gaps.T @ gaps / len(table)
    return mean, cov
