# The idea: within a group of one forecast, the squared errors around the
# group's own share of positives are what remains; they make up the rest.
import numpy as np


def three_parts(y, q):
    """Return reliability, resolution and uncertainty of forecasts."""
    forecasts, group = np.unique(q, return_inverse=True)
    sizes = np.bincount(group)
    rates = np.bincount(group, weights=y) / sizes
    weights = sizes / len(y)
    base = np.mean(y)
    reliability = np.sum(weights * (forecasts - rates) ** 2)
    resolution = np.sum(weights * (rates - base) ** 2)
    return float(reliability), float(resolution), float(base * (1 - base))
