"""Reverse-mode automatic differentiation of n-d arrays: the engine under the networks.

Called as PyTorch's tensors and `torch.autograd` are. Not here: layers that hold parameters and
optimisers, which phase 4 builds on it, convolutions, and anything but the CPU.
"""

from journey.mathematics.autograd._check import (
    GradcheckError,
    gradcheck,
    gradgradcheck,
    hessian,
    jacobian,
)
from journey.mathematics.autograd._functional import (
    cat,
    cross_entropy,
    linear,
    log_softmax,
    matmul,
    mse_loss,
    nll_loss,
    softmax,
    stack,
)
from journey.mathematics.autograd._functions import (
    abs,
    clamp,
    cos,
    exp,
    log,
    log1p,
    maximum,
    minimum,
    relu,
    sigmoid,
    sin,
    softplus,
    sqrt,
    tanh,
    where,
)
from journey.mathematics.autograd._grad import grad, grad_naive
from journey.mathematics.autograd._graph import enable_grad, is_grad_enabled, no_grad
from journey.mathematics.autograd._tensor import Extreme, Tensor, as_tensor, tensor

__all__ = [
    "Extreme",
    "GradcheckError",
    "Tensor",
    "abs",
    "as_tensor",
    "cat",
    "clamp",
    "cos",
    "cross_entropy",
    "enable_grad",
    "exp",
    "grad",
    "grad_naive",
    "gradcheck",
    "gradgradcheck",
    "hessian",
    "is_grad_enabled",
    "jacobian",
    "linear",
    "log",
    "log1p",
    "log_softmax",
    "matmul",
    "maximum",
    "minimum",
    "mse_loss",
    "nll_loss",
    "no_grad",
    "relu",
    "sigmoid",
    "sin",
    "softmax",
    "softplus",
    "sqrt",
    "stack",
    "tanh",
    "tensor",
    "where",
]
