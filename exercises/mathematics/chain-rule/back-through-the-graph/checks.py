import random

from journey.practice import check, close, holds

LIMIT = 5_000  # looks into values after which a walk is taken for one along all paths


class Counted(tuple):
    """The inputs of a value; looking into them is counted, and the walk stopped at the limit."""

    looks = 0

    def __iter__(self):
        Counted.looks += 1
        if Counted.looks > LIMIT:
            raise RuntimeError(f"values were looked into more than {LIMIT} times")
        return super().__iter__()


@check("finds 7 in the example")
def example(work):
    x = work.Value(3.0)
    work.backward(x * x + x)
    close(x.grad, 7.0, "x.grad after backward(x * x + x), x = 3")


@check("counts both uses in x * x")
def both(work):
    x = work.Value(5.0)
    work.backward(x * x)
    close(x.grad, 10.0, "x.grad after backward(x * x), x = 5")


@check("gives the output itself the gradient 1")
def itself(work):
    x = work.Value(4.0)
    work.backward(x)
    close(x.grad, 1.0, "x.grad after backward(x)")


@check("hands a gradient on only when it is complete")
def complete(work):
    # h is used near the output and far from it.
    x = work.Value(2.0)
    h = x * x
    far = h * h * h
    work.backward(h + far * h)
    close(h.grad, 1 + 4 * 4.0**3, "h.grad after backward(h + h**3 * h), h = x * x, x = 2")
    close(x.grad, (1 + 4 * 4.0**3) * 4, "x.grad after the same")


@check("adds to what grad held before")
def adds(work):
    x = work.Value(3.0)
    y = x * x
    work.backward(y)
    work.backward(y)
    close(x.grad, 12.0, "x.grad after backward(x * x) twice, x = 3")


@check("looks into each value a few times, not once for every path")
def paths(work):
    x = work.Value(1.0)
    y = x
    for _ in range(50):
        y = y + y
        y.made_from = Counted(y.made_from)
    Counted.looks = 0
    work.backward(y)
    close(x.grad, 2.0**50, "x.grad after 50 times y = y + y")
    holds(Counted.looks <= 500, "backward(y), 50 times y = y + y",
          expected="at most 500 looks into values", got=Counted.looks)  # fmt: skip


@check("goes through a chain of 20,000 operations")
def deep(work):
    x, zero = work.Value(1.0), work.Value(0.0)
    chain = [x]
    for _ in range(20_000):
        chain.append(chain[-1] + zero)
    try:
        work.backward(chain[-1])
    finally:  # a chain freed link by link is so deep a recursion that Python in a browser dies
        for value in chain:
            value.made_from = ()
    close(x.grad, 1.0, "x.grad after 20,000 times y = y + zero")
    close(zero.grad, 20_000.0, "zero.grad after the same")


@check("agrees with differences on random graphs")
def differences(work):
    def build(seed, numbers):
        rng = random.Random(seed)
        values = [work.Value(n) for n in numbers]
        pool = list(values)
        for _ in range(12):
            a, b = rng.choice(pool), rng.choice(pool[-3:])
            pool.append(a * b if rng.random() < 0.5 else a + b)
        return values, pool[-1]

    step = 1e-5
    for seed in range(8):
        numbers = [0.7, -0.4, 0.9]
        values, output = build(seed, numbers)
        work.backward(output)
        for k in range(3):
            ahead, behind = list(numbers), list(numbers)
            ahead[k] += step
            behind[k] -= step
            want = (build(seed, ahead)[1].data - build(seed, behind)[1].data) / (2 * step)
            got = values[k].grad / max(1.0, abs(want))
            close(got, want / max(1.0, abs(want)), f"a gradient of graph {seed}", within=1e-6)
