r"""Projections: the nearest point of a convex set, where there is a formula or a sort for it.

For every convex closed set the nearest point is unique, and the projection never moves two points
farther apart. Not here: sets that need a solver of their own; for a polyhedron, `solve_qp`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.convex._input import (
    Array,
    Vector,
    check_array,
    check_number,
    check_vector,
)
from journey.mathematics.linalg import lstsq
from journey.mathematics.linalg._input import check_matrix

__all__ = [
    "project_affine",
    "project_ball",
    "project_box",
    "project_halfspace",
    "project_simplex",
    "project_simplex_naive",
]


def project_box(x: ArrayLike, lower: ArrayLike = -np.inf, upper: ArrayLike = np.inf) -> Array:
    r"""Project onto a box: the entries are independent, so each is clipped by itself.

    Parameters
    ----------
    x
        Array of any shape.
    lower, upper
        Bounds that broadcast to the shape of `x`; infinite ones do not bound.

    Returns
    -------
    ndarray of the shape of `x`

    Raises
    ------
    ValueError
        If a lower bound is above its upper bound, or shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics.convex import project_box
    >>> project_box([-2.0, 0.3, 5.0], 0.0, 1.0)
    array([0. , 0.3, 1. ])
    """
    point = check_array(x, "x")
    low, high = check_box(lower, upper, point.shape, "lower", "upper")
    return np.minimum(np.maximum(point, low), high)


def check_box(
    lower: ArrayLike, upper: ArrayLike, shape: tuple[int, ...], low_name: str, high_name: str
) -> tuple[Array, Array]:
    """Return both bounds, broadcast to a shape, after checking that something is between them."""
    bounds = []
    for bound, name, wrong in ((lower, low_name, np.inf), (upper, high_name, -np.inf)):
        array = check_array(bound, name, infinite=True)
        try:
            array = np.broadcast_to(array, shape).copy()
        except ValueError:
            raise ValueError(
                f"{name}: expected a shape that broadcasts to {shape}, got {array.shape}"
            ) from None
        if (array == wrong).any():
            raise ValueError(f"{name}: expected no bound of {wrong}, nothing could satisfy it")
        bounds.append(array)
    low, high = bounds
    if (low > high).any():
        where = tuple(int(i) for i in np.argwhere(low > high)[0])
        raise ValueError(
            f"{low_name}: expected at most {high_name}, got {low[where]:g} > {high[where]:g} at "
            f"{where[0] if len(where) == 1 else where}"
        )
    return low, high


def project_ball(x: ArrayLike, radius: float = 1.0, center: ArrayLike = 0.0) -> Vector:
    r"""Project onto a Euclidean ball: shrink along the ray from the centre.

    Parameters
    ----------
    x
        Vector of shape (n,).
    radius
        Radius, not negative.
    center
        Its centre, a number or shape (n,).

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If the radius is negative, or shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics.convex import project_ball
    >>> project_ball([3.0, 4.0], radius=1.0)
    array([0.6, 0.8])
    """
    point = check_vector(x, "x")
    size = check_number(radius, "radius", zero=True)
    middle = check_array(center, "center")
    if middle.shape not in ((), point.shape):
        raise ValueError(f"center: expected a number or shape {point.shape}, got {middle.shape}")
    away = point - middle
    largest = float(np.abs(away).max())
    # squares of the scaled entries neither overflow nor vanish
    distance = largest * float(np.linalg.norm(away / largest)) if largest > 0 else 0.0
    return point if distance <= size else middle + away * (size / distance)


def project_simplex(x: ArrayLike, radius: float = 1.0) -> Array:
    r"""Project onto the simplex $\{x \ge 0, \sum_i x_i = r\}$ by sorting.

    The solution is $\max(x - \tau, 0)$. Sorted downwards, the entries that stay positive are the
    first few, and the sum tells $\tau$ for every number of them; the right number is the largest
    for which the smallest of them stays positive. $O(n \log n)$.

    Parameters
    ----------
    x
        Vector of shape (n,), or several as the rows of a matrix of shape (k, n).
    radius
        What the entries shall add up to, above 0.

    Returns
    -------
    ndarray of the shape of `x`

    Raises
    ------
    ValueError
        If `x` is empty, or the radius is not above 0.

    References
    ----------
    Duchi, J., Shalev-Shwartz, S., Singer, Y. and Chandra, T. (2008). Efficient projections onto
    the l1-ball for learning in high dimensions. ICML, figure 1.

    Examples
    --------
    >>> from journey.mathematics.convex import project_simplex
    >>> project_simplex([0.5, 1.5, -1.0])
    array([0., 1., 0.])
    """
    points, total = _check_simplex(x, radius)
    u = -np.sort(-points, axis=-1)
    counts = np.arange(1, points.shape[-1] + 1)
    tau = (np.cumsum(u, axis=-1) - total) / counts  # (k, n): the threshold, were j + 1 to stay
    last = (u > tau).sum(axis=-1, keepdims=True) - 1
    return np.maximum(points - np.take_along_axis(tau, last, axis=-1), 0.0)


def project_simplex_naive(x: ArrayLike, radius: float = 1.0) -> Array:
    r"""Project onto the simplex by bisection for the $\tau$ with $\sum_i \max(x_i - \tau, 0) = r$.

    Parameters
    ----------
    x
        Vector of shape (n,), or several as the rows of a matrix of shape (k, n).
    radius
        What the entries shall add up to, above 0.

    Returns
    -------
    ndarray of the shape of `x`

    Raises
    ------
    ValueError
        If `x` is empty, or the radius is not above 0.

    Examples
    --------
    >>> from journey.mathematics.convex import project_simplex_naive
    >>> project_simplex_naive([0.5, 1.5, -1.0]).round(12)
    array([0., 1., 0.])
    """
    points, total = _check_simplex(x, radius)
    low = np.full((*points.shape[:-1], 1), -total)  # the largest entry is 0, so the sum is >= r
    high = np.zeros_like(low)
    for _ in range(100):
        tau = (low + high) / 2
        over = np.maximum(points - tau, 0.0).sum(axis=-1, keepdims=True) > total
        low, high = np.where(over, tau, low), np.where(over, high, tau)
    return np.maximum(points - tau, 0.0)


def _check_simplex(x: ArrayLike, radius: float) -> tuple[Array, float]:
    points = check_array(x, "x")
    if points.ndim not in (1, 2) or points.shape[-1] == 0:
        raise ValueError(f"x: expected shape (n,) or (k, n), got {points.shape}")
    # Adding a number to all entries changes no projection; less the largest, no digit is lost to it
    points -= points.max(axis=-1, keepdims=True)
    return points, check_number(radius, "radius", zero=False)


def project_halfspace(x: ArrayLike, a: ArrayLike, b: float) -> Vector:
    r"""Project onto $\{x : a^\top x \le b\}$: go back along the normal, if at all.

    Parameters
    ----------
    x
        Vector of shape (n,).
    a
        Normal, shape (n,), not zero.
    b
        Offset.

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If the normal is zero, or shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics.convex import project_halfspace
    >>> project_halfspace([2.0, 2.0], [1.0, 1.0], 2.0)
    array([1., 1.])
    """
    point = check_vector(x, "x")
    normal = check_vector(a, "a", point.size)
    offset = check_array(b, "b")
    if offset.ndim != 0:
        raise ValueError(f"b: expected a number, got shape {offset.shape}")
    largest = float(np.abs(normal).max())
    if largest == 0:
        raise ValueError("a: expected a normal with an entry that is not 0")
    normal /= largest
    excess = float(normal @ point - offset / largest)
    return point if excess <= 0 else point - (excess / float(normal @ normal)) * normal


def project_affine(x: ArrayLike, A: ArrayLike, b: ArrayLike) -> Vector:
    r"""Project onto $\{x : A x = b\}$: the shortest step that makes up for $b - A x$.

    The step is the least-squares solution of least norm, by the QR factorisation of
    [lstsq][journey.mathematics.linalg.lstsq]; so rows may repeat each other.

    Parameters
    ----------
    x
        Vector of shape (n,).
    A
        Matrix of shape (p, n), of any rank.
    b
        Right-hand side, shape (p,).

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If no point satisfies the equations, or shapes do not fit.

    Examples
    --------
    >>> from journey.mathematics.convex import project_affine
    >>> project_affine([2.0, 0.0], [[1.0, 1.0]], [1.0]).round(12)
    array([ 1.5, -0.5])
    """
    point = check_vector(x, "x")
    matrix = check_matrix(A, "A")
    if matrix.shape[1] != point.size:
        raise ValueError(f"A: expected shape (p, {point.size}), got {matrix.shape}")
    target = check_vector(b, "b", len(matrix))
    nearest: Vector = point + lstsq(matrix, target - matrix @ point).x
    nearest += lstsq(matrix, target - matrix @ nearest).x  # rounding of the first step
    left = np.abs(matrix @ nearest - target)
    size = np.abs(matrix) @ np.abs(nearest) + np.abs(matrix) @ np.abs(point) + np.abs(target)
    if (left > 1e-9 * size).any():
        raise ValueError(
            f"A, b: expected equations that can be satisfied, row {int(left.argmax())} stays off "
            f"by {left.max():.3g}"
        )
    return nearest
