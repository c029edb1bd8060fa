# The idea: the Newton direction always leads downhill, because the Hessian is
# positive definite. So a short enough piece of it must lower the objective.
import numpy as np


def objective(w, X, y, C):
    z = X @ w
    return float((np.logaddexp(0, z) - y * z).sum() + w @ w / (2 * C))


def newton_step(w, X, y, C):
    """Return the weights after one Newton step, halved until f is no higher."""
    p = np.exp(-np.logaddexp(0, -(X @ w)))
    gradient = X.T @ (p - y) + w / C
    hessian = (X * (p * (1 - p))[:, None]).T @ X + np.eye(len(w)) / C
    step = np.linalg.solve(hessian, gradient)
    before = objective(w, X, y, C)
    for _ in range(50):
        new = w - step
        if objective(new, X, y, C) <= before:
            return new
        step = step / 2
    return w
