import numpy as np

from journey.mathematics.causal import berkeley_admissions, kidney_stones
from journey.practice import check, close, raises, unchanged

STONES = np.array([[81, 234], [192, 55]]), np.array([[87, 270], [263, 80]])


@check("crude: the rates of all together, first group less second")
def whole(work):
    close(work.crude(*STONES), 273 / 350 - 289 / 350, "crude(stones)")


@check("standardised: the difference within each stratum, by its share of everyone")
def weighted(work):
    want = 357 / 700 * (81 / 87 - 234 / 270) + 343 / 700 * (192 / 263 - 55 / 80)
    close(work.standardised(*STONES), want, "standardised(stones)")


@check("weights by everyone, not by one of the groups")
def everyone(work):
    successes, totals = np.array([[0, 0], [100, 10]]), np.array([[100, 900], [100, 100]])
    close(work.standardised(successes, totals), 200 / 1200 * 0.9, "standardised(two strata)")


@check("agrees with the package on Berkeley's six departments, and on three strata")
def several(work):
    table = berkeley_admissions()
    for rows in (slice(0, 6), slice(1, 4)):
        successes, totals = np.array(table.successes)[rows], np.array(table.totals)[rows]
        rates = successes / totals
        want = totals.sum(axis=1) @ (rates[:, 0] - rates[:, 1]) / totals.sum()
        close(work.standardised(successes, totals), want, "standardised(departments)")


@check("both agree where the groups are spread alike")
def alike(work):
    successes, totals = np.array([[3, 6], [5, 4]]), np.array([[10, 20], [6, 12]])
    want = work.crude(successes, totals)
    close(8 / 16 - 10 / 32, want, "crude(spread alike)")
    close(work.standardised(successes, totals), want, "standardised(spread alike)")


@check("refuses a stratum where a group has nobody")
def empty(work):
    raises(ValueError, work.standardised, np.array([[1, 0], [1, 2]]), np.array([[2, 0], [3, 4]]),
           call="standardised(an empty cell)")  # fmt: skip


@check("leaves its arrays as they were")
def keeps(work):
    stones = kidney_stones()
    arrays = np.array(stones.successes, float), np.array(stones.totals, float)
    unchanged(work.crude, *arrays, call="crude(successes, totals)")
    unchanged(work.standardised, *arrays, call="standardised(successes, totals)")
