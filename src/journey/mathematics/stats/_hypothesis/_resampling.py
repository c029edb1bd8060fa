"""What permutation tests and the bootstrap share: their samples, and the statistic's call."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats
from journey.mathematics.stats._hypothesis._given import along_all

Statistic = Callable[..., Any]


def prepare(
    function: str, data: Sequence[ArrayLike], axis: int, n_resamples: int, batch: int | None
) -> tuple[Floats, ...]:
    """Return the samples with observations on the last axis, the arguments checked."""
    if isinstance(data, np.ndarray) or not isinstance(data, Sequence) or not len(data):
        raise TypeError(
            f"{function}: data: expected a tuple of samples, as in (x,) or (x, y), "
            f"got {type(data).__name__}"
        )
    for name, value in (("n_resamples", n_resamples), ("batch", 1 if batch is None else batch)):
        if not isinstance(value, int | np.integer) or value < 1:
            raise ValueError(f"{function}: {name}: expected a whole number from 1, got {value!r}")
    named = {f"data[{i}]": sample for i, sample in enumerate(data)}
    return along_all(function, axis, named, least=2)


def same_length(function: str, samples: Sequence[Floats]) -> int:
    """Return the samples' one length; raise where they differ."""
    lengths = [int(sample.shape[-1]) for sample in samples]
    if len(set(lengths)) > 1:
        raise ValueError(f"{function}: data: expected samples of one length, got {lengths}")
    return lengths[0]


def vectorize(statistic: Statistic, vectorized: bool | None) -> Statistic:
    """Return a statistic that takes `axis=-1`: the one given, or a loop around it."""
    if vectorized is None:
        vectorized = "axis" in inspect.signature(statistic).parameters
    if vectorized:
        return statistic

    def one_by_one(*samples: Floats, axis: int) -> Floats:
        lead = np.broadcast_shapes(*(sample.shape[:-1] for sample in samples))
        wide = [np.broadcast_to(part, (*lead, part.shape[-1])) for part in samples]
        out = np.empty(lead)
        for index in np.ndindex(lead):
            out[index] = statistic(*(part[index] for part in wide))
        return out

    return one_by_one
