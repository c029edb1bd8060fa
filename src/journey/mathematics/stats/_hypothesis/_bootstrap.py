"""Intervals by the bootstrap: percentile, basic, and bias-corrected and accelerated (BCa)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, quiet, scalar
from journey.mathematics.stats._hypothesis._given import side
from journey.mathematics.stats._hypothesis._resampling import (
    Statistic,
    prepare,
    same_length,
    vectorize,
)
from journey.mathematics.stats._hypothesis._results import ConfidenceInterval
from journey.mathematics.stats._simple import norm

METHODS = ("percentile", "basic", "bca")


@dataclass(frozen=True)
class BootstrapResult:
    """Result of [bootstrap][journey.mathematics.stats.bootstrap].

    Attributes
    ----------
    confidence_interval
        Its ends.
    bootstrap_distribution
        The statistics of the resamples, along the last axis.
    standard_error
        Their standard deviation.

    Examples
    --------
    >>> import numpy as np
    >>> result = bootstrap(([1.0, 2.0, 4.0],), np.mean, n_resamples=50, rng=0)
    >>> result.bootstrap_distribution.shape
    (50,)
    """

    confidence_interval: ConfidenceInterval
    bootstrap_distribution: Floats
    standard_error: Any


def bootstrap(
    data: Sequence[ArrayLike],
    statistic: Statistic,
    *,
    n_resamples: int = 9999,
    batch: int | None = None,
    vectorized: bool | None = None,
    paired: bool = False,
    axis: int = 0,
    confidence_level: float = 0.95,
    alternative: str = "two-sided",
    method: str = "BCa",
    rng: int | np.random.Generator | None = None,
) -> BootstrapResult:
    r"""Return a confidence interval from the spread of the statistic over resamples of the data.

    A resample draws as many observations as there are, with replacement. With one seed, resamples
    and so intervals are SciPy's.

    Parameters
    ----------
    data
        The samples, in a tuple.
    statistic
        Given the samples, returns a number; with a parameter `axis`, an array for many at once.
    n_resamples
        How many resamples.
    batch
        How many of them are held in memory at once; default: all.
    vectorized
        Whether the statistic takes `axis`; default: whether its signature says so.
    paired
        Whether the i-th observations of the samples belong together and are drawn together.
    axis
        Which axis of each sample holds the observations.
    confidence_level
        Between 0 and 1.
    alternative
        `"two-sided"`, `"less"` (no lower end) or `"greater"` (no upper end).
    method
        `"percentile"`: quantiles of the resamples' statistics. `"basic"`: these, mirrored at the
        observed one. `"BCa"`: quantiles at levels moved by the bias, the share of resamples below
        the observed statistic, and by the skewness of the jackknife.
    rng
        Seed or generator.

    Returns
    -------
    BootstrapResult
        The ends are NaN for `"BCa"` where it does not exist: the sample is constant, or all
        resamples lie on one side, as those of a maximum do.

    Raises
    ------
    TypeError
        If `data` is no tuple or list of samples.
    ValueError
        If a sample has fewer than two observations, paired lengths differ, or an argument is out of
        its range.

    References
    ----------
    Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical
    Association 82(397), 171-185.

    Examples
    --------
    >>> import numpy as np
    >>> hours = [1.2, 0.3, 2.8, 0.9, 5.4, 1.1, 0.2, 1.9]
    >>> for method in ("percentile", "basic", "BCa"):
    ...     low, high = bootstrap((hours,), np.mean, method=method, rng=1).confidence_interval
    ...     print(f"{low:.2f} {high:.2f}")
    0.79 2.94
    0.51 2.66
    0.90 3.26
    """
    alternative = side("bootstrap", alternative)
    kind = method.lower()
    if kind not in METHODS:
        raise ValueError(
            f"bootstrap: method: expected 'percentile', 'basic' or 'BCa', got {method!r}"
        )
    if not 0 < confidence_level < 1:
        raise ValueError(
            "bootstrap: confidence_level: expected a number between 0 and 1, "
            f"got {confidence_level!r}"
        )
    samples = prepare("bootstrap", data, axis, n_resamples, batch)
    call = vectorize(statistic, vectorized)
    if paired:  # what is drawn are places, the same for all samples
        n = same_length("bootstrap", samples)
        whole, inner = samples, call
        samples = (np.arange(n, dtype=np.float64),)

        def call(places: Floats, axis: int) -> Any:
            chosen = places.astype(np.intp)
            return inner(*(part[..., chosen] for part in whole), axis=axis)

    generator = np.random.default_rng(rng)
    found = []
    for start in range(0, n_resamples, batch or n_resamples):
        rows = min(batch or n_resamples, n_resamples - start)
        drawn = []
        for sample in samples:
            n = sample.shape[-1]
            drawn.append(sample[..., generator.integers(0, n, (rows, n))])  # (..., rows, n)
        found.append(np.asarray(call(*drawn, axis=-1), dtype=np.float64))
    values = np.concatenate(found, axis=-1)
    observed = np.asarray(call(*samples, axis=-1), dtype=np.float64)
    tail = 1 - confidence_level
    tail = tail / 2 if alternative == "two-sided" else tail
    if kind == "bca":
        levels = _bca_levels(samples, call, observed, values, tail)
    else:
        levels = np.full(observed.shape, tail), np.full(observed.shape, 1 - tail)
    ordered = np.sort(values, axis=-1)
    low, high = (_quantile(ordered, level) for level in levels)
    if kind == "basic":
        low, high = 2 * observed - high, 2 * observed - low
    if alternative == "less":
        low = np.full_like(low, -np.inf)
    elif alternative == "greater":
        high = np.full_like(high, np.inf)
    ends = ConfidenceInterval(scalar(low), scalar(high))
    error = values.std(axis=-1, ddof=1) if n_resamples > 1 else np.full(observed.shape, np.nan)
    return BootstrapResult(ends, values, scalar(np.asarray(error)))


def _quantile(ordered: Floats, level: Floats) -> Floats:
    """Return one quantile of each row, on the line between its two neighbours; NaN for NaN."""
    place = np.where(np.isnan(level), 0.0, level) * (ordered.shape[-1] - 1)
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, ordered.shape[-1] - 1)
    a, b = (np.take_along_axis(ordered, i[..., None], axis=-1)[..., 0] for i in (below, above))
    return np.where(np.isnan(level), np.nan, a + (place - below) * (b - a))


def _bca_levels(
    samples: Sequence[Floats], call: Statistic, observed: Floats, values: Floats, tail: float
) -> tuple[Floats, Floats]:
    """Return the levels at which BCa reads off the quantiles (Efron 1987, section 3)."""
    at = observed[..., None]
    below = ((values < at).sum(axis=-1) + (values <= at).sum(axis=-1)) / (2 * values.shape[-1])
    bias = np.asarray(norm.ppf(below))
    cubes, squares = np.zeros(observed.shape), np.zeros(observed.shape)
    for j, sample in enumerate(samples):
        n = sample.shape[-1]
        keep = ~np.eye(n, dtype=bool)
        places = np.broadcast_to(np.arange(n), (n, n))[keep].reshape(n, n - 1)
        parts = [other[..., None, :] for other in samples]
        parts[j] = sample[..., places]  # (..., n, n - 1): each leaves one observation out
        without = np.asarray(call(*parts, axis=-1), dtype=np.float64)
        influence = (n - 1) * (without.mean(axis=-1, keepdims=True) - without)
        cubes = cubes + (influence**3).sum(axis=-1) / n**3
        squares = squares + (influence**2).sum(axis=-1) / n**2
    z = float(norm.ppf(tail))
    with quiet():
        acceleration = cubes / (6 * squares**1.5)
        low, high = (
            np.asarray(norm.cdf(bias + (bias + end) / (1 - acceleration * (bias + end))))
            for end in (z, -z)
        )
    exists = np.isfinite(bias) & np.isfinite(acceleration)
    return np.where(exists, low, np.nan), np.where(exists, high, np.nan)
