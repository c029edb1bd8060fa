# The idea: no model of the leak is needed. What must play no part is changed, and
# whatever moves has used it.
import numpy as np


def moved(procedure, X, y, train, test):
    """Return the share of predictions that change with the test rows' targets."""
    changed = y.copy()
    changed[test] = y[train[0]]
    before = np.reshape(procedure(X, y, train, test), (len(test), -1))
    after = np.reshape(procedure(X, changed, train, test), (len(test), -1))
    return float(np.mean((np.abs(after - before) > 1e-9).any(axis=1)))
