"""Power transforms, which make skewed columns more normal: Box-Cox and Yeo-Johnson.

The exponent is the one of greatest likelihood; the search for it is in `_brent`.
"""

from __future__ import annotations

from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.preprocessing._brent import bracket, brent
from journey.ml.preprocessing._moments import moments
from journey.ml.preprocessing._scaler import Array, Scaler
from journey.ml.preprocessing._standard import centre_and_scale, constant
from journey.ml.utils import FloatArray, check_choice

__all__ = ["PowerTransformer", "power_likelihood"]

_METHODS = ("yeo-johnson", "box-cox")


class PowerTransformer(Scaler):
    r"""Raise each column to a power that makes it as normal as a power can, then standardise.

    With $\lambda$ of greatest likelihood for each column. A column that is constant keeps
    $\lambda = 1$. NaN is left out and stays NaN. scikit-learn's parameter `copy` has no
    counterpart, as the input is never changed; `set_output` is left out. Exponents are always
    computed in float64.

    Parameters
    ----------
    method
        "yeo-johnson" (default), for any numbers; or "box-cox", for numbers above 0.
    standardize
        Whether to subtract the mean and divide by the standard deviation of the result. Default:
        yes.

    Attributes
    ----------
    lambdas_ : NDArray
        The exponents, of shape (n_features,).
    n_features_in_ : int
        Number of features seen in `fit`.

    References
    ----------
    Box, G. E. P., Cox, D. R. (1964). An analysis of transformations. Journal of the Royal
    Statistical Society B 26(2), 211-252, section 3.
    Yeo, I.-K., Johnson, R. A. (2000). A new family of power transformations to improve normality
    or symmetry. Biometrika 87(4), 954-959, section 2.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.ml.preprocessing import PowerTransformer
    >>> skewed = np.exp([[-1.0], [0.0], [1.0]])
    >>> PowerTransformer("box-cox", standardize=False).fit_transform(skewed).round(6).ravel()
    array([-1.,  0.,  1.])
    """

    def __init__(self, method: str = "yeo-johnson", *, standardize: bool = True) -> None:
        self.method = method
        self.standardize = standardize

    def fit(self, X: ArrayLike, y: ArrayLike | None = None) -> Self:
        """Find the exponent of each column.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features); NaN is left out.
        y
            Not used; pipelines hand it over.

        Returns
        -------
        PowerTransformer
            This estimator, fitted.

        Raises
        ------
        ValueError
            If the method or the data is malformed, a column is all NaN, or a number is not above
            0 where the method is "box-cox".
        """
        check_choice("method", self.method, _METHODS)
        table = self._check(X, reset=True)
        self._check_sign(table)
        flat = constant(moments(table))
        self._columns = [
            self._likely_power(values.astype(np.float64), column, bool(flat[column]))
            for column, values in enumerate(table.T)
        ]
        self.lambdas_ = np.array(
            [2 - each.power if each.mirrored else each.power for each in self._columns]
        )
        if self.standardize:
            self._center, self._spread = centre_and_scale(moments(self._powers(table)))
        return self

    def _check_sign(self, table: FloatArray) -> None:
        if self.method == "box-cox" and (table <= 0).any():
            raise ValueError(
                "X: The Box-Cox transformation can only be applied to strictly positive data, "
                f"got {np.nanmin(table):g}"
            )

    def _likely_power(self, values: Array, column: int, flat: bool) -> _Power:
        x = values[~np.isnan(values)]
        if x.size == 0:
            raise ValueError(f"X: Column must not be all nan, got NaN only in column {column}")
        if flat:
            return _Power(1.0, self.method, 0.0, False)
        found = _most_likely(_logs(x, self.method))
        mirrored = bool((x < 0).all())
        if not self.standardize or not (mirrored or (x >= 0).all()):
            return _Power(found, self.method, 0.0, False)
        level = float(_logs(x, self.method).size.mean())
        return _Power(2 - found if mirrored else found, self.method, level, mirrored)

    def _powers(self, table: FloatArray) -> Array:
        return np.column_stack(
            [each(values) for each, values in zip(self._columns, table.T, strict=True)]
        )

    def transform(self, X: ArrayLike) -> FloatArray:
        """Return the samples, each column raised to its power.

        Parameters
        ----------
        X
            Samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            New array of the same shape; float32 stays float32.

        Raises
        ------
        ValueError
            If a number is not above 0 where the method is "box-cox".
        """
        table = self._check(X, reset=False)
        self._check_sign(table)
        out = self._powers(table)
        if self.standardize:
            out = (out - self._center) / self._spread
        return out.astype(table.dtype, copy=False)

    def inverse_transform(self, X: ArrayLike) -> FloatArray:
        """Return transformed samples in the units that they came in.

        Parameters
        ----------
        X
            Transformed samples of shape (n_samples, n_features).

        Returns
        -------
        FloatArray
            New array of the same shape; NaN where no number has that power.
        """
        table = self._check_scaled(X)
        values = table.astype(np.float64)
        if self.standardize:
            values = values * self._spread + self._center
        columns = [
            each.inverse(column) for each, column in zip(self._columns, values.T, strict=True)
        ]
        return np.column_stack(columns).astype(table.dtype, copy=False)


class _Logs(NamedTuple):
    """A column by logarithms: x, or 1 + |x|, is exp(size); its sign says which exponent counts."""

    size: Array
    positive: NDArray[np.bool_] | None  # booleans; None where all are


def _logs(x: Array, method: str) -> _Logs:
    if method == "box-cox":
        return _Logs(np.log(x), None)
    positive = ~(x < 0)
    return _Logs(np.log1p(np.abs(x)), None if positive.all() else positive)


def _one_power(size: Array, power: float) -> Array:
    r"""Return $(e^{\lambda s} - 1) / \lambda$, and its limit $s$ at 0."""
    # expm1 keeps the digits where the exponent is near 0.
    return size if abs(power) < 1e-300 else np.asarray(np.expm1(power * size) / power)


class _Power(NamedTuple):
    r"""The transform of one column: its exponent, and in which units the result is kept.

    With the mean of the logarithms taken out, $(e^{\lambda (s - m)} - 1) / \lambda$, the result has
    another mean and scale, which standardising removes. But it keeps the digits of a column far
    from 0, whose own powers would all be equal to rounding. `level` is that mean, or 0. A column
    that lies below 0 is mirrored first, with $2 - \lambda$.
    """

    power: float
    method: str
    level: float
    mirrored: bool

    def __call__(self, values: FloatArray) -> Array:
        x = -values.astype(np.float64) if self.mirrored else values.astype(np.float64)
        # Overflow means that a power is infinite, and invalid that NaN was compared.
        with np.errstate(over="ignore", invalid="ignore"):
            logs = _logs(x, self.method)
            y = _one_power(logs.size - self.level, self.power)
            if logs.positive is not None:
                slope = np.exp(-self.power * self.level)
                below = self._zero() - slope * _one_power(logs.size, 2 - self.power)
                y = np.where(logs.positive, y, below)
        return -y if self.mirrored else y

    def inverse(self, values: Array) -> Array:
        y = -values if self.mirrored else values
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            size = _size(y, self.power) + self.level
            if self.method == "box-cox":
                return np.asarray(np.exp(size))
            below = (self._zero() - y) * np.exp(self.power * self.level)
            x = np.where(y >= self._zero(), np.expm1(size), -np.expm1(_size(below, 2 - self.power)))
        return -x if self.mirrored else x

    def _zero(self) -> float:
        """Return what 0 is transformed to."""
        return float(_one_power(np.array(-self.level), self.power))


def _size(y: Array, power: float) -> Array:
    return y if abs(power) < 1e-300 else np.asarray(np.log1p(power * y) / power)


def power_likelihood(x: ArrayLike, power: float, method: str = "yeo-johnson") -> float:
    r"""Return the log-likelihood of an exponent, but for a constant.

    The transformed numbers are taken for a normal sample. With its mean and variance
    $\hat\sigma^2(\lambda)$ at their best, what is left is
    $-\frac n2 \log \hat\sigma^2(\lambda) + (\lambda - 1) \sum \pm s_i$, where $s_i$ is $\log x_i$,
    or $\log(1 + |x_i|)$ with the sign of $x_i$: the logarithm of the transform's slope.

    Parameters
    ----------
    x
        Numbers of shape (n_samples,), without NaN.
    power
        The exponent $\lambda$.
    method
        "yeo-johnson" (default) or "box-cox".

    Returns
    -------
    float
        The log-likelihood.

    References
    ----------
    Box and Cox (1964), equation 8; Yeo and Johnson (2000), equation 3.1.

    Examples
    --------
    >>> numbers = [0.1, 0.5, 1.0, 2.0, 10.0]
    >>> power_likelihood(numbers, 0.0, "box-cox") > power_likelihood(numbers, 1.0, "box-cox")
    True
    """
    kind = check_choice("method", method, _METHODS)
    return _likelihood(_logs(np.asarray(x, dtype=np.float64), kind), float(power))


def _likelihood(logs: _Logs, power: float) -> float:
    size, positive = logs
    n, level = size.size, float(size.mean())
    if positive is None or not positive.any():
        # All on one side: exp(power * mean) can be taken out of the powers, and cancels with the
        # slopes. Written with both, two large numbers would leave few digits between them, and far
        # from 0 the powers would be equal to rounding.
        exponent = power if positive is None else 2 - power
        return -n / 2 * _log_var_of_powers(size - level, np.full(n, exponent), None) - n * level
    signed = np.where(positive, size, -size)
    exponents = np.where(positive, power, 2 - power)
    log_var = _log_var_of_powers(size, exponents, positive)
    return float(-n / 2 * log_var + (power - 1) * signed.sum())


def _log_var_of_powers(size: Array, exponents: Array, positive: NDArray[np.bool_] | None) -> float:
    """Return the logarithm of the variance of the signed powers, also where these overflow."""
    high = exponents * size
    peak = max(float(high.max()), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        if peak < 100:
            peak, powers = 0.0, np.expm1(high) / exponents
        else:  # in units of the largest
            powers = (np.exp(high - peak) - np.exp(-peak)) / exponents
        powers = np.where(exponents == 0, size * np.exp(-peak), powers)
    y = powers if positive is None else np.where(positive, powers, -powers)
    off = y - y.mean()
    var = float(off @ off) / off.size
    return 2 * peak + float(np.log(var)) if var > 0 else -np.inf


def _most_likely(logs: _Logs) -> float:
    def loss(power: float) -> float:
        value = _likelihood(logs, power)
        return -value if np.isfinite(value) else np.inf

    return brent(loss, *bracket(loss, -2.0, 2.0))
