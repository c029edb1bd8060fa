"""Wrong answers to the exercises of ensemble-methods."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "ensemble-methods/one-round-of-adaboost": [
        Wrong("gives a fair member its weight", "0.5 * np.log", "np.log"),
        Wrong("gives a member worse than guessing a negative weight",
              "    weight = weight * np.exp",
              "    alpha = abs(alpha)\n    weight = weight * np.exp"),
        Wrong("returns weights that sum to 1", "alpha, weight / weight.sum()", "alpha, weight"),
        Wrong("leaves the member an error of one half",
              "np.exp(-alpha * y * said)", "np.exp(alpha * (said != y))"),
        Wrong("does not care about the scale of the weights",
              "    weight = weight / weight.sum()\n", ""),
        Wrong("keeps the proportions among rows that were right",
              "weight = weight * np.exp(-alpha * y * said)", "weight = np.exp(-alpha * y * said)"),
        Wrong("makes AdaBoost, used round after round",
              "np.exp(-alpha * y * said)", "np.exp(alpha * y * said)"),
        Wrong("leaves what it is given as it was",
              "    weight = weight / weight.sum()\n", "    weight /= weight.sum()\n"),
    ],
    "ensemble-methods/boost-the-log-loss": [
        Wrong("starts from the share of ones",
              "start = np.log(np.mean(y) / (1 - np.mean(y)))", "start = 0.0"),
        Wrong("takes one Newton step in each leaf",
              "np.sum((y - p)[here]) / np.sum((p * (1 - p))[here])", "np.mean((y - p)[here])"),
        Wrong("shrinks each step by the rate",
              "F_new[leaf_new == each] += rate * step", "F_new[leaf_new == each] += step"),
        Wrong("computes residuals again in each round", "F[here] += rate * step", "pass"),
        Wrong("returns probabilities", "return 1 / (1 + np.exp(-F_new))", "return F_new"),
        Wrong("knows new rows by their leaf, in any order",
              "F_new[leaf_new == each] += rate * step", "F_new[here[:len(F_new)]] += rate * step"),
        Wrong("leaves what it is given as it was",
              "    F, F_new =", "    X[X < 0] = 0\n    F, F_new ="),
    ],
    "ensemble-methods/leave-out-of-fold": [
        Wrong("agrees with cross_val_predict", "fold == k, fold != k", "fold != k, fold == k"),
        Wrong("lets nobody predict a row that it has seen",
              "make().fit(X[rest], y[rest])", "make().fit(X, y)"),
        Wrong("has a row for each sample and a column for each maker",
              "return table,", "return table.mean(axis=1),"),
        Wrong("returns models that have seen every row",
              "make().fit(X, y) for", "make().fit(X[rest], y[rest]) for"),
        Wrong("keeps the makers' order", "for make in makers]", "for make in makers[::-1]]"),
        Wrong("takes any numbers for folds, of any size",
              "np.unique(fold)", "range(int(fold.max()) + 1)"),
        Wrong("leaves rows and targets as they were",
              "    return table,", "    X -= X.mean(axis=0)\n    return table,"),
    ],
}  # fmt: skip
