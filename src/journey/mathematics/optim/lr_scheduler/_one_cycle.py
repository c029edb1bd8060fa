"""Smith's one cycle: up from a low rate, then down to almost nothing."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Literal

from journey.mathematics.optim._optimizer import Optimizer
from journey.mathematics.optim.lr_scheduler._schedules import LRScheduler, check_steps

__all__ = ["OneCycleLR"]


class OneCycleLR(LRScheduler):
    r"""Raise the rate to `max_lr`, then lower it far below its start; momentum the other way round.

    Made to be stepped after every batch.

    Parameters
    ----------
    optimizer
        The optimiser whose learning rates are set.
    max_lr
        The highest rate, of all groups.
    total_steps
        Steps of the whole cycle, at least 2.
    pct_start
        The share of the cycle in which the rate rises.
    anneal_strategy
        `"cos"` for half waves, `"linear"` for straight lines.
    cycle_momentum
        Move momentum too (the first of `betas` where the optimiser has these).
    base_momentum, max_momentum
        Momentum where the rate is highest, and where it is lowest.
    div_factor
        The rate starts at `max_lr / div_factor`.
    final_div_factor
        It ends at this part of its start.
    three_phase
        Come back to the start symmetrically first, and then go down.

    Raises
    ------
    ValueError
        If an argument is out of its range, the optimiser has no momentum to cycle, or a step is
        taken beyond the end of the cycle.

    References
    ----------
    Smith, L. N. and Topin, N. (2018). arXiv:1708.07120.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import Adam
    >>> optimizer = Adam([np.zeros(2)])
    >>> schedule = OneCycleLR(optimizer, max_lr=1.0, total_steps=11, anneal_strategy="linear")
    >>> rates = []
    >>> for _ in range(10):
    ...     rates.append(round(schedule.get_last_lr()[0], 3))
    ...     schedule.step()
    >>> rates
    [0.04, 0.457, 0.875, 0.909, 0.779, 0.649, 0.519, 0.39, 0.26, 0.13]
    """

    def __init__(
        self,
        optimizer: Optimizer,
        max_lr: float,
        total_steps: int,
        pct_start: float = 0.3,
        anneal_strategy: Literal["cos", "linear"] = "cos",
        cycle_momentum: bool = True,
        base_momentum: float = 0.85,
        max_momentum: float = 0.95,
        div_factor: float = 25.0,
        final_div_factor: float = 1e4,
        three_phase: bool = False,
    ) -> None:
        check_steps("total_steps", total_steps)
        if not 0 <= pct_start <= 1:
            raise ValueError(f"pct_start: expected a number from 0 to 1, got {pct_start!r}")
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(
                f"anneal_strategy: expected 'cos' or 'linear', got {anneal_strategy!r}"
            )
        defaults = getattr(optimizer, "defaults", {})
        if cycle_momentum and not {"momentum", "betas"} & defaults.keys():
            raise ValueError("cycle_momentum: expected an optimizer with momentum or betas")
        self.total_steps = total_steps
        self.cycle_momentum = cycle_momentum
        self._line = anneal_strategy == "linear"
        low, lowest = max_lr / div_factor, max_lr / div_factor / final_div_factor
        rise = pct_start * total_steps - 1
        ends = [rise, 2 * rise] if three_phase else [rise]
        rates = [low, max_lr, low, lowest] if three_phase else [low, max_lr, lowest]
        momenta = [max_momentum, base_momentum, max_momentum, max_momentum][: len(rates)]
        # Where each stretch ends, and rate and momentum at its two ends.
        self._ends = [*ends, total_steps - 1]
        self._rates = list(pairwise(rates))
        self._momenta = list(pairwise(momenta))
        for group in getattr(optimizer, "param_groups", []):
            group["initial_lr"] = low
        super().__init__(optimizer)

    def _set(self, step: int) -> None:
        if step > self.total_steps:
            raise ValueError(f"step: expected at most {self.total_steps} steps, got {step}")
        super()._set(step)
        if self.cycle_momentum:
            momentum = self._at(step, self._momenta)
            for group in self.optimizer.param_groups:
                if "betas" in group:
                    group["betas"] = (momentum, *group["betas"][1:])
                else:
                    group["momentum"] = momentum

    def _rate(self, base: float, step: int) -> float:
        return self._at(step, self._rates)

    def _at(self, step: int, stretches: list[tuple[float, float]]) -> float:
        begin = 0.0
        for end, (first, last) in zip(self._ends, stretches, strict=True):
            if step <= end:
                share = (step - begin) / (end - begin) if end > begin else 1.0
                if self._line:
                    return first + (last - first) * share
                return last + (first - last) / 2 * (1 + math.cos(math.pi * share))
            begin = end
        return stretches[-1][1]
