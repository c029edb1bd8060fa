"""What all correlations share: checked input, what they return, and the p-value of an r."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.special import betainc, ndtri

Vector = NDArray[np.float64]

ALTERNATIVES = ("two-sided", "less", "greater")


class NearConstantInputWarning(RuntimeWarning):
    """A variable varies so little about its mean that rounding may decide the correlation."""


@dataclass(frozen=True)
class SignificanceResult:
    """A statistic with its p-value; unpacks as a pair.

    Attributes
    ----------
    statistic : float
        The correlation, from -1 to 1.
    pvalue : float
        How probable a correlation at least as far out is where there is none.

    Examples
    --------
    >>> from journey.mathematics.stats.correlation import spearmanr
    >>> statistic, pvalue = spearmanr([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])
    >>> round(statistic, 12), round(pvalue, 4)
    (0.8, 0.1041)
    """

    statistic: float
    pvalue: float

    def __iter__(self) -> Iterator[float]:
        return iter((self.statistic, self.pvalue))


@dataclass(frozen=True)
class PearsonRResult(SignificanceResult):
    """A product-moment correlation, which also has an interval.

    Attributes
    ----------
    alternative : str
        Which correlations the p-value counts as further out.
    n : int
        How many observations there are, less one for each variable held fixed.
    """

    alternative: str
    n: int

    def confidence_interval(self, confidence_level: float = 0.95) -> tuple[float, float]:
        r"""Return an interval for the correlation, by Fisher's transformation.

        $\operatorname{artanh} r$ is nearly normal with variance $1 / (n - 3)$ for normal data,
        whatever the correlation is. With a one-sided alternative one end is -1 or 1. With three
        observations or fewer nothing is known, and the interval is the whole range.

        Parameters
        ----------
        confidence_level
            Above 0 and below 1.

        Returns
        -------
        tuple of float
            Lower and upper end.

        Raises
        ------
        ValueError
            If the level is not between 0 and 1.

        References
        ----------
        Fisher, R. A. (1921). On the "probable error" of a coefficient of correlation deduced from a
        small sample. Metron 1, 3-32.

        Examples
        --------
        >>> from journey.mathematics.stats.correlation import pearsonr
        >>> low, high = pearsonr([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]).confidence_interval()
        >>> round(low, 3), round(high, 3)
        (-0.28, 0.986)
        """
        if not 0 < confidence_level < 1:
            raise ValueError(
                "confidence_interval: confidence_level: expected a number between 0 and 1, "
                f"got {confidence_level!r}"
            )
        low, high = -1.0, 1.0
        if self.n <= 3:
            return low, high
        outside = 1 - confidence_level
        step = -float(ndtri(outside / 2 if self.alternative == "two-sided" else outside))
        step /= np.sqrt(self.n - 3)
        with np.errstate(divide="ignore"):  # artanh of 1 is infinite, and its tanh 1 again
            z = np.arctanh(self.statistic)
        if self.alternative != "less":
            low = float(np.tanh(z - step))
        if self.alternative != "greater":
            high = float(np.tanh(z + step))
        return low, high


def check_vector(function: str, name: str, values: ArrayLike) -> Vector:
    """Return the values as float64, after checking that they are finite and of one dimension."""
    raw = np.asarray(values)
    if raw.dtype.kind not in "buif":
        raise TypeError(f"{function}: {name}: expected real numbers, got dtype {raw.dtype}")
    if raw.ndim != 1:
        raise ValueError(f"{function}: {name}: expected one dimension, got shape {raw.shape}")
    vector = raw.astype(np.float64)
    if not np.isfinite(vector).all():
        raise ValueError(f"{function}: {name}: expected finite numbers, got NaN or infinity")
    return vector


def check_pair(function: str, x: ArrayLike, y: ArrayLike) -> tuple[Vector, Vector]:
    """Return both as float64: as long as each other, at least two values, neither constant."""
    pair = check_vector(function, "x", x), check_vector(function, "y", y)
    if len(pair[0]) != len(pair[1]):
        raise ValueError(
            f"{function}: y: expected as many values as x has ({len(pair[0])}), got {len(pair[1])}"
        )
    if len(pair[0]) < 2:
        raise ValueError(f"{function}: x: expected at least 2 values, got {len(pair[0])}")
    for name, vector in zip("xy", pair, strict=True):
        if (vector == vector[0]).all():
            raise ValueError(
                f"{function}: {name}: expected values that vary, got {vector[0]!r} throughout: "
                "a constant has no correlation"
            )
    return pair


def check_alternative(function: str, alternative: str) -> None:
    if alternative not in ALTERNATIVES:
        expected = ", ".join(map(repr, ALTERNATIVES))
        raise ValueError(
            f"{function}: alternative: expected one of {expected}, got {alternative!r}"
        )


def pvalue_of_r(r: float, df: int, alternative: str) -> float:
    """Return the p-value of a correlation with `df` degrees of freedom, n - 2 for two variables.

    Where there is no correlation, (1 + r) / 2 is a beta variable with both shapes df / 2. So the
    upper tail is an incomplete beta function at (1 - r) / 2, with all digits where it is small;
    Student's t of the same r says the same.
    """
    if df == 0:  # two points: r is 1 or -1, each half of the time
        above, below = (0.5, 1.0) if r > 0 else (1.0, 0.5)
    else:
        above = float(betainc(df / 2, df / 2, (1 - r) / 2))
        below = float(betainc(df / 2, df / 2, (1 + r) / 2))
    if alternative == "two-sided":
        return min(1.0, 2 * min(above, below))
    return above if alternative == "greater" else below
