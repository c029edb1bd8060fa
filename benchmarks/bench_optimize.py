"""Minimisers against SciPy's, to the same tolerance on the gradient from the same start."""

from __future__ import annotations

import numpy as np
import scipy.optimize

from benchmarks.harness import Pair, case
from journey.mathematics import optimize

BASE = "journey.mathematics.optimize"


def _register(name: str, method: str, n: int, **options: float) -> None:
    x0 = np.zeros(n)

    @case(
        f"{BASE}.{name}",
        reference=f"scipy.optimize.minimize(method='{method}')",
        label=f"Rosenbrock's function in {n} dimensions",
    )
    def prepare() -> Pair:
        minimise = getattr(optimize, name)

        def ours() -> optimize.OptimizeResult:
            return minimise(optimize.rosen, x0, optimize.rosen_der, gtol=1e-6, maxiter=20_000)

        def theirs() -> scipy.optimize.OptimizeResult:
            return scipy.optimize.minimize(
                optimize.rosen,
                x0,
                jac=optimize.rosen_der,
                method=method,
                options={"gtol": 1e-6, "maxiter": 20_000, **options},
            )

        assert abs(ours().fun - theirs().fun) < 1e-8
        return ours, theirs


for _n in (2, 100):
    _register("minimize_bfgs", "BFGS", _n)
    _register("minimize_lbfgs", "L-BFGS-B", _n, ftol=0.0, maxfun=100_000)
    _register("minimize_cg", "CG", _n)
