"""Labellings for the tests of scores: of several sizes, of unequal classes, of several kinds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[Any]
SIZES = ((1, 2, 0), (50, 2, 1), (300, 5, 2), (1000, 15, 3))


def noisy(n: int, k: int, seed: int) -> tuple[Labels, Labels, Labels]:
    """Return labels of unequal classes, labels that are right two times in three, and weights."""
    rng = np.random.default_rng(seed)
    true = np.floor(k * rng.uniform(size=n) ** 2).astype(int)
    pred = np.where(rng.uniform(size=n) < 2 / 3, true, rng.integers(k, size=n))
    return true, pred, rng.uniform(size=n)


def kinds(true: Labels, pred: Labels) -> Iterator[tuple[str, Any, Any]]:
    """Give the same labelling as labels of several kinds."""
    names = np.array([f"class {chr(97 + i)}" for i in range(20)])
    yield "int", true, pred
    yield "int8", true.astype(np.int8), pred.astype(np.int8)
    yield "float", true.astype(float), pred
    yield "far apart", true * 10**12 - 5, pred * 10**12 - 5
    yield "string", names[true], names[pred]
    yield "object", names[true].astype(object), names[pred]
    yield "list", names[true].tolist(), names[pred].tolist()
    yield "column", true[:, None], pred
