"""Intervals of highest density, of a distribution and of draws.

The equal-tailed interval is every distribution's own method `interval`. Not here: regions of
several pieces; a [grid][journey.mathematics.bayes.GridPosterior] has these.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, quiet
from journey.mathematics.stats import Continuous
from journey.mathematics.stats import Frozen as _Frozen


def check_confidence(function: str, confidence: float) -> None:
    """Raise where the confidence is not strictly between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(
            f"{function}: confidence: expected a number between 0 and 1, got {confidence!r}"
        )


def hdi(dist: _Frozen, confidence: float = 0.95) -> tuple[float, float]:
    r"""Return the shortest interval that holds a given probability.

    Let it start at the quantile of $t$ and end at that of $t + c$. Its width is stationary where
    the densities at both ends are equal, which bisection finds: for a density with one peak their
    difference only rises with $t$. A density that falls from an end of its support, as an
    exponential one does, has its interval start there.

    Parameters
    ----------
    dist
        A continuous distribution with its parameters, of one peak.
    confidence
        The probability inside. Default: 0.95.

    Returns
    -------
    tuple of two floats

    Raises
    ------
    TypeError
        If the distribution has no density.
    ValueError
        If `confidence` is not between 0 and 1, or the density is high at both ends of its support:
        the region of highest density is then two pieces.

    References
    ----------
    Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd edition, section 2.3. CRC Press.

    Examples
    --------
    >>> from journey.mathematics.stats import gamma
    >>> low, high = hdi(gamma(2.0), 0.95)
    >>> round(low, 4), round(high, 4)
    (0.0424, 4.7652)
    """
    check_confidence("hdi", confidence)
    if not isinstance(dist, _Frozen) or not isinstance(dist.dist, Continuous):
        raise TypeError(
            f"hdi: dist: expected a continuous distribution with its parameters, got {dist!r}"
        )
    room = 1 - confidence

    def ends(s: Floats) -> tuple[Floats, Floats]:
        # Both tails are shares of the room, each with all its digits however small it is.
        with quiet():
            lower, upper = room / (1 + np.exp(-s)), room / (1 + np.exp(s))
        return np.asarray(dist.ppf(lower)), np.asarray(dist.isf(upper))

    def rise(s: Floats) -> Floats:
        with quiet():
            low, high = (np.asarray(dist.logpdf(end)) for end in ends(s))
            return np.where(np.isneginf(low) & np.isneginf(high), 0.0, low - high)

    sides = np.array([-np.inf, np.inf])
    first, last = rise(sides)
    if first > 0 > last:
        raise ValueError(
            "hdi: dist: expected a density with one peak, got one that is high at both ends"
        )
    near = np.array([-40.0, 40.0])
    inside = rise(near)  # nearly always; only a far longer tail needs shares below 1e-17
    low, high = near if inside[0] < 0 <= inside[1] else 700 * np.sign(near)
    for at_end, bound in ((first >= 0, sides[:1]), (last <= 0, sides[1:])):
        if at_end and np.isfinite(ends(bound)).all():
            low = high = bound[0]
            break
    while low < high and high - low > 1e-13 * max(1.0, abs(low)):
        # 31 places at once cost little more than one, and give five bits a round.
        places = np.linspace(low, high, 33)
        i = int(np.count_nonzero(rise(places[1:-1]) < 0))
        low, high = float(places[i]), float(places[i + 1])
    left, right = ends(np.array([low if low == high else (low + high) / 2]))
    return float(left[0]), float(right[0])


def sample_hdi(draws: ArrayLike, confidence: float = 0.95) -> tuple[float, float]:
    """Return the shortest interval that holds a given share of the draws.

    Parameters
    ----------
    draws
        Numbers, any shape.
    confidence
        The share inside, rounded up to whole draws. Default: 0.95.

    Returns
    -------
    tuple of two floats

    Raises
    ------
    ValueError
        If there are no draws, one is not finite, or `confidence` is not between 0 and 1.

    References
    ----------
    Chen, M.-H., Shao, Q.-M. (1999). Monte Carlo estimation of Bayesian credible and HPD intervals.
    Journal of Computational and Graphical Statistics 8(1), 69-92.

    Examples
    --------
    >>> sample_hdi([1.0, 2.0, 2.1, 2.2, 9.0], 0.6)
    (2.0, 2.2)
    """
    check_confidence("sample_hdi", confidence)
    ordered = np.sort(np.ravel(np.asarray(draws, dtype=np.float64)))
    if not ordered.size or not np.isfinite(ordered).all():
        raise ValueError("sample_hdi: draws: expected at least one number, all finite")
    inside = int(np.ceil(confidence * len(ordered) - 1e-9))
    widths = ordered[inside - 1 :] - ordered[: len(ordered) - inside + 1]
    start = int(np.argmin(widths))
    return float(ordered[start]), float(ordered[start + inside - 1])
