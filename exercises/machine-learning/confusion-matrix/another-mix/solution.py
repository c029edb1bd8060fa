# The idea: shares of rows are about one class each and do not know how many
# there are of the other. All else is put together again from them.
import numpy as np


def carried_over(table, share):
    """Return recall, precision and accuracy where a share is positive."""
    (tn, fp), (fn, tp) = np.asarray(table, dtype=float)
    recall, false_alarms = tp / (tp + fn), fp / (tn + fp)
    found, wrongly = share * recall, (1 - share) * false_alarms
    called = found + wrongly
    precision = found / called if called > 0 else float("nan")
    accuracy = found + (1 - share) * (1 - false_alarms)
    return float(recall), float(precision), float(accuracy)
