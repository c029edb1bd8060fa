"""Factors by class, as `class_weight` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.utils import check_choice, check_real


def class_weights(
    given: Mapping[Any, float] | str | None,
    classes: NDArray[Any],
    codes: NDArray[np.intp],
    weight: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return one factor a class: those given, or such that all classes weigh the same."""
    if given is None:
        return np.ones(len(classes))
    if isinstance(given, str):
        check_choice("class_weight", given, ("balanced",))
        total = np.bincount(codes, weight, minlength=len(classes))
        return np.asarray(weight.sum() / (len(classes) * total))
    unknown = [label for label in given if label not in classes.tolist()]
    if unknown:
        raise ValueError(f"class_weight: expected labels among {classes.tolist()}, got {unknown}")
    return np.array([check_real("class_weight", given.get(c, 1.0), 0) for c in classes.tolist()])
