"""What all distributions of one variable share: arguments, support, moments, freezing.

A distribution only says how its standard form looks; location and scale are dealt with here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.special._arrays import Floats, floats, quiet, scalar, shares

Seed = int | np.random.Generator | None
Size = int | tuple[int, ...] | None


class Distribution:
    """A family of distributions of one real variable.

    Every method takes the shape parameters, by place or by name, and then `loc` and `scale` (a
    discrete one only `loc`): `gamma.cdf(x, 2.5, scale=3)`. All arguments broadcast. Unlike SciPy,
    which returns NaN, a parameter outside its range is an error. Calling the family with parameters
    gives a [Frozen][journey.mathematics.stats.Frozen] distribution.

    Attributes
    ----------
    name : str
        As in `scipy.stats`.
    shapes : tuple of str
        Names of the shape parameters, in order.

    Examples
    --------
    >>> from journey.mathematics.stats import gamma
    >>> gamma.shapes, float(gamma.mean(2.5, scale=2))
    (('a',), 5.0)
    """

    name = ""
    shapes: tuple[str, ...] = ()
    _scaled = True

    # What a family says of its standard form

    def _check(self, *shapes: Floats) -> None:
        """Raise where a shape parameter is outside its range."""

    def _support(self, *shapes: Floats) -> tuple[Floats | float, Floats | float]:
        return -np.inf, np.inf

    def _log_density(self, x: Floats, *shapes: Floats) -> Floats:
        raise NotImplementedError

    def _tails(self, x: Floats, *shapes: Floats) -> tuple[Floats, Floats]:
        """Return lower and upper tail at numbers inside the support."""
        raise NotImplementedError

    def _quantile(self, p: Floats, q: Floats, upper: bool, *shapes: Floats) -> Floats:
        """Return where the lower tail is p and the upper q = 1 - p; `upper`: q was given."""
        raise NotImplementedError

    def _moments(self, *shapes: Floats) -> tuple[Any, Any, Any, Any]:
        """Return mean, variance, skewness and excess kurtosis."""
        raise NotImplementedError

    def _draw(self, rng: np.random.Generator, size: tuple[int, ...], *shapes: Floats) -> Floats:
        raise NotImplementedError

    # What everyone calls

    def __call__(self, *args: ArrayLike, **named: ArrayLike) -> Frozen:
        self._parse("", args, named)
        return Frozen(self, args, named)

    def __repr__(self) -> str:
        return f"<journey.mathematics.stats.{self.name}>"

    def cdf(self, x: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the probability of at most `x`.

        Parameters
        ----------
        x
            Numbers, any shape.
        *args, **named
            Shape parameters, `loc` and `scale`.

        Returns
        -------
        ndarray or float

        Raises
        ------
        TypeError
            If a parameter is missing or unknown.
        ValueError
            If a parameter is outside its range.
        """
        return self._probability("cdf", x, args, named, 0)

    def sf(self, x: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the probability of more than `x`, with all digits where it is small.

        Parameters and errors are those of [cdf][journey.mathematics.stats.Distribution.cdf].
        """
        return self._probability("sf", x, args, named, 1)

    def logcdf(self, x: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the logarithm of `cdf`; it is minus infinity below 1e-308."""
        with quiet():
            return scalar(np.log(np.asarray(self.cdf(x, *args, **named))))

    def logsf(self, x: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the logarithm of `sf`; it is minus infinity below 1e-308."""
        with quiet():
            return scalar(np.log(np.asarray(self.sf(x, *args, **named))))

    def ppf(self, q: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the quantile: the smallest number with at least probability `q` up to it.

        Parameters
        ----------
        q
            Probabilities from 0 to 1, any shape.
        *args, **named
            Shape parameters, `loc` and `scale`.

        Returns
        -------
        ndarray or float

        Raises
        ------
        ValueError
            If a probability is outside 0 to 1, or a parameter is outside its range.
        """
        return self._inverse("ppf", q, args, named, upper=False)

    def isf(self, q: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the inverse of `sf`, for upper tails too small to write as 1 minus them.

        Parameters and errors are those of [ppf][journey.mathematics.stats.Distribution.ppf].
        """
        return self._inverse("isf", q, args, named, upper=True)

    def rvs(
        self,
        *args: ArrayLike,
        size: Size = None,
        random_state: Seed = None,
        **named: ArrayLike,
    ) -> Any:
        """Draw independent samples.

        Parameters
        ----------
        *args, **named
            Shape parameters, `loc` and `scale`.
        size
            Shape of the result. Default: that of the parameters.
        random_state
            Seed or generator. Default: a new, unpredictable one.

        Returns
        -------
        ndarray or float

        Raises
        ------
        ValueError
            If `size` does not fit the shapes of the parameters.
        """
        shapes, loc, scale = self._parse("rvs", args, named)
        shape = loc.shape if size is None else np.empty(size, dtype=bool).shape
        try:
            loc, scale, *shapes = (np.broadcast_to(part, shape) for part in (loc, scale, *shapes))
        except ValueError as error:
            raise ValueError(
                f"{self.name}.rvs: size: expected a shape that {loc.shape} broadcasts to, "
                f"got {shape}"
            ) from error
        rng = np.random.default_rng(random_state)
        with quiet():
            drawn = loc + scale * self._draw(rng, shape, *shapes)
        return scalar(self._kind(drawn))

    def stats(self, *args: ArrayLike, moments: str = "mv", **named: ArrayLike) -> Any:
        """Return moments: `"m"` mean, `"v"` variance, `"s"` skewness, `"k"` excess kurtosis.

        Parameters
        ----------
        *args, **named
            Shape parameters, `loc` and `scale`.
        moments
            Letters of what is wanted; they come in the order m, v, s, k.

        Returns
        -------
        tuple, or one ndarray or float
            Infinite or NaN where the moment does not exist.

        Raises
        ------
        ValueError
            If a letter is none of the four.
        """
        if not moments or set(moments) - set("mvsk"):
            raise ValueError(
                f"{self.name}.stats: moments: expected letters of 'mvsk', got {moments!r}"
            )
        shapes, loc, scale = self._parse("stats", args, named)
        with quiet():
            mean, variance, skewness, kurtosis = self._moments(*shapes)
            known = {"m": loc + scale * mean, "v": scale**2 * variance}
            known |= {"s": skewness + 0 * loc, "k": kurtosis + 0 * loc}
        told = tuple(scalar(np.asarray(known[letter])) for letter in "mvsk" if letter in moments)
        return told if len(told) > 1 else told[0]

    def mean(self, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the mean."""
        return self.stats(*args, moments="m", **named)

    def var(self, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the variance."""
        return self.stats(*args, moments="v", **named)

    def std(self, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the standard deviation."""
        return scalar(np.sqrt(np.asarray(self.var(*args, **named))))

    def median(self, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the median, `ppf(0.5)`."""
        return self.ppf(0.5, *args, **named)

    def interval(self, confidence: ArrayLike, *args: ArrayLike, **named: ArrayLike) -> Any:
        """Return the ends of the interval that leaves out equal tails.

        Parameters
        ----------
        confidence
            The probability between the ends.
        *args, **named
            Shape parameters, `loc` and `scale`.

        Returns
        -------
        tuple of two ndarrays or floats
        """
        tail = (1 - np.asarray(confidence, dtype=float)) / 2
        return self.ppf(tail, *args, **named), self.isf(tail, *args, **named)

    # Plumbing

    def _kind(self, values: Floats) -> NDArray[Any]:
        return values

    def _parse(
        self,
        method: str,
        args: tuple[ArrayLike, ...],
        named: dict[str, ArrayLike],
        **first: ArrayLike,
    ) -> Any:
        """Return shapes, loc and scale, checked and broadcast with the first argument."""
        names = (*self.shapes, "loc", "scale") if self._scaled else (*self.shapes, "loc")
        what = f"{self.name}.{method}" if method else self.name
        if len(args) > len(names):
            raise TypeError(f"{what}: expected at most {', '.join(names)}, got {len(args)} of them")
        given: dict[str, ArrayLike] = {"loc": 0.0, "scale": 1.0}
        given |= dict(zip(names, args, strict=False))
        for name, value in named.items():
            if name not in names or name in names[: len(args)]:
                raise TypeError(f"{what}: expected {', '.join(names)}, each once, got {name!r}")
            given[name] = value
        missing = [name for name in self.shapes if name not in given]
        if missing:
            raise TypeError(f"{what}: expected the shape parameter {missing[0]!r}, got none")
        order = [*first, *self.shapes, "loc", "scale"]
        arrays = floats(what, **{name: {**given, **first}[name] for name in order})
        *front, loc, scale = arrays
        shapes = front[len(first) :]
        if not (scale > 0).all():
            bad = float(scale[~(scale > 0)].flat[0])
            raise ValueError(f"{what}: scale: expected positive numbers, got {bad!r}")
        self._check(*shapes)
        return (*front[: len(first)], shapes, loc, scale) if first else (shapes, loc, scale)

    def _standard(self, method: str, x: ArrayLike, args: Any, named: Any) -> Any:
        """Return standardised numbers, the support and all parameters, each flat; and the shape."""
        values, shapes, loc, scale = self._parse(method, args, named, x=x)
        z = np.ravel((values - loc) / scale)
        flat = [np.ravel(part) for part in shapes]
        low, high = self._support(*flat)
        return z, flat, low, high, np.ravel(scale), values.shape

    def _probability(self, method: str, x: ArrayLike, args: Any, named: Any, which: int) -> Any:
        with quiet():
            z, shapes, low, high, _, shape = self._standard(method, x, args, named)
            out = np.where(z < low, 0.0, 1.0) if which == 0 else np.where(z < low, 1.0, 0.0)
            inside = (z >= low) & (z < high) & np.isfinite(z)
            tails = self._tails(z[inside], *(part[inside] for part in shapes))
            out[inside] = tails[which]
            out[np.isnan(z)] = np.nan
        return scalar(out.reshape(shape))

    def _inverse(self, method: str, q: ArrayLike, args: Any, named: Any, upper: bool) -> Any:
        values, shapes, loc, scale = self._parse(method, args, named, q=q)
        shares(f"{self.name}.{method}", q=values)
        with quiet():
            p = np.ravel(values)
            lower, higher = (1 - p, p) if upper else (p, 1 - p)
            flat = [np.ravel(part) for part in shapes]
            low, high = self._support(*flat)
            out = self._quantile(lower, higher, upper, *flat)
            out = np.where(lower <= 0, low if self._scaled else low - 1.0, out)
            out = np.where(higher <= 0, high, out) if upper else np.where(lower >= 1, high, out)
            return scalar(loc + scale * out.reshape(values.shape))


class Frozen:
    """A distribution with its parameters fixed: its methods take what is left.

    Parameters
    ----------
    dist
        The family.
    args, named
        Its parameters.

    Raises
    ------
    AttributeError
        If the family has no such method.

    Examples
    --------
    >>> from journey.mathematics.stats import norm
    >>> float(norm(10, 2).cdf(10))
    0.5
    """

    def __init__(
        self, dist: Distribution, args: tuple[ArrayLike, ...], named: dict[str, ArrayLike]
    ) -> None:
        self.dist, self.args, self.kwds = dist, args, named

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        method = getattr(self.dist, name)
        if name in {"rvs", "stats", "mean", "var", "std", "median"}:
            return lambda **more: method(*self.args, **self.kwds, **more)
        return lambda x, **more: method(x, *self.args, **self.kwds, **more)
