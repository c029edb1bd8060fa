"""Wrong answers to the exercises of missing-values."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "missing-values/fill-by-the-training-mean": [
        Wrong("gives the two tables of the example", "np.nanmean(train, axis=0)",
              "np.nanmax(train, axis=0)"),
        Wrong("fills the test table by the training means, not by its own",
              "filled = np.where(hole, means, table)",
              "own = np.nanmean(table, axis=0) if len(table) > 1 else means\n"
              "        filled = np.where(hole, own, table)"),
        Wrong("takes each mean over what is there", "np.nanmean(train, axis=0)",
              "np.nansum(train, axis=0) / len(train)"),
        Wrong("marks the columns in which the training table has holes, and no others",
              "hole[:, marked]", "hole[:, hole.any(axis=0)]"),
        Wrong("adds nothing where the training table is complete", "hole[:, marked]", "hole"),
        Wrong("agrees with SimpleImputer on random tables", "np.nanmean", "np.nanmedian"),
        Wrong("leaves both tables as they were",
              "filled = np.where(hole, means, table)",
              "table[hole] = np.broadcast_to(means, table.shape)[hole]\n        filled = table"),
    ],
    "missing-values/nearest-despite-holes": [
        Wrong("finds 15 in the example", "[:k]", "[:1]"),
        Wrong("asks only rows that have the value", "(common > 0) & ~np.isnan(X[:, j])",
              "common > 0"),
        Wrong("scales up the distance of rows that share few columns",
              " * X.shape[1] / common[usable]", ""),
        Wrong("does not use rows without a common column",
              "(common > 0) & ~np.isnan(X[:, j])", "~np.isnan(X[:, j]) & (common > -1)"),
        Wrong("gives the column's mean where no row can be compared",
              "float(np.nanmean(X[:, j]))", "0.0"),
        Wrong("takes the earlier of rows equally far",
              'np.argsort(distances, kind="stable")[:k]',
              'len(X) - 1 - np.argsort(distances[::-1], kind="stable")[:k]'),
        Wrong("agrees with KNNImputer on every hole of a random table",
              "squares = (X - X[i]) ** 2", "squares = np.abs(X - X[i])"),
        Wrong("leaves the table as it was", "squares = (X - X[i]) ** 2",
              "squares = (X - X[i]) ** 2\n    X[i, j] = 0.0"),
    ],
}  # fmt: skip
