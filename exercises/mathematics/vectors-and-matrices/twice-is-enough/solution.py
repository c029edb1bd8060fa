# The idea: the first round leaves a rest that is wrong by rounding of the whole
# column. The second round starts from the rest, so its rounding is as small as
# the rest, and dividing by the length does not blow it up. Both rounds took
# something away, so R holds the sum of both.
import numpy as np


def qr_twice(A):
    """Return Q and R, each column projected out twice."""
    A = np.array(A, dtype=float)
    m, n = A.shape
    Q = np.zeros((m, n))
    R = np.zeros((n, n))
    for k in range(n):
        v = A[:, k].copy()
        for _ in range(2):
            r = Q[:, :k].T @ v
            v = v - Q[:, :k] @ r
            R[:k, k] += r
        R[k, k] = np.linalg.norm(v)
        Q[:, k] = v / R[k, k]
    return Q, R
