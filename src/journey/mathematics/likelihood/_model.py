"""What a family says of its likelihood, and the change of parameters that lets Newton roam free.

A model's functions take the terms of the data that its log-density is made of, one column an
observation. Where the log-density is linear in the terms (an exponential family), their mean is
enough: a step of the search then costs the same for a thousand observations as for a million.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, quiet

LINKS = ("identity", "log", "logit")


class Model:
    """One family with its log-density and the first two derivatives, observation by observation."""

    name = ""
    params: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    linear = False  # the log-density is linear in the terms
    regular = True  # the support does not depend on the parameters

    def check(self, x: Floats) -> None:
        """Raise where the data cannot come from the family."""

    def terms(self, x: Floats) -> Floats:
        """Return what the log-density is made of, shape (k, n)."""
        return x[None, :]

    def log_density(self, terms: Floats, theta: Floats) -> Floats:
        """Return the log-density of each observation, shape (n,)."""
        raise NotImplementedError

    def score(self, terms: Floats, theta: Floats) -> Floats:
        """Return the derivatives by the parameters, shape (p, n)."""
        raise NotImplementedError

    def hessian(self, terms: Floats, theta: Floats) -> Floats:
        """Return the second derivatives, shape (p, p, n)."""
        raise NotImplementedError

    def information(self, theta: Floats) -> Floats:
        """Return the expected information of one observation, shape (p, p)."""
        raise NotImplementedError

    def closed_form(self, x: Floats) -> Floats | None:
        """Return the maximum where there is a formula for it."""
        return None

    def starts(self, x: Floats) -> list[Floats]:
        """Return parameters from which Newton's method may set out."""
        raise NotImplementedError

    def normalise(self, x: Floats) -> tuple[float, float]:
        """Return a location and a scale that take the unit of measurement out of the data."""
        return 0.0, 1.0

    def restore(self, theta: Floats, loc: float, scale: float) -> Floats:
        """Return the parameters of the data from those of (data - loc) / scale."""
        return theta


def observations(family: str, data: ArrayLike) -> Floats:
    """Return the data as float64; raise where it is no sample."""
    x = np.asarray(data)
    if x.dtype.kind not in "fiub" or x.ndim != 1 or not x.size:
        raise ValueError(
            f"fit: data: {family}: expected a sample of real numbers, shape (n,), "
            f"got shape {x.shape} of type {x.dtype}"
        )
    values = x.astype(np.float64)
    if not np.isfinite(values).all():
        bad = float(values[~np.isfinite(values)][0])
        raise ValueError(f"fit: data: {family}: expected finite numbers, got {bad!r}")
    return values


def within(family: str, x: Floats, good: Any, what: str) -> None:
    """Raise where an observation is not what the family can give."""
    if not good.all():
        bad = float(x[~good][0])
        raise ValueError(f"fit: data: {family}: expected {what}, got {bad!r}")


def different(family: str, x: Floats) -> None:
    """Raise where all observations are equal: the likelihood then has no maximum."""
    if x.min() == x.max():
        raise ValueError(
            f"fit: data: {family}: expected at least two different values, got {len(x)} times "
            f"{float(x[0])!r}: the likelihood grows without bound as the spread shrinks"
        )


def link(links: tuple[str, ...], theta: Floats) -> Floats:
    """Return the parameters on the scales where every real number is allowed."""
    with quiet():
        both = {"identity": theta, "log": np.log(theta), "logit": np.log(theta / (1 - theta))}
    return np.array([both[kind][i] for i, kind in enumerate(links)])


def unlink(links: tuple[str, ...], u: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the parameters at u with their first and second derivatives by u."""
    theta, first, second = u.copy(), np.ones_like(u), np.zeros_like(u)
    with quiet():
        for i, kind in enumerate(links):
            if kind == "log":
                theta[i] = first[i] = second[i] = np.exp(u[i])
            elif kind == "logit":
                theta[i] = 1 / (1 + np.exp(-u[i]))
                first[i] = theta[i] * (1 - theta[i])
                second[i] = first[i] * (1 - 2 * theta[i])
    return theta, first, second
