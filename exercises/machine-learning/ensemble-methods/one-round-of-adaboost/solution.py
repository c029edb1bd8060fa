# The idea: rows that were wrong are multiplied by the same factor that rows
# which were right are divided by, and it is chosen so that both weigh the same.
import numpy as np


def adaboost_round(y, said, weight):
    """Return how much the member counts, and the next round's weights."""
    weight = weight / weight.sum()
    error = weight[said != y].sum()
    alpha = 0.5 * np.log((1 - error) / error)
    weight = weight * np.exp(-alpha * y * said)
    return alpha, weight / weight.sum()
