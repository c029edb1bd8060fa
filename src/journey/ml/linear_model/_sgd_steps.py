"""Stochastic gradient descent itself: losses of the margin, one step a sample, when to stop.

All classes take their step on a sample at once: k binary problems share its features. The
estimator is in `_sgd`, the plain loop in `_naive_classifiers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from journey.ml.linear_model._base import Array
from journey.ml.utils._validation import Rng

_MOST = 1e12  # a single sample pulls no harder than this


def _hinge(z: Array) -> tuple[Array, Array]:
    return np.maximum(0.0, 1.0 - z), -(z <= 1.0).astype(np.float64)


def _log_loss(z: Array) -> tuple[Array, Array]:
    small = np.exp(-np.abs(z))
    value = np.log1p(small) + np.maximum(-z, 0.0)
    return value, -np.where(z >= 0, small, 1.0) / (1.0 + small)


def _modified_huber(z: Array) -> tuple[Array, Array]:
    short = np.maximum(0.0, 1.0 - z)
    far = z < -1.0
    return np.where(far, -4.0 * z, short**2), np.where(far, -4.0, -2.0 * short)


# Value and derivative of each loss, as functions of the margin: the score times the sign.
LOSSES: dict[str, Callable[[Array], tuple[Array, Array]]] = {
    "hinge": _hinge,
    "log_loss": _log_loss,
    "modified_huber": _modified_huber,
}


@dataclass
class Weights:
    """What is learnt, for each of k binary problems; `t` is the number of the next step."""

    W: Array  # (k, d)
    b: Array  # (k,)
    t: int = 1
    average: Array = field(default_factory=lambda: np.zeros(0))
    average_b: Array = field(default_factory=lambda: np.zeros(0))

    def __post_init__(self) -> None:
        self.average, self.average_b = self.W.copy(), self.b.copy()


@dataclass(frozen=True)
class Rule:
    """How to learn: loss, penalties, learning rates, averaging, and when to stop."""

    loss: str
    alpha: float  # as the rate "optimal" sees it
    l2: float
    l1: float
    schedule: str
    eta0: float
    power_t: float
    fit_intercept: bool
    average_from: int  # the first step that is averaged, 0 for none
    tol: float | None
    patience: int

    def rate(self, t: int) -> float:
        """Return the learning rate of step t = 1, 2, ..."""
        if self.schedule == "optimal":
            # Bottou's start: the first step is as long as a weight is expected to be.
            typical = (1.0 / self.alpha**0.5) ** 0.5
            return float(1.0 / (self.alpha * (1.0 / (typical * self.alpha) + t - 1)))
        if self.schedule == "invscaling":
            return float(self.eta0 / t**self.power_t)
        return self.eta0


def descend(
    X: Array,
    signs: Array,
    weight: Array,
    start: Weights,
    rule: Rule,
    epochs: int,
    rng: Rng | None,
) -> NDArray[np.intp]:
    """Go through the samples for some epochs, and return how many each problem needed.

    `signs` and `weight` have the shape (n, k); `start` is moved in place. Without `rng` the
    samples are taken in their order.
    """
    n, k = signs.shape
    needed = np.full(k, epochs, dtype=np.intp)
    best, waited = np.full(k, np.inf), np.zeros(k, dtype=np.intp)
    running = np.arange(k)
    first, debt = start.t, _Debt(np.zeros_like(start.W))
    for epoch in range(epochs):
        order = np.arange(n) if rng is None else rng.permutation(n)
        part = Weights(start.W[running], start.b[running], first + epoch * n)
        part.average, part.average_b = start.average[running], start.average_b[running]
        owed = _Debt(debt.paid[running], debt.total)
        mean = _epoch(X, signs[:, running], weight[:, running], part, rule, order.tolist(), owed)
        start.W[running], start.b[running] = part.W, part.b
        start.average[running], start.average_b[running] = part.average, part.average_b
        debt.paid[running], debt.total = owed.paid, owed.total
        if not (np.isfinite(part.W).all() and np.isfinite(part.b).all()):
            raise ValueError(
                f"X: the weights overflowed in epoch {epoch + 1}; standardise the features or "
                "take a smaller learning rate"
            )
        if rule.tol is None:
            continue
        better = mean <= best[running] - rule.tol
        waited[running] = np.where(better, 0, waited[running] + 1)
        best[running] = np.minimum(best[running], mean)
        done = waited[running] >= rule.patience
        needed[running[done]] = epoch + 1
        running = running[~done]
        if not len(running):
            break
    start.t = first + int(needed.max()) * n
    return needed


@dataclass
class _Debt:
    """The l1 penalty that each weight should have paid in total, and what it has paid."""

    paid: Array
    total: float = 0.0


def _epoch(
    X: Array,
    signs: Array,
    weight: Array,
    state: Weights,
    rule: Rule,
    order: Iterable[int],
    debt: _Debt,
) -> Array:
    """Take one step for each sample, and return the mean objective met on the way."""
    W, b, loss = state.W, state.b, LOSSES[rule.loss]
    total, t = np.zeros(len(W)), state.t
    for i in order:
        x, sign = X[i], signs[i]
        eta = rule.rate(t)
        value, slope = loss(sign * (W @ x + b))
        total += value
        if rule.l1:
            total += rule.l1 * np.abs(W).sum(axis=1)
        if rule.l2:
            total += 0.5 * rule.l2 * np.einsum("kd,kd->k", W, W)
            W *= max(0.0, 1.0 - eta * rule.l2)
        pull = eta * weight[i] * sign * np.maximum(slope, -_MOST)
        W -= pull[:, None] * x
        if rule.fit_intercept:
            b -= pull
        if 0 < rule.average_from <= t:
            count = t - rule.average_from + 1
            state.average += (W - state.average) / count
            state.average_b += (b - state.average_b) / count
        if rule.l1:
            _pay(W, debt, eta * rule.l1)
        t += 1
    return total / len(signs)


def _pay(W: Array, debt: _Debt, due: float) -> None:
    """Move weights towards zero, no farther, by all that is due so far (Tsuruoka et al. 2009)."""
    debt.total += due
    before = W.copy()
    np.copyto(W, np.maximum(0.0, W - (debt.total + debt.paid)), where=before > 0)
    np.copyto(W, np.minimum(0.0, W + (debt.total - debt.paid)), where=before < 0)
    debt.paid += W - before
