"""One-way analysis of variance: Fisher's F, and Welch's for unequal variances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, quiet, scalar
from journey.mathematics.special._incomplete_beta import both_tails
from journey.mathematics.stats._hypothesis._given import along_all, mean_and_variance


@dataclass(frozen=True)
class FOnewayResult:
    """Result of [f_oneway][journey.mathematics.stats.f_oneway]; unpacks into statistic and p-value.

    Attributes
    ----------
    statistic, pvalue
        Numbers or arrays.
    df
        Degrees of freedom between and within the groups; the second is not whole for Welch's test.

    Examples
    --------
    >>> statistic, pvalue = f_oneway([1.0, 2.0, 3.0], [2.0, 3.0, 4.0])
    >>> float(statistic)
    1.5
    """

    statistic: Any
    pvalue: Any
    df: tuple[Any, Any]

    def __iter__(self) -> Iterator[Any]:
        return iter((self.statistic, self.pvalue))


def f_tail(statistic: Floats, between: float, within: Floats) -> Floats:
    """Return the upper tail of the F distribution, NaN for NaN.

    Fisher's ratio is a beta variable in disguise: with x = d1 F / (d1 F + d2), the tail is that of
    beta with shapes d1/2 and d2/2. Both x and 1 - x are given, so that neither is a difference.
    """
    shape = statistic.shape
    f, d2 = (np.ravel(part) for part in np.broadcast_arrays(statistic, within))
    f, d2 = (np.where(np.isnan(f), one, part) for part, one in ((f, 0.0), (d2, 1.0)))
    d1 = np.full_like(f, between)
    with quiet():
        whole = d1 * f + d2
        _, upper = both_tails(d1 / 2, d2 / 2, d1 * f / whole, d2 / whole)
    return np.where(np.isnan(statistic), np.nan, upper.reshape(shape))


def f_oneway(*samples: ArrayLike, axis: int | None = 0, equal_var: bool = True) -> FOnewayResult:
    r"""Test whether two or more groups have the same mean.

    The statistic is the mean square between the groups over that within them.

    Parameters
    ----------
    *samples
        The groups, each with its observations along `axis`.
    axis
        Which axis holds the observations; None: all of them.
    equal_var
        False: Welch's test, which weighs each group's mean by its own precision.

    Returns
    -------
    FOnewayResult
        NaN where no group varies; for Welch's test, where one does not.

    Raises
    ------
    ValueError
        If there are fewer than two groups, a group is empty (for Welch's test: has fewer than two
        observations), or no group has two.

    References
    ----------
    Fisher, R. A. (1925). Statistical Methods for Research Workers, chapter VII. Oliver and Boyd.

    Welch, B. L. (1951). On the comparison of several mean values: an alternative approach.
    Biometrika 38(3-4), 330-336.

    Examples
    --------
    >>> result = f_oneway([6.0, 8.0, 4.0, 5.0], [8.0, 12.0, 9.0], [13.0, 9.0, 11.0, 8.0])
    >>> f"{result.statistic:.4f} {result.pvalue:.4f} {result.df}"
    '5.7899 0.0279 (2, 8)'
    """
    if len(samples) < 2:
        raise ValueError(f"f_oneway: samples: expected at least two groups, got {len(samples)}")
    named = {f"samples[{i}]": values for i, values in enumerate(samples)}
    groups = along_all("f_oneway", axis, named, least=1 if equal_var else 2)
    sizes = np.array([group.shape[-1] for group in groups], dtype=np.float64)
    k, total = len(groups), float(sizes.sum())
    if total == k:
        raise ValueError("f_oneway: samples: expected a group of at least two, got none")
    lead = np.broadcast_shapes(*(group.shape[:-1] for group in groups))
    # Relative to one of the data, sums of squares do not depend on how far from 0 these lie.
    pivot = np.broadcast_to(groups[0][..., :1], (*lead, 1))
    found = [mean_and_variance(group - pivot, 0 if equal_var else 1) for group in groups]
    means = np.stack([np.broadcast_to(mean, lead) for mean, _ in found], axis=-1)  # (..., k)
    variances = np.stack([np.broadcast_to(var, lead) for _, var in found], axis=-1)
    if equal_var:
        within = (sizes * variances).sum(axis=-1)
        grand = (sizes * means).sum(axis=-1, keepdims=True) / total
        between = (sizes * (means - grand) ** 2).sum(axis=-1)
        with quiet():
            statistic = (between / (k - 1)) / (within / (total - k))
        statistic = np.where(within > 0, statistic, np.nan)
        df: Floats = np.full(lead, total - k)
    else:
        varied = (variances > 0).all(axis=-1)
        weights = sizes / np.where(variances > 0, variances, 1.0)
        shares = weights / weights.sum(axis=-1, keepdims=True)
        grand = (shares * means).sum(axis=-1, keepdims=True)
        between = (weights * (means - grand) ** 2).sum(axis=-1) / (k - 1)
        loose = ((1 - shares) ** 2 / (sizes - 1)).sum(axis=-1)
        statistic = between / (1 + 2 * (k - 2) / (k**2 - 1) * loose)
        statistic = np.where(varied, statistic, np.nan)
        df = np.where(varied, (k**2 - 1) / (3 * loose), np.nan)
    pvalue = f_tail(statistic, k - 1, df)
    whole = int(total - k) if equal_var else scalar(df)
    return FOnewayResult(scalar(statistic), scalar(pvalue), (k - 1, whole))
