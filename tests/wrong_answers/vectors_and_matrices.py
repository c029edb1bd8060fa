"""Wrong answers to the exercises of vectors-and-matrices."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "vectors-and-matrices/back-substitution": [
        Wrong("solves the example: 1, 2", "reversed(range(n))", "range(n)"),
        Wrong("takes a system of one equation", " / U[i, i]", ""),
        Wrong("gives the solution back that the right-hand side was made from",
              "U[i, i + 1 :] @", "U[i + 1 :, i] @"),
        Wrong("reads nothing below the diagonal",
              "x = np.zeros(n)", "return np.linalg.solve(U, b)"),
        Wrong("takes whole numbers and still divides", "np.zeros(n)", "np.zeros(n, dtype=b.dtype)"),
        Wrong("refuses a zero anywhere on the diagonal",
              "(np.diagonal(U) == 0).any()", "U[-1, -1] == 0"),
        Wrong("leaves matrix and right-hand side as they were", "x = np.zeros(n)", "x = b"),
    ],
    "vectors-and-matrices/twice-is-enough": [
        Wrong("factors the example", "Q[:, k] = v / R[k, k]", "Q[:, k] = v"),
        Wrong("makes R a triangle with a positive diagonal",
              "= np.linalg.norm(v)", "= -np.linalg.norm(v)"),
        Wrong("is Householder's QR up to signs, where that is easy",
              "R[:k, k] += r", "R[:k, k] = r"),
        Wrong("keeps Q orthogonal to rounding on the Hilbert matrix of size 10",
              "range(2)", "range(1)"),
        Wrong("works column by column: doing all of it again at the end is too late",
              "range(2)", "range(2 if k < 10 else 1)"),
        Wrong("puts what both rounds took away into R", "R[:k, k] += r", "R[:k, k] -= r"),
        Wrong("leaves the matrix as it was",
              "A = np.array(A, dtype=float)", "A *= 2.0"),
    ],
    "vectors-and-matrices/one-row-at-a-time": [
        Wrong("rotates the example: 5, 6, and -3 is left", "cos * y - sin * c[k]", "cos * y"),
        Wrong("adds the new row's products to R'R, and no others",
              "cos * row[k:] - sin", "cos * row[k:] + sin"),
        Wrong("ends at the solution that lstsq finds", "cos * c[k] + sin * y", "cos * c[k]"),
        Wrong("leaves rests whose squares add up to the residuals", "return R, c, y",
              "return R, c, y - c @ c"),
        Wrong("takes zeros, in R and in the row", "if length == 0:", "if R[k, k] == 0:"),
        Wrong("does not square what is too large for it",
              "np.hypot(R[k, k], row[k])", "np.sqrt(R[k, k] ** 2 + row[k] ** 2)"),
        Wrong("leaves triangle, vector and row as they were",
              "row = np.array(row, dtype=float)", "row *= 2.0"),
    ],
}  # fmt: skip
