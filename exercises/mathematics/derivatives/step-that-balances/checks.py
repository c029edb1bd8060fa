import math

from journey.practice import check, close, holds


def cube(t):
    return t**3


@check("looks to both sides: the error for a cube is h squared")
def both_sides(work):
    close(work.central(cube, 1.0, 0.5), 3.25, "central(cube, 1.0, 0.5)")
    close(work.central(cube, -2.0, 0.25), 12.0625, "central(cube, -2.0, 0.25)")


@check("divides by the distance that the places really have")
def real_distance(work):
    # At 1e6 the places are multiples of 1.2e-10, so a step of 1e-9 becomes another.
    got = work.central(lambda t: 3.0 * t, 1e6, 1e-9)
    holds(
        abs(got - 3.0) < 0.5, "central(3 t, 1e6, 1e-9)", expected="3, to the rounding of f", got=got
    )
    got = work.central(lambda t: t, 1e6, 1e-9)
    close(got, 1.0, "central(t, 1e6, 1e-9)")


@check("finds the bottom of the sum of both errors")
def bottom(work):
    for size, third, noise in [(1.0, 1.0, 1e-16), (5.0, 0.1, 1e-8), (1e6, 2.0, 1e-16)]:
        h = work.best_step(size, third, noise)

        def total(step, size=size, third=third, noise=noise):
            return step**2 * third / 6 + noise * size / step

        lowest = h > 0 and total(h) <= min(total(h * 0.9), total(h * 1.1))
        holds(lowest, f"best_step({size}, {third}, {noise})",
              expected="less error there than at 0.9 and 1.1 times it", got=h)  # fmt: skip


@check("is exact for a cube, whose only error is in h squared")
def exact(work):
    close(work.extrapolated(cube, 1.0, 0.5), 3.0, "extrapolated(cube, 1.0, 0.5)")


@check("has an error that falls sixteenfold when the step is halved")
def order_four(work):
    errors = [work.extrapolated(math.exp, 0.0, h) - 1 for h in (0.4, 0.2)]
    ratio = errors[0] / errors[1] if errors[1] else math.inf
    holds(15 < ratio < 17, "errors of extrapolated(exp, 0.0, h) for h = 0.4 and 0.2",
          expected="a ratio near 16", got=ratio)  # fmt: skip
