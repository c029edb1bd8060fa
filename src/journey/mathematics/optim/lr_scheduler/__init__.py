"""Schedules of the learning rate, as in `torch.optim.lr_scheduler`.

A schedule is made after the optimiser and stepped after it, once an epoch or once a batch; it
writes `"lr"` into the optimiser's `param_groups`. All but `ReduceLROnPlateau` are functions of the
number of steps alone, written here in closed form: where two are put on one optimiser, the last one
to step wins. For one after the other there is `SequentialLR`.

Not here: schedules that chain by multiplying, and restarts.
"""

from journey.mathematics.optim.lr_scheduler._one_cycle import OneCycleLR
from journey.mathematics.optim.lr_scheduler._plateau import ReduceLROnPlateau
from journey.mathematics.optim.lr_scheduler._schedules import (
    CosineAnnealingLR,
    ExponentialLR,
    LinearLR,
    LRScheduler,
    SequentialLR,
    StepLR,
)

__all__ = [
    "CosineAnnealingLR",
    "ExponentialLR",
    "LRScheduler",
    "LinearLR",
    "OneCycleLR",
    "ReduceLROnPlateau",
    "SequentialLR",
    "StepLR",
]
