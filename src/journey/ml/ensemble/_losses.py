"""Losses of boosting, with their derivatives by the raw prediction.

A loss has `columns` raw predictions a row, whose best constant it knows.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from journey.ml.tree._level import Floats


class Loss(Protocol):
    """What boosting asks of a loss."""

    columns: int

    def start(self, y: NDArray[Any], weight: Floats) -> Floats:
        """Return the best constant, one a column."""

    def derivatives(self, y: NDArray[Any], raw: Floats) -> tuple[Floats, Floats | None]:
        """Return first and second derivatives; `None` where the second is 1."""

    def values(self, y: NDArray[Any], raw: Floats) -> Floats:
        """Return the loss of each row."""


class Squared:
    """Half the squared error."""

    columns = 1

    def start(self, y: NDArray[Any], weight: Floats) -> Floats:
        """Return the mean."""
        return np.array([np.average(y, weights=weight)])

    def derivatives(self, y: NDArray[Any], raw: Floats) -> tuple[Floats, Floats | None]:
        """Return the residuals, their sign turned."""
        return raw - y[:, None], None

    def values(self, y: NDArray[Any], raw: Floats) -> Floats:
        """Return half the squared residuals."""
        return np.asarray((raw[:, 0] - y) ** 2 / 2)


class LogLoss:
    """The logarithmic loss: log-odds for two classes, one raw prediction a class for more."""

    def __init__(self, n_classes: int) -> None:
        self.n_classes = n_classes
        self.columns = 1 if n_classes == 2 else n_classes

    def probabilities(self, raw: Floats) -> Floats:
        """Return the probabilities of all classes."""
        if self.columns == 1:
            with np.errstate(over="ignore"):
                second = 1 / (1 + np.exp(-raw[:, 0]))
            return np.column_stack([1 - second, second])
        powers = np.exp(raw - raw.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def start(self, y: NDArray[Any], weight: Floats) -> Floats:
        """Return the logarithms of the shares; for two classes the log-odds."""
        logs = np.log(np.bincount(y, weight, self.n_classes) / weight.sum())
        return np.asarray(logs[1:] - logs[:1] if self.columns == 1 else logs - logs.mean())

    def derivatives(self, y: NDArray[Any], raw: Floats) -> tuple[Floats, Floats | None]:
        """Return p - 1 or p, and p (1 - p)."""
        p = self.probabilities(raw)[:, -self.columns :]
        seen = y[:, None] == np.arange(self.n_classes)[-self.columns :]
        return p - seen, p * (1 - p)

    def values(self, y: NDArray[Any], raw: Floats) -> Floats:
        """Return minus the logarithms of the probabilities of what was seen."""
        if self.columns == 1:
            wrong = np.where(y == 1, -raw[:, 0], raw[:, 0])
            return np.asarray(np.log1p(np.exp(-np.abs(wrong))) + np.maximum(wrong, 0))
        top = raw.max(axis=1)
        whole = top + np.log(np.exp(raw - top[:, None]).sum(axis=1))
        return np.asarray(whole - raw[np.arange(len(y)), y])
