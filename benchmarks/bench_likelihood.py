"""Maximum likelihood against SciPy's fits: the same sample, the same maximum."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.stats

from benchmarks.harness import Pair, case
from journey.mathematics.likelihood import fit


def _register(name: str, n: int, params: tuple[float, ...], **held: Any) -> None:
    @case(
        "journey.mathematics.likelihood.fit",
        reference=f"scipy.stats.{name}.fit",
        label=f"{name}, {n:,} observations",
    )
    def prepare() -> Pair:
        family = getattr(scipy.stats, name)
        rng = np.random.default_rng(0)
        scale = {} if name in ("beta", "t") else {"scale": 2.0}
        x = family.rvs(*params, size=n, random_state=rng, **scale)
        theirs = family.logpdf(x, *family.fit(x, **held)).sum()
        assert fit(name, x).llf >= theirs - 1e-9 * abs(theirs)  # equal work or better
        return lambda: fit(name, x), lambda: family.fit(x, **held)


_register("gamma", 1_000, (2.5,), floc=0)
_register("gamma", 100_000, (2.5,), floc=0)
_register("beta", 1_000, (2.0, 5.0), floc=0, fscale=1)
_register("weibull_min", 1_000, (1.7,), floc=0)
_register("t", 1_000, (4.0,))
