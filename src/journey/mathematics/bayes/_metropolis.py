"""Metropolis-Hastings: a random walk that visits each place as often as the posterior says.

Many chains walk at once, as rows of one array. Not here: gradients (Hamiltonian Monte Carlo), and
a step width that adapts itself while it samples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.bayes._diagnostics import ess, mcse, rhat
from journey.mathematics.special._arrays import Floats, quiet

Proposal = Callable[[np.random.Generator, Floats], tuple[Floats, ArrayLike]]


@dataclass(frozen=True)
class Chains:
    """What Metropolis-Hastings returns.

    Attributes
    ----------
    draws : ndarray
        Shape (chains, draws, d).
    log_density : ndarray
        At the draws, shape (chains, draws).
    acceptance_rate : ndarray
        Share of the proposals that were accepted, by chain, shape (chains,).
    """

    draws: Floats
    log_density: Floats
    acceptance_rate: Floats

    def ess(self, kind: str = "bulk") -> Floats:
        """Return the effective sample size of each coordinate, shape (d,)."""
        return np.array([ess(x, kind) for x in np.moveaxis(self.draws, -1, 0)])

    def rhat(self) -> Floats:
        """Return split R-hat of each coordinate, shape (d,)."""
        return np.array([rhat(x) for x in np.moveaxis(self.draws, -1, 0)])

    def mcse(self) -> Floats:
        """Return the Monte Carlo standard error of each coordinate's mean, shape (d,)."""
        return np.array([mcse(x) for x in np.moveaxis(self.draws, -1, 0)])


def metropolis_hastings(
    log_density: Callable[[Floats], ArrayLike],
    start: ArrayLike,
    *,
    draws: int,
    random_state: int | np.random.Generator,
    scale: ArrayLike = 1.0,
    warmup: int = 0,
    proposal: Proposal | None = None,
) -> Chains:
    r"""Sample from a density that is known up to a factor.

    From $x$ a step to $y$ is proposed, and taken with probability
    $\min(1, \pi(y) q(x \mid y) / (\pi(x) q(y \mid x)))$; else the chain stays, and $x$ counts once
    more. The unknown factor of $\pi$ cancels.

    Parameters
    ----------
    log_density
        Called with the places of all chains, shape (chains, d); returns shape (chains,). Minus
        infinity is a place that is never entered.
    start
        Where the chains begin, shape (chains, d), or (d,) for one chain.
    draws
        How many are kept of each chain.
    random_state
        Seed or generator; there is no default.
    scale
        Standard deviation of the random walk's normal step, a number or shape (d,). Default: 1.
        About 2.4 posterior standard deviations over $\sqrt d$ is a good one.
    warmup
        Steps that are walked before and thrown away. Default: 0.
    proposal
        Instead of the random walk: given the generator and the places, returns new places and
        $\log q(x \mid y) - \log q(y \mid x)$, shape (chains,) or 0.

    Returns
    -------
    Chains

    Raises
    ------
    ValueError
        If a shape does not fit, a number is out of range, a chain starts where the density is 0, or
        the log density is NaN or plus infinity.

    References
    ----------
    Metropolis, N. et al. (1953). Equation of state calculations by fast computing machines. Journal
    of Chemical Physics 21(6), 1087-1092. Hastings, W. K. (1970). Monte Carlo sampling methods using
    Markov chains and their applications. Biometrika 57(1), 97-109.

    Examples
    --------
    >>> chains = metropolis_hastings(
    ...     lambda x: -0.5 * (x**2).sum(axis=1), np.zeros((4, 1)), draws=5000, scale=2.4,
    ...     random_state=0,
    ... )
    >>> chains.draws.shape, bool(abs(chains.draws.mean()) < 4 * chains.mcse()[0])
    ((4, 5000, 1), True)
    """
    rng, x, step = _prepare(start, draws, warmup, scale, random_state)
    now = _evaluate(log_density, x)
    if not np.isfinite(now).all():
        raise ValueError(
            "metropolis_hastings: start: expected places of positive density, "
            f"got density 0 in chain {int(np.argmin(np.isfinite(now)))}"
        )
    count = len(x)
    kept = np.empty((draws, *x.shape))
    logs = np.empty((draws, count))
    taken = np.zeros(count)
    for i in range(-warmup, draws):
        if proposal is None:
            new = x + step * rng.standard_normal(x.shape)
            correction: ArrayLike = 0.0
        else:
            new, correction = proposal(rng, x.copy())
        there = _evaluate(log_density, new)
        # log u < ratio: no exponential overflows; 1 - u because u may be 0 and never is 1
        accept = np.log1p(-rng.random(count)) < there - now + np.asarray(correction)
        x = np.where(accept[:, None], new, x)
        now = np.where(accept, there, now)
        if i >= 0:
            kept[i], logs[i] = x, now
            taken += accept
    return Chains(np.ascontiguousarray(kept.swapaxes(0, 1)), logs.T.copy(), taken / draws)


def metropolis_naive(
    log_density: Callable[[Floats], float],
    start: ArrayLike,
    *,
    draws: int,
    random_state: int | np.random.Generator,
    scale: ArrayLike = 1.0,
) -> Floats:
    """Return one random-walk chain, shape (draws, d): the definition, one step after the other.

    Parameters are those of `metropolis_hastings`, but `log_density` takes one place, shape (d,).
    The same seed gives the same draws as there with one chain.

    Examples
    --------
    >>> metropolis_naive(lambda x: -0.5 * x @ x, [0.0], draws=3, random_state=1).round(2).tolist()
    [[0.35], [0.68], [0.68]]
    """
    rng = np.random.default_rng(random_state)
    x = np.array(start, dtype=np.float64)
    path = []
    for _ in range(draws):
        new = x + np.asarray(scale) * rng.standard_normal(x.shape)
        if np.log1p(-rng.random()) < log_density(new) - log_density(x):
            x = new
        path.append(x)
    return np.array(path)


def metropolis_matrix(target: ArrayLike, proposal: ArrayLike) -> NDArray[Any]:
    r"""Return the transition matrix of Metropolis-Hastings on finitely many states.

    The flow from $i$ to $j$ is $\min(\pi_i Q_{ij}, \pi_j Q_{ji})$, which is the same both ways:
    detailed balance, whatever the proposal.

    Parameters
    ----------
    target
        Weights of the states, shape (k,), positive; they need not add up to 1.
    proposal
        Row $i$ holds the probabilities of proposing each state from $i$, shape (k, k).

    Returns
    -------
    ndarray
        Shape (k, k). Fractions as input, of dtype object, give exact fractions.

    Raises
    ------
    ValueError
        If the shapes do not fit, a weight is not positive, or a row of the proposal is no
        distribution.

    Examples
    --------
    >>> metropolis_matrix([0.2, 0.8], [[0.0, 1.0], [1.0, 0.0]]).tolist()
    [[0.0, 1.0], [0.25, 0.75]]
    """
    weights, moves = np.asarray(target), np.asarray(proposal)
    k = len(weights) if weights.ndim == 1 else -1
    if moves.shape != (k, k):
        raise ValueError(
            f"metropolis_matrix: expected shapes (k,) and (k, k), got {weights.shape} and "
            f"{moves.shape}"
        )
    if not (weights > 0).all():
        raise ValueError(
            "metropolis_matrix: target: expected positive weights, got one that is not"
        )
    rows = moves.sum(axis=1)
    if (moves < 0).any() or not (np.abs(np.asarray(rows - 1, dtype=np.float64)) < 1e-9).all():
        raise ValueError(
            "metropolis_matrix: proposal: expected rows of probabilities that add up to 1"
        )
    flow = weights[:, None] * moves
    chain = np.minimum(flow, flow.T) / weights[:, None]
    # What is not accepted stays.
    zero = weights[0] * 0
    chain[np.diag_indices(k)] = zero
    chain[np.diag_indices(k)] = 1 - chain.sum(axis=1)
    return np.asarray(chain)


def _evaluate(log_density: Callable[[Floats], ArrayLike], x: Floats) -> Floats:
    with quiet():
        value = np.asarray(log_density(x), dtype=np.float64)
    if value.shape != x.shape[:1]:
        raise ValueError(
            f"metropolis_hastings: log_density: expected shape {x.shape[:1]}, one number a chain, "
            f"got {value.shape}"
        )
    if np.isnan(value).any() or (value == np.inf).any():
        raise ValueError(
            "metropolis_hastings: log_density: expected numbers or minus infinity, "
            "got NaN or plus infinity"
        )
    return value


def _prepare(
    start: ArrayLike, draws: int, warmup: int, scale: ArrayLike, random_state: Any
) -> tuple[np.random.Generator, Floats, Floats]:
    if draws < 1 or warmup < 0:
        raise ValueError(
            "metropolis_hastings: draws, warmup: expected at least 1 and at least 0, "
            f"got {draws} and {warmup}"
        )
    if random_state is None:
        raise ValueError(
            "metropolis_hastings: random_state: expected a seed or generator, got None"
        )
    x = np.atleast_2d(np.array(start, dtype=np.float64))
    if x.ndim != 2 or not x.size:
        raise ValueError(
            f"metropolis_hastings: start: expected shape (d,) or (chains, d), got {x.shape}"
        )
    step = np.asarray(scale, dtype=np.float64)
    if step.shape not in ((), x.shape[1:]) or not ((step > 0) & np.isfinite(step)).all():
        raise ValueError(
            f"metropolis_hastings: scale: expected a positive number or shape {x.shape[1:]}, "
            f"got {scale!r}"
        )
    return np.random.default_rng(random_state), x, step
