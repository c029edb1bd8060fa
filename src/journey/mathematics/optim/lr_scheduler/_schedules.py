"""Schedules that are one formula in the number of steps, and one after the other."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from journey.mathematics.optim._optimizer import Optimizer, check_range

__all__ = [
    "CosineAnnealingLR",
    "ExponentialLR",
    "LRScheduler",
    "LinearLR",
    "SequentialLR",
    "StepLR",
]


class LRScheduler:
    """Base class: counts steps and writes the learning rates.

    Parameters
    ----------
    optimizer
        The optimiser whose learning rates are set, from now on.

    Attributes
    ----------
    base_lrs
        The learning rate of each group when the first schedule was put on the optimiser.
    last_epoch
        Steps so far.

    Raises
    ------
    TypeError
        If `optimizer` is none.

    Examples
    --------
    A schedule of one's own needs one method:

    >>> import numpy as np
    >>> from journey.mathematics.optim import SGD
    >>> class InverseRoot(LRScheduler):
    ...     def _rate(self, base, step):
    ...         return base / (1 + step) ** 0.5
    >>> schedule = InverseRoot(SGD([np.zeros(2)], lr=1.0))
    >>> for _ in range(3):
    ...     schedule.step()
    >>> schedule.get_last_lr()
    [0.5]
    """

    def __init__(self, optimizer: Optimizer) -> None:
        if not isinstance(optimizer, Optimizer):
            raise TypeError(f"optimizer: expected an Optimizer, got {type(optimizer).__name__}")
        self.optimizer = optimizer
        for group in optimizer.param_groups:
            group.setdefault("initial_lr", float(group["lr"]))
        self.base_lrs = [group["initial_lr"] for group in optimizer.param_groups]
        self.last_epoch = 0
        self._set(0)

    def step(self) -> None:
        """Count one step and set the learning rates."""
        self._set(self.last_epoch + 1)

    def get_last_lr(self) -> list[float]:
        """Return the learning rate of each group."""
        return [float(group["lr"]) for group in self.optimizer.param_groups]

    def _set(self, step: int) -> None:
        self.last_epoch = step
        for group, base in zip(self.optimizer.param_groups, self.base_lrs, strict=True):
            group["lr"] = self._rate(base, step)

    def _rate(self, base: float, step: int) -> float:
        """Return the learning rate after so many steps, for a group that started from `base`."""
        raise NotImplementedError


class StepLR(LRScheduler):
    """Multiply by `gamma` every `step_size` steps.

    Parameters
    ----------
    optimizer
        The optimiser whose learning rates are set.
    step_size
        Steps between two drops, at least 1.
    gamma
        The factor.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import SGD
    >>> schedule = StepLR(SGD([np.zeros(2)], lr=1.0), step_size=2)
    >>> for _ in range(3):
    ...     schedule.step()
    >>> schedule.get_last_lr()
    [0.1]
    """

    def __init__(self, optimizer: Optimizer, step_size: int, gamma: float = 0.1) -> None:
        check_steps("step_size", step_size)
        check_range("gamma", gamma, 0, math.inf)
        self.step_size = step_size
        self.gamma = gamma
        super().__init__(optimizer)

    def _rate(self, base: float, step: int) -> float:
        return base * float(self.gamma) ** (step // self.step_size)


class ExponentialLR(LRScheduler):
    r"""Multiply by `gamma` in every step: $\eta_t = \eta_0\, \gamma^t$.

    Parameters
    ----------
    optimizer
        The optimiser whose learning rates are set.
    gamma
        The factor.

    Raises
    ------
    ValueError
        If `gamma` is negative.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import SGD
    >>> schedule = ExponentialLR(SGD([np.zeros(2)], lr=1.0), gamma=0.5)
    >>> for _ in range(3):
    ...     schedule.step()
    >>> schedule.get_last_lr()
    [0.125]
    """

    def __init__(self, optimizer: Optimizer, gamma: float) -> None:
        check_range("gamma", gamma, 0, math.inf)
        self.gamma = gamma
        super().__init__(optimizer)

    def _rate(self, base: float, step: int) -> float:
        return base * float(self.gamma) ** step


class LinearLR(LRScheduler):
    r"""Go from one share of the rate to another in `total_iters` steps, then stay: a warm-up.

    Parameters
    ----------
    optimizer
        The optimiser whose learning rates are set.
    start_factor
        The share at the start, above 0 and at most 1.
    end_factor
        The share at the end, from 0 to 1.
    total_iters
        Steps from one to the other, at least 1.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    References
    ----------
    Goyal, P. et al. (2017). arXiv:1706.02677, section 2.2, for the warm-up.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import SGD
    >>> schedule = LinearLR(SGD([np.zeros(2)], lr=1.0), start_factor=0.25, total_iters=3)
    >>> for _ in range(4):
    ...     print(schedule.get_last_lr())
    ...     schedule.step()
    [0.25]
    [0.5]
    [0.75]
    [1.0]
    """

    def __init__(
        self,
        optimizer: Optimizer,
        start_factor: float = 1 / 3,
        end_factor: float = 1.0,
        total_iters: int = 5,
    ) -> None:
        if not 0 < start_factor <= 1:
            raise ValueError(f"start_factor: expected above 0 and at most 1, got {start_factor!r}")
        if not 0 <= end_factor <= 1:
            raise ValueError(f"end_factor: expected a number from 0 to 1, got {end_factor!r}")
        check_steps("total_iters", total_iters)
        self.start_factor = start_factor
        self.end_factor = end_factor
        self.total_iters = total_iters
        super().__init__(optimizer)

    def _rate(self, base: float, step: int) -> float:
        done = min(step, self.total_iters) / self.total_iters
        return base * (self.start_factor + (self.end_factor - self.start_factor) * done)


class CosineAnnealingLR(LRScheduler):
    r"""Fall along half a wave.

    $\eta_t = \eta_{\min} + \tfrac12 (\eta_0 - \eta_{\min})(1 + \cos \pi t / T)$.

    Parameters
    ----------
    optimizer
        The optimiser whose learning rates are set.
    T_max
        Steps down to the lowest rate, at least 1. After that the rate rises again.
    eta_min
        The lowest rate.

    Raises
    ------
    ValueError
        If an argument is out of its range.

    References
    ----------
    Loshchilov, I. and Hutter, F. (2017). ICLR, arXiv:1608.03983, equation 5.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import SGD
    >>> schedule = CosineAnnealingLR(SGD([np.zeros(2)], lr=1.0), T_max=4)
    >>> for _ in range(2):
    ...     schedule.step()
    >>> schedule.get_last_lr()
    [0.5]
    """

    def __init__(self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0) -> None:
        check_steps("T_max", T_max)
        check_range("eta_min", eta_min, 0, math.inf)
        self.T_max = T_max
        self.eta_min = eta_min
        super().__init__(optimizer)

    def _rate(self, base: float, step: int) -> float:
        wave = (1 + math.cos(math.pi * step / self.T_max)) / 2
        return self.eta_min + (base - self.eta_min) * wave


class SequentialLR(LRScheduler):
    """One schedule after the other, each counting from its own start.

    Parameters
    ----------
    optimizer
        The optimiser whose learning rates are set.
    schedulers
        Schedules on that same optimiser.
    milestones
        The steps at which the second, third, ... begin: one less than there are schedules, rising.

    Raises
    ------
    ValueError
        If numbers do not fit, or a schedule belongs to another optimiser.

    Examples
    --------
    A warm-up and then a cosine, as transformers are usually trained:

    >>> import numpy as np
    >>> from journey.mathematics.optim import SGD
    >>> optimizer = SGD([np.zeros(2)], lr=1.0)
    >>> parts = [LinearLR(optimizer, 0.5, total_iters=2), CosineAnnealingLR(optimizer, T_max=4)]
    >>> schedule = SequentialLR(optimizer, parts, milestones=[2])
    >>> for _ in range(4):
    ...     print(schedule.get_last_lr())
    ...     schedule.step()
    [0.5]
    [0.75]
    [1.0]
    [0.8535533905932737]
    """

    def __init__(
        self, optimizer: Optimizer, schedulers: Sequence[LRScheduler], milestones: Sequence[int]
    ) -> None:
        if len(milestones) != len(schedulers) - 1:
            raise ValueError(
                f"milestones: expected {len(schedulers) - 1}, one less than schedulers, "
                f"got {len(milestones)}"
            )
        if sorted(set(milestones)) != list(milestones):
            raise ValueError(f"milestones: expected rising numbers, got {list(milestones)!r}")
        for index, part in enumerate(schedulers):
            if getattr(part, "optimizer", None) is not optimizer or not hasattr(part, "_rate"):
                raise ValueError(
                    f"schedulers[{index}]: expected a schedule of steps on this same optimizer"
                )
        self.schedulers = list(schedulers)
        self.milestones = list(milestones)
        super().__init__(optimizer)

    def _set(self, step: int) -> None:
        self.last_epoch = step
        index = bisect_right(self.milestones, step)
        self.schedulers[index]._set(step - (self.milestones[index - 1] if index else 0))


def check_steps(name: str, value: object) -> None:
    """Raise `ValueError` unless `value` is a whole number of at least 1."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name}: expected a whole number of at least 1, got {value!r}")
