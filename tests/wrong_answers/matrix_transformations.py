"""Wrong answers to the exercises of matrix-transformations."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "matrix-transformations/mirror-without-a-matrix": [
        Wrong("mirrors at a plane through 0 as Householder's matrix does",
              "2 * np.outer", "np.outer"),
        Wrong("does not mind how long the normal is", "normal / np.linalg.norm(normal)", "normal"),
        Wrong("mirrors at a plane that passes by 0", "(X - point) @ u", "X @ u"),
        Wrong("gives the points back when mirrored twice", "X - 2 *", "X - 1.5 *"),
        Wrong("forms no matrix of n by n",
              "return X - 2 * np.outer(along, u)",
              "return X - 2 * (X - point) @ np.outer(u, u)"),
        Wrong("leaves its arrays as they were",
              "u = normal / np.linalg.norm(normal)",
              "normal /= np.linalg.norm(normal); u = normal"),
    ],
    "matrix-transformations/align-two-shapes": [
        Wrong("finds the turn and the shift of the example", "t - R @ s", "t - s"),
        Wrong("finds a rotation of space again, not its inverse", "R = U @ Vt", "R = (U @ Vt).T"),
        Wrong("finds the shift of a shape that is far from 0",
              "(target - t).T @ (source - s)", "target.T @ source"),
        Wrong("answers a mirrored shape by a rotation", "U[:, -1] *= -1", "pass"),
        Wrong("and by the one that is nearest to the mirrored shape",
              "U[:, -1] *= -1", "U[:, 0] *= -1"),
        Wrong("takes noise as it comes, in five dimensions",
              "np.linalg.svd((target - t).T @ (source - s))",
              "np.linalg.svd(((target - t).T @ (source - s)).round(1))"),
        Wrong("leaves its arrays as they were", "U, _, Vt", "source *= 1.5; U, _, Vt"),
    ],
}  # fmt: skip
