"""Adam and AdamW: momentum, a step for each parameter, and means corrected for their start at 0."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from journey.mathematics.optim._optimizer import Array, Optimizer, check_range, lerp

__all__ = ["Adam", "AdamW"]


class Adam(Optimizer):
    r"""Adam: $\theta \leftarrow \theta - \eta\, \hat m / (\sqrt{\hat v} + \epsilon)$.

    $m$ and $v$ are exponential means of $g$ and $g^2$ that start at 0. Dividing them by
    $1 - \beta^t$, the sum of their weights after $t$ steps, makes up for that start.

    Parameters
    ----------
    params
        Arrays, or objects with `.data` and `.grad`, or groups of them. **Changed in place.**
    lr
        The learning rate $\eta$: about the most that an entry changes in a step.
    betas
        The shares of the two means that are kept in a step.
    eps
        $\epsilon$, against division by 0.
    weight_decay
        $\lambda$ adds $\lambda \theta$ to the gradient, before the means.
    amsgrad
        Divide by the largest $v$ so far instead of the last one.
    maximize
        Go uphill.
    decoupled_weight_decay
        Shrink the parameters by $1 - \eta \lambda$ instead, apart from the gradient: AdamW.

    Raises
    ------
    ValueError
        If an option is out of its range.

    References
    ----------
    Kingma, D. P. and Ba, J. (2015). ICLR, arXiv:1412.6980, algorithm 1.
    Reddi, S. J., Kale, S. and Kumar, S. (2018). ICLR, arXiv:1904.09237, for `amsgrad`.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import Adam
    >>> w = np.array([1.0, 1.0])
    >>> Adam([w], lr=0.1).step([np.array([100.0, 0.01])])
    >>> w.round(6)  # the first step is of size lr, whatever the gradient
    array([0.9, 0.9])
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        decoupled_weight_decay: bool = False,
    ) -> None:
        super().__init__(
            params,
            {
                "lr": lr,
                "betas": betas,
                "eps": eps,
                "weight_decay": weight_decay,
                "amsgrad": amsgrad,
                "maximize": maximize,
                "decoupled_weight_decay": decoupled_weight_decay,
            },
        )

    def _check(self, options: dict[str, Any]) -> None:
        super()._check(options)
        betas = options["betas"]
        if not (isinstance(betas, tuple | list) and len(betas) == 2):
            raise ValueError(f"betas: expected two numbers, got {betas!r}")
        for index, beta in enumerate(betas):
            check_range(f"betas[{index}]", beta, 0, 1)

    def _update(self, p: Array, g: Array, state: dict[str, Any], group: dict[str, Any]) -> None:
        (beta1, beta2), lr = group["betas"], float(group["lr"])
        if group["maximize"]:
            g = -g
        if group["weight_decay"]:
            if group["decoupled_weight_decay"]:
                p *= 1 - lr * group["weight_decay"]  # not divided by the root of v below
            else:
                g = g + group["weight_decay"] * p
        if not state:
            state["step"] = 0
            state["exp_avg"], state["exp_avg_sq"] = np.zeros_like(p), np.zeros_like(p)
            state["max_exp_avg_sq"] = np.zeros_like(p) if group["amsgrad"] else None
        state["step"] += 1
        m, v = state["exp_avg"], state["exp_avg_sq"]
        lerp(m, g, 1 - beta1)
        v *= beta2
        v += (1 - beta2) * g * g
        if group["amsgrad"]:
            v = np.maximum(state["max_exp_avg_sq"], v, out=state["max_exp_avg_sq"])
        correction1 = 1 - beta1 ** state["step"]
        correction2 = 1 - beta2 ** state["step"]
        root = np.sqrt(v) / math.sqrt(correction2)
        p -= (lr / correction1) * m / (root + group["eps"])


class AdamW(Adam):
    r"""Adam with decoupled weight decay: $\theta \leftarrow (1 - \eta\lambda)\,\theta$, then Adam.

    The same as `Adam(..., decoupled_weight_decay=True)`, with a decay of 0.01 by default. In Adam
    the penalty's gradient is divided by $\sqrt{\hat v}$ like every other, so that parameters with
    large gradients are hardly penalised; here all shrink at one rate.

    Parameters
    ----------
    params
        Arrays, or objects with `.data` and `.grad`, or groups of them. **Changed in place.**
    lr
        The learning rate $\eta$: about the most that an entry changes in a step.
    betas
        The shares of the two means that are kept in a step.
    eps
        $\epsilon$, against division by 0.
    weight_decay
        $\lambda$ of the decay.
    amsgrad
        Divide by the largest $v$ so far instead of the last one.
    maximize
        Go uphill; the parameters shrink all the same.

    Raises
    ------
    ValueError
        If an option is out of its range.

    References
    ----------
    Loshchilov, I. and Hutter, F. (2019). ICLR, arXiv:1711.05101, algorithm 2.

    Examples
    --------
    >>> import numpy as np
    >>> from journey.mathematics.optim import AdamW
    >>> w = np.array([1.0, 1.0])
    >>> AdamW([w], lr=0.1, weight_decay=0.5).step([np.array([100.0, 0.0])])
    >>> w.round(6)
    array([0.85, 0.95])
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            maximize=maximize,
            decoupled_weight_decay=True,
        )
