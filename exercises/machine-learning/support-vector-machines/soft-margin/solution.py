# The idea: one product gives all margins. The slack is what is missing to 1,
# and the objective trades it against the width, by the price C.
import numpy as np


def soft_margin(w, b, X, y, C):
    """Return the width of the street, each sample's slack, and the objective."""
    margin = y * (X @ w + b)
    slack = np.maximum(0, 1 - margin)
    width = 2 / np.sqrt(w @ w)
    objective = w @ w / 2 + C * slack.sum()
    return float(width), slack, float(objective)
