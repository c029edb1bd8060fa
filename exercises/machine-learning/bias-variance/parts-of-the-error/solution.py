# The idea: the mean prediction stands between a prediction and the truth. One
# distance to it is scatter, the other is what no averaging of fits removes.
import numpy as np


def parts(predicted, truth):
    """Return squared bias and variance, means over the points."""
    middle = predicted.mean(axis=0)
    bias = np.mean((middle - truth) ** 2)
    variance = np.mean((predicted - middle) ** 2)
    return float(bias), float(variance)
