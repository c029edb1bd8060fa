"""Pearson's chi-squared test: of counts against expected ones, and of independence in a table."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, scalar
from journey.mathematics.stats._gamma_family import chi2
from journey.mathematics.stats._hypothesis._given import along, finite
from journey.mathematics.stats._hypothesis._results import SignificanceResult


class Chi2ContingencyResult(NamedTuple):
    """Result of [chi2_contingency][journey.mathematics.stats.chi2_contingency].

    Attributes
    ----------
    statistic, pvalue
        The statistic, and the probability of one at least as large under independence.
    dof
        Degrees of freedom.
    expected_freq
        The counts that independence would give, of the table's shape.

    Examples
    --------
    >>> chi2_contingency([[10, 10], [10, 10]]).expected_freq.tolist()
    [[10.0, 10.0], [10.0, 10.0]]
    """

    statistic: float
    pvalue: float
    dof: int
    expected_freq: Floats


def _divergence(observed: Floats, expected: Floats, lambda_: str | None) -> Floats:
    """Return the terms whose sum is the statistic."""
    if lambda_ in (None, "pearson"):
        return (observed - expected) ** 2 / expected
    some = observed > 0  # an empty cell adds nothing
    safe = np.where(some, observed, 1.0)
    return np.where(some, 2 * observed * np.log(safe / expected), 0.0)


def _known(function: str, lambda_: str | None) -> None:
    if lambda_ not in (None, "pearson", "log-likelihood"):
        raise ValueError(
            f"{function}: lambda_: expected 'pearson' or 'log-likelihood', got {lambda_!r}"
        )


def chisquare(
    f_obs: ArrayLike,
    f_exp: ArrayLike | None = None,
    ddof: int = 0,
    axis: int | None = 0,
) -> SignificanceResult:
    r"""Test counts against expected ones: $\chi^2 = \sum_i (O_i - E_i)^2 / E_i$.

    Parameters
    ----------
    f_obs
        Observed counts along `axis`.
    f_exp
        Expected counts with the same sum. Default: all equal.
    ddof
        How many parameters of the expected counts were estimated from the same data; the degrees of
        freedom are $k - 1$ less that.
    axis
        Which axis holds the categories; None: all of them.

    Returns
    -------
    SignificanceResult

    Raises
    ------
    ValueError
        If a count is negative, an expected one is not positive, the sums differ, or no degree of
        freedom is left.

    References
    ----------
    Pearson, K. (1900). On the criterion that a given system of deviations from the probable in the
    case of a correlated system of variables is such that it can be reasonably supposed to have
    arisen from random sampling. Philosophical Magazine 50(302), 157-175.

    Examples
    --------
    >>> statistic, p = chisquare([16, 18, 16, 14, 12, 12])
    >>> f"{statistic:.4f} {p:.4f}"
    '2.0000 0.8491'
    """
    (observed,) = along("chisquare", axis, f_obs=f_obs)
    if (observed < 0).any():
        raise ValueError(f"chisquare: f_obs: expected counts from 0 on, got {observed.min()}")
    if f_exp is None:
        expected = np.broadcast_to(observed.mean(axis=-1, keepdims=True), observed.shape)
    else:
        (expected,) = along("chisquare", axis, f_exp=f_exp)
        if expected.shape[-1] != observed.shape[-1]:
            raise ValueError(
                f"chisquare: f_exp: expected {observed.shape[-1]} categories, "
                f"got {expected.shape[-1]}"
            )
        sums = observed.sum(axis=-1), expected.sum(axis=-1)
        if not np.allclose(*sums, rtol=1e-8, atol=0):
            raise ValueError(
                "chisquare: f_exp: expected the sum of f_obs, "
                f"{float(np.max(sums[0])):g}, got {float(np.max(sums[1])):g}"
            )
    if not (expected > 0).all():
        raise ValueError(f"chisquare: f_exp: expected positive numbers, got {expected.min()}")
    df = observed.shape[-1] - 1 - ddof
    if df < 1:
        raise ValueError(
            f"chisquare: ddof: expected less than {observed.shape[-1] - 1}, one less than the "
            f"categories, got {ddof}"
        )
    statistic = _divergence(observed, expected, None).sum(axis=-1)
    return SignificanceResult(scalar(statistic), chi2.sf(statistic, df))


def chi2_contingency(
    observed: ArrayLike, correction: bool = True, lambda_: str | None = None
) -> Chi2ContingencyResult:
    """Test whether the axes of a table of counts are independent.

    Parameters
    ----------
    observed
        Counts, of any number of axes.
    correction
        Whether a table with one degree of freedom gets Yates's correction: each count is moved by
        up to one half towards the expected one.
    lambda_
        `"pearson"`, the default, or `"log-likelihood"` for the likelihood ratio, also called G.

    Returns
    -------
    Chi2ContingencyResult
        A table with one row or one column has no degree of freedom; its p-value is 1.

    Raises
    ------
    ValueError
        If a count is negative, or a whole row or column is empty.

    References
    ----------
    Yates, F. (1934). Contingency tables involving small numbers and the chi-squared test.
    Supplement to the Journal of the Royal Statistical Society 1(2), 217-235.

    Examples
    --------
    >>> result = chi2_contingency([[10, 20], [30, 20]])
    >>> f"{result.statistic:.4f} {result.pvalue:.4f} {result.dof}"
    '4.3200 0.0377 1'
    """
    _known("chi2_contingency", lambda_)
    table = finite("chi2_contingency", "observed", observed)
    if table.size == 0 or (table < 0).any():
        raise ValueError(
            "chi2_contingency: observed: expected counts from 0 on, "
            f"got {'none' if table.size == 0 else float(table.min())}"
        )
    expected: Any = table.sum()
    total = expected
    for axis in range(table.ndim):
        others = tuple(a for a in range(table.ndim) if a != axis)
        margin = table.sum(axis=others, keepdims=True)
        if not (margin > 0).all():
            raise ValueError(
                f"chi2_contingency: observed: expected no empty row or column, got one on axis "
                f"{axis}"
            )
        expected = expected * (margin / total)
    expected = np.asarray(expected)
    dof = int(table.size - sum(table.shape) + table.ndim - 1)
    if dof == 0:
        return Chi2ContingencyResult(0.0, 1.0, 0, expected)
    moved = table
    if dof == 1 and correction:
        gap = expected - table
        moved = table + np.sign(gap) * np.minimum(0.5, np.abs(gap))
    statistic = float(_divergence(moved, expected, lambda_).sum())
    return Chi2ContingencyResult(statistic, float(chi2.sf(statistic, dof)), dof, expected)
