import math

import numpy as np

from journey.practice import check, close, holds, unchanged

TABLE = np.array([[50, 10], [5, 35]])


def counted(table, factor):
    """Count in a table whose negatives are repeated."""
    (tn, fp), (fn, tp) = table[0] * factor, table[1]
    total = tn + fp + fn + tp
    return (fn + tp) / total, (tp / (tp + fn), tp / (tp + fp), (tn + tp) / total)


@check("gives back the sample's own figures at its own mix")
def own(work):
    close(work.carried_over(TABLE, 0.4), (35 / 40, 35 / 45, 0.85), "carried_over(table, 0.4)")


@check("gives what counting gives where the negatives are repeated")
def repeated(work):
    for factor in (2, 10, 1000):
        share, want = counted(TABLE, factor)
        got = work.carried_over(TABLE, share)
        close(got, want, f"carried_over(table, {share:.4f})", within=1e-9)


@check("takes any table, not only the example's")
def other(work):
    rng = np.random.default_rng(0)
    for _ in range(5):
        table = rng.integers(1, 100, size=(2, 2))
        share, want = counted(table, 7)
        close(work.carried_over(table, share), want, f"carried_over({table.tolist()}, {share:.4f})",
              within=1e-9)  # fmt: skip


@check("is all recall where everybody is positive")
def everybody(work):
    close(work.carried_over(TABLE, 1.0), (0.875, 1.0, 0.875), "carried_over(table, 1)")


@check("is all specificity where nobody is: the precision is 0")
def nobody(work):
    close(work.carried_over(TABLE, 0.0), (0.875, 0.0, 50 / 60), "carried_over(table, 0)")


@check("has no precision where nothing is called 1")
def silent(work):
    got = work.carried_over([[9, 0], [4, 0]], 0.3)
    holds(math.isnan(got[1]), "carried_over([[9, 0], [4, 0]], 0.3)",
          expected="nan as the precision", got=got[1])  # fmt: skip
    close((got[0], got[2]), (0.0, 0.7), "recall and accuracy of that")


@check("leaves the table as it was")
def keeps(work):
    unchanged(work.carried_over, TABLE.copy(), 0.1, call="carried_over(table, 0.1)")
