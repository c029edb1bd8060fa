r"""UMAP's curve: how surely two points of the layout are joined, $1 / (1 + a d^{2b})$.

Here are the fit of a and b, the loss that compares a layout with a graph, and the two forces that
are its gradient.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.manifold._umap_graph import FuzzyGraph
from journey.ml.utils import FloatArray, check_real

NEAR = 1e-3  # keeps the repulsion of two points in one place finite


def find_ab_params(spread: float, min_dist: float) -> tuple[float, float]:
    r"""Return a and b of the curve that is nearest to a plateau with an exponential tail.

    The target is 1 up to `min_dist` and $\exp(-(d - d_{min}) / s)$ beyond. Least squares at 300
    distances up to three times `spread`, by Levenberg's and Marquardt's method.

    Parameters
    ----------
    spread
        The scale $s$ of the tail.
    min_dist
        Where the plateau ends.

    Returns
    -------
    a : float
        Factor of the curve.
    b : float
        Half of its power.

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP. arXiv:1802.03426. Section 3.2,
    definition 11.

    Examples
    --------
    >>> a, b = find_ab_params(1.0, 0.1)
    >>> round(a, 3), round(b, 3)
    (1.577, 0.895)
    """
    spread, min_dist = check_real("spread", spread, 1e-12), check_real("min_dist", min_dist, 0)
    x = np.linspace(0, 3 * spread, 300)
    y = np.where(x < min_dist, 1.0, np.exp(-np.maximum(x - min_dist, 0) / spread))
    logs = np.log(np.maximum(x, 1e-300))
    # Steps are taken in log a and log b, so that both stay positive.
    at, damping = np.zeros(2), 1e-3
    curve = _curve(at, logs)
    for _ in range(500):
        a, b = np.exp(at)
        slope = -curve * (1 - curve)
        jacobian = np.column_stack([slope, slope * 2 * b * logs])
        squares, pull = jacobian.T @ jacobian, jacobian.T @ (y - curve)
        step = np.linalg.solve(squares + damping * np.diag(squares.diagonal() + 1e-12), pull)
        step = np.clip(step, -1, 1)
        tried = _curve(at + step, logs)
        if ((y - tried) ** 2).sum() <= ((y - curve) ** 2).sum():
            at, curve, damping = at + step, tried, max(damping / 10, 1e-12)
            if np.abs(step).max() < 1e-12:
                break
        else:
            damping *= 10
            if damping > 1e12:
                break
    a, b = np.exp(at)
    return float(a), float(b)


def _curve(at: NDArray[np.float64], logs: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(over="ignore"):
        out: NDArray[np.float64] = 1 / (1 + np.exp(at[0] + 2 * np.exp(at[1]) * logs))
    return out


def attraction(squared: FloatArray, a: float, b: float) -> FloatArray:
    r"""Return the factor of $y_i - y_j$ in the gradient of $\log q$: negative, a pull.

    Parameters
    ----------
    squared
        Squared distances of any shape.
    a, b
        Parameters of the curve.

    Returns
    -------
    FloatArray
        $-2ab\,d^{2(b-1)} / (1 + a d^{2b})$, and 0 for points in one place.

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP. arXiv:1802.03426. Section 3.2.

    Examples
    --------
    >>> attraction(np.array([0.0, 1.0]), 1.0, 1.0)
    array([ 0., -1.])
    """
    apart = squared > 0
    safe = np.where(apart, squared, squared.dtype.type(1))
    power = np.exp(b * np.log(safe))
    factor = -2 * a * b * power / (safe * (1 + a * power))
    return np.where(apart, factor, squared.dtype.type(0))


def repulsion(squared: FloatArray, a: float, b: float, near: float = NEAR) -> FloatArray:
    r"""Return the factor of $y_i - y_j$ in the gradient of $\log(1 - q)$: positive, a push.

    Parameters
    ----------
    squared
        Squared distances of any shape.
    a, b
        Parameters of the curve.
    near
        Added to the squared distance in the denominator.

    Returns
    -------
    FloatArray
        $2b / ((\varepsilon + d^2)(1 + a d^{2b}))$, and 0 for points in one place.

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP. arXiv:1802.03426. Section 3.2.

    Examples
    --------
    >>> repulsion(np.array([0.0, 1.0]), 1.0, 1.0, near=0.0)
    array([0., 1.])
    """
    apart = squared > 0
    safe = np.where(apart, squared, squared.dtype.type(1))
    factor = 2 * b / ((near + safe) * (1 + a * np.exp(b * np.log(safe))))
    return np.where(apart, factor, squared.dtype.type(0))


def fuzzy_cross_entropy(
    graph: FuzzyGraph, embedding: ArrayLike, a: float, b: float, *, floor: float = 1e-4
) -> float:
    r"""Return the cross-entropy between a graph and a layout of it, over all pairs.

    $-\sum_{i<j} v_{ij} \log w_{ij} + (1 - v_{ij}) \log(1 - w_{ij})$, where $v$ is the graph's
    weight and $w = 1 / (1 + a d^{2b})$. It takes time and memory for every pair.

    Parameters
    ----------
    graph
        A symmetric graph.
    embedding
        Points of shape (n_samples, n_components).
    a, b
        Parameters of the curve.
    floor
        Bounds $w$ and $1 - w$ from below, since two points in one place cost infinitely much.

    Returns
    -------
    float
        The loss, in nats.

    References
    ----------
    McInnes, L., Healy, J. and Melville, J. (2018). UMAP. arXiv:1802.03426. Section 2.3,
    definition 10, and section 3.2.

    Examples
    --------
    >>> graph = FuzzyGraph(np.array([0, 1]), np.array([1, 0]), np.array([1.0, 1.0]), 2)
    >>> round(fuzzy_cross_entropy(graph, [[0.0], [1.0]], 1.0, 1.0), 4)
    0.6931
    """
    points: Any = np.asarray(embedding, dtype=np.float64)
    total = 0.0
    for start in range(0, graph.n_samples, 256):
        stop = min(start + 256, graph.n_samples)
        squared = ((points[start:stop, None] - points[None]) ** 2).sum(axis=2)
        w = 1 / (1 + a * squared**b)
        v = np.zeros_like(w)
        own = slice(*np.searchsorted(graph.rows, [start, stop]))
        v[graph.rows[own] - start, graph.cols[own]] = graph.weights[own]
        loss = v * np.log(np.maximum(w, floor)) + (1 - v) * np.log(np.maximum(1 - w, floor))
        loss[np.arange(stop - start), np.arange(start, stop)] = 0
        total -= float(loss.sum())
    return total / 2
