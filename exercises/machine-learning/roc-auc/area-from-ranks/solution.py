# The idea: in a sorted list, the number of values below another is a place,
# found by halving. The places left and right of equal values average to half.
import numpy as np


def area(y, score):
    """Return the share of pairs in which the positive has the higher score."""
    positives, negatives = score[y == 1], np.sort(score[y == 0])
    pairs = float(len(positives)) * len(negatives)
    if pairs == 0:
        return float("nan")
    below = np.searchsorted(negatives, positives, side="left")
    or_equal = np.searchsorted(negatives, positives, side="right")
    # Sums of places outgrow 32 bits, which is what counts in a browser.
    return float((below + or_equal).sum(dtype=float) / 2 / pairs)
