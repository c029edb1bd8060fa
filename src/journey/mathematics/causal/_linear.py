"""Linear models, where effects and what regressions converge to are numbers in closed form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.causal._dag import DAG, Edge
from journey.mathematics.linalg import solve

Matrix = NDArray[np.float64]


class LinearModel:
    r"""A structural model $v = B v + u$ with independent noises: a number on each arrow.

    Parameters
    ----------
    coefficients
        For each arrow (cause, effect) what one unit of the cause adds to the effect.
    noise_scale
        Standard deviation of each variable's noise. Default: 1.

    Attributes
    ----------
    graph : DAG
    coefficients : dict

    Raises
    ------
    ValueError
        If the arrows go in a circle, or a scale is not positive or belongs to no variable.

    References
    ----------
    Wright, S. (1934). The method of path coefficients. Annals of Mathematical Statistics 5(3),
    161-215.

    Examples
    --------
    >>> model = LinearModel({("z", "x"): 1.0, ("z", "y"): 2.0, ("x", "y"): 0.5})
    >>> model.total_effect("x", "y"), model.regression_coefficient("x", "y")
    (0.5, 1.5)
    """

    def __init__(
        self, coefficients: Mapping[Edge, float], noise_scale: Mapping[str, float] | None = None
    ) -> None:
        self.coefficients = {edge: float(value) for edge, value in coefficients.items()}
        self.graph = DAG(self.coefficients)
        scales = dict(noise_scale or {})
        if unknown := sorted(set(scales) - set(self.graph.nodes)):
            raise ValueError(
                f"LinearModel: noise_scale: expected some of {', '.join(self.graph.nodes)}, got "
                f"{', '.join(unknown)}"
            )
        for name, value in scales.items():
            if not (value > 0 and np.isfinite(value)):
                raise ValueError(
                    f"LinearModel: noise_scale: expected a positive number for {name!r}, got "
                    f"{value!r}"
                )
        self._index = {name: i for i, name in enumerate(self.graph.nodes)}
        self._scale = np.array([scales.get(name, 1.0) for name in self.graph.nodes])
        arrows = np.zeros((len(self._index), len(self._index)))
        for (cause, effect), value in self.coefficients.items():
            arrows[self._index[effect], self._index[cause]] = value
        # v = (I - B)^-1 u: entry (y, x) adds the products along all directed paths from x to y.
        self._paths: Matrix = solve(np.eye(len(arrows)) - arrows, np.eye(len(arrows)))

    def total_effect(self, x: str, y: str) -> float:
        """Return what one more unit of `x`, set from outside, adds to `y`, along all paths."""
        return float(self._paths[self._place("y", y), self._place("x", x)])

    def covariance(self, names: Iterable[str] | None = None) -> Matrix:
        r"""Return the covariance matrix, $(I - B)^{-1} \Omega (I - B)^{-\top}$.

        Parameters
        ----------
        names
            Which variables, in which order. Default: all, in the order of `graph.nodes`.

        Returns
        -------
        ndarray
            Shape (d, d).
        """
        half = self._paths * self._scale
        places = [self._place("names", name) for name in names or self.graph.nodes]
        return np.asarray((half @ half.T)[np.ix_(places, places)])

    def regression_coefficient(self, x: str, y: str, adjust: Iterable[str] = ()) -> float:
        r"""Return the coefficient of `x` in the regression of `y` on `x` and `adjust`.

        It is the one that least squares tends to with the number of samples: the entry of
        $\Sigma_{ww}^{-1} \Sigma_{wy}$ that belongs to `x`.

        Parameters
        ----------
        x, y
            Two different variables.
        adjust
            Further variables on the right-hand side.

        Returns
        -------
        float

        Raises
        ------
        ValueError
            If a name is unknown or comes twice.
        """
        right = [x, *adjust]
        if len({*right, y}) <= len(right):
            raise ValueError(
                f"regression_coefficient: adjust: expected other variables than x and y, once "
                f"each, got {right[1:]}"
            )
        everything = self.covariance([*right, y])
        return float(solve(everything[:-1, :-1], everything[:-1, -1])[0])

    def sample(
        self, n: int, random_state: int | np.random.Generator | None = None
    ) -> dict[str, NDArray[np.float64]]:
        """Draw n individuals with normal noise: an array of shape (n,) for each variable.

        Parameters
        ----------
        n
            At least 1.
        random_state
            Seed or generator.

        Returns
        -------
        dict of str to ndarray

        Raises
        ------
        ValueError
            If `n` is below 1.
        """
        if n < 1:
            raise ValueError(f"sample: n: expected at least 1, got {n!r}")
        rng = np.random.default_rng(random_state)
        noise = rng.normal(size=(n, len(self._index))) * self._scale
        values = noise @ self._paths.T
        return {name: values[:, i] for name, i in self._index.items()}

    def _place(self, argument: str, name: str) -> int:
        if name not in self._index:
            raise ValueError(
                f"LinearModel: {argument}: expected one of {', '.join(self.graph.nodes)}, got "
                f"{name!r}"
            )
        return self._index[name]


def omitted_variable_bias(gamma: ArrayLike, delta: ArrayLike) -> float:
    r"""Return by how much a regression is off that leaves causes of the outcome out.

    With $y = \beta x + \gamma^\top z + \varepsilon$, the regression of `y` on `x` alone tends to
    $\beta + \gamma^\top \delta$, where $\delta_j = \operatorname{Cov}(x, z_j) /
    \operatorname{Var}(x)$ is the slope of $z_j$ on $x$. For least squares on data it holds exactly.

    Parameters
    ----------
    gamma
        Coefficients of the omitted variables in the full regression: a number, or shape (k,).
    delta
        Slopes of the omitted variables on `x`, of the same shape.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If the shapes differ.

    References
    ----------
    Theil, H. (1957). Specification errors and the estimation of economic relationships. Review of
    the International Statistical Institute 25(1/3), 41-51.

    Examples
    --------
    >>> omitted_variable_bias(2.0, 0.5)
    1.0
    """
    g, d = np.atleast_1d(np.asarray(gamma, float)), np.atleast_1d(np.asarray(delta, float))
    if g.shape != d.shape or g.ndim != 1:
        raise ValueError(
            f"omitted_variable_bias: delta: expected the shape of gamma, {g.shape}, got {d.shape}"
        )
    return float(g @ d)
