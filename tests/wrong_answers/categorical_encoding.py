"""Wrong answers to the exercises of categorical-encoding."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "categorical-encoding/one-hot-by-hand": [
        Wrong("gives the two rows of the example", "table[row, column] = 1.0",
              "table[row, column] = 2.0"),
        Wrong("sorts the categories and has each once", "sorted(set(train))",
              "list(dict.fromkeys(train))"),
        Wrong("takes the columns from the training values, not from the new ones",
              "sorted(set(train))", "sorted(set(train) & set(values)) or sorted(set(train))"),
        Wrong("gives a row of zeros to what was never seen, wherever it sorts",
              "column = place.get(value)",
              "column = place.get(value, sum(c < value for c in categories) % len(categories))"),
        Wrong("works on numbers, and on no values at all", "sorted(set(train))",
              "sorted(set(train), key=str)"),
        Wrong("agrees with OneHotEncoder on random words",
              "if column is not None:", "if column is not None and column < 9:"),
        Wrong("leaves both lists as they were",
              "categories = sorted(set(train))",
              "train.sort()\n    categories = sorted(set(train))"),
    ],
    "categorical-encoding/codes-from-other-folds": [
        Wrong("gives 3, 1 and 3 in the example", "np.flatnonzero(folds != k)",
              "np.arange(len(y))"),
        Wrong("imagines m rows at the other folds' mean", "(s + m * mean) / (n + m)",
              "(s + mean) / (n + m)"),
        Wrong("is not touched by the targets of the row's own fold", "mean = y[other].mean()",
              "mean = y.mean()"),
        Wrong("gives the other folds' mean to a category that they lack",
              "if n > 0 else mean", "if n > 0 else 0.0"),
        Wrong("finds nothing in noise", "np.flatnonzero(folds != k)", "np.arange(len(y))"),
        Wrong("agrees with TargetEncoder on random data", "(s + m * mean) / (n + m)",
              "(s / n + m * mean) / (1 + m)"),
        Wrong("leaves what it was given as it was",
              "codes = np.empty(len(y))", "codes = y"),
    ],
}  # fmt: skip
