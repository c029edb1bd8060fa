"""The squared error taken apart into bias and variance: measured, and in closed form.

By drawing training sets anew from a known process, by the bootstrap where there is one sample only,
and exactly where the prediction is linear in the targets. Other losses are left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import clone
from journey.ml.model_selection._data import check_same_length, indexable, number_of_samples, rows
from journey.ml.utils import Rng, check_integer, check_random_state, check_real, check_target

__all__ = [
    "BiasVariance",
    "bias_variance_bootstrap",
    "bias_variance_decomposition",
    "smoother_bias_variance",
]

Array = NDArray[np.float64]


class BiasVariance(NamedTuple):
    """Mean squared error against the truth, and its two parts.

    Examples
    --------
    >>> BiasVariance(error=3.0, bias=1.0, variance=2.0).variance
    2.0
    """

    error: float
    """Mean over training sets and test points of the squared distance to the truth."""
    bias: float
    """Mean squared distance of the average prediction to the truth."""
    variance: float
    """Mean squared distance of a prediction to the average one."""


def bias_variance_decomposition(
    estimator: Any,
    draw: Callable[[Rng], tuple[Any, Any]],
    X_test: Any,
    f_test: ArrayLike,
    *,
    n_rounds: int = 200,
    random_state: Any = None,
) -> BiasVariance:
    r"""Measure squared bias and variance on a process from which training sets can be drawn.

    With predictions $\hat f_r$ of R rounds and their mean $\bar f$, at each test point
    $\frac1R \sum_r (\hat f_r - f)^2 = (\bar f - f)^2 + \frac1R \sum_r (\hat f_r - \bar f)^2$,
    without any assumption. The measured bias is too large by variance / R, on average.

    Parameters
    ----------
    estimator
        A regressor, ours or scikit-learn's. It stays as it is.
    draw
        Called with a random generator; returns samples and targets of a new training set.
    X_test
        Points to predict, of shape (n_points, n_features).
    f_test
        The truth there, without noise, of shape (n_points,).
    n_rounds
        How many training sets, at least 2. Default: 200.
    random_state
        Seed.

    Returns
    -------
    BiasVariance
        Error, squared bias and variance, means over the points; error = bias + variance.

    Raises
    ------
    ValueError
        If there are fewer than two rounds, or lengths differ.

    References
    ----------
    Geman, S., Bienenstock, E., Doursat, R. (1992). Neural networks and the bias/variance dilemma.
    Neural Computation 4, 1-58, section 2.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> def draw(rng):
    ...     X = np.linspace(0, 1, 20)[:, None]
    ...     return X, X[:, 0] ** 2 + rng.normal(0, 0.1, 20)
    >>> X = np.linspace(0, 1, 50)[:, None]
    >>> told = bias_variance_decomposition(Ridge(0.0), draw, X, X[:, 0] ** 2, random_state=0)
    >>> round(told.bias, 4), round(told.variance, 4)
    (0.006, 0.001)
    """
    rounds = check_integer("n_rounds", n_rounds, 2)
    truth = check_target(f_test, number_of_samples(X_test))
    rng = check_random_state(random_state)
    predicted = np.empty((rounds, len(truth)))
    for row in predicted:
        X, y = draw(rng)
        row[:] = clone(estimator).fit(X, y).predict(X_test)
    return _parts(predicted, truth)


def bias_variance_bootstrap(
    estimator: Any,
    X: Any,
    y: ArrayLike,
    X_test: Any,
    y_test: ArrayLike,
    *,
    n_rounds: int = 200,
    random_state: Any = None,
) -> BiasVariance:
    """Measure bias and variance where there is one sample only: resamples stand in for new samples.

    Two things differ from the real decomposition. The truth at the test points is not known, so
    the noise of ``y_test`` is counted as bias. And a resample repeats samples and leaves out about
    37 %, so the variance is that of another fit: for one nearest neighbour it is about half of the
    real one, for the mean of many it may be twice as large. It compares models on the same data and
    is no estimate of what new samples would show.

    Parameters
    ----------
    estimator
        A regressor, ours or scikit-learn's. It stays as it is.
    X
        Training samples.
    y
        Their targets, of shape (n_samples,).
    X_test
        Test samples.
    y_test
        Their targets, of shape (n_points,).
    n_rounds
        How many resamples, at least 2. Default: 200.
    random_state
        Seed.

    Returns
    -------
    BiasVariance
        Error, squared bias with the noise in it, and variance; error = bias + variance.

    Raises
    ------
    ValueError
        If there are fewer than two rounds, or lengths differ.

    References
    ----------
    Efron, B., Tibshirani, R. (1993). An introduction to the bootstrap, chapter 6.

    Examples
    --------
    >>> from journey.ml.linear_model import Ridge
    >>> X, y = np.arange(12.0)[:, None], np.arange(12.0)
    >>> told = bias_variance_bootstrap(Ridge(0.0), X, y, X, y + 1, random_state=0)
    >>> round(told.bias, 6), round(told.variance, 6)
    (1.0, 0.0)
    """
    X, y = indexable(X), indexable(y)
    check_same_length(X=X, y=y)
    n = number_of_samples(X)

    def draw(rng: Rng) -> tuple[Any, Any]:
        if isinstance(rng, np.random.Generator):
            places = rng.integers(n, size=n, dtype=np.int64)
        else:  # the dtype is named, so that a seed means the same where C's long has 32 bits
            places = rng.randint(n, size=n, dtype=np.int64)
        places = places.astype(np.intp)
        return rows(X, places), rows(y, places)

    return bias_variance_decomposition(
        estimator, draw, X_test, y_test, n_rounds=n_rounds, random_state=random_state
    )


def smoother_bias_variance(
    S: ArrayLike, f: ArrayLike, f_test: ArrayLike, noise: float
) -> BiasVariance:
    r"""Return the decomposition exactly, for predictions that are linear in the targets.

    If $\hat f = S y$ with S fixed by the places of the samples, and $y = f + \varepsilon$ with
    independent noise of deviation $\sigma$, the bias is $S f - f_\text{test}$ and the variance at
    point i is $\sigma^2 \sum_j S_{ij}^2$. Least squares, ridge, nearest neighbours and splines are
    of this kind.

    Parameters
    ----------
    S
        The smoother, of shape (n_points, n_samples).
    f
        The truth at the samples, of shape (n_samples,).
    f_test
        The truth at the points, of shape (n_points,).
    noise
        Deviation of the noise, at least 0.

    Returns
    -------
    BiasVariance
        Error, squared bias and variance, means over the points.

    Raises
    ------
    ValueError
        If shapes do not fit.

    References
    ----------
    Hastie, T., Tibshirani, R., Friedman, J. (2009). The elements of statistical learning, 2nd
    edition, section 7.3.

    Examples
    --------
    The mean of four samples predicts everywhere the same.

    >>> smoother_bias_variance(np.full((2, 4), 0.25), [0, 0, 2, 2], [0, 2], noise=2.0)
    BiasVariance(error=2.0, bias=1.0, variance=1.0)
    """
    table = np.asarray(S, dtype=np.float64)
    if table.ndim != 2:
        raise ValueError(f"S: expected shape (n_points, n_samples), got {table.shape}")
    known, truth = check_target(f, table.shape[1]), check_target(f_test, table.shape[0])
    sigma = check_real("noise", noise, 0)
    bias = float(np.mean((table @ known - truth) ** 2))
    variance = float(sigma**2 * np.mean(np.sum(table**2, axis=1)))
    return BiasVariance(bias + variance, bias, variance)


def _parts(predicted: Array, truth: Array) -> BiasVariance:
    """Return the parts for predictions of shape (n_rounds, n_points)."""
    middle = predicted.mean(axis=0)
    error = float(np.mean((predicted - truth) ** 2))
    bias = float(np.mean((middle - truth) ** 2))
    variance = float(np.mean((predicted - middle) ** 2))
    return BiasVariance(error, bias, variance)
