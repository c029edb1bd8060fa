"""Wrong answers to the exercises of cross-validation."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "cross-validation/folds-with-remainder": [
        Wrong("gives the folds of the example", " + (fold < n % k)", ""),
        Wrong("tests every sample exactly once, whatever the remainder", " + (fold < n % k)", ""),
        Wrong("gives sizes that differ by one at most",
              "stop = start + n // k + (fold < n % k)",
              "stop = n if fold == k - 1 else start + n // k"),
        Wrong("trains on all samples that are not tested, in order",
              "[places[:start], places[stop:]]", "[places[stop:], places[:start]]"),
        Wrong("leaves one out where there are as many folds as samples",
              "2 <= k <= n", "2 <= k < n"),
        Wrong("agrees with KFold for all sizes up to 15", "fold < n % k", "fold >= k - n % k"),
        Wrong("refuses more folds than samples, and fewer than two", "2 <= k <= n", "k <= n"),
    ],
    "cross-validation/choose-inside-the-fold": [
        Wrong("stays near one half on noise, where there is nothing to find",
              "strongest(X[train], y[train], m)", "strongest(X, y, m)"),
        Wrong("finds what is there: a column that is the label",
              "strongest(X[train], y[train], m)",
              "strongest(X[train], y[train], X.shape[1])[-m:]"),
        Wrong("chooses anew in each fold, and agrees with doing it by hand",
              "strongest(X[train], y[train], m)", "strongest(X[test], y[test], m)"),
        Wrong("judges on the test part, not on what was fitted",
              "judged, y[test]", "fitted, y[train]"),
        Wrong("averages the folds' accuracies, also where folds differ in size",
              "return float(np.mean(scores))",
              "return float(np.average(scores, weights=[len(t) for _, t in folds.split(X)]))"),
        Wrong("leaves samples and labels as they were",
              "scores = []", "scores = []\n    X -= X.mean(axis=0)"),
    ],
}  # fmt: skip
