# The idea: around the centres of gravity only the rotation is left, and the
# best one is made of the singular vectors of the sum of products t s'.
import numpy as np


def align(source, target):
    """Return the rotation R and shift b that bring source nearest to target."""
    s, t = source.mean(axis=0), target.mean(axis=0)
    U, _, Vt = np.linalg.svd((target - t).T @ (source - s))
    if np.linalg.det(U @ Vt) < 0:
        U[:, -1] *= -1  # the smallest singular value gives up least
    R = U @ Vt
    return R, t - R @ s
