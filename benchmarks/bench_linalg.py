"""Factorisations and solvers against LAPACK, as NumPy and SciPy call it, on random matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import scipy.linalg

from benchmarks.harness import Pair, case
from journey.mathematics import linalg

BASE = "journey.mathematics.linalg"


def _register(name: str, reference: str, theirs: Callable[..., Any], n: int, kind: str) -> None:
    @case(f"{BASE}.{name}", reference=reference, label=f"random, {n} by {n}")
    def prepare() -> Pair:
        rng = np.random.default_rng(0)
        a, b = rng.standard_normal((n, n)), rng.standard_normal(n)
        if kind == "positive":
            a = a @ a.T + n * np.eye(n)
        arguments = (a, b) if kind == "system" else (a,)
        ours = getattr(linalg, name)
        first, second = ours(*arguments), theirs(*arguments)
        if name != "matrix_rank":  # not a float; the tests compare it
            first, second = (v[0] if isinstance(v, tuple) else v for v in (first, second))
        np.testing.assert_allclose(first, second, rtol=1e-6, atol=1e-8)
        return lambda: ours(*arguments), lambda: theirs(*arguments)


for _n in (50, 400):
    _register("lu_factor", "scipy.linalg.lu_factor", scipy.linalg.lu_factor, _n, "matrix")
    _register("solve", "scipy.linalg.solve", scipy.linalg.solve, _n, "system")
    _register("inv", "numpy.linalg.inv", np.linalg.inv, _n, "matrix")
    _register("cholesky", "numpy.linalg.cholesky", np.linalg.cholesky, _n, "positive")
    _register("qr", "numpy.linalg.qr", np.linalg.qr, _n, "matrix")
    _register("lstsq", "numpy.linalg.lstsq", np.linalg.lstsq, _n, "system")
    _register("matrix_rank", "numpy.linalg.matrix_rank", np.linalg.matrix_rank, _n, "matrix")


@case(f"{BASE}.lu_naive", reference="journey.mathematics.linalg.lu", label="random, 100 by 100")
def prepare_naive() -> Pair:
    a = np.random.default_rng(0).standard_normal((100, 100))
    np.testing.assert_allclose(linalg.lu_naive(a)[2], linalg.lu(a)[2], atol=1e-10)
    return lambda: linalg.lu_naive(a), lambda: linalg.lu(a)
