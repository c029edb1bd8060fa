from fractions import Fraction

from journey.practice import check, close, holds


def by_hand(low, high, most):
    """With exact fractions, trying every power of ten in turn."""
    low, high = Fraction(str(low)), Fraction(str(high))
    exact = (high - low) / (most - 1)
    steps = (k * Fraction(10) ** j for j in range(-12, 13) for k in (1, 2, 5))
    step = next(step for step in steps if step >= exact)
    first = -((-low) // step)
    return [float(number * step) for number in range(first, high // step + 1)]


def same(work, low, high, most):
    got, want = work.ticks(low, high, most), by_hand(low, high, most)
    call = f"ticks({low}, {high}, {most})"
    holds(len(got) == len(want), call, expected=str(want), got=got)
    for a, b in zip(got, want, strict=True):
        close(a, b, call, within=1e-9)


@check("gives the two examples")
def examples(work):
    same(work, 0, 100, 6)
    same(work, -0.7, 1.2, 5)


@check("steps by 1, 2 or 5 times a power of ten, small and large")
def steps(work):
    for high in (0.0004, 0.3, 7, 12, 45, 900, 60_000):
        same(work, 0, high, 7)


@check("never gives more than asked for")
def most(work):
    for number in (2, 3, 4, 8, 11):
        for low, high in ((0, 1), (-3, 8), (0.13, 0.91)):
            got = work.ticks(low, high, number)
            holds(len(got) <= number, f"ticks({low}, {high}, {number})",
                  expected=f"at most {number} ticks", got=got)  # fmt: skip
            same(work, low, high, number)


@check("includes limits that are round themselves, in spite of rounding errors")
def limits(work):
    same(work, 0.1, 0.7, 7)
    same(work, -0.3, 0.3, 7)
    same(work, 1.1, 1.4, 4)


@check("starts inside when the lower limit is not round, below zero too")
def inside(work):
    same(work, 3, 18, 5)
    same(work, -18, -3, 5)
    same(work, -7.5, 6.1, 6)


@check("lets no error grow along a long axis")
def long(work):
    got = work.ticks(0, 100.0, 1001)
    holds(
        len(got) == 1001, "the number of ticks(0, 100, 1001)", expected="1001 ticks", got=len(got)
    )
    close(got[-1], 100.0, "the last of ticks(0, 100, 1001)", within=1e-12)
