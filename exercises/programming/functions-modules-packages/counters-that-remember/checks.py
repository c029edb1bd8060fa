from journey.practice import check, equal, raises


@check("counts on by one, from its start")
def counts(work):
    (tick,) = work.make_counters([7])
    equal([tick(), tick(), tick()], [7, 8, 9], "three calls of the counter from 7")


@check("keeps the starts of several apart")
def apart(work):
    counters = work.make_counters([0, 10, 20])
    equal([tick() for tick in counters], [0, 10, 20], "the first call of each")
    equal([tick() for tick in reversed(counters)], [21, 11, 1], "the second, from the last on")


@check("lets one counter run without the others")
def alone(work):
    a, b = work.make_counters([0, 0])
    equal([a(), a(), a(), b(), a()], [0, 1, 2, 0, 3], "a, a, a, b, a, both from 0")


@check("counts by steps, also downwards and by fractions")
def steps(work):
    a, b = work.make_counters([0, 10], step=5)
    equal([a(), a(), b(), a()], [0, 5, 10, 10], "a, a, b, a with step=5")
    (down,) = work.make_counters([3], step=-1)
    equal([down(), down()], [3, 2], "two calls with step=-1")
    (half,) = work.make_counters([0.5], step=0.25)
    equal([half(), half()], [0.5, 0.75], "two calls with step=0.25")


@check("takes the step by name only")
def by_name(work):
    raises(TypeError, work.make_counters, [1], 5, call="make_counters([1], 5)")
    (tick,) = work.make_counters([1], step=2)
    equal([tick(), tick()], [1, 3], "two calls with step=2")


@check("does not care what becomes of the list")
def later(work):
    starts = [1, 2]
    a, b = work.make_counters.raw(starts)
    starts[:] = [50, 60]
    equal([a(), b(), a()], [1, 2, 2], "a, b, a, the list changed after they were made")


@check("forgets the counters of an earlier call")
def fresh(work):
    (first,) = work.make_counters([0])
    first()
    (second,) = work.make_counters([0])
    equal([second(), second(), first()], [0, 1, 1], "second, second, first, from two calls")


@check("gives an empty list for no starts")
def empty(work):
    equal(work.make_counters([]), [], "make_counters([])")
    equal(len(work.make_counters([4, 4])), 2, "len(make_counters([4, 4]))")
