"""A/B tests: which of two shares is larger, what choosing wrongly costs, and what peeking does."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.bayes._conjugate import BetaBinomial
from journey.mathematics.bayes._rule import logsumexp
from journey.mathematics.special import betaln
from journey.mathematics.special._arrays import Floats, floats, positive, quiet, scalar
from journey.mathematics.stats import beta

# Below it, a share of more than 1e-14 lies nearer to 0 than any floating-point number.
_LEAST = 0.05
_BLOCK = 2_000_000  # numbers held at a time by the closed form


def prob_greater(
    a1: ArrayLike, b1: ArrayLike, a2: ArrayLike, b2: ArrayLike, *, method: str = "auto"
) -> Any:
    r"""Return the probability that the second of two independent beta variables is larger.

    For a whole number $a_2$, integrating by parts $a_2$ times gives a finite sum,

    $$P(B > A) = \sum_{i=0}^{a_2 - 1} \frac{B(a_1 + i,\; b_1 + b_2)}{(b_2 + i)\, B(1 + i,\, b_2)\,
    B(a_1, b_1)} ,$$

    and exchanging the two, or successes and failures, gives one for any of the four.

    Parameters
    ----------
    a1, b1
        Of A: successes and failures, with those of the prior.
    a2, b2
        Of B. All four broadcast.
    method
        `"closed"`: the sum, which needs one whole parameter; `"quadrature"`: the trapezoidal rule
        on the log-odds; `"auto"`: the sum where it can be had with at most 10,000 terms. Default:
        auto.

    Returns
    -------
    ndarray or float
        With an absolute error of about 1e-13: a tiny probability may be 1 minus the sum.

    Raises
    ------
    ValueError
        If a parameter is not positive, `method` is unknown, the closed form does not exist, or a
        parameter is below 0.05 where quadrature is needed.

    References
    ----------
    Miller, E. (2015). Formulas for Bayesian A/B testing.

    Examples
    --------
    >>> round(float(prob_greater(1 + 120, 1 + 880, 1 + 150, 1 + 850)), 6)
    0.975068
    """
    parts = floats("prob_greater", a1=a1, b1=b1, a2=a2, b2=b2)
    positive("prob_greater", **dict(zip(("a1", "b1", "a2", "b2"), parts, strict=True)))
    if method not in ("auto", "closed", "quadrature"):
        raise ValueError(
            f"prob_greater: method: expected 'auto', 'closed' or 'quadrature', got {method!r}"
        )
    shape = parts[0].shape
    flat = np.stack([np.ravel(part) for part in parts])  # a1, b1, a2, b2
    # Which parameter plays a2, and whether the sum is then P(A > B): swapping A and B, or both with
    # their complements.
    lengths = np.where(flat == np.floor(flat), flat, np.inf)
    best = np.argmin(lengths[[2, 0, 1, 3]], axis=0)
    order = np.array([[0, 1, 2, 3], [2, 3, 0, 1], [3, 2, 1, 0], [1, 0, 3, 2]])[best].T
    turned = np.take_along_axis(flat, order, axis=0)
    whole = turned[2] == np.floor(turned[2])
    if method == "closed" and not whole.all():
        raise ValueError(
            "prob_greater: method: expected one whole parameter for the closed form, got none"
        )
    by_sum = whole & (turned[2] <= 10_000)
    by_sum = by_sum if method == "auto" else np.full(len(best), method == "closed")
    out = np.empty(len(best))
    if by_sum.any():
        total = _closed(turned[:, by_sum])
        other = (best == 1) | (best == 3)
        out[by_sum] = np.where(other[by_sum], 1 - total, total)
    for i in np.flatnonzero(~by_sum):
        out[i] = _integrate(*flat[:, i])[0]
    return scalar(np.clip(out, 0.0, 1.0).reshape(shape))


def expected_loss(a1: float, b1: float, a2: float, b2: float) -> tuple[float, float]:
    r"""Return what choosing A, and what choosing B, is expected to cost: $E\max(B - A, 0)$, and so.

    $E\max(A - B, 0) = \int P(B < x)\, P(A > x)\, dx$, a sum of positive terms. The closed form,
    $\bar A\, P(A^+ > B) - \bar B\, P(A > B^+)$ with one more success in the variable that is
    marked, is a difference, and has no digits left where the loss is small.

    Parameters
    ----------
    a1, b1
        Of A: successes and failures, with those of the prior.
    a2, b2
        Of B.

    Returns
    -------
    tuple of two floats
        The loss of choosing A, and of choosing B, as shares.

    Raises
    ------
    ValueError
        If a parameter is not positive, or below 0.05.

    References
    ----------
    Stucchio, C. (2015). Bayesian A/B testing at VWO.

    Examples
    --------
    >>> loss_a, loss_b = expected_loss(121, 881, 151, 851)
    >>> round(loss_a, 5), round(loss_b, 6)
    (0.03008, 0.000144)
    """
    parts = floats("expected_loss", a1=a1, b1=b1, a2=a2, b2=b2)
    positive("expected_loss", **dict(zip(("a1", "b1", "a2", "b2"), parts, strict=True)))
    _, loss_a, loss_b = _integrate(*(float(part) for part in parts))
    return loss_a, loss_b


def simulate_peeking(
    rates: tuple[float, float],
    visitors: int,
    looks: int,
    experiments: int,
    *,
    threshold: float = 0.95,
    prior: BetaBinomial | None = None,
    random_state: int | np.random.Generator,
) -> dict[str, Floats]:
    """Run many A/B tests that look at the posterior again and again.

    At equally spaced looks, P(B > A) is computed; a test that stops at its first look above the
    threshold, or below 1 minus it, declares a winner then.

    Parameters
    ----------
    rates
        True shares of A and B; a pair of arrays, shape (experiments,), for one pair a test.
    visitors
        Of each variant, when the test ends.
    looks
        How often the posterior is computed; a divisor of `visitors`.
    experiments
        How many tests.
    threshold
        Between 0.5 and 1. Default: 0.95.
    prior
        Of both shares. Default: uniform.
    random_state
        Seed or generator; there is no default.

    Returns
    -------
    dict of ndarrays
        `"prob"`: P(B > A) at each look, shape (experiments, looks). `"winner"`: 1 where B was
        declared at the first look that crosses, -1 where A was, 0 where none, shape
        (experiments,). `"at_end"`: the same for one look at the end.

    Raises
    ------
    ValueError
        If the looks do not divide the visitors, or a number is out of range.

    Examples
    --------
    >>> told = simulate_peeking((0.1, 0.1), 1000, 10, 500, random_state=0)
    >>> bool((told["winner"] != 0).mean() > 2 * (told["at_end"] != 0).mean())
    True
    """
    if visitors < 1 or looks < 1 or experiments < 1 or visitors % looks:
        raise ValueError(
            "simulate_peeking: looks: expected a divisor of the visitors, "
            f"got {looks} looks, {visitors} visitors, {experiments} experiments"
        )
    if not 0.5 < threshold < 1:
        raise ValueError(
            f"simulate_peeking: threshold: expected a number between 0.5 and 1, got {threshold!r}"
        )
    before = BetaBinomial(1.0, 1.0) if prior is None else prior
    rng = np.random.default_rng(random_state)
    step = visitors // looks
    shown = step * np.arange(1, looks + 1)
    wins = [
        np.cumsum(rng.binomial(step, np.broadcast_to(rate, (looks, experiments))), axis=0).T.astype(
            np.float64
        )
        for rate in rates
    ]
    prob = np.asarray(
        prob_greater(
            before.a + wins[0],
            before.b + shown - wins[0],
            before.a + wins[1],
            before.b + shown - wins[1],
        )
    )
    crossed = np.where(prob > threshold, 1, np.where(prob < 1 - threshold, -1, 0))
    first = np.argmax(crossed != 0, axis=1)
    winner = np.take_along_axis(crossed, first[:, None], axis=1)[:, 0]
    return {"prob": prob, "winner": winner, "at_end": crossed[:, -1]}


def _closed(parts: Floats) -> Floats:
    """Return the finite sum for columns of a1, b1, a2, b2 with whole a2, as logarithms."""
    order = np.argsort(parts[2])  # columns of similar length together
    out = np.empty(parts.shape[1])
    start = 0
    while start < len(order):
        size = max(1, int(_BLOCK / parts[2, order[start]]))
        take = order[start : start + size]
        while len(take) > 1 and len(take) * parts[2, take[-1]] > _BLOCK:
            take = take[: len(take) // 2]
        start += len(take)
        a1, b1, a2, b2 = parts[:, take][:, :, None]
        i = np.arange(int(a2.max()) - 1)
        # Each term is the one before times a ratio without gamma functions.
        ratios = np.log((a1 + i) / (a1 + b1 + b2 + i)) + np.log((b2 + i) / (1 + i))
        front = np.asarray(betaln(a1, b1 + b2)) - np.asarray(betaln(a1, b1))
        logs = np.concatenate([front, front + np.cumsum(ratios, axis=1)], axis=1)
        counted = np.arange(logs.shape[1]) < a2
        out[take] = np.exp(logsumexp(np.where(counted, logs, -np.inf)))
    return out


def _integrate(a1: float, b1: float, a2: float, b2: float) -> tuple[float, float, float]:
    """Return P(B > A), E max(B - A, 0) and E max(A - B, 0) by the trapezoidal rule on log-odds.

    There every beta density is smooth and its tails fall exponentially, so the rule's error falls
    exponentially with its step: below 1e-14 at 2/5 of the narrower deviation.
    """
    if min(a1, b1, a2, b2) < _LEAST:
        raise ValueError(
            f"prob_greater, expected_loss: a1, b1, a2, b2: expected at least {_LEAST} for "
            f"quadrature, got {float(min(a1, b1, a2, b2))!r}"
        )
    step = 0.4 * min(0.8, *(np.sqrt(1 / a + 1 / b) for a, b in ((a1, b1), (a2, b2))))
    ends = []
    for dist in (beta(a1, b1), beta(a2, b2)):
        low, high = float(dist.ppf(1e-20)), float(dist.isf(1e-20))
        high_rest = float(beta(dist.args[1], dist.args[0]).ppf(1e-20))  # 1 - high, all digits
        with quiet():
            ends += [(np.log(low) - np.log1p(-low), np.log1p(-high_rest) - np.log(high_rest))]
    low = max(-690.0, min(end[0] for end in ends))
    high = min(690.0, max(end[1] for end in ends))
    s = np.arange(low, high + step, step)
    # Right of the middle everything is computed from 1 - x, which has digits where x is nearly 1.
    near = np.exp(-np.abs(s)) / (1 + np.exp(-np.abs(s)))  # the smaller one of x and 1 - x
    weight = step * near * (1 - near)  # dx
    left = s < 0
    cdf1, sf1 = _tails(near, left, a1, b1)
    cdf2, sf2 = _tails(near, left, a2, b2)
    density = np.where(left, beta.pdf(near, a1, b1), beta.pdf(near, b1, a1))
    greater = (density * sf2 * weight).sum()
    return float(greater), float((cdf1 * sf2 * weight).sum()), float((cdf2 * sf1 * weight).sum())


def _tails(near: Floats, left: NDArray[np.bool_], a: float, b: float) -> tuple[Floats, Floats]:
    """Return both tails of a beta variable at x, or at 1 - x where it is not on the left."""
    first, second = np.where(left, a, b), np.where(left, b, a)
    lower, upper = beta.cdf(near, first, second), beta.sf(near, first, second)
    return np.where(left, lower, upper), np.where(left, upper, lower)
