"""Partial correlation: what is left of a correlation when other variables are held fixed."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.linalg import cho_solve, cholesky, lstsq
from journey.mathematics.linalg._input import EPS, LinAlgError, Matrix, check_matrix
from journey.mathematics.stats.correlation._pearson import centred
from journey.mathematics.stats.correlation._result import (
    PearsonRResult,
    check_alternative,
    check_pair,
    pvalue_of_r,
)


def partial_correlation(
    x: ArrayLike, y: ArrayLike, covariates: ArrayLike, *, alternative: str = "two-sided"
) -> PearsonRResult:
    r"""Return the correlation of what linear regression on `covariates` leaves of `x` and `y`.

    With one covariate it is $(r_{xy} - r_{xz} r_{yz}) / \sqrt{(1 - r_{xz}^2)(1 - r_{yz}^2)}$.
    Each covariate costs one degree of freedom; the p-value is that of the coefficient of `x` in a
    least-squares regression of `y` on `x` and the covariates.

    Parameters
    ----------
    x, y
        Shape (n,), finite numbers, not all equal.
    covariates
        Shape (n,) or (n, k): what is held fixed. More than k + 2 observations are needed.
    alternative
        `"two-sided"`, `"greater"` or `"less"`.

    Returns
    -------
    PearsonRResult
        `statistic`, `pvalue`, and `confidence_interval(confidence_level=0.95)`.

    Raises
    ------
    TypeError
        If an argument holds something else than real numbers.
    ValueError
        If shapes do not fit, or the covariates leave nothing of `x` or `y`.

    References
    ----------
    Yule, G. U. (1907). On the theory of correlation for any number of variables, treated by a new
    system of notation. Proceedings of the Royal Society A 79(529), 182-193.
    Fisher, R. A. (1924). The distribution of the partial correlation coefficient. Metron 3,
    329-332.

    Examples
    --------
    >>> z = [1, 2, 3, 4, 5, 6]
    >>> x = [1.1, 1.9, 3.2, 3.8, 5.1, 5.9]
    >>> y = [1.2, 1.9, 2.9, 3.9, 5.3, 5.8]
    >>> round(partial_correlation(x, y, z).statistic, 4)
    0.4871
    """
    check_alternative("partial_correlation", alternative)
    a, b = check_pair("partial_correlation", x, y)
    table = np.asarray(covariates)
    table = check_matrix(table[:, None] if table.ndim == 1 else table, "covariates")
    n, k = table.shape
    if n != len(a):
        raise ValueError(
            f"partial_correlation: covariates: expected {len(a)} rows, as x has, got {n}"
        )
    if n <= k + 2:
        raise ValueError(
            f"partial_correlation: x: expected more than {k + 2} values for {k} covariates, got {n}"
        )
    # Around their means and of one size, so that no column drowns the others in rounding.
    table = table - table.mean(axis=0)
    size = np.abs(table).max(axis=0)
    design = np.column_stack([np.ones(n), table / np.where(size > 0, size, 1.0)])
    both = np.column_stack([a - a.mean(), b - b.mean()])
    fit = lstsq(design, both)
    left = both - design @ fit.x
    for name, before, after in zip("xy", both.T, left.T, strict=True):
        if np.linalg.norm(after) <= 100 * n * EPS * np.linalg.norm(before):
            raise ValueError(
                f"partial_correlation: {name}: expected something that the covariates do not "
                "explain, got a linear combination of them"
            )
    units = [centred("partial_correlation", name, c) for name, c in zip("xy", left.T, strict=True)]
    r = float(np.clip(units[0] @ units[1], -1, 1))
    held = int(fit.rank) - 1  # a covariate that repeats others costs nothing
    return PearsonRResult(r, pvalue_of_r(r, n - 2 - held, alternative), alternative, n - held)


def partial_correlation_matrix(X: ArrayLike) -> Matrix:
    r"""Return the correlation of each pair of columns with all other columns held fixed.

    With $P = R^{-1}$, the inverse of the correlation matrix, it is $-P_{ij} / \sqrt{P_{ii}
    P_{jj}}$: one inverse instead of a regression for every pair.

    Parameters
    ----------
    X
        Shape (n, d), more rows than columns.

    Returns
    -------
    ndarray
        Shape (d, d), ones on the diagonal.

    Raises
    ------
    TypeError
        If it holds something else than real numbers.
    ValueError
        If a column is constant, or one follows from the others.

    References
    ----------
    Lauritzen, S. L. (1996). Graphical Models, section 5.1.3. Oxford University Press.

    Examples
    --------
    >>> X = [[1, 1.1, 1.2], [2, 1.9, 1.9], [3, 3.2, 2.9], [4, 3.8, 3.9], [5, 5.1, 5.3]]
    >>> partial_correlation_matrix(X).round(3)[0].tolist()
    [1.0, 0.606, 0.422]
    """
    table = check_matrix(X, "X")
    n, d = table.shape
    if n <= d:
        raise ValueError(f"partial_correlation_matrix: X: expected more than {d} rows, got {n}")
    for j in range(d):
        if (table[:, j] == table[0, j]).all():
            raise ValueError(
                f"partial_correlation_matrix: X: expected columns that vary, got {table[0, j]!r} "
                f"throughout column {j}"
            )
    units = np.column_stack([centred("partial_correlation_matrix", "X", c) for c in table.T])
    correlation = units.T @ units
    try:
        precision = cho_solve((cholesky(correlation), True), np.eye(d))
    except LinAlgError as error:
        raise ValueError(
            "partial_correlation_matrix: X: expected columns none of which follows from the "
            "others, got a singular correlation matrix"
        ) from error
    precision = (precision + precision.T) / 2  # rounding aside it is symmetric
    root = np.sqrt(np.diag(precision))
    partial: Matrix = -precision / np.outer(root, root)
    np.fill_diagonal(partial, 1.0)
    return partial
