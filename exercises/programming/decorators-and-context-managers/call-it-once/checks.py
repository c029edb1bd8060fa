from journey.practice import check, equal, holds, raises


def counted(answer):
    """Return a function that writes its calls down, and the list of them."""
    calls = []

    def work(*args, **kwargs):
        """Do the work."""
        calls.append((args, kwargs))
        return answer(len(calls), *args, **kwargs)

    return work, calls


@check("runs the function at the first call, with its arguments")
def first(work):
    function, calls = counted(lambda n, a, b: a + b)
    equal(work.once(function)(2, b=3), 5, "once(add)(2, b=3)")
    equal(calls, [((2,), {"b": 3})], "the calls of add")


@check("runs it no second time, and returns the first result")
def second(work):
    function, calls = counted(lambda n, a: [a])
    only = work.once(function)
    one = only("a")
    two = only("b")
    equal(two, ["a"], "the second call, with 'b'")
    holds(one is two, "the second call", expected="the very same object as from the first")
    equal(len(calls), 1, "how often the function ran")


@check("takes None for a result like any other")
def nothing(work):
    function, calls = counted(lambda n: None)
    only = work.once(function)
    equal([only(), only(), only()], [None, None, None], "three calls of a function without result")
    equal(len(calls), 1, "how often the function ran")


@check("tries again after an error")
def error(work):
    function, calls = counted(lambda n: 1 / (n - 1))
    only = work.once(function)
    raises(ZeroDivisionError, only, call="the first call, which fails")
    equal(only(), 1.0, "the second call")
    equal(only(), 1.0, "the third call")
    equal(len(calls), 2, "how often the function ran")


@check("keeps two functions apart")
def apart(work):
    one = work.once(counted(lambda n: "one")[0])
    two = work.once(counted(lambda n: "two")[0])
    equal([one(), two(), one()], ["one", "two", "one"], "two functions, each made once")


@check("keeps the function's name and docstring")
def name(work):
    only = work.once(counted(lambda n: n)[0])
    equal((only.__name__, only.__doc__), ("work", "Do the work."), "name and docstring")
