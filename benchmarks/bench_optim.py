"""One step of each optimiser against PyTorch's, on the parameters of a small network."""

from __future__ import annotations

import numpy as np

from benchmarks.harness import Pair, case
from journey.mathematics import optim

BASE = "journey.mathematics.optim"
SHAPES = ((784, 128), (128,), (128, 10), (10,))


def _register(name: str, label: str, **options: float) -> None:
    @case(f"{BASE}.{name}", reference=f"torch.optim.{name}", label=label)
    def prepare() -> Pair:
        import torch  # heavy, and needed here only

        torch.set_num_threads(1)
        rng = np.random.default_rng(0)
        params = [rng.standard_normal(shape) for shape in SHAPES]
        grads = [rng.standard_normal(shape) for shape in SHAPES]
        tensors = [torch.tensor(p, requires_grad=True) for p in params]
        for tensor, g in zip(tensors, grads, strict=True):
            tensor.grad = torch.tensor(g)
        ours = getattr(optim, name)(params, **options)
        theirs = getattr(torch.optim, name)(tensors, **options)
        for _ in range(10):
            ours.step(grads)
            theirs.step()
        for p, tensor in zip(params, tensors, strict=True):
            assert np.allclose(p, tensor.detach().numpy(), rtol=0, atol=1e-12)
        return lambda: ours.step(grads), theirs.step


_register("SGD", "a step on 101,770 parameters", lr=1e-3)
_register("SGD", "a step with momentum on 101,770 parameters", lr=1e-3, momentum=0.9)
_register("Adagrad", "a step on 101,770 parameters", lr=1e-3)
_register("RMSprop", "a step on 101,770 parameters", lr=1e-3)
_register("Adam", "a step on 101,770 parameters", lr=1e-3)
_register("AdamW", "a step on 101,770 parameters", lr=1e-3)
