"""Differences against SciPy's, dual numbers against PyTorch's forward mode."""

from __future__ import annotations

import numpy as np
import scipy.differentiate

from benchmarks.harness import Pair, case
from journey.mathematics import differentiate as jd

BASE = "journey.mathematics.differentiate"


@case(
    f"{BASE}.derivative", reference="scipy.differentiate.derivative", label="sin at 10,000 places"
)
def slopes() -> Pair:
    x = np.linspace(-3.0, 3.0, 10_000) + 0.0137

    def ours() -> object:
        return jd.derivative(np.sin, x).df

    def theirs() -> object:
        return scipy.differentiate.derivative(np.sin, x).df

    np.testing.assert_allclose(ours(), theirs(), atol=1e-10)
    return ours, theirs


def _rosen(x: np.ndarray) -> object:
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


@case(f"{BASE}.hessian", reference="scipy.differentiate.hessian", label="Rosenbrock, 4 variables")
def second() -> Pair:
    x = np.array([0.3, -0.7, 1.1, 0.4])

    def stacked(v: np.ndarray) -> object:
        return np.sum(100 * (v[1:] - v[:-1] ** 2) ** 2 + (1 - v[:-1]) ** 2, axis=0)

    def ours() -> object:
        return jd.hessian(_rosen, x).ddf

    def theirs() -> object:
        return scipy.differentiate.hessian(stacked, x).ddf

    np.testing.assert_allclose(ours(), theirs(), atol=1e-4)
    return ours, theirs


@case(f"{BASE}.jacfwd", reference="torch.func.jacfwd", label="gradient, Rosenbrock, 50 variables")
def gradient() -> Pair:
    import torch

    x = np.linspace(-1.0, 1.0, 50)
    t = torch.tensor(x)

    def ours() -> object:
        return jd.jacfwd(_rosen)(x)

    def theirs() -> object:
        return torch.func.jacfwd(_rosen)(t)

    np.testing.assert_allclose(ours(), theirs().numpy(), rtol=1e-12, atol=1e-12)
    return ours, theirs


@case(f"{BASE}.jacfwd", reference="torch.func.hessian", label="Hessian, Rosenbrock, 20 variables")
def curvature() -> Pair:
    import torch

    x = np.linspace(-1.0, 1.0, 20)
    t = torch.tensor(x)

    def ours() -> object:
        return jd.jacfwd(jd.jacfwd(_rosen))(x)

    def theirs() -> object:
        return torch.func.hessian(_rosen)(t)

    np.testing.assert_allclose(ours(), theirs().numpy(), rtol=1e-12, atol=1e-12)
    return ours, theirs
