"""Wrong answers to the exercises of linear-and-logistic-regression."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "linear-and-logistic-regression/log-loss": [
        Wrong("gives log 2 where nothing is known yet", "np.log1p(small)", "small"),
        Wrong("agrees with minus the mean log probability of each sample's class",
              "- y * z", "- (1 - y) * z"),
        Wrong("agrees with minus the mean log probability of each sample's class",
              "float(loss.mean())", "float(loss.sum())"),
        Wrong("has the gradient that small steps measure", "(p - y)", "(y - p)"),
        Wrong("is right for scores of 1,000 and -1,000, without a warning",
              "np.maximum(z, 0) + np.log1p(small)", "np.log1p(np.exp(z))"),
        Wrong("keeps a loss that is tiny but not zero", "np.log1p(small)", "np.log(1 + small)"),
        Wrong("leaves weights, samples and labels as they were",
              "    z = X @ w", "    z = X @ w\n    X -= 0.5"),
    ],
    "linear-and-logistic-regression/newton-with-brakes": [
        Wrong("gives 2/3 for the example", "np.eye(len(w)) / C", "0"),
        Wrong("takes the full step where that lowers the objective",
              "    before =", "    step = step / 2\n    before ="),
        Wrong("never raises the objective, even from far away",
              "if objective(new, X, y, C) <= before:", "if True:"),
        Wrong("halves, and no more often than needed", "step = step / 2", "step = step / 10"),
        Wrong("ends at the minimum that LogisticRegression finds",
              "X.T @ (p - y) + w / C", "X.T @ (p - y) + w"),
        Wrong("leaves weights, samples and labels as they were",
              "    before =", "    w += 0.0\n    X += 1.0\n    before ="),
    ],
}  # fmt: skip
