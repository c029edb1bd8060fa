"""RMSprop: a step for each parameter, by the size of its recent gradients."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from journey.mathematics.optim._optimizer import (
    Array,
    Optimizer,
    check_at_least_0,
    check_range,
    lerp,
    objective_gradient,
)

__all__ = ["RMSprop"]


class RMSprop(Optimizer):
    r"""RMSprop: $\theta \leftarrow \theta - \eta\, g / (\sqrt{s} + \epsilon)$, $s$ a mean of $g^2$.

    The mean forgets: $s \leftarrow \alpha s + (1 - \alpha) g^2$, from 0 and without correction, so
    that the first step is $1/\sqrt{1 - \alpha}$ times as long as the later ones: 10 times for the
    default.

    Parameters
    ----------
    params
        Arrays, or objects with `.data` and `.grad`, or groups of them. **Changed in place.**
    lr
        The learning rate $\eta$.
    alpha
        The share $\alpha$ of the mean that is kept in a step.
    eps
        $\epsilon$, against division by 0; added outside the root.
    weight_decay
        $\lambda$ adds $\lambda \theta$ to the gradient.
    momentum
        The share of a buffer of scaled gradients that is kept; 0 for none.
    centered
        Divide by the standard deviation instead: the root of $s - m^2$, $m$ the same mean of $g$.
        Where gradients hardly vary this is a difference of nearly equal numbers, and the step grows
        up to $\eta g / \epsilon$. Rounding can bring it below 0: then 0 is taken. (PyTorch goes on
        with not-a-number.)
    maximize
        Go uphill.

    Raises
    ------
    ValueError
        If an option is out of its range.

    References
    ----------
    Tieleman, T. and Hinton, G. (2012). Lecture 6.5 of Neural Networks for Machine Learning.
    Graves, A. (2013). arXiv:1308.0850, equations 38-45, for the centred variant.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import RMSprop
    >>> w = np.array([1.0, 1.0])
    >>> RMSprop([w], lr=0.01).step([np.array([100.0, 0.01])])
    >>> w.round(4)
    array([0.9, 0.9])
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(
            params,
            {
                "lr": lr,
                "alpha": alpha,
                "eps": eps,
                "weight_decay": weight_decay,
                "momentum": momentum,
                "centered": centered,
                "maximize": maximize,
            },
        )

    def _check(self, options: dict[str, Any]) -> None:
        super()._check(options)
        check_at_least_0(options, "momentum")
        check_range("alpha", options["alpha"], 0, 1)

    def _update(self, p: Array, g: Array, state: dict[str, Any], group: dict[str, Any]) -> None:
        g = objective_gradient(p, g, group)
        alpha = group["alpha"]
        if not state:
            state["square_avg"] = np.zeros_like(p)
            state["grad_avg"] = np.zeros_like(p)
            state["momentum_buffer"] = np.zeros_like(p)
        square, mean, buffer = state["square_avg"], state["grad_avg"], state["momentum_buffer"]
        square *= alpha
        square += (1 - alpha) * g * g
        spread = square
        if group["centered"]:
            lerp(mean, g, 1 - alpha)
            spread = np.maximum(square - mean * mean, 0)  # rounding can bring it below 0
        scaled = g / (np.sqrt(spread) + group["eps"])
        if group["momentum"]:
            buffer *= group["momentum"]
            buffer += scaled
            scaled = buffer
        p -= float(group["lr"]) * scaled
