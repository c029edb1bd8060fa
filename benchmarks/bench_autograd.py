"""Training steps against PyTorch, the same program on both: forward, backward, a step of SGD."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from benchmarks.harness import Pair, case
from journey.mathematics import autograd

BASE = "journey.mathematics.autograd"


def _parameters(widths: tuple[int, ...]) -> list[Any]:
    rng = np.random.default_rng(0)
    arrays = []
    for n, m in itertools.pairwise(widths):
        arrays.append((rng.standard_normal((m, n)) / np.sqrt(n)).astype(np.float32))
        arrays.append(np.zeros(m, np.float32))
    return arrays


def _step(
    library: Any, nn: Any, parameters: list[Any], x: Any, y: Any, loss: str, rate: float
) -> Any:
    """One step of training; written once, run by either library."""
    hidden = x
    for k in range(0, len(parameters) - 2, 2):
        hidden = library.relu(nn.linear(hidden, parameters[k], parameters[k + 1]))
    value = getattr(nn, loss)(nn.linear(hidden, parameters[-2], parameters[-1]), y)
    value.backward()
    with library.no_grad():
        for p in parameters:
            p -= rate * p.grad
            p.grad = None
    return value


def _pair(widths: tuple[int, ...], x: Any, y: Any, loss: str, rate: float) -> Pair:
    import torch  # here, so that the other benchmarks run without it
    from torch.nn import functional

    torch.set_num_threads(1)
    arrays = _parameters(widths)
    ours = [autograd.tensor(a, requires_grad=True) for a in arrays]
    theirs = [torch.tensor(a, requires_grad=True) for a in arrays]
    mine = autograd.as_tensor(x), y if y.dtype.kind == "i" else autograd.as_tensor(y)
    other = torch.from_numpy(x), torch.from_numpy(y)
    for _ in range(20):  # the same losses, or the times mean nothing
        a = _step(autograd, autograd, ours, *mine, loss, rate)
        b = _step(torch, functional, theirs, *other, loss, rate)
        assert abs(a.item() - b.item()) < 1e-4 * max(1.0, abs(b.item()))
    return (
        lambda: _step(autograd, autograd, ours, *mine, loss, rate),
        lambda: _step(torch, functional, theirs, *other, loss, rate),
    )


@case(
    f"{BASE}.Tensor",
    reference="torch",
    label="training step, 2-16-16-1, 100 rows",
)
def small() -> Pair:
    rng = np.random.default_rng(1)
    x = rng.standard_normal((100, 2)).astype(np.float32)
    y = np.sin(x[:, :1] * 2) * x[:, 1:]
    return _pair((2, 16, 16, 1), x, y, "mse_loss", 0.01)


@case(
    f"{BASE}.Tensor",
    reference="torch",
    label="training step, 784-128-10, batches of 128",
)
def large() -> Pair:
    rng = np.random.default_rng(1)
    x = rng.random((128, 784), dtype=np.float32)
    y = rng.integers(10, size=128)
    return _pair((784, 128, 10), x, y, "cross_entropy", 0.01)
