import random

from journey.practice import check, equal, raises, unchanged


def python(bases):
    """Return the orders of Python's own classes, or that it refuses."""
    classes = {}
    try:
        for name, own in bases.items():
            classes[name] = type(name, tuple(classes[base] for base in own), {})
    except TypeError:
        return "TypeError"
    return {name: [c.__name__ for c in cls.__mro__[:-1]] for name, cls in classes.items()}


def mine(work, bases):
    try:
        return work.linearise(bases)
    except TypeError:
        return "TypeError"


def drawn(rng, n, most):
    bases = {}
    for k in range(n):
        bases[f"C{k}"] = rng.sample(list(bases), min(k, rng.randint(0, most)))
    return bases


DIAMOND = {"A": [], "B": ["A"], "C": ["A"], "D": ["B", "C"]}


@check("follows a chain of single parents")
def chain(work):
    order = work.linearise({"A": [], "B": ["A"], "C": ["B"]})
    equal(order, {"A": ["A"], "B": ["B", "A"], "C": ["C", "B", "A"]}, "linearise(a chain)")


@check("asks the parent of a diamond after both children")
def diamond(work):
    equal(work.linearise(DIAMOND)["D"], ["D", "B", "C", "A"], "linearise(the diamond)['D']")


@check("keeps the bases as they are listed")
def listed(work):
    bases = {"A": [], "B": [], "C": ["B", "A"]}
    equal(work.linearise(bases)["C"], ["C", "B", "A"], "linearise(C of B and A)['C']")


@check("goes deep first where nothing speaks against it")
def deep(work):
    bases = {"A": [], "B": ["A"], "X": [], "Y": ["X"], "D": ["B", "Y"]}
    equal(work.linearise(bases)["D"], ["D", "B", "A", "Y", "X"], "linearise(two chains)['D']")


@check("refuses a parent listed before its child")
def parent_first(work):
    raises(TypeError, work.linearise, {"A": [], "B": ["A"], "C": ["A", "B"]},
           call="linearise(C of A and B, B of A)")  # fmt: skip


@check("refuses two orders that contradict each other")
def contradiction(work):
    bases = {"A": [], "B": [], "X": ["A", "B"], "Y": ["B", "A"]}
    equal(work.linearise(bases)["Y"], ["Y", "B", "A"], "linearise(X and Y)['Y']")
    raises(TypeError, work.linearise, {**bases, "Z": ["X", "Y"]}, call="linearise(Z of X and Y)")


@check("keeps the whole order of a parent, not only what is written")
def monotonic(work):
    bases = {
        "Saved": [],
        "Logged": ["Saved"],
        "Timed": [],
        "Job": ["Logged", "Timed"],
    }
    order = work.linearise(bases)["Job"]
    equal(order, ["Job", "Logged", "Saved", "Timed"], "linearise(...)['Job']")
    raises(TypeError, work.linearise, {**bases, "Task": ["Job", "Timed", "Saved"]},
           call="linearise(Task of Job, Timed and Saved)")  # fmt: skip


@check("agrees with Python on random hierarchies")
def agrees(work):
    rng = random.Random(6)
    for _ in range(200):
        bases = drawn(rng, rng.randint(1, 8), 3)
        equal(mine(work, bases), python(bases), f"linearise({bases})")


@check("leaves the dictionary as it was")
def left(work):
    unchanged(work.linearise, DIAMOND, call="linearise(the diamond)")
