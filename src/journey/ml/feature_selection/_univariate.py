"""F tests of one feature at a time: between classes, and for a straight line.

Mutual information, which also sees bent relations, is in `_mutual_information`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.stats import f_oneway
from journey.mathematics.stats import t as student
from journey.ml.utils import check_array, check_labels, check_target

Array = NDArray[np.float64]


def f_classif(X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    """Compare the means of the classes, feature by feature (one-way analysis of variance).

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Labels of shape (n_samples,).

    Returns
    -------
    f, p
        F statistic and p-value of each feature; NaN where a feature does not vary at all, infinity
        where it varies between the classes alone.

    Raises
    ------
    ValueError
        If the shapes do not fit, or there is one class only.

    References
    ----------
    Fisher, R. A. (1925). Statistical Methods for Research Workers. Oliver and Boyd. Chapter 7.

    Examples
    --------
    >>> f, p = f_classif([[1.0], [2.0], [4.0], [5.0]], ["a", "a", "b", "b"])
    >>> f, p.round(4)
    (array([18.]), array([0.0513]))
    """
    table = check_array(X).astype(np.float64)
    classes, codes = check_labels(y, len(table), few=False)
    k = len(classes)
    if k < 2:
        raise ValueError("y: expected at least 2 classes, got one class only")
    f, p = (np.array(part) for part in f_oneway(*(table[codes == c] for c in range(k))))
    # Where nothing varies within the classes, either nothing does at all, or all between them.
    apart = np.isnan(f) & (table != table[0]).any(axis=0)
    f[apart], p[apart] = np.inf, 0.0
    return f, p


def f_regression(X: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    r"""Test a straight line, feature by feature: $F = \frac{r^2}{1 - r^2} (n - 2)$.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Targets of shape (n_samples,).

    Returns
    -------
    f, p
        F statistic and p-value of each feature; 0 and 1 where the feature or the target is
        constant.

    Raises
    ------
    ValueError
        If the shapes do not fit.

    References
    ----------
    Fisher, R. A. (1925). Statistical Methods for Research Workers. Oliver and Boyd. Section 25.

    Examples
    --------
    >>> f, p = f_regression([[1.0], [2.0], [3.0], [4.0]], [1.0, 2.0, 2.0, 4.0])
    >>> f.round(3), p.round(4)
    (array([11.571]), array([0.0766]))
    """
    table = check_array(X).astype(np.float64)
    target = check_target(y, len(table)).astype(np.float64)
    freedom = len(table) - 2
    centred, deviation = table - table.mean(axis=0), target - target.mean()
    with np.errstate(divide="ignore", invalid="ignore"):
        r = deviation @ centred / np.sqrt((centred**2).sum(axis=0) * (deviation @ deviation))
        f = np.asarray(r**2 / (1 - r**2) * freedom)
    constant = np.isnan(r)
    f[constant] = 0.0
    f[~constant & (r**2 >= 1)] = np.inf
    # F with one degree of freedom is the square of Student's t.
    p = 2 * student.sf(np.sqrt(f), freedom)
    return f, p
