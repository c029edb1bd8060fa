"""Growth, measured: count what a function does, fit how that grows, and say when it cannot be told.

Costs come from counters, which are exact and the same everywhere (comparisons, arithmetic, steps,
calls, depth), from `tracemalloc` (bytes) or from a clock. What they grow like comes from
[fit_growth][journey.programming.complexity.fit_growth]. Nothing here proves anything about sizes
that were not measured; a proof is what the note's mathematics is for.
"""

from journey.programming.complexity._cost import (
    Amortized,
    amortized_cost,
    count_calls,
    count_steps,
    measure,
    peak_bytes,
    seconds,
    stack_depth,
)
from journey.programming.complexity._counted import OperationCounter, count_comparisons
from journey.programming.complexity._fit import CandidateFit, GrowthFit, fit_growth
from journey.programming.complexity._models import GROWTHS, fit_relative

__all__ = [
    "GROWTHS",
    "Amortized",
    "CandidateFit",
    "GrowthFit",
    "OperationCounter",
    "amortized_cost",
    "count_calls",
    "count_comparisons",
    "count_steps",
    "fit_growth",
    "fit_relative",
    "measure",
    "peak_bytes",
    "seconds",
    "stack_depth",
]
