import random

from journey.practice import check, equal, raises, unchanged

EXAMPLE = [("position", "a"), ("either", "b", 1), ("name", "c", 2)]


def python(parameters, args, kwargs):
    """Return what Python binds, or that it refuses: a function is made and called."""
    head = []
    kinds = [kind for kind, *_ in parameters]
    for i, (kind, name, *rest) in enumerate(parameters):
        if kind == "name" and "name" not in kinds[:i]:
            head.append("*")
        head.append(f"{name}={rest[0]!r}" if rest else name)
        if kind == "position" and "position" not in kinds[i + 1 :]:
            head.append("/")
    made = {}
    exec(f"def f({', '.join(head)}): return dict(locals())", made)
    try:
        return made["f"](*args, **kwargs)
    except TypeError:
        return "TypeError"


def mine(work, parameters, args, kwargs):
    try:
        return work.bind(parameters, args, kwargs)
    except TypeError:
        return "TypeError"


def drawn(rng):
    """Return parameters that a def could have."""
    parameters, default = [], False
    for kind in ("position", "either", "name"):
        for _ in range(rng.randrange(3)):
            default = rng.random() < 0.4 or (default and kind != "name")
            name = "abcdef"[len(parameters)]
            parameters.append((kind, name, name.upper()) if default else (kind, name))
    return parameters


@check("gives values by position and by name, and the defaults")
def example(work):
    bound = work.bind(EXAMPLE, (5,), {"c": 7})
    equal(bound, {"a": 5, "b": 1, "c": 7}, "bind(f, (5,), {'c': 7})")
    equal(work.bind(EXAMPLE, (5, 6), {}), {"a": 5, "b": 6, "c": 2}, "bind(f, (5, 6), {})")
    equal(work.bind([], (), {}), {}, "bind([], (), {})")


@check("keeps the order of the parameters")
def order(work):
    two = [("either", "a"), ("either", "b")]
    equal(
        list(work.bind(two, (), {"b": 1, "a": 2})),
        ["a", "b"],
        "list(bind(..., (), {'b': 1, 'a': 2}))",
    )


@check("takes None for a default and for a value")
def none(work):
    one = [("either", "a", None), ("name", "b", 3)]
    equal(work.bind(one, (), {}), {"a": None, "b": 3}, "bind(a=None, *, b=3)")
    equal(work.bind(one, (), {"b": None}), {"a": None, "b": None}, "the same with b=None given")


@check("refuses too many positional arguments")
def many(work):
    raises(TypeError, work.bind, EXAMPLE, (1, 2, 3), {}, call="bind(f, (1, 2, 3), {})")


@check("refuses a name that is taken by position only")
def position(work):
    raises(TypeError, work.bind, EXAMPLE, (), {"a": 5}, call="bind(f, (), {'a': 5})")


@check("refuses an unknown name")
def unknown(work):
    raises(TypeError, work.bind, EXAMPLE, (1,), {"z": 5}, call="bind(f, (1,), {'z': 5})")


@check("refuses two values for one parameter")
def twice(work):
    raises(TypeError, work.bind, EXAMPLE, (1, 2), {"b": 3}, call="bind(f, (1, 2), {'b': 3})")
    raises(TypeError, work.bind, EXAMPLE, (1, 2), {"b": 2}, call="bind(f, (1, 2), {'b': 2})")


@check("refuses a parameter without value and default")
def left(work):
    raises(TypeError, work.bind, EXAMPLE, (), {}, call="bind(f, (), {})")
    raises(TypeError, work.bind, [("name", "k")], (), {}, call="bind(k by name only, (), {})")


@check("agrees with Python on random calls")
def agrees(work):
    rng = random.Random(7)
    for _ in range(400):
        parameters = drawn(rng)
        args = tuple(range(rng.randrange(4)))
        kwargs = {name: rng.randrange(9) for name in rng.sample("abcdef", rng.randrange(4))}
        call = f"bind({parameters}, {args}, {kwargs})"
        equal(mine(work, parameters, args, kwargs), python(parameters, args, kwargs), call)


@check("leaves what it was given as it was")
def kept(work):
    unchanged(work.bind, EXAMPLE, (5,), {"c": 7}, call="bind(f, (5,), {'c': 7})")
