import numpy as np


def average_precision(y, score):
    """Return the area of the steps under the precision-recall curve."""
    order = np.argsort(-score, kind="stable")
    y, score = y[order], score[order]
    # Which places of the sorted list are thresholds?
    raise NotImplementedError
