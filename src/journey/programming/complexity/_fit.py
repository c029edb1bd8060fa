"""Which growth fits measurements, how sure that is, and when it cannot be told.

Candidates are compared by the Bayesian information criterion. It takes errors for independent, and
what a lower-order term leaves behind is not: it bends slowly from size to size. So the number of
measurements is replaced by the number of independent ones that they are worth.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from journey.programming.complexity._models import GROWTHS, Floats, Growth, fit_relative

__all__ = ["CandidateFit", "GrowthFit", "fit_growth"]

Line = tuple[float, float, float]  # a, b and the error that they leave

_LEAST_SIZES = 5
_LEAST_WORTH = 4.0
_LEAST_SPAN = 4.0  # the largest size over the smallest, unless ...
_LEAST_RISE = 16.0  # ... the costs themselves span this much
_WORST_ERROR = 0.25  # of a fit whose errors follow one another
_FLAT = 0.1  # exponents of which "1" may be said
_ROUNDING = 1e-12  # errors below this are none


@dataclass(frozen=True)
class CandidateFit:
    """One candidate, fitted: `coefficient * growth(n) + constant`.

    Attributes
    ----------
    growth : str
        Its name.
    coefficient, constant : float
        What was fitted, neither of them negative.
    error : float
        Root of the mean squared relative error; 0.05 stands for 5 percent.
    weight : float
        Its share of the belief in all candidates; they add up to 1.

    Examples
    --------
    >>> fit_growth([1, 2, 4, 8, 16], [3, 5, 9, 17, 33]).fits["n"].coefficient
    2.0
    """

    growth: str
    coefficient: float
    constant: float
    error: float
    weight: float


@dataclass(frozen=True)
class GrowthFit:
    """What `fit_growth` has to say.

    Attributes
    ----------
    growth : str or None
        The name of the growth; None where it cannot be told.
    plausible : tuple of str
        The candidates that are left, the most likely first; `growth` alone where it is told, and
        none where no candidate fits.
    reasons : tuple of str
        Why it cannot be told, in sentences. Empty where it can.
    confidence : float
        The weight of the best candidate among those compared.
    fits : dict
        A [CandidateFit][journey.programming.complexity.CandidateFit] for each candidate by name.
    exponent : float
        The slope of log cost over log size. For a power of n it is that power; for n log n it is a
        little above 1, and the more so the smaller the sizes.
    exponent_interval : tuple of float
        Where the slope lies with 95 percent confidence if errors are independent.
    factor : float
        By how much the costs grow when n grows by 1: near 2 for 2^n, near 1 for powers.

    Examples
    --------
    >>> print(fit_growth([8, 16, 32, 64, 128], [66, 255, 1030, 4090, 16400]))
    n^2: 0.998 n^2 + 1.96, confidence 1.00, exponent 1.99 (1.97 to 2.01)
    """

    growth: str | None
    plausible: tuple[str, ...]
    reasons: tuple[str, ...]
    confidence: float
    fits: Mapping[str, CandidateFit]
    exponent: float
    exponent_interval: tuple[float, float]
    factor: float

    def __str__(self) -> str:
        low, high = self.exponent_interval
        slope = f"exponent {self.exponent:.2f} ({low:.2f} to {high:.2f})"
        if self.growth is None:
            return f"cannot tell: {'; '.join(self.reasons)}; {slope}"
        fit = self.fits[self.growth]
        parts = [f"{fit.coefficient:.3g} {self.growth}"] if self.growth != "1" else []
        parts += [f"{fit.constant:.3g}"] if fit.constant or not parts else []
        return f"{self.growth}: {' + '.join(parts)}, confidence {self.confidence:.2f}, {slope}"


def fit_growth(
    sizes: ArrayLike,
    costs: ArrayLike,
    *,
    candidates: Mapping[str, Growth] = GROWTHS,
    confidence: float = 0.95,
) -> GrowthFit:
    r"""Tell how costs grow with the size, or say that they do not tell.

    Each candidate $f$ is fitted as $a f(n) + b$ by
    [fit_relative][journey.programming.complexity.fit_relative]. With $R$ the sum of squares that it
    leaves and $k$ its number of parameters, its weight is proportional to $R^{-(m-2)/2} m^{-k/2}$.
    That is $e^{-\mathrm{BIC}/2}$ but for the 2, which is what fitting took from few measurements.
    And $m$ is not the number $s$ of sizes but $s (1-\rho)/(1+\rho)$, at least 4, with $\rho \ge 0$
    the correlation of neighbouring errors of the best candidate: errors that bend slowly are worth
    few measurements. Whatever does not beat "1" is left out, since it adds nothing to it; and so
    is "1" where the exponent's interval lies above 0.1.

    The answer is None where the best weight is below `confidence`, where there are fewer than five
    sizes, where neither the sizes span a factor of 4 nor the costs one of 16, and where no
    candidate fits: the best is off by more than 25 percent, and systematically. "1" is only said
    when the exponent's whole interval lies within 0.1 of zero. Costs O(m c) for m sizes and c
    candidates.

    Parameters
    ----------
    sizes
        Sizes of the input, at least 1. Where one occurs several times, its costs' median counts.
    costs
        What each cost: operations, bytes, seconds. Positive.
    candidates
        Growths by name, each a function of an array of sizes. "1" should be among them.
    confidence
        The weight from which on the best candidate is named, at least 0.5 and below 1.

    Returns
    -------
    GrowthFit
        The growth or None, and all that led to it.

    Raises
    ------
    ValueError
        If sizes and costs differ in length, there are fewer than three different sizes, a size is
        below 1, a cost is not positive, a number is not finite, no candidate has finite values, or
        the confidence is outside its range.

    References
    ----------
    Schwarz, *Estimating the dimension of a model*, Annals of Statistics 6 (1978); Kass, Raftery,
    *Bayes factors*, JASA 90 (1995), section 4.1; Bayley, Hammersley, *The "effective" number of
    independent observations*, Supplement to the JRSS 8 (1946), equation 1, here for errors whose
    correlation falls off geometrically.

    Examples
    --------
    >>> sizes = [2**k for k in range(4, 12)]
    >>> fit_growth(sizes, [n * (n - 1) // 2 for n in sizes]).growth
    'n^2'
    >>> print(fit_growth([10, 12, 14, 16, 18], [33, 43, 53, 64, 75]))
    cannot tell: the sizes span a factor of 1.8 only; exponent 1.40 (1.36 to 1.43)
    """
    n, c = _checked(sizes, costs, candidates, confidence)
    exponent, low, high = _slope(np.log(n), np.log(c))
    factor = math.exp(_slope(n, np.log(c))[0])

    fitted: dict[str, Line] = {}
    errors: dict[str, Floats] = {}
    for name, growth in candidates.items():
        with np.errstate(over="ignore"):
            f = np.asarray(growth(n), dtype=float) * np.ones_like(n)
        if not np.isfinite(f).all():
            continue  # too large for a number: no finite costs grow like this
        if np.ptp(f) == 0:  # the constant is b, not a
            a, b, error = fit_relative(np.zeros_like(n), c)
        else:
            a, b, error = fit_relative(f, c)
        fitted[name] = a, b, error
        errors[name] = (a * f + b) / c - 1
    if not fitted:
        raise ValueError("candidates must have finite values at these sizes: none has")

    best = min(fitted, key=lambda name: fitted[name][2])
    rho = _neighbours(errors[best])
    worth = max(len(n) * (1 - rho) / (1 + rho), _LEAST_WORTH)
    weights = _weights(fitted, worth, grows=low > _FLAT)
    order = sorted(weights, key=lambda name: -weights[name])

    reasons = []
    if len(n) < _LEAST_SIZES:
        reasons.append(f"{len(n)} sizes, of which at least {_LEAST_SIZES} are needed")
    if n[-1] / n[0] < _LEAST_SPAN and c.max() / c.min() < _LEAST_RISE:
        reasons.append(f"the sizes span a factor of {n[-1] / n[0]:.1f} only")
    # Above a third, the errors are worth less than half of what they are.
    misfit = fitted[best][2] > _WORST_ERROR and rho > 1 / 3
    if misfit:
        reasons.append(f"no candidate fits: {best}, the best, is off by {fitted[best][2]:.0%}")
    best = order[0]
    plausible, total = [], 0.0
    for name in () if misfit else order:
        plausible.append(name)
        total += weights[name]
        if total >= confidence:
            break
    if len(plausible) > 1:
        reasons.append(f"{', '.join(plausible[:-1])} and {plausible[-1]} fit alike")
    elif fitted[best][0] == 0 and high < -_FLAT:
        reasons.append("the costs fall with the size")
    elif fitted[best][0] == 0 and (low < -_FLAT or high > _FLAT):
        reasons.append("no growth stands out, but slow growth is not ruled out")
    fits = {name: CandidateFit(name, *fitted[name], weights[name]) for name in fitted}
    return GrowthFit(
        growth=None if reasons else best,
        plausible=tuple(plausible),
        reasons=tuple(reasons),
        confidence=weights[best],
        fits=fits,
        exponent=exponent,
        exponent_interval=(low, high),
        factor=factor,
    )


def _checked(
    sizes: ArrayLike, costs: ArrayLike, candidates: Mapping[str, Growth], confidence: float
) -> tuple[Floats, Floats]:
    """Return the different sizes in order and the median cost of each."""
    n, c = np.asarray(sizes, dtype=float), np.asarray(costs, dtype=float)
    if n.ndim != 1 or n.shape != c.shape:
        raise ValueError(
            f"sizes and costs must be two lists of one length: got shapes {n.shape} and {c.shape}"
        )
    if not (np.isfinite(n).all() and (n >= 1).all()):
        raise ValueError(f"sizes must be finite and at least 1: got {n[~(n >= 1)].tolist() or n}")
    if not (np.isfinite(c).all() and (c > 0).all()):
        raise ValueError(f"costs must be finite and positive: got {c[~(c > 0)].tolist() or c}")
    if not candidates:
        raise ValueError("candidates must hold at least one growth: got none")
    if not 0.5 <= confidence < 1:
        raise ValueError(f"confidence must be at least 0.5 and below 1: got {confidence!r}")
    different = np.unique(n)
    if len(different) < 3:
        raise ValueError(f"sizes must hold at least 3 different ones: got {different.tolist()}")
    return different, np.array([np.median(c[n == size]) for size in different])


def _neighbours(errors: Floats) -> float:
    """Return the correlation of each error with the next, between 0 and 0.99."""
    squares = float(errors @ errors)
    if squares <= len(errors) * _ROUNDING**2:
        return 0.0
    return min(max(float(errors[1:] @ errors[:-1]) / squares, 0.0), 0.99)


def _weights(fitted: Mapping[str, Line], worth: float, grows: bool) -> dict[str, float]:
    """Return the candidates' shares of exp(-BIC / 2); 0 for those that are left out."""
    logs = {
        name: -(worth - 2) * math.log(max(error, _ROUNDING)) - (2 if a else 1) / 2 * math.log(worth)
        for name, (a, _, error) in fitted.items()
    }
    flat = max((logs[name] for name in logs if not fitted[name][0]), default=-math.inf)
    kept = [name for name in logs if logs[name] > flat or (name == "1" and not grows)]
    kept = kept or [name for name in logs if fitted[name][0]] or list(logs)
    top = max(logs[name] for name in kept)
    shares = {name: math.exp(logs[name] - top) if name in kept else 0.0 for name in logs}
    total = sum(shares.values())
    return {name: share / total for name, share in shares.items()}


def _slope(x: Floats, y: Floats) -> tuple[float, float, float]:
    """Return the least-squares slope and the ends of its 95 percent interval."""
    centred = x - x.mean()
    slope = float(centred @ y / (centred @ centred))
    left = y - y.mean() - slope * centred
    spread = math.sqrt(float(left @ left) / (len(x) - 2) / float(centred @ centred))
    reach = _student(len(x) - 2) * spread
    return slope, slope - reach, slope + reach


def _student(freedom: int) -> float:
    """Return the t that 97.5 percent of Student's distribution lie below, by halving."""
    low, high = 0.0, math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _inside(middle, freedom) > 0.95 else (middle, high)
    return math.sqrt(freedom) * math.tan(low)


def _inside(angle: float, freedom: int) -> float:
    """Return the probability of |t| < sqrt(freedom) tan(angle): Abramowitz, Stegun, 26.7.3-4."""
    sine, cosine = math.sin(angle), math.cos(angle)
    term, total = (sine * cosine, 0.0) if freedom % 2 else (sine, 0.0)
    for j in range(freedom % 2, freedom - 1, 2):
        total += term
        term *= cosine**2 * (j + 1) / (j + 2)
    return 2 / math.pi * (angle + total) if freedom % 2 else total
