import math
import random
from fractions import Fraction

import numpy as np

from journey.practice import check, equal, holds


def value(pair):
    """Return the number that a pair stands for."""
    return Fraction(pair[0]) * Fraction(2) ** pair[1]


@check("gives 0.1 with 53 digits")
def tenth(work):
    equal(work.nearest(1, 10, 53), (7205759403792794, -56), "nearest(1, 10, 53)")


@check("takes the even one of two equally near")
def ties(work):
    equal(work.nearest(5, 2, 2), (2, 0), "nearest(5, 2, 2)")
    equal(work.nearest(7, 2, 2), (2, 1), "nearest(7, 2, 2)")
    equal(work.nearest(9, 2, 3), (4, 0), "nearest(9, 2, 3)")
    equal(work.nearest(11, 2, 3), (6, 0), "nearest(11, 2, 3)")


@check("goes up where the rest is above one half")
def above(work):
    equal(work.nearest(14, 5, 2), (3, 0), "nearest(14, 5, 2)")
    equal(work.nearest(47, 10, 3), (5, 0), "nearest(47, 10, 3)")


@check("has exactly the digits asked for, also after rounding up")
def digits(work):
    equal(work.nearest(15, 1, 3), (4, 2), "nearest(15, 1, 3)")
    equal(work.nearest(1, 1, 5), (16, -4), "nearest(1, 1, 5)")
    for p in range(1, 40):
        for q in range(1, 40):
            m, _ = work.nearest(p, q, 4)
            holds(8 <= m < 16, f"nearest({p}, {q}, 4)", expected="m from 8 to 15", got=m)


@check("agrees with Python's floats at 53 digits")
def floats(work):
    rng = random.Random(2)
    for _ in range(300):
        p, q = rng.randrange(1, 10**12), rng.randrange(1, 10**12)
        m, e = work.nearest(p, q, 53)
        equal(math.ldexp(m, e), p / q, f"nearest({p}, {q}, 53) as a float")


@check("agrees with NumPy's float32 at 24 digits")
def float32(work):
    rng = random.Random(3)
    for _ in range(300):
        x = Fraction(rng.uniform(0.001, 1000))
        m, e = work.nearest(x.numerator, x.denominator, 24)
        wanted = float(np.float32(float(x)))
        equal(math.ldexp(m, e), wanted, f"nearest({x.numerator}, {x.denominator}, 24) as a float")


@check("works where floats overflow")
def large(work):
    p = 10**400 + 1
    m, e = work.nearest(p, 3, 53)
    error = abs(value((m, e)) - Fraction(p, 3)) / Fraction(2) ** e
    holds(2**52 <= m < 2**53 and error <= Fraction(1, 2), "nearest(10**400 + 1, 3, 53)",
          expected="53 digits, at most half a step off")  # fmt: skip
    small = work.nearest(3, 2 * 10**400, 53)[1]
    holds(small < -1300, "nearest(3, 2 * 10**400, 53)", expected="e below -1300", got=small)
