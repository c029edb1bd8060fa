import numpy as np

from journey.ml.model_selection import KFold


def strongest(X, y, m):
    """Return the places of the m columns whose class means differ most."""
    apart = np.abs(X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0))
    return np.argsort(-apart / X.std(axis=0), kind="stable")[:m]


def accuracy(X_train, y_train, X_test, y_test):
    """Return how often the nearer of the two class means is the right one."""
    means = [X_train[y_train == label].mean(axis=0) for label in (0, 1)]
    distances = [((X_test - mean) ** 2).sum(axis=1) for mean in means]
    return float(np.mean((distances[1] < distances[0]) == (y_test == 1)))


def honest_score(X, y, m, k):
    """Return the mean accuracy of k folds, columns chosen inside each."""
    folds = KFold(k, shuffle=True, random_state=0)
    raise NotImplementedError
