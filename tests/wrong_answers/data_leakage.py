"""Wrong answers to the exercises of data-leakage."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "data-leakage/does-it-move": [
        Wrong("is 0 where the test targets play no part",
              "changed[test] = y[train[0]]", "changed[:] = y[train[0]]"),
        Wrong("is 1 where each prediction uses the mean of all targets",
              "changed[test] = y[train[0]]", "changed[test] = y[test][::-1]"),
        Wrong("counts rows: of 7, 1 and 5 two are not the first training target",
              "np.mean((np.abs(", "np.max((np.abs("),
        Wrong("takes predictions of several numbers a row, and counts the row once",
              "> 1e-9).any(axis=1)", "> 1e-9)"),
        Wrong("does not take rounding for a leak", "> 1e-9", "> 0"),
        Wrong("leaves the training targets alone in the second call",
              "changed[test] = y[train[0]]", "changed[:] = y[train[0]]"),
        Wrong("leaves samples and targets as they were", "changed = y.copy()", "changed = y"),
    ],
    "data-leakage/whole-groups": [
        Wrong("gives the example's folds", "rows_of_fold.argmin()", "rows_of_fold.argmax()"),
        Wrong("never splits a group", "return fold_of_group[number_of_row]",
              "return np.arange(len(number_of_row)) % k"),
        Wrong("takes the largest group first", "np.argsort(-sizes, kind", "np.argsort(sizes, kind"),
        Wrong("keeps equal groups in the order of their names",
              "np.argsort(-sizes, kind=\"stable\")", "np.argsort(sizes, kind=\"stable\")[::-1]"),
        Wrong("counts rows of the folds, not groups", "+= sizes[group]", "+= 1"),
        Wrong("agrees with the rule on random groups, numbers and words",
              "+= sizes[group]", "+= 1"),
        Wrong("refuses more folds than groups, and takes as many",
              "if len(names) < k:", "if len(names) <= k:"),
        Wrong("leaves the groups as they were",
              "    if len(names) < k:", "    groups.sort()\n    if len(names) < k:"),
    ],
}  # fmt: skip
