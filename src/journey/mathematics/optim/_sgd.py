"""Stochastic gradient descent, with momentum and Nesterov's variant."""

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

__all__ = ["SGD"]


class SGD(Optimizer):
    r"""Stochastic gradient descent: $\theta \leftarrow \theta - \eta\, d$.

    Without momentum $d$ is the gradient $g$. With it, $d = b$ for the buffer
    $b \leftarrow \mu b + (1 - \tau) g$, whose first value is the first gradient. With
    `nesterov=True`, $d = g + \mu b$: the gradient as if the next step of the buffer had been taken.

    Parameters
    ----------
    params
        Arrays, or objects with `.data` and `.grad`, or groups of them. **Changed in place.**
    lr
        The learning rate $\eta$.
    momentum
        The share $\mu$ of the buffer that is kept; 0 for none.
    dampening
        The share $\tau$ of each gradient, but the first, that is left out of the buffer.
    weight_decay
        $\lambda$ adds $\lambda \theta$ to the gradient, as the penalty
        $\tfrac{\lambda}{2} \lVert \theta \rVert^2$ does.
    nesterov
        Use Nesterov's direction; needs momentum, and no dampening.
    maximize
        Go uphill.

    Raises
    ------
    ValueError
        If an option is out of its range.

    References
    ----------
    Robbins, H. and Monro, S. (1951). Annals of Mathematical Statistics 22(3), 400-407.
    Polyak, B. T. (1964). USSR Computational Mathematics and Mathematical Physics 4(5), 1-17.
    Sutskever, I. et al. (2013). Proceedings of ICML, PMLR 28, 1139-1147, section 2.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import SGD
    >>> w = np.array([4.0])
    >>> optimizer = SGD([w], lr=0.25, momentum=0.5)
    >>> for _ in range(3):
    ...     optimizer.step([2 * w])  # the gradient of w ** 2
    ...     print(w)
    [2.]
    [0.]
    [-1.]
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(
            params,
            {
                "lr": lr,
                "momentum": momentum,
                "dampening": dampening,
                "weight_decay": weight_decay,
                "nesterov": nesterov,
                "maximize": maximize,
            },
        )

    def _check(self, options: dict[str, Any]) -> None:
        super()._check(options)
        check_at_least_0(options, "momentum")
        if options["nesterov"] and (options["momentum"] <= 0 or options["dampening"] != 0):
            raise ValueError(
                "nesterov: expected a momentum above 0 and no dampening, "
                f"got {options['momentum']!r} and {options['dampening']!r}"
            )

    def _update(self, p: Array, g: Array, state: dict[str, Any], group: dict[str, Any]) -> None:
        g = objective_gradient(p, g, group)
        momentum = group["momentum"]
        if momentum:
            if not state:
                state["momentum_buffer"] = np.array(g)  # the first gradient enters in full
            else:
                state["momentum_buffer"] *= momentum
                state["momentum_buffer"] += (1 - group["dampening"]) * g
            buffer = state["momentum_buffer"]
            g = g + momentum * buffer if group["nesterov"] else buffer
        p -= float(group["lr"]) * g
