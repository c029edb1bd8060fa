import math

from journey.practice import check, equal


@check("takes sums of tenths as equal")
def tenths(work):
    equal(work.close_enough(0.1 + 0.2, 0.3), True, "close_enough(0.1 + 0.2, 0.3)")
    equal(work.close_enough(0.31, 0.3), False, "close_enough(0.31, 0.3)")


@check("allows more for larger numbers, and below zero as above")
def relative(work):
    equal(work.close_enough(1e6 + 0.5, 1e6), True, "close_enough(1e6 + 0.5, 1e6)")
    equal(work.close_enough(1e6 + 2, 1e6), False, "close_enough(1e6 + 2, 1e6)")
    equal(work.close_enough(-1e6 - 0.5, -1e6), True, "close_enough(-1e6 - 0.5, -1e6)")
    equal(work.close_enough(-1e6 - 2, -1e6), False, "close_enough(-1e6 - 2, -1e6)")


@check("has an absolute allowance near zero")
def near_zero(work):
    equal(work.close_enough(1e-13, 0.0), True, "close_enough(1e-13, 0.0)")
    equal(work.close_enough(1e-9, 0.0), False, "close_enough(1e-9, 0.0)")
    equal(work.close_enough(-1e-9, 0.0), False, "close_enough(-1e-9, 0.0)")
    equal(work.close_enough(0.01, 0.0, abs=0.1), True, "close_enough(0.01, 0.0, abs=0.1)")


@check("takes the larger of the two allowances, not their sum")
def larger(work):
    equal(work.close_enough(8.75, 8, rel=0.0625, abs=0.5), False,
          "close_enough(8.75, 8, rel=0.0625, abs=0.5)")  # fmt: skip
    equal(work.close_enough(8.5, 8, rel=0.0625, abs=0.25), True,
          "close_enough(8.5, 8, rel=0.0625, abs=0.25)")  # fmt: skip


@check("measures against what was expected, not against what came")
def expected_counts(work):
    equal(work.close_enough(4, 2, rel=0.5), False, "close_enough(4, 2, rel=0.5)")
    equal(work.close_enough(2, 4, rel=0.5), True, "close_enough(2, 4, rel=0.5)")


@check("keeps an infinity close to itself only")
def infinities(work):
    inf = math.inf
    equal(work.close_enough(inf, inf), True, "close_enough(inf, inf)")
    equal(work.close_enough(-inf, inf), False, "close_enough(-inf, inf)")
    equal(work.close_enough(1.0, inf), False, "close_enough(1.0, inf)")
    equal(work.close_enough(inf, 1.0), False, "close_enough(inf, 1.0)")


@check("takes NaN as close to nothing")
def nan(work):
    equal(work.close_enough(math.nan, math.nan), False, "close_enough(nan, nan)")
    equal(work.close_enough(1.0, math.nan), False, "close_enough(1.0, nan)")
    equal(work.close_enough(math.nan, 1.0), False, "close_enough(nan, 1.0)")
