r"""Proximal operators with a closed form: $\arg\min_x g(x) + \frac{1}{2t} \lVert x - v \rVert^2$.

A gradient step for functions with corners. All take the point and the step $t$, so each can be
given to [ista][journey.mathematics.convex.ista] and [fista][journey.mathematics.convex.fista]; a
weight of the penalty belongs into the step.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.convex._input import (
    Array,
    Project,
    Prox,
    Vector,
    check_array,
    check_function,
    check_number,
    check_vector,
)

__all__ = ["prox_elastic_net", "prox_group_l2", "prox_indicator", "prox_l1", "prox_l2_squared"]


def prox_l1(v: ArrayLike, t: float = 1.0) -> Array:
    r"""Soft thresholding, for $g(x) = \lVert x \rVert_1$: everything moves by $t$ towards 0.

    Parameters
    ----------
    v
        Array of any shape.
    t
        Step, at least 0.

    Returns
    -------
    ndarray of the shape of `v`
        Entries within `t` of 0 are exactly 0.

    Raises
    ------
    ValueError
        If the step is negative, or an entry is not finite.

    References
    ----------
    Parikh, N. and Boyd, S. (2014). Proximal algorithms. Foundations and Trends in Optimization
    1(3), section 6.5.

    Examples
    --------
    >>> from journey.mathematics.convex import prox_l1
    >>> prox_l1([3.0, -0.5, -2.0], 1.0)
    array([ 2.,  0., -1.])
    """
    return _soft(check_array(v, "v"), check_number(t, "t", zero=True))


def prox_l2_squared(v: ArrayLike, t: float = 1.0) -> Array:
    r"""For $g(x) = \frac12 \lVert x \rVert^2$: everything shrinks by the factor $1 / (1 + t)$.

    Parameters
    ----------
    v
        Array of any shape.
    t
        Step, at least 0.

    Returns
    -------
    ndarray of the shape of `v`

    Raises
    ------
    ValueError
        If the step is negative, or an entry is not finite.

    Examples
    --------
    >>> from journey.mathematics.convex import prox_l2_squared
    >>> prox_l2_squared([3.0, -1.0], 1.0)
    array([ 1.5, -0.5])
    """
    return check_array(v, "v") / (1 + check_number(t, "t", zero=True))


def prox_elastic_net(v: ArrayLike, t: float = 1.0, *, l1_ratio: float = 0.5) -> Array:
    r"""For $r \lVert x \rVert_1 + \frac{1 - r}{2} \lVert x \rVert^2$: threshold, then shrink.

    Parameters
    ----------
    v
        Array of any shape.
    t
        Step, at least 0.
    l1_ratio
        Share $r$ of the first term, from 0 to 1, as in scikit-learn.

    Returns
    -------
    ndarray of the shape of `v`

    Raises
    ------
    ValueError
        If an argument is out of its range, or an entry is not finite.

    Examples
    --------
    >>> from journey.mathematics.convex import prox_elastic_net
    >>> prox_elastic_net([3.0, -0.5], 1.0)
    array([1.66666667, 0.        ])
    """
    ratio = check_number(l1_ratio, "l1_ratio", zero=True)
    if ratio > 1:
        raise ValueError(f"l1_ratio: expected a number from 0 to 1, got {l1_ratio!r}")
    step = check_number(t, "t", zero=True)
    return _soft(check_array(v, "v"), step * ratio) / (1 + step * (1 - ratio))


def prox_group_l2(
    v: ArrayLike, groups: ArrayLike, t: float = 1.0, *, weights: ArrayLike | None = None
) -> Vector:
    r"""For $g(x) = \sum_j w_j \lVert x_{(j)} \rVert_2$: a group shrinks as a whole, or vanishes.

    Parameters
    ----------
    v
        Vector of shape (n,).
    groups
        Whole number from 0 for each entry, shape (n,): the group that it belongs to.
    t
        Step, at least 0.
    weights
        One for each group, at least 0; all 1 where it is not given.

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If shapes do not fit, or a number is out of its range.

    References
    ----------
    Parikh, N. and Boyd, S. (2014). Proximal algorithms. Foundations and Trends in Optimization
    1(3), section 6.5.

    Examples
    --------
    >>> from journey.mathematics.convex import prox_group_l2
    >>> prox_group_l2([3.0, 4.0, 0.1, 0.2], [0, 0, 1, 1], 1.0)
    array([2.4, 3.2, 0. , 0. ])
    """
    point = check_vector(v, "v")
    labels = np.asarray(groups)
    if labels.shape != point.shape or labels.dtype.kind not in "iu" or (labels < 0).any():
        raise ValueError(
            f"groups: expected {point.size} whole numbers from 0, "
            f"got dtype {labels.dtype} and shape {labels.shape}"
        )
    count = int(labels.max()) + 1
    w = np.ones(count) if weights is None else check_vector(weights, "weights", count)
    if (w < 0).any():
        raise ValueError(f"weights: expected numbers >= 0, got {w.min():g}")
    scale = float(np.abs(point).max()) or 1.0  # its squares neither overflow nor vanish
    norms = scale * np.sqrt(np.bincount(labels, (point / scale) ** 2, count))
    reach = check_number(t, "t", zero=True) * w
    kept = np.divide(reach, norms, out=np.ones(count), where=norms > reach)
    shrunk: Vector = point * (1 - kept)[labels]
    return shrunk


def prox_indicator(project: Project) -> Prox:
    r"""For a set's indicator, 0 inside and $\infty$ outside: its projection, whatever the step.

    Parameters
    ----------
    project
        Projection onto the set, a function of a vector.

    Returns
    -------
    callable
        Function of a point and a step.

    Raises
    ------
    TypeError
        If it is no function.

    Examples
    --------
    >>> from journey.mathematics.convex import project_simplex, prox_indicator
    >>> prox_indicator(project_simplex)([0.0, 3.0], 0.1)
    array([0., 1.])
    """
    check_function(project, "project")

    def prox(v: Vector, t: float = 1.0) -> Vector:
        nearest: Vector = np.asarray(project(v), dtype=np.float64)
        return nearest

    return prox


def _soft(v: Array, t: float) -> Array:
    return np.asarray(np.where(np.abs(v) > t, v - np.sign(v) * t, 0.0))
