"""Wrong answers to the exercises of convex-optimization."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "convex-optimization/check-the-claim": [
        Wrong("is 0 at a solution, with and without an active constraint",
              "np.abs(z * over)", "np.abs(over)"),
        Wrong("sees a gradient that is not 0, of either sign", "[np.abs(slope),", "[slope,"),
        Wrong("sees a constraint that is exceeded", " over, -z,", " -z,"),
        Wrong("sees a multiplier below 0", " -z,", ""),
        Wrong("sees a multiplier where there is slack", "np.abs(z * over)", "z * over"),
        Wrong("agrees with the package on random claims and on its solutions",
              "P @ x + q", "2 * P @ x + q"),
        Wrong("leaves its arrays as they were",
              "slope = P @ x + q + G.T @ z", "q += P @ x + G.T @ z\n    slope = q"),
    ],
    "convex-optimization/lasso-by-ista": [
        Wrong("moves large entries by t, keeping their sign", "np.sign(v) * ", ""),
        Wrong("makes everything within t of 0 exactly 0",
              "np.maximum(np.abs(v) - t, 0.0)", "(np.abs(v) - t)"),
        Wrong("gives the mean less alpha for a single column of ones",
              "alpha / L)", "2 * alpha / L)"),
        Wrong("is at each step where the package's ISTA is", "alpha / L)", "alpha)"),
        Wrong("without a penalty goes to least squares", "[-1]", "[0]"),
        Wrong("has weights that are exactly 0, and all of them where alpha is large",
              "alpha / L)", "0.0)"),
        Wrong("leaves its arrays as they were",
              "w = np.zeros(X.shape[1])", "w = np.zeros(X.shape[1])\n    X /= 1.0 + alpha"),
    ],
}  # fmt: skip
