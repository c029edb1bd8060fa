"""Rare categories put together into one."""

from __future__ import annotations

from numbers import Integral, Real

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import check_integer

Codes = NDArray[np.intp]


def check_rarity(min_frequency: object, max_categories: object) -> bool:
    """Return whether rare categories are to be grouped, after checking the parameters."""
    if max_categories is not None:
        check_integer("max_categories", max_categories, 1)
    if min_frequency is None:
        return max_categories is not None
    whole = isinstance(min_frequency, Integral)
    if isinstance(min_frequency, bool) or not isinstance(min_frequency, Real):
        raise TypeError(f"min_frequency: expected a number or None, got {min_frequency!r}")
    value = float(min_frequency)
    if not (value >= 1 if whole else 0 < value < 1):
        raise ValueError(
            "min_frequency: expected a whole number of at least 1 or a share between 0 and 1, got "
            f"{min_frequency!r}"
        )
    return True


def rare(
    counts: NDArray[np.intp], n: int, min_frequency: float | None, max_categories: int | None
) -> Codes | None:
    """Return which categories are rare, or None where none is.

    Parameters
    ----------
    counts
        How often each category occurs.
    n
        How many samples there are.
    min_frequency
        Rarer ones, as a count or a share of n, are rare.
    max_categories
        The most columns, the one of the rare ones included.
    """
    low = np.zeros(len(counts), dtype=bool)
    if min_frequency is not None:
        share = not isinstance(min_frequency, Integral)
        low = counts < (min_frequency * n if share else min_frequency)
    if max_categories is not None and max_categories < len(counts) - low.sum() + 1:
        # Of equally frequent ones the earlier in order go first.
        order = np.argsort(counts, kind="stable")
        low[order[: len(counts) - (max_categories - 1)]] = True
    return np.flatnonzero(low) if low.any() else None


def grouped(n_categories: int, infrequent: Codes | None) -> Codes:
    """Return the new place of each category: the rare ones share the last."""
    if infrequent is None:
        return np.arange(n_categories, dtype=np.intp)
    places = np.full(n_categories, n_categories - len(infrequent), dtype=np.intp)
    often = np.setdiff1d(np.arange(n_categories), infrequent)
    places[often] = np.arange(len(often))
    return places
