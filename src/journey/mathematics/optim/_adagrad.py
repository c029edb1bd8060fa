"""AdaGrad: a step for each parameter, by all gradients that it has seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from journey.mathematics.optim._optimizer import (
    Array,
    Optimizer,
    check_at_least_0,
    objective_gradient,
)

__all__ = ["Adagrad"]


class Adagrad(Optimizer):
    r"""AdaGrad: $\theta \leftarrow \theta - \eta_t\, g / (\sqrt{s} + \epsilon)$, $s = \sum g^2$.

    Everything is taken entry by entry. Steps shrink as $1/\sqrt t$ where gradients keep their size;
    a parameter that is rarely touched keeps a large one.

    Parameters
    ----------
    params
        Arrays, or objects with `.data` and `.grad`, or groups of them. **Changed in place.**
    lr
        The learning rate $\eta$; the first step is of this size, whatever the gradient.
    lr_decay
        $\eta_t = \eta / (1 + (t - 1) \cdot \text{lr\_decay})$ in step $t$.
    weight_decay
        $\lambda$ adds $\lambda \theta$ to the gradient.
    initial_accumulator_value
        What $s$ starts from.
    eps
        $\epsilon$, against division by 0.
    maximize
        Go uphill.

    Raises
    ------
    ValueError
        If an option is out of its range.

    References
    ----------
    Duchi, J., Hazan, E. and Singer, Y. (2011). Journal of Machine Learning Research 12, 2121-2159.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import Adagrad
    >>> w = np.array([1.0, 1.0])
    >>> Adagrad([w], lr=0.1).step([np.array([100.0, 0.01])])
    >>> w.round(6)
    array([0.9, 0.9])
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(
            params,
            {
                "lr": lr,
                "lr_decay": lr_decay,
                "weight_decay": weight_decay,
                "initial_accumulator_value": initial_accumulator_value,
                "eps": eps,
                "maximize": maximize,
            },
        )

    def _check(self, options: dict[str, Any]) -> None:
        super()._check(options)
        check_at_least_0(options, "lr_decay", "initial_accumulator_value")

    def _update(self, p: Array, g: Array, state: dict[str, Any], group: dict[str, Any]) -> None:
        g = objective_gradient(p, g, group)
        if not state:
            state["step"] = 0
            state["sum"] = np.full_like(p, group["initial_accumulator_value"])
        lr = float(group["lr"]) / (1 + state["step"] * group["lr_decay"])
        state["step"] += 1
        state["sum"] += g * g
        p -= lr * g / (np.sqrt(state["sum"]) + group["eps"])
