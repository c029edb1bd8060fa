"""What a test returns. Each unpacks into statistic and p-value, as SciPy's results do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from journey.mathematics.special._arrays import scalar
from journey.mathematics.stats._gamma_family import t


class SignificanceResult(NamedTuple):
    """Statistic and p-value, numbers or arrays.

    Attributes
    ----------
    statistic
        What the test computes from the data.
    pvalue
        Probability of a statistic at least as extreme where the null hypothesis holds.

    Examples
    --------
    >>> statistic, pvalue = SignificanceResult(2.0, 0.04)
    >>> pvalue
    0.04
    """

    statistic: Any
    pvalue: Any


class ConfidenceInterval(NamedTuple):
    """Ends of an interval.

    Attributes
    ----------
    low, high
        Numbers or arrays.

    Examples
    --------
    >>> ConfidenceInterval(0.0, 1.0).high
    1.0
    """

    low: Any
    high: Any


@dataclass(frozen=True)
class TtestResult:
    """Result of a t test; unpacks into statistic and p-value.

    Attributes
    ----------
    statistic, pvalue
        Numbers or arrays.
    df
        Degrees of freedom of Student's t; not whole for Welch's test.
    estimate
        The difference that was tested, less nothing: of means, or of the mean from 0.
    standard_error
        Its standard error.
    alternative
        As it was asked for.

    Examples
    --------
    >>> from journey.mathematics.stats import ttest_1samp
    >>> result = ttest_1samp([4.0, 5.0, 6.0, 7.0], 4.0)
    >>> low, high = result.confidence_interval()
    >>> f"{low:.3f} {high:.3f}"
    '3.446 7.554'
    """

    statistic: Any
    pvalue: Any
    df: Any
    estimate: Any
    standard_error: Any
    alternative: str = "two-sided"

    def __iter__(self) -> Iterator[Any]:
        return iter((self.statistic, self.pvalue))

    def confidence_interval(self, confidence_level: float = 0.95) -> ConfidenceInterval:
        """Return the interval of all differences that the test would not reject.

        Parameters
        ----------
        confidence_level
            Between 0 and 1. One-sided where the alternative was.

        Returns
        -------
        ConfidenceInterval

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.
        """
        if not 0 < confidence_level < 1:
            raise ValueError(
                "confidence_interval: confidence_level: expected a number between 0 and 1, "
                f"got {confidence_level!r}"
            )
        tail = 1 - confidence_level
        tail = tail / 2 if self.alternative == "two-sided" else tail
        nothing = np.isnan(np.asarray(self.statistic))
        df = np.where(nothing, 1.0, self.df)
        reach = np.where(nothing, np.nan, t.isf(tail, df)) * self.standard_error
        low, high = self.estimate - reach, self.estimate + reach
        if self.alternative == "less":
            low = np.full_like(low, -np.inf)
        elif self.alternative == "greater":
            high = np.full_like(high, np.inf)
        return ConfidenceInterval(scalar(np.asarray(low)), scalar(np.asarray(high)))
