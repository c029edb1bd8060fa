import random

from journey.practice import check, equal, unchanged, within_steps

LEGS = [("A", "B", 1), ("B", "C", 1), ("C", "D", 1), ("A", "C", 5)]


def brute(legs, start, end, most):
    """Go along every way of at most so many legs."""
    best, ways = None, [(start, 0)]
    for _ in range(most + 1):
        ends = [price for place, price in ways if place == end]
        best = min([*ends, *([] if best is None else [best])], default=None)
        ways = [(b, price + cost) for place, price in ways for a, b, cost in legs if a == place]
    return best


@check("pays more where fewer legs are allowed")
def example(work):
    for most, expected in ((3, 3), (2, 6), (7, 3)):
        equal(work.cheapest(LEGS, "A", "D", most), expected, f'cheapest(legs, "A", "D", {most})')


@check("agrees with trying every way, on 60 small nets")
def random_nets(work):
    rng = random.Random(0)
    for _ in range(60):
        places = "ABCDE"
        legs = [(*rng.sample(places, 2), rng.randrange(10)) for _ in range(9)]
        for most in range(1, 5):
            expected = brute(legs, "A", "E", most)
            found = work.cheapest(legs, "A", "E", most)
            equal(found, expected, f'cheapest({legs}, "A", "E", {most})')


@check("says None where there is no way")
def none(work):
    equal(work.cheapest(LEGS, "A", "D", 1), None, 'cheapest(legs, "A", "D", 1)')
    equal(work.cheapest(LEGS, "D", "A", 9), None, 'cheapest(legs, "D", "A", 9)')
    equal(work.cheapest([], "A", "B", 3), None, 'cheapest([], "A", "B", 3)')
    equal(work.cheapest(LEGS, "A", "B", 1), 1, 'cheapest(legs, "A", "B", 1)')
    equal(work.cheapest(LEGS, "A", "B", 0), None, 'cheapest(legs, "A", "B", 0)')


@check("needs no leg to stay, and pays nothing")
def stay(work):
    for most in (0, 2):
        equal(work.cheapest(LEGS, "A", "A", most), 0, f'cheapest(legs, "A", "A", {most})')


@check("takes only one leg in a round, in whatever order the legs come")
def in_order(work):
    chain = [(k, k + 1, 1) for k in range(6)]
    for legs in (chain, chain[::-1]):
        equal(work.cheapest(legs, 0, 6, 5), None, f"cheapest({legs}, 0, 6, 5)")
        equal(work.cheapest(legs, 0, 6, 6), 6, f"cheapest({legs}, 0, 6, 6)")


@check("goes one way only")
def direction(work):
    legs = [("B", "A", 1)]
    equal(work.cheapest(legs, "B", "A", 2), 1, "along the only leg")
    equal(work.cheapest(legs, "A", "B", 2), None, "against the only leg")


@check("takes the cheapest of several legs between two places, 0 among the prices")
def parallel(work):
    legs = [("A", "B", 4), ("A", "B", 0), ("A", "B", 7)]
    equal(work.cheapest(legs, "A", "B", 1), 0, f'cheapest({legs}, "A", "B", 1)')


@check("needs about most times as many steps as there are legs")
def steps(work):
    layers, width = 12, 6
    legs = [
        ((k, a), (k + 1, b), (a * 7 + b * 3) % 5 + 1)
        for k in range(layers) for a in range(width) for b in range(width)
    ]  # fmt: skip
    legs += [("in", (0, a), 1) for a in range(width)]
    found = within_steps(
        400_000, lambda: work.cheapest(legs, "in", (layers, 3), layers + 1), call="12 layers of 6"
    )
    equal(found, 1 + layers, "the least price through 12 layers of 6")


@check("leaves the legs as they are")
def same(work):
    unchanged(work.cheapest, LEGS, "A", "D", 3, call='cheapest(legs, "A", "D", 3)')
    equal(work.cheapest(LEGS, "A", "D", 3), 3, 'cheapest(legs, "A", "D", 3)')
