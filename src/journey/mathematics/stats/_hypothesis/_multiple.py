"""Many tests at once: corrections that bound the chance of one false positive, or their share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.special._arrays import Floats, shares
from journey.mathematics.stats._hypothesis._given import finite

METHODS = {
    "b": "bonferroni",
    "s": "sidak",
    "h": "holm",
    "hs": "holm-sidak",
    "sh": "simes-hochberg",
    "fdr_i": "fdr_bh",
    "fdr_n": "fdr_by",
}


class MultipleTestsResult(NamedTuple):
    """Result of [multipletests][journey.mathematics.stats.multipletests].

    Attributes
    ----------
    reject
        Which hypotheses are rejected.
    pvals_corrected
        The p-values to compare with `alpha` itself.
    alphac_sidak, alphac_bonf
        The level of a single test, by Sidak and by Bonferroni.

    Examples
    --------
    >>> multipletests([0.01, 0.2]).alphac_bonf
    0.025
    """

    reject: NDArray[np.bool_]
    pvals_corrected: Floats
    alphac_sidak: float
    alphac_bonf: float


def multipletests(pvals: ArrayLike, alpha: float = 0.05, method: str = "hs") -> MultipleTestsResult:
    r"""Correct p-values for there being many of them. Called as in statsmodels.

    Parameters
    ----------
    pvals
        The p-values, shape (m,).
    alpha
        The bound on the family-wise error rate, or on the false discovery rate.
    method
        Family-wise: `"bonferroni"` ($m p$), `"sidak"`, `"holm"` and `"holm-sidak"` (stepping down
        from the smallest), `"simes-hochberg"` (stepping up). False discoveries: `"fdr_bh"`
        (Benjamini and Hochberg; independent or positively dependent tests), `"fdr_by"` (Benjamini
        and Yekutieli; any dependence). Short names as in statsmodels: `"b"`, `"s"`, `"h"`, `"hs"`,
        `"sh"`, `"fdr_i"`, `"fdr_n"`.

    Returns
    -------
    MultipleTestsResult
        In the order of `pvals`.

    Raises
    ------
    ValueError
        If a p-value is outside 0 to 1, there is none, or an argument is unknown.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6(2), 65-70.

    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57(1), 289-300.

    Benjamini, Y. and Yekutieli, D. (2001). The control of the false discovery rate in multiple
    testing under dependency. Annals of Statistics 29(4), 1165-1188.

    Examples
    --------
    >>> p = [0.001, 0.012, 0.03, 0.04, 0.6]
    >>> for method in ("bonferroni", "holm", "fdr_bh"):
    ...     print(multipletests(p, method=method).pvals_corrected.round(4).tolist())
    [0.005, 0.06, 0.15, 0.2, 1.0]
    [0.005, 0.048, 0.09, 0.09, 0.6]
    [0.005, 0.03, 0.05, 0.05, 0.6]
    """
    p = finite("multipletests", "pvals", pvals)
    if p.ndim != 1 or not len(p):
        raise ValueError(f"multipletests: pvals: expected at least one, in a row, got {p.shape}")
    shares("multipletests", pvals=p)
    if not 0 < alpha < 1:
        raise ValueError(f"multipletests: alpha: expected between 0 and 1, got {alpha!r}")
    name = METHODS.get(method, method)
    if name not in METHODS.values():
        raise ValueError(
            f"multipletests: method: expected one of {', '.join(METHODS.values())}, got {method!r}"
        )
    order = np.argsort(p, kind="stable")
    reject, corrected = np.empty(len(p), dtype=bool), np.empty(len(p))
    reject[order], corrected[order] = _sorted(p[order], alpha, name)
    sidak = float(-np.expm1(np.log1p(-alpha) / len(p)))
    return MultipleTestsResult(reject, np.minimum(corrected, 1.0), sidak, alpha / len(p))


def _sorted(p: Floats, alpha: float, method: str) -> tuple[NDArray[np.bool_], Floats]:
    """Return what is rejected and the corrected values, of p-values that rise."""
    m = len(p)
    left = np.arange(m, 0, -1)  # how many hypotheses are left at each step down
    tests = np.full(m, m) if method in ("bonferroni", "sidak") else left
    if method.startswith("fdr"):
        share = np.arange(1, m + 1) / m
        if method == "fdr_by":
            share = share / (1 / np.arange(1, m + 1)).sum()
        level, corrected = share * alpha, p / share
    elif method.endswith("sidak"):
        with np.errstate(divide="ignore"):  # a p-value of 1
            corrected = -np.expm1(tests * np.log1p(-p))
        level = -np.expm1(np.log1p(-alpha) / tests)
    else:
        level, corrected = alpha / tests, p * tests
    small = p <= level
    if method in ("bonferroni", "sidak"):
        return small, corrected
    if method.startswith("holm"):  # down from the smallest, until one is too large
        return np.logical_and.accumulate(small), np.maximum.accumulate(corrected)
    # up from the largest: the first small enough takes all below along
    up = np.logical_or.accumulate(small[::-1])[::-1]
    return up, np.minimum.accumulate(corrected[::-1])[::-1]
