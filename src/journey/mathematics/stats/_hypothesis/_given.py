"""What the tests share: samples along an axis, means and variances, tails of a p-value.

Not here: any test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, scalar
from journey.mathematics.stats._gamma_family import t
from journey.mathematics.stats._simple import norm

ALTERNATIVES = {
    "two-sided": "two-sided",
    "less": "less",
    "greater": "greater",
    "smaller": "less",  # statsmodels' words
    "larger": "greater",
}


def side(function: str, alternative: str) -> str:
    """Return the alternative as SciPy calls it; raise where there is no such."""
    if alternative not in ALTERNATIVES:
        raise ValueError(
            f"{function}: alternative: expected 'two-sided', 'less' or 'greater', "
            f"got {alternative!r}"
        )
    return ALTERNATIVES[alternative]


def finite(function: str, name: str, values: ArrayLike) -> Floats:
    """Return a new float array; raise where something is no real, finite number."""
    array = np.asarray(values)
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{function}: {name}: expected real numbers, got {array.dtype}")
    array = array.astype(np.float64)
    bad = ~np.isfinite(array)
    if bad.any():
        raise ValueError(
            f"{function}: {name}: expected finite numbers, got {float(array[bad].flat[0])!r}; "
            "leave missing values out first"
        )
    return array


def along(function: str, axis: int | None, **given: ArrayLike) -> tuple[Floats, ...]:
    """Return each sample, of two observations or more, with these on the last axis."""
    return along_all(function, axis, given, least=2)


def along_all(
    function: str, axis: int | None, given: Mapping[str, ArrayLike], *, least: int
) -> tuple[Floats, ...]:
    """Return each sample with its observations, at least `least`, on the last axis."""
    out = []
    for name, values in given.items():
        array = finite(function, name, values)
        if axis is None:
            array = array.ravel()
        elif not -array.ndim <= axis < array.ndim:
            raise ValueError(
                f"{function}: axis: expected an axis of {name}, whose shape is {array.shape}, "
                f"got {axis}"
            )
        else:
            array = np.moveaxis(array, axis, -1)
        if array.shape[-1] < least:
            raise ValueError(
                f"{function}: {name}: expected at least {least} observations, got {array.shape[-1]}"
            )
        out.append(array)
    try:
        np.broadcast_shapes(*(array.shape[:-1] for array in out))
    except ValueError as error:
        shapes = ", ".join(f"{name} {a.shape[:-1]}" for name, a in zip(given, out, strict=True))
        raise ValueError(
            f"{function}: expected samples that broadcast but for their length, got {shapes}"
        ) from error
    return tuple(out)


def mean_and_variance(x: Floats, ddof: float = 1) -> tuple[Floats, Floats]:
    """Return both along the last axis, of a constant sample its value and exactly 0.

    The mean of three times 0.1 is not 0.1 in floating point. Its variance then is not 0 either,
    and a test would divide rounding errors by rounding errors.
    """
    n = x.shape[-1]
    mean = x.mean(axis=-1)
    off = x - mean[..., None]
    residue = off.mean(axis=-1)  # what rounding left
    square = (off**2).sum(axis=-1) - n * residue**2
    constant = (x == x[..., :1]).all(axis=-1)
    return (
        np.where(constant, x[..., 0], mean + residue),
        np.where(constant, 0.0, square / (n - ddof)),
    )


def ratio(difference: Floats, error: Floats) -> Floats:
    """Return their quotient, NaN where the error is 0."""
    with np.errstate(all="ignore"):
        return np.where(error > 0, difference / np.where(error > 0, error, 1.0), np.nan)


def t_pvalue(statistic: Floats, df: Floats, alternative: str) -> Any:
    """Return the probability under Student's t of a value as extreme, NaN for NaN."""
    df = np.where(np.isnan(statistic), 1.0, df)
    if alternative == "two-sided":
        return scalar(2 * np.asarray(t.sf(np.abs(statistic), df)))
    return t.cdf(statistic, df) if alternative == "less" else t.sf(statistic, df)


def z_pvalue(statistic: Floats, alternative: str) -> Any:
    """Return the probability under the standard normal law of a value as extreme."""
    if alternative == "two-sided":
        return scalar(2 * np.asarray(norm.sf(np.abs(statistic))))
    return norm.cdf(statistic) if alternative == "less" else norm.sf(statistic)
