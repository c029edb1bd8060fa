"""One number for a whole classification: shares of right answers, and agreement beyond chance.

Every score here is a function of the confusion matrix. Precision, recall and what is made from them
live in `_precision.py`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.metrics._targets import check_pair, weights_or_none


def accuracy_score(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    normalize: bool = True,
    sample_weight: ArrayLike | None = None,
) -> float:
    r"""Return the share of labels that are right.

    With $n_{ij}$ the number of samples of class $i$ that were called $j$, it is
    $\sum_i n_{ii} / \sum_{ij} n_{ij}$.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,): whole numbers, booleans or strings.
    y_pred
        The predicted ones, of the same shape and kind. Several labels a sample are left out.
    normalize
        `False` gives the number of right labels, or their weight, in place of the share.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.

    Returns
    -------
    float
        In [0, 1]; the number of right labels where ``normalize`` is `False`.

    Raises
    ------
    ValueError
        If lengths differ, kinds differ, or the labels are fractions or empty.

    References
    ----------
    Sokolova, M. and Lapalme, G. (2009). A systematic analysis of performance measures for
    classification tasks. Information Processing and Management 45, 427-437. Table 2.

    Examples
    --------
    >>> accuracy_score(["cat", "dog", "dog", "cat"], ["cat", "dog", "cat", "cat"])
    0.75
    """
    true, pred = check_pair(y_true, y_pred)
    weight = weights_or_none(sample_weight, len(true))
    right = true == pred
    if weight is None:
        number, total = float(np.count_nonzero(right)), float(len(true))
    else:
        number, total = float(weight @ right), float(weight.sum())
    return number / total if normalize else number
