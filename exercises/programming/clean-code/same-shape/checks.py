from journey.practice import check, equal

TOTAL = """def total(values):
    found = 0
    for v in values:
        found += v
    return found"""


def says(work, expected, one, other):
    """Ask both ways round, and make sure that neither yes nor no is always the answer."""
    equal(work.same_shape(one, other), expected, f"same_shape({one!r}, {other!r})")
    equal(work.same_shape(other, one), expected, f"same_shape({other!r}, {one!r})")
    equal(work.same_shape(one, one), True, f"same_shape of {one!r} with itself")
    nothing = "def f():\n    pass"
    equal(work.same_shape(one, nothing), False, f"same_shape({one!r}, {nothing!r})")


@check("sees through other names")
def renamed(work):
    other = "def add(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s"
    says(work, True, TOTAL, other)


@check("sees through comments and blank lines")
def comments(work):
    says(work, True, TOTAL, TOTAL.replace("    for", "\n    # one by one\n    for"))


@check("sees through a docstring, and one that is missing")
def docstrings(work):
    says(work, True, TOTAL, TOTAL.replace("    found = 0", '    """Add up."""\n    found = 0'))
    one = 'def f(a):\n    """One."""\n    return a'
    says(work, True, one, one.replace("One", "Another"))


@check("sees through other constants of the same type")
def constants(work):
    says(work, True, TOTAL, TOTAL.replace("= 0", "= 7"))
    says(work, False, TOTAL, TOTAL.replace("= 0", "= 'a'"))


@check("notices when two names are swapped")
def swapped(work):
    says(work, False, "def f(x, y):\n    return x - y", "def f(x, y):\n    return y - x")


@check("notices when two names become one")
def merged(work):
    says(work, False, "def f(x, y):\n    return x * y", "def f(x, y):\n    return x * x")


@check("notices another operator")
def operator(work):
    says(work, False, TOTAL, TOTAL.replace("+=", "-="))


@check("takes attributes and names of arguments in calls as they are")
def belongs_to_others(work):
    one = "def f(a, b):\n    a.append(b)\n    return a"
    says(work, False, one, one.replace("append", "extend"))
    one = "def f(a, b):\n    return sorted(a, key=b)"
    says(work, False, one, one.replace("key=", "reverse="))
