"""Wrong answers to the exercises of eigenvalues-and-eigenvectors."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "eigenvalues-and-eigenvectors/grow-and-divide": [
        Wrong("finds the largest eigenvalue of a symmetric matrix",
              "w = A @ v", "w = np.linalg.solve(A, v)"),
        Wrong("returns a vector of length 1 that A only stretches",
              "return v @ A @ v, v", "return v @ A @ v, A @ v"),
        Wrong("keeps the sign of a negative eigenvalue",
              "return v @ A @ v, v", "return np.linalg.norm(A @ v), v"),
        Wrong("takes Rayleigh's quotient of the last vector, after just as many steps as asked",
              "range(steps)", "range(steps and steps + 1)"),
        Wrong("with 0 steps gives the start, brought to length 1",
              "v = x / np.linalg.norm(x)", "v = x + 0.0"),
        Wrong("does not overflow in 2,000 steps with a large matrix",
              "        v = w / np.linalg.norm(w)\n",
              "        v = w\n    v = v / np.linalg.norm(v)\n"),
        Wrong("leaves the matrix and the start as they were",
              "v = x / np.linalg.norm(x)", "x /= np.linalg.norm(x)\n    v = x"),
    ],
    "eigenvalues-and-eigenvectors/one-rotation": [
        Wrong("makes the entry beside the diagonal zero", "(b - a) / (2 * p)", "(a - b) / (2 * p)"),
        Wrong("is a rotation: the squares of c and s add up to 1",
              "return c, c * t", "return c, t"),
        Wrong("takes the smaller of the two angles, 45 degrees at most",
              "/ (abs(theta) + np.hypot(theta, 1.0))", "* -(abs(theta) + np.hypot(theta, 1.0))"),
        Wrong("turns by 45 degrees where the diagonal entries are equal",
              "np.copysign(1.0, theta) /", "np.sign(theta) /"),
        Wrong("leaves a diagonal matrix alone",
              "        return 1.0, 0.0", "        return 0.5**0.5, 0.5**0.5"),
        Wrong("does not lose a tiny p",
              "np.copysign(1.0, theta) / (abs(theta) + np.hypot(theta, 1.0))",
              "np.hypot(theta, 1.0) - theta if theta > 0 else -np.hypot(theta, 1.0) - theta"),
        Wrong("turn: the eigenvalues stay, the entry goes", "return G @ A @ G.T", "return G @ A"),
        Wrong("turn: the squares off the diagonal fall by twice the square of the entry",
              "return G @ A @ G.T", "return 2 * (G @ A @ G.T)"),
        Wrong("leaves the matrix as it was",
              "    return G @ A @ G.T", "    A[...] = G @ A @ G.T\n    return A"),
    ],
}  # fmt: skip
