from journey.practice import check, equal, raises


def run(work, lengths):
    """Return the order of steps, and what came back."""
    steps = []

    def task(name, n):
        for step in range(n):
            steps.append(f"{name}{step}")
            yield
        return name.upper()

    return work.round_robin([task("abc"[i], n) for i, n in enumerate(lengths)]), steps


@check("runs each to its next yield, in turns")
def turns(work):
    _, steps = run(work, [2, 2, 2])
    equal(steps, ["a0", "b0", "c0", "a1", "b1", "c1"], "the steps of three tasks")


@check("goes on with the others when one returns")
def uneven(work):
    _, steps = run(work, [1, 3, 2])
    equal(steps, ["a0", "b0", "c0", "b1", "c1", "b2"], "the steps of uneven tasks")


@check("returns the results in the order of the input")
def results(work):
    got, _ = run(work, [3, 1, 2])
    equal(got, ["A", "B", "C"], "the results")


@check("takes a task that never yields, and none at all")
def empty(work):
    got, steps = run(work, [0, 1])
    equal((got, steps), (["A", "B"], ["b0"]), "one task that returns at once")
    equal(work.round_robin([]), [], "round_robin([])")


@check("takes any iterable of generators")
def iterable(work):
    def one(n):
        yield
        return n

    equal(work.round_robin(one(n) for n in range(3)), [0, 1, 2], "with a generator of generators")


@check("lets the error of a task out, at its turn")
def error(work):
    seen = []

    def long():
        for n in range(9):
            seen.append(n)
            yield

    def broken():
        yield
        raise KeyError("broken")

    tasks = [long(), broken()]
    raises(KeyError, work.round_robin, tasks, call="round_robin([long(), broken()])")
    equal(seen, [0, 1], "the steps of the other one until then")
