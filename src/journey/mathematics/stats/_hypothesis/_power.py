"""Power of t tests: how often a true difference is found, and the sample that finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import EPS, floats, positive, scalar
from journey.mathematics.stats._gamma_family import t
from journey.mathematics.stats._hypothesis._given import side
from journey.mathematics.stats._hypothesis._noncentral import noncentral_t_tail
from journey.mathematics.stats._simple import norm


def _power(function: str, alternative: str, **given: ArrayLike) -> Any:
    alternative = side(function, alternative)
    effect, nobs, alpha, df = floats(function, **given)
    positive(function, nobs=nobs, df=df)
    if not ((alpha > 0) & (alpha < 1)).all():
        raise ValueError(f"{function}: alpha: expected numbers between 0 and 1, got {alpha.min()}")
    shape = effect.shape
    nc = effect * np.sqrt(nobs)
    cut = np.asarray(t.isf(alpha / 2 if alternative == "two-sided" else alpha, df))
    power = np.zeros(effect.size)
    if alternative != "less":
        power = power + noncentral_t_tail(cut, df, nc, True)
    if alternative != "greater":
        power = power + noncentral_t_tail(-cut, df, nc, False)
    return scalar(np.minimum(power, 1.0).reshape(shape))


def _root(power: Callable[[float], float], goal: float, low: float, high: float) -> float:
    """Return where a rising power meets the goal, by Chandrupatla's method (1997).

    Each call costs a quantile of t, so calls are what to save: on the logarithm of the argument and
    the logit of the power the curve is nearly straight, and about ten are enough.
    """

    def miss(u: float) -> float:
        share = min(max(power(float(np.exp(u))), 1e-300), 1 - 1e-16)
        return float(np.log(share / goal) - np.log((1 - share) / (1 - goal)))

    b, a = float(np.log(low)), float(np.log(high))
    fb, fa = miss(b), miss(a)
    c, fc, part = b, fb, 0.5
    for _ in range(100):
        x = a + part * (b - a)
        fx = miss(x)
        if (fx > 0) == (fa > 0):
            c, fc = a, fa
        else:
            c, fc, b, fb = b, fb, a, fa
        a, fa = x, fx
        best, least = (a, fa) if abs(fa) < abs(fb) else (b, fb)
        tight = (4 * EPS * abs(best) + EPS) / max(abs(b - a), 1e-300)
        if least == 0 or tight > 0.5:
            break
        # Through three points the curve is read backwards, unless it bends too much for that.
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        part = 0.5
        if phi**2 < xi and (1 - phi) ** 2 < 1 - xi:
            part = fa / (fb - fa) * fc / (fb - fc)
            part += (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        part = min(1 - tight, max(tight, part))
    return float(np.exp(best))


class _Solver:
    """Solving for one quantity; a subclass says how the power is computed."""

    _size = "nobs"

    def _of(self, effect_size: float, nobs: float, alpha: float, alternative: str) -> float:
        raise NotImplementedError

    def _least(self) -> float:
        """Return the sample size at which a hundredth of a degree of freedom is left."""
        raise NotImplementedError

    def _solve(
        self,
        effect_size: float | None,
        nobs: float | None,
        alpha: float | None,
        power: float | None,
        alternative: str,
    ) -> float:
        function = f"{type(self).__name__}.solve_power"
        alternative = side(function, alternative)
        known = {"effect_size": effect_size, self._size: nobs, "alpha": alpha, "power": power}
        missing = [name for name, value in known.items() if value is None]
        if len(missing) != 1:
            raise ValueError(
                f"{function}: expected exactly one of {', '.join(known)} to be None, "
                f"got {len(missing)}"
            )
        for name, value in (("alpha", alpha), ("power", power)):
            if value is not None and not 0 < value < 1:
                raise ValueError(
                    f"{function}: {name}: expected a number between 0 and 1, got {value!r}"
                )
        (sought,) = missing
        d, n, a, goal = (0.0 if value is None else float(value) for value in known.values())
        if sought == "power":
            return self._of(d, n, a, alternative)
        if sought == "alpha":
            return _root(lambda level: self._of(d, n, level, alternative), goal, 1e-15, 1 - 1e-12)
        if goal <= a:
            raise ValueError(
                f"{function}: power: expected more than alpha, which is what chance gives, "
                f"got {goal!r}"
            )
        sign = -1.0 if alternative == "less" else 1.0
        if sought == "effect_size":
            high = self._upper(lambda size: self._of(sign * size, n, a, alternative), goal, 0.1)
            return sign * _root(
                lambda size: self._of(sign * size, n, a, alternative), goal, 1e-10, high
            )
        if d == 0 or (alternative != "two-sided" and d * sign < 0):
            raise ValueError(
                f"{function}: effect_size: expected a difference in the direction of the "
                f"alternative, got {d!r}"
            )
        # The normal law asks for a little less than t does, so it gives the bracket's lower end.
        tail = a / 2 if alternative == "two-sided" else a
        guess = (float(norm.isf(tail)) + float(norm.ppf(goal))) ** 2 / d**2 * self._share()
        least = self._least()
        low = max(least, 0.9 * guess)
        if self._of(d, low, a, alternative) > goal:
            high, low = low, least
            if low == high or self._of(d, low, a, alternative) > goal:
                raise ValueError(
                    f"{function}: effect_size: expected one that two observations do not show with "
                    f"this power, got {d!r}"
                )
        else:
            high = self._upper(lambda size: self._of(d, size, a, alternative), goal, low + 2)
        return _root(lambda size: self._of(d, size, a, alternative), goal, low, high)

    def _share(self) -> float:
        """Return the sample size over that of a one-sample test with the same standard error."""
        return 1.0

    def _upper(self, power: Callable[[float], float], goal: float, start: float) -> float:
        high = start * 1.2
        while power(high) < goal:
            high *= 2
            if high > 1e10:
                raise ValueError(
                    f"{type(self).__name__}.solve_power: expected a power that can be reached, "
                    f"got {goal!r}"
                )
        return high


class TTestPower(_Solver):
    """Power of the t test of one sample or of pairs. Called as in statsmodels.

    Examples
    --------
    >>> float(TTestPower().power(0.5, nobs=34, alpha=0.05).round(6))
    0.807778
    """

    def power(
        self,
        effect_size: ArrayLike,
        nobs: ArrayLike,
        alpha: ArrayLike,
        df: ArrayLike | None = None,
        alternative: str = "two-sided",
    ) -> Any:
        """Return the probability that the test rejects. Arguments broadcast.

        Parameters
        ----------
        effect_size
            True difference of the mean in standard deviations.
        nobs
            Observations, or pairs; need not be whole.
        alpha
            Level of the test.
        df
            Degrees of freedom; default: `nobs - 1`.
        alternative
            `"two-sided"`, `"less"` or `"greater"`; statsmodels' words too.

        Returns
        -------
        ndarray or float

        Raises
        ------
        ValueError
            If a number is outside its range, or no degree of freedom is left.
        """
        freedom = np.asarray(nobs, dtype=np.float64) - 1 if df is None else df
        return _power(
            "TTestPower.power", alternative, effect_size=effect_size, nobs=nobs, alpha=alpha,
            df=freedom,
        )  # fmt: skip

    def _of(self, effect_size: float, nobs: float, alpha: float, alternative: str) -> float:
        return float(self.power(effect_size, nobs, alpha, alternative=alternative))

    def _least(self) -> float:
        return 1.01

    def solve_power(
        self,
        effect_size: float | None = None,
        nobs: float | None = None,
        alpha: float | None = None,
        power: float | None = None,
        alternative: str = "two-sided",
    ) -> float:
        """Return the one of the four that is None.

        Parameters
        ----------
        effect_size, nobs, alpha, power
            As for `power`; exactly one is None.
        alternative
            `"two-sided"`, `"less"` or `"greater"`.

        Returns
        -------
        float
            A sample size is not rounded; take the next whole number.

        Raises
        ------
        ValueError
            If not exactly one is None, or no value gives that power.

        Examples
        --------
        >>> n = TTestPower().solve_power(effect_size=0.5, alpha=0.05, power=0.8)
        >>> f"{n:.4f}"
        '33.3671'
        """
        return self._solve(effect_size, nobs, alpha, power, alternative)


class TTestIndPower(_Solver):
    """Power of the t test of two samples with equal variances. Called as in statsmodels.

    Examples
    --------
    >>> float(TTestIndPower().power(0.5, nobs1=64, alpha=0.05).round(6))
    0.80146
    """

    _size = "nobs1"
    _ratio = 1.0

    def power(
        self,
        effect_size: ArrayLike,
        nobs1: ArrayLike,
        alpha: ArrayLike,
        ratio: ArrayLike = 1.0,
        df: ArrayLike | None = None,
        alternative: str = "two-sided",
    ) -> Any:
        """Return the probability that the test rejects. Arguments broadcast.

        Parameters
        ----------
        effect_size
            True difference of the means in standard deviations.
        nobs1
            Observations in the first sample; need not be whole.
        alpha
            Level of the test.
        ratio
            Size of the second sample over that of the first.
        df
            Degrees of freedom; default: all observations less 2.
        alternative
            `"two-sided"`, `"less"` or `"greater"`; statsmodels' words too.

        Returns
        -------
        ndarray or float

        Raises
        ------
        ValueError
            If a number is outside its range, or no degree of freedom is left.
        """
        first, times = floats("TTestIndPower.power", nobs1=nobs1, ratio=ratio)
        positive("TTestIndPower.power", nobs1=first, ratio=times)
        second = first * times
        freedom = first + second - 2 if df is None else df
        return _power(
            "TTestIndPower.power", alternative, effect_size=effect_size,
            nobs=1 / (1 / first + 1 / second), alpha=alpha, df=freedom,
        )  # fmt: skip

    def _of(self, effect_size: float, nobs: float, alpha: float, alternative: str) -> float:
        return float(self.power(effect_size, nobs, alpha, self._ratio, alternative=alternative))

    def _least(self) -> float:
        return 2.01 / (1 + self._ratio)

    def _share(self) -> float:
        return 1 + 1 / self._ratio

    def solve_power(
        self,
        effect_size: float | None = None,
        nobs1: float | None = None,
        alpha: float | None = None,
        power: float | None = None,
        ratio: float = 1.0,
        alternative: str = "two-sided",
    ) -> float:
        """Return the one of effect size, sample size, level and power that is None.

        Parameters
        ----------
        effect_size, nobs1, alpha, power
            As for `power`; exactly one is None.
        ratio
            Size of the second sample over that of the first.
        alternative
            `"two-sided"`, `"less"` or `"greater"`.

        Returns
        -------
        float
            A sample size is not rounded; take the next whole number.

        Raises
        ------
        ValueError
            If not exactly one is None, or no value gives that power.

        Examples
        --------
        >>> n = TTestIndPower().solve_power(effect_size=0.5, alpha=0.05, power=0.8)
        >>> f"{n:.4f}"
        '63.7656'
        """
        if not ratio > 0:
            raise ValueError(
                f"TTestIndPower.solve_power: ratio: expected a positive number, got {ratio!r}"
            )
        solver = TTestIndPower()
        solver._ratio = float(ratio)
        return solver._solve(effect_size, nobs1, alpha, power, alternative)
