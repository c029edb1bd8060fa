"""Wrong answers to the exercises of regularization."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "regularization/ridge-with-intercept": [
        Wrong("finds 0.5 and 10.5 in the example", "alpha * np.eye", "len(y) * alpha * np.eye"),
        Wrong("keeps the coefficients when all targets are raised by 100",
              "Z, t = X - centre, y - level", "Z, t = X, y"),
        Wrong("keeps the coefficients when the features are moved",
              "Z, t = X - centre, y - level", "Z, t = X, y - level"),
        Wrong("predicts the mean under an enormous penalty",
              "float(level - centre @ w)", "float(-centre @ w)"),
        Wrong("works with fewer samples than features",
              "alpha * np.eye(X.shape[1])", "0.0 * np.eye(X.shape[1])"),
        Wrong("agrees with the package over penalties", "alpha * np.eye", "alpha**2 * np.eye"),
        Wrong("leaves X and y as they were", "Z, t = X - centre, y - level",
              "X -= centre\n    y -= level\n    Z, t = X, y"),
    ],
    "regularization/lasso-by-coordinates": [
        Wrong("finds 2 in the example", "abs(z) - alpha", "abs(z) - n * alpha"),
        Wrong("takes the mean square of a feature into account",
              "max(abs(z) - alpha, 0.0) / curvature", "max(abs(z) - alpha, 0.0)"),
        Wrong("moves negative coefficients towards zero as well",
              "np.sign(z) * max(abs(z) - alpha, 0.0)", "max(z - alpha, 0.0)"),
        Wrong("lets each coefficient see those before it in the same sweep",
              "            r -= x * (w[j] - old)\n", "        r = y - X @ w\n"),
        Wrong("is least squares without a penalty", "+ curvature * old", ""),
        Wrong("gives zeros that are exactly zero", "max(abs(z) - alpha, 0.0)", "(abs(z) - alpha)"),
        Wrong("reaches the package's minimum",
              "max(abs(z) - alpha, 0.0)", "max(abs(z) - alpha / 2, 0.0)"),
        Wrong("leaves a feature that is all zero at zero",
              "            if curvature == 0:\n                continue\n", ""),
        Wrong("leaves X and y as they were", "r = np.array(y, dtype=float)", "r = y"),
    ],
}  # fmt: skip
