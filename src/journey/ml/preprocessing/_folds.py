"""Folds for cross-fitting: a number for each sample, in equal parts, with or without classes.

Splitters for users are a topic of their own; these two serve `TargetEncoder`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import Rng

Codes = NDArray[np.intp]


def plain_folds(n: int, k: int, rng: Rng | None) -> Codes:
    """Return a fold for each sample: the first n mod k folds have one more."""
    fold = np.empty(n, dtype=np.intp)
    order = np.arange(n)
    if rng is not None:
        rng.shuffle(order)
    fold[order] = np.repeat(np.arange(k), [n // k + (i < n % k) for i in range(k)])
    return fold


def stratified_folds(labels: Codes, k: int, rng: Rng | None) -> Codes:
    """Return a fold for each sample, with the classes' shares alike in all."""
    # Classes are numbered by first appearance, so that their names play no part.
    _, first, by_name = np.unique(labels, return_index=True, return_inverse=True)
    number = np.argsort(np.argsort(first))[by_name]
    in_turn = np.sort(number)
    fold = np.empty(len(labels), dtype=np.intp)
    for c in range(len(first)):
        # Dealing the sorted labels out in turn says how many of a class each fold gets.
        share = [int((in_turn[i::k] == c).sum()) for i in range(k)]
        dealt = np.repeat(np.arange(k), share)
        if rng is not None:
            rng.shuffle(dealt)
        fold[number == c] = dealt
    return fold
