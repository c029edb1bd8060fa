"""Distributions against SciPy's, on arrays."""

from __future__ import annotations

import numpy as np
import scipy.stats

from benchmarks.harness import Pair, case
from journey.mathematics import stats

BASE = "journey.mathematics.stats"
N = 20_000


def _register(name: str, method: str, *shapes: float) -> None:
    rng = np.random.default_rng(0)
    p = rng.random(N)
    family = getattr(scipy.stats, name)
    x = p if method == "ppf" else family.ppf(p, *shapes)
    parameters = ", ".join(f"{shape:g}" for shape in shapes)

    @case(
        f"{BASE}.{name}",
        reference=f"scipy.stats.{name}.{method}",
        label=f"{method} of {N:,} numbers" + (f", parameters {parameters}" if shapes else ""),
    )
    def prepare() -> Pair:
        def ours() -> object:
            return getattr(getattr(stats, name), method)(x, *shapes)

        def theirs() -> object:
            return getattr(family, method)(x, *shapes)

        np.testing.assert_allclose(ours(), theirs(), rtol=1e-9, atol=1e-300)
        return ours, theirs


_register("norm", "pdf")
_register("norm", "cdf")
_register("norm", "ppf")
_register("gamma", "pdf", 2.5)
_register("gamma", "cdf", 2.5)
_register("gamma", "ppf", 2.5)
_register("beta", "cdf", 2.0, 5.0)
_register("t", "cdf", 5.0)
_register("poisson", "pmf", 6.0)


@case(f"{BASE}.gamma", reference="numpy.random.Generator.gamma", label="50,000 samples, shape 2.5")
def samples() -> Pair:
    def ours() -> object:
        return stats.gamma.rvs(2.5, size=50_000, random_state=0)

    def theirs() -> object:
        return np.random.default_rng(0).gamma(2.5, size=50_000)

    return ours, theirs
