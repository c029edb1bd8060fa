# The idea: NaN marks by itself what cannot be compared, so that the sum over
# common columns and their number both come from one table of squares.
import numpy as np


def fill_one(X, i, j, k):
    """Return what to put into row i and column j, from the k nearest rows."""
    squares = (X - X[i]) ** 2
    common = (~np.isnan(squares)).sum(axis=1)
    distances = np.full(len(X), np.inf)
    usable = (common > 0) & ~np.isnan(X[:, j])
    total = np.nansum(squares, axis=1)
    distances[usable] = total[usable] * X.shape[1] / common[usable]
    nearest = np.argsort(distances, kind="stable")[:k]
    nearest = nearest[np.isfinite(distances[nearest])]
    if len(nearest) == 0:
        return float(np.nanmean(X[:, j]))
    return float(X[nearest, j].mean())
