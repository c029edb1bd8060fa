# The idea: the largest groups are placed while all folds are still nearly empty,
# and the small ones even out what is left.
import numpy as np


def whole_groups(groups, k):
    """Return a fold's number for each row; no group is in two folds."""
    names, number_of_row = np.unique(groups, return_inverse=True)
    sizes = np.bincount(number_of_row)
    if len(names) < k:
        raise ValueError(f"k: expected at most {len(names)} groups, got {k}")
    fold_of_group = np.zeros(len(names), dtype=int)
    rows_of_fold = np.zeros(k, dtype=int)
    for group in np.argsort(-sizes, kind="stable"):
        fold = rows_of_fold.argmin()
        fold_of_group[group] = fold
        rows_of_fold[fold] += sizes[group]
    return fold_of_group[number_of_row]
