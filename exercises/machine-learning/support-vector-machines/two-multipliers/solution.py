# The idea: with beta = alpha y the pair moves by +s and -s. The best s of a
# parabola is slope over curvature; the bounds of both allow a stretch of s.
import numpy as np


def pair_step(K, y, alpha, i, j, C):
    """Return the multipliers after the best step along the pair i, j."""
    beta = alpha * y
    low, high = np.minimum(0, C * y), np.maximum(0, C * y)
    wanted = y - K @ beta
    slope = wanted[i] - wanted[j]
    curvature = K[i, i] + K[j, j] - 2 * K[i, j]
    most = min(high[i] - beta[i], beta[j] - low[j])
    least = -min(beta[i] - low[i], high[j] - beta[j])
    if slope == 0:
        step = 0.0
    elif curvature > 0:
        step = min(max(slope / curvature, least), most)
    else:
        step = most if slope > 0 else least
    beta[i] += step
    beta[j] -= step
    return beta * y
