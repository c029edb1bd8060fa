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

    Its width is stationary where the densities at both ends are equal. Newton's method finds such
    ends from those of the equal-tailed interval. Where it fails, the interval is made to start at
    the quantile of $t$ and end at that of $t + c$, and $t$ is bisected: for a density with one peak
    the difference of the densities only rises with $t$. A density that falls from an end of its
    support, as an exponential one does, has its interval start there.

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
    found = _newton(dist, confidence)
    if found is not None:
        return found

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


def _newton(dist: _Frozen, confidence: float) -> tuple[float, float] | None:
    """Return ends of equal density that hold the probability, or None where it does not converge.

    Only distribution functions are computed, which are far cheaper than quantiles.
    """
    low, high = (float(end) for end in dist.interval(confidence))
    for _ in range(30):
        h = 1e-5 * (high - low)
        with quiet():
            log = np.asarray(
                dist.logpdf(np.array([low, low - h, low + h, high, high - h, high + h]))
            )
        if not np.isfinite(log).all():
            return None
        rise, fall = (log[2] - log[1]) / (2 * h), (log[5] - log[4]) / (2 * h)
        if not rise > 0 > fall:
            return None
        miss = 1 - confidence - float(dist.cdf(low)) - float(dist.sf(high))
        # pdf(low) dl - pdf(high) dh = miss, and both log densities become the same
        left, right, gap = np.exp(log[0]), np.exp(log[3]), log[3] - log[0]
        determinant = right * rise - left * fall
        dl = (right * gap - fall * miss) / determinant
        dh = (left * gap - rise * miss) / determinant
        width = high - low
        low, high = low + dl, high + dh
        if not low < high:
            return None
        if abs(dl) + abs(dh) < 1e-12 * width:
            return float(low), float(high)
    return None


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
