from journey.practice import check, equal


def counts(work, body, expected):
    """Compare the number for a function with this body, and for it behind two branches."""
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    equal(work.complexity(f"def f(a, b, c):\n{lines}"), expected, f"complexity of {body!r}")
    longer = f"def f(a, b, c):\n    if a:\n        return b\n    if b:\n        return c\n{lines}"
    equal(work.complexity(longer), expected + 2, f"complexity of {body!r} behind two ifs")


@check("is one where nothing is decided")
def straight(work):
    counts(work, "a = b + c\nreturn a", 1)


@check("counts if and elif, but not else")
def branches(work):
    counts(work, "if a:\n    return b\nelif b:\n    return c\nelse:\n    return a", 3)


@check("counts a conditional expression")
def expression(work):
    counts(work, "return a if b else c", 2)


@check("counts for and while")
def loops(work):
    counts(work, "for x in a:\n    b += x\nwhile b:\n    b -= 1", 3)


@check("counts each except, but not try and finally")
def handlers(work):
    caught = "except KeyError:\n    b()\nexcept ValueError:\n    c()"
    body = f"try:\n    a()\n{caught}\nfinally:\n    a()"
    counts(work, body, 3)


@check("counts each and and each or")
def operators(work):
    counts(work, "return a and b and c", 3)
    counts(work, "return a and (b or c)", 3)
    counts(work, "return not a", 1)


@check("looks inside, however deep")
def nested(work):
    counts(work, "for x in a:\n    if x and b:\n        return x if c else a", 5)
