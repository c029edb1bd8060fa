"""Wrong answers to the exercises of confusion-matrix."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "confusion-matrix/count-the-pairs": [
        Wrong("counts the example", " * k + ", " + "),
        Wrong("puts the truth in the rows, what was called in the columns",
              "np.asarray(true) * k + np.asarray(called)",
              "np.asarray(called) * k + np.asarray(true)"),
        Wrong("keeps a row and a column for classes that do not occur",
              "return np", "k = max(max(true), max(called)) + 1\n    return np"),
        Wrong("agrees with journey.ml.metrics on random labels",
              "minlength=k * k)", "minlength=k * k).clip(max=2)"),
        Wrong("holds whole numbers where there are no weights",
              "weights=weight,", "weights=np.ones(len(cells)) if weight is None else weight,"),
        Wrong("adds weights where they are given", "weights=weight, ", ""),
        Wrong("counts 100,000 samples without a loop over them",
              "cells = np.asarray(true) * k + np.asarray(called)",
              "cells = [int(a) * k + int(b) for a, b in zip(true, called)]"),
        Wrong("leaves the labels as they were",
              "cells = np.asarray(true) * k + np.asarray(called)",
              "true *= k\n    true += called\n    cells = true"),
    ],
    "confusion-matrix/another-mix": [
        Wrong("gives back the sample's own figures at its own mix",
              "fp / (tn + fp)", "fp / (tp + fp)"),
        Wrong("gives what counting gives where the negatives are repeated",
              "accuracy = found + (1 - share) * (1 - false_alarms)",
              "accuracy = (tp + tn) / (tp + tn + fp + fn)"),
        Wrong("takes any table, not only the example's", "fp / (tn + fp)", "1 / 6"),
        Wrong("is all recall where everybody is positive",
              "found / called", "tp / (tp + fp)"),
        Wrong("is all specificity where nobody is: the precision is 0",
              "called > 0", "found > 0"),
        Wrong("has no precision where nothing is called 1", 'float("nan")', "0.0"),
        Wrong("leaves the table as it was",
              "np.asarray(table, dtype=float)", "table / 1\n    table[:] = 0"),
    ],
}  # fmt: skip
