# The idea: each p-value is multiplied by what its threshold divides by. Then
# a step down carries the largest so far along, a step up the smallest.
import numpy as np


def holm(p):
    """Return p-values corrected for the chance of any false positive."""
    p = np.asarray(p, dtype=float)
    order = np.argsort(p)
    scaled = p[order] * np.arange(len(p), 0, -1)
    out = np.empty_like(p)
    out[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return out


def benjamini_hochberg(p):
    """Return p-values corrected for the share of false discoveries."""
    p = np.asarray(p, dtype=float)
    order = np.argsort(p)
    rising = p[order] * len(p) / np.arange(1, len(p) + 1)
    out = np.empty_like(p)
    out[order] = np.minimum(np.minimum.accumulate(rising[::-1])[::-1], 1.0)
    return out
