"""Posteriors on a grid, in one dimension or two: compute everywhere, then add up to 1.

Nothing is assumed of the density. The price is the grid: it must reach as far as the probability
does, and be finer than the density bends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.bayes._intervals import check_confidence
from journey.mathematics.bayes._rule import logsumexp
from journey.mathematics.special._arrays import Floats, quiet


@dataclass(frozen=True)
class GridPosterior:
    """A density at the points of a grid; made by `grid_posterior`.

    Attributes
    ----------
    axes : tuple of ndarrays
        The points along each axis.
    logpdf : ndarray
        Normalised log density, one axis for each of `axes`.
    probabilities : ndarray
        Density times the trapezoidal rule's weights: they add up to 1.
    log_evidence : float
        Logarithm of the integral of the density as it was given. If that was prior times
        likelihood, this is the marginal likelihood.
    edge_ratio : float
        Largest density at the grid's edge over the largest of all. Where that is no end of the
        support and the ratio is not small, the grid ends too early, or the posterior is improper
        and no grid is wide enough. (The edge's probability would not tell: finer grids shrink it.)
    """

    axes: tuple[Floats, ...]
    logpdf: Floats
    probabilities: Floats
    log_evidence: float
    edge_ratio: float

    def mean(self) -> Floats:
        """Return the mean along each axis, shape (d,)."""
        return np.array([(mass * x).sum() for x, mass in self._marginals()])

    def std(self) -> Floats:
        """Return the standard deviation along each axis, shape (d,)."""
        spread = [
            (mass * (x - mean) ** 2).sum()
            for (x, mass), mean in zip(self._marginals(), self.mean(), strict=True)
        ]
        return np.sqrt(spread)

    def marginal(self, axis: int) -> GridPosterior:
        """Return the posterior of one parameter, the others added up."""
        x, mass = self._marginals()[axis]
        with quiet():
            log = np.log(mass) - np.log(_weights(x))
        return GridPosterior((x,), log, mass, self.log_evidence, _edge_ratio(log))

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Return the ends of the equal-tailed interval, of a posterior of one parameter.

        The density is a straight line between points, so its integral is a parabola there; the
        quantile is found on it.

        Raises
        ------
        ValueError
            If `confidence` is not between 0 and 1, or there are two parameters.
        """
        check_confidence("GridPosterior.interval", confidence)
        if len(self.axes) > 1:
            raise ValueError("GridPosterior.interval: expected one parameter; take a marginal")
        x, density = self.axes[0], np.exp(self.logpdf)
        below = np.append(0.0, np.cumsum(np.diff(x) * (density[1:] + density[:-1]) / 2))
        low, high = (_quantile(x, density, below, p) for p in ((1 - confidence) / 2,
                                                              (1 + confidence) / 2))  # fmt: skip
        return low, high

    def highest_density(self, confidence: float = 0.95) -> NDArray[np.bool_]:
        """Return which points belong to the region of highest density, of any number of pieces.

        Points are taken in the order of their density until their probability suffices.
        """
        check_confidence("GridPosterior.highest_density", confidence)
        order = np.argsort(-self.logpdf, axis=None, kind="stable")
        filled = np.cumsum(self.probabilities.ravel()[order])
        inside = np.zeros(order.size, dtype=bool)
        inside[order[: int(np.searchsorted(filled, confidence)) + 1]] = True
        return inside.reshape(self.logpdf.shape)

    def _marginals(self) -> list[tuple[Floats, Floats]]:
        every = range(len(self.axes))
        return [
            (x, self.probabilities.sum(axis=tuple(j for j in every if j != i)))
            for i, x in enumerate(self.axes)
        ]


def grid_posterior(log_density: Callable[..., ArrayLike], *axes: ArrayLike) -> GridPosterior:
    """Return a posterior on a grid, normalised as logarithms by the trapezoidal rule.

    Parameters
    ----------
    log_density
        Logarithm of prior times likelihood. It is called once, with one array for each axis, which
        broadcast against each other: shape (n,), or (n, 1) and (1, m).
    *axes
        One or two rising arrays of at least two points. The points may be unevenly spaced.

    Returns
    -------
    GridPosterior

    Raises
    ------
    ValueError
        If an axis is not rising, the log density is NaN or plus infinity somewhere, or minus
        infinity everywhere.

    References
    ----------
    Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd edition, section 3.7. CRC Press.

    Examples
    --------
    >>> p = np.linspace(0, 1, 1001)[1:-1]
    >>> posterior = grid_posterior(lambda p: 7 * np.log(p) + 3 * np.log1p(-p), p)
    >>> posterior.mean().round(6).tolist()  # the beta distribution's: 8 / 12
    [0.666667]
    """
    if len(axes) not in (1, 2):
        raise ValueError(f"grid_posterior: axes: expected one or two, got {len(axes)}")
    points = tuple(np.array(axis, dtype=np.float64) for axis in axes)
    for x in points:
        if x.ndim != 1 or len(x) < 2 or not (np.isfinite(x).all() and (np.diff(x) > 0).all()):
            raise ValueError(
                "grid_posterior: axes: expected rising, finite numbers, at least two of them"
            )
    shape = tuple(len(x) for x in points)
    open_axes = np.meshgrid(*points, indexing="ij", sparse=True)
    log = np.broadcast_to(np.asarray(log_density(*open_axes), dtype=np.float64), shape)
    if np.isnan(log).any() or (log == np.inf).any():
        raise ValueError(
            "grid_posterior: log_density: expected numbers or minus infinity, "
            "got NaN or plus infinity"
        )
    weights = np.ones(())
    for x in points:
        weights = np.multiply.outer(weights, _weights(x))
    total = float(logsumexp(log + np.log(weights), axis=None))
    if not np.isfinite(total):
        raise ValueError(
            "grid_posterior: log_density: expected a number somewhere, got minus infinity "
            "everywhere: the prior excludes what the data say, or the grid misses it"
        )
    normal = log - total
    mass = np.exp(normal) * weights
    return GridPosterior(points, normal, mass, total, _edge_ratio(normal))


def _edge_ratio(log: Floats) -> float:
    edge = max(np.max(log.take([0, -1], axis=axis)) for axis in range(log.ndim))
    return float(np.exp(edge - np.max(log)))


def _weights(x: Floats) -> Floats:
    """Return the trapezoidal rule's weights."""
    steps = np.diff(x)
    return np.asarray((np.append(steps, 0.0) + np.append(0.0, steps)) / 2)


def _quantile(x: Floats, density: Floats, below: Floats, p: float) -> float:
    i = int(np.clip(np.searchsorted(below, p) - 1, 0, len(x) - 2))
    step, start = x[i + 1] - x[i], density[i]
    slope, left = (density[i + 1] - start) / step, p - below[i]
    # start * d + slope * d^2 / 2 = left, solved in the form that does not cancel
    root = np.sqrt(max(start * start + 2 * slope * left, 0.0))
    d = 2 * left / (start + root) if start + root > 0 else step
    return float(x[i] + np.clip(d, 0.0, step))
