"""The definitions, one number at a time, which the classifiers are held to.

Each returns joint log probabilities of shape (n_new, n_classes), classes sorted.
"""

from __future__ import annotations

from math import log, pi

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.naive_bayes._base import Array

__all__ = ["bernoulli_naive", "complement_naive", "gaussian_naive", "multinomial_naive"]


def gaussian_naive(X: Array, y: ArrayLike, new: Array, epsilon: float = 0.0) -> Array:
    """Return Gaussian naive Bayes's joint log probabilities by the definition.

    Parameters
    ----------
    X
        Samples of shape (n_samples, n_features).
    y
        Labels of shape (n_samples,).
    new
        Samples to judge, shape (n_new, n_features).
    epsilon
        What is added to every variance. Default: 0.

    Returns
    -------
    NDArray
        Log of prior times density, shape (n_new, n_classes).

    Examples
    --------
    >>> import numpy as np
    >>> X = np.array([[0.0], [2.0], [4.0], [6.0]])
    >>> gaussian_naive(X, [0, 0, 1, 1], np.array([[1.0]])).round(3)
    array([[-1.612, -9.612]])
    """
    scores = [[0.0] * len(np.unique(y)) for _ in new]
    for c, name in enumerate(np.unique(y)):
        own = X[np.asarray(y) == name]
        for i, x in enumerate(new):
            scores[i][c] = log(len(own) / len(X))
            for j, value in enumerate(x):
                mean, var = own[:, j].mean(), own[:, j].var() + epsilon
                scores[i][c] += -0.5 * log(2 * pi * var) - (value - mean) ** 2 / (2 * var)
    return np.array(scores)


def multinomial_naive(X: Array, y: ArrayLike, new: Array, alpha: float = 1.0) -> Array:
    """Return multinomial naive Bayes's joint log probabilities by the definition.

    Parameters
    ----------
    X
        Counts of shape (n_samples, n_features).
    y
        Labels of shape (n_samples,).
    new
        Counts to judge, shape (n_new, n_features).
    alpha
        Pseudo-counts. Default: 1.

    Returns
    -------
    NDArray
        Log of prior times likelihood, shape (n_new, n_classes), without the number of orders of
        the words, which is the same for all classes.

    Examples
    --------
    >>> import numpy as np
    >>> multinomial_naive(np.array([[2, 0], [0, 1]]), [0, 1], np.array([[1, 0]])).round(3)
    array([[-0.981, -1.792]])
    """
    scores = [[0.0] * len(np.unique(y)) for _ in new]
    for c, name in enumerate(np.unique(y)):
        own = X[np.asarray(y) == name]
        words = own.sum(axis=0)  # how often each word occurs in the class
        for i, x in enumerate(new):
            scores[i][c] = log(len(own) / len(X))
            for j, count in enumerate(x):
                scores[i][c] += count * log((words[j] + alpha) / (words.sum() + alpha * len(x)))
    return np.array(scores)


def bernoulli_naive(X: Array, y: ArrayLike, new: Array, alpha: float = 1.0) -> Array:
    """Return Bernoulli naive Bayes's joint log probabilities by the definition.

    Parameters
    ----------
    X
        Zeros and ones of shape (n_samples, n_features).
    y
        Labels of shape (n_samples,).
    new
        Zeros and ones to judge, shape (n_new, n_features).
    alpha
        Pseudo-counts of each outcome. Default: 1.

    Returns
    -------
    NDArray
        Log of prior times likelihood, shape (n_new, n_classes).

    Examples
    --------
    >>> import numpy as np
    >>> bernoulli_naive(np.array([[1, 1], [0, 1]]), [0, 1], np.array([[1, 0]])).round(3)
    array([[-2.197, -2.89 ]])
    """
    scores = [[0.0] * len(np.unique(y)) for _ in new]
    for c, name in enumerate(np.unique(y)):
        own = X[np.asarray(y) == name]
        for i, x in enumerate(new):
            scores[i][c] = log(len(own) / len(X))
            for j, there in enumerate(x):
                p = (own[:, j].sum() + alpha) / (len(own) + 2 * alpha)
                scores[i][c] += log(p if there else 1 - p)
    return np.array(scores)


def complement_naive(X: Array, y: ArrayLike, new: Array, alpha: float = 1.0) -> Array:
    """Return complement naive Bayes's scores by the definition; there are two classes or more.

    Parameters
    ----------
    X
        Counts of shape (n_samples, n_features).
    y
        Labels of shape (n_samples,).
    new
        Counts to judge, shape (n_new, n_features).
    alpha
        Pseudo-counts. Default: 1.

    Returns
    -------
    NDArray
        Scores of shape (n_new, n_classes); the largest wins.

    Examples
    --------
    >>> import numpy as np
    >>> complement_naive(np.array([[2, 0], [0, 1]]), [0, 1], np.array([[1, 0]])).round(3)
    array([[1.099, 0.288]])
    """
    scores = [[0.0] * len(np.unique(y)) for _ in new]
    for c, name in enumerate(np.unique(y)):
        others = X[np.asarray(y) != name].sum(axis=0)  # words outside the class
        for i, x in enumerate(new):
            for j, count in enumerate(x):
                p = (others[j] + alpha) / (others.sum() + alpha * len(x))
                scores[i][c] -= count * log(p)
    return np.array(scores)
