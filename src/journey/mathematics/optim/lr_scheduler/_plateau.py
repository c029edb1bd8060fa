"""A schedule that watches a measurement: lower the rate when it no longer improves."""

from __future__ import annotations

import math
from typing import Literal

from journey.mathematics.optim._optimizer import Optimizer, check_range

__all__ = ["ReduceLROnPlateau"]


class ReduceLROnPlateau:
    """Multiply the rate by `factor` when a measurement has not improved for `patience` steps.

    Parameters
    ----------
    optimizer
        The optimiser whose learning rates are set.
    mode
        `"min"` where lower is better, `"max"` where higher is.
    factor
        What the rate is multiplied by, from 0 to below 1.
    patience
        Steps without improvement that are borne; the one after lowers the rate.
    threshold
        What counts as improvement: by this share of the best so far, or by this amount.
    threshold_mode
        `"rel"` for the share, `"abs"` for the amount. The share of a negative best lies on the
        wrong side: an equal value then counts as an improvement, as in PyTorch.
    cooldown
        Steps after a drop in which nothing is counted.
    min_lr
        The lowest rate.
    eps
        A drop that would change the rate by no more than this is left out.

    Raises
    ------
    TypeError
        If `optimizer` is none.
    ValueError
        If an argument is out of its range.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import SGD
    >>> schedule = ReduceLROnPlateau(SGD([np.zeros(2)], lr=1.0), patience=1)
    >>> for loss in (5.0, 4.0, 4.0, 4.0):
    ...     schedule.step(loss)
    >>> schedule.get_last_lr()
    [0.1]
    """

    def __init__(
        self,
        optimizer: Optimizer,
        mode: Literal["min", "max"] = "min",
        factor: float = 0.1,
        patience: int = 10,
        threshold: float = 1e-4,
        threshold_mode: Literal["rel", "abs"] = "rel",
        cooldown: int = 0,
        min_lr: float = 0.0,
        eps: float = 1e-8,
    ) -> None:
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"optimizer: expected an Optimizer, got {type(optimizer).__name__}")
        if mode not in ("min", "max"):
            raise ValueError(f"mode: expected 'min' or 'max', got {mode!r}")
        if threshold_mode not in ("rel", "abs"):
            raise ValueError(f"threshold_mode: expected 'rel' or 'abs', got {threshold_mode!r}")
        check_range("factor", factor, 0, 1)
        self.optimizer = optimizer
        self.mode = mode
        self.factor = factor
        self.patience = patience
        self.threshold = threshold
        self.threshold_mode = threshold_mode
        self.cooldown = cooldown
        self.min_lr = min_lr
        self.eps = eps
        self.best = math.inf if mode == "min" else -math.inf
        self.num_bad_epochs = 0
        self.cooldown_counter = 0

    def step(self, metrics: float) -> None:
        """Take note of a measurement, and lower the rates where it is due.

        Parameters
        ----------
        metrics
            What is watched, as the loss on held-out data. Not-a-number is no improvement.
        """
        if self._is_better(float(metrics)):
            self.best = float(metrics)
            self.num_bad_epochs = 0
        else:
            self.num_bad_epochs += 1
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.num_bad_epochs = 0
        if self.num_bad_epochs > self.patience:
            for group in self.optimizer.param_groups:
                lowered = max(float(group["lr"]) * self.factor, self.min_lr)
                if group["lr"] - lowered > self.eps:
                    group["lr"] = lowered
            self.cooldown_counter = self.cooldown
            self.num_bad_epochs = 0

    def get_last_lr(self) -> list[float]:
        """Return the learning rate of each group."""
        return [float(group["lr"]) for group in self.optimizer.param_groups]

    def _is_better(self, value: float) -> bool:
        sign = 1 if self.mode == "min" else -1
        if self.threshold_mode == "rel":
            bar = self.best * (1 - sign * self.threshold)
        else:
            bar = self.best - sign * self.threshold
        return value < bar if self.mode == "min" else value > bar
