"""Wrong answers to the exercises of numpy."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "numpy/standardise-columns": [
        Wrong("gives the example: table, means, spreads",
              "X.std(axis=0)", "X.std(axis=0, ddof=1)"),
        Wrong("works down the columns, not along the rows", "X.mean(axis=0)", "X.mean()"),
        Wrong("makes zeros of a constant column, without a warning",
              "np.where(spread > 0, spread, 1.0)", "spread"),
        Wrong("leaves a small but real spread alone", "spread > 0", "spread > 1e-6"),
        Wrong("takes whole numbers",
              "mean = X.mean(axis=0)", "mean = X.mean(axis=0).astype(X.dtype)"),
        Wrong("leaves the caller's array as it was",
              "return (X - mean) / spread", "X -= mean\n    return X / spread"),
    ],
    "numpy/group-means": [
        Wrong("gives the example: names, means, largest",
              "return names, means, largest", "return names, means"),
        Wrong("counts every repeated label",
              "np.bincount(place, weights=values)",
              "values[np.unique(place, return_index=True)[1]]"),
        Wrong("takes the largest where all are negative",
              "np.full(len(names), -np.inf)", "np.zeros(len(names))"),
        Wrong("agrees with a mask for each group",
              "    np.maximum.at(largest, place, values)", "    largest[place] = values"),
        Wrong("takes whole numbers as values, without cutting the means",
              " / np.bincount(place)", " // np.bincount(place)"),
        Wrong("leaves labels and values as they were",
              "    means =", "    values -= 0.5\n    means ="),
    ],
}  # fmt: skip
