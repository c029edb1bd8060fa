# The idea: cumulative sums give hits and calls after every sample; those at the
# end of a group of equal scores are the ones that a threshold can reach.
import numpy as np


def average_precision(y, score):
    """Return the area of the steps under the precision-recall curve."""
    order = np.argsort(-score, kind="stable")
    y, score = y[order], score[order]
    ends = np.append(np.flatnonzero(np.diff(score)), len(y) - 1)
    hits = np.cumsum(y)[ends]
    precision = hits / (ends + 1)
    recall = np.append(0.0, hits / y.sum())
    return float(np.sum(np.diff(recall) * precision))
