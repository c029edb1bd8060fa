"""Wrong answers to the exercises of naive-bayes."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "naive-bayes/smoothed-counts": [
        Wrong("gives 4/6, 2/6 and 1/5, 4/5 for the example",
              "+ float(alpha)", "+ 2 * float(alpha)"),
        Wrong("takes shares of words, not of texts",
              "X[y == c].sum(axis=0)", "(X[y == c] > 0).sum(axis=0)"),
        Wrong("adds alpha once for each word, so that each row has the sum 1",
              "totals = counts.sum(axis=1, keepdims=True)",
              "totals = counts.sum(axis=1, keepdims=True) + alpha - alpha * X.shape[1]"),
        Wrong("orders the rows by class, whatever the labels are",
              "np.unique(y)", "np.array(list(dict.fromkeys(y.tolist())))"),
        Wrong("gives even shares to a class without words when alpha is 0",
              "1 / X.shape[1])", "0.0)"),
        Wrong("agrees with journey.ml.naive_bayes", "+ float(alpha)", "+ 1.0"),
        Wrong("leaves the counts as they were",
              "classes = np.unique(y)", "classes = np.unique(y)\n    X += alpha\n    alpha = 0"),
    ],
    "naive-bayes/posterior-from-logs": [
        Wrong("gives 2/3 and 1/3 for the example", "weights / weights.sum()", "scores"),
        Wrong("counts a word as often as it occurs", "@ x[there]", "@ (x[there] > 0)"),
        Wrong("takes the prior into account", "log_prior + log_theta", "0 * log_prior + log_theta"),
        Wrong("does not lose a text of 2,000 words", "scores - scores.max()", "scores"),
        Wrong("does not overflow where scores are far above 0", "scores - scores.max()", "scores"),
        Wrong("lets a word that a class never shows rule it out",
              "there = x > 0", "there = (x > 0) & np.isfinite(log_theta).all(axis=0)"),
        Wrong("is not disturbed by such a word when the text lacks it",
              "there = x > 0", "there = x >= 0"),
        Wrong("agrees with fractions for every text of up to four words",
              "scores = log_prior + log_theta", "scores = np.exp(log_prior) + log_theta"),
        Wrong("leaves its arguments as they were",
              "there = x > 0", "there = x > 0\n    log_prior -= log_prior.max()"),
    ],
}  # fmt: skip
