from journey.practice import check, equal, holds, raises


def words(function, *args, **kwargs):
    """Return the words of the TypeError that a call raises."""
    found = []

    def call():
        try:
            function(*args, **kwargs)
        except TypeError as error:
            found.append(str(error))
            raise

    raises(TypeError, call, call="a call with a wrong argument")
    return found[0]


def repeat(text: str, times: int = 2):
    """Repeat a text."""
    return text * times


def maybe(n: int | None, other=0, flag: bool | str = "no"):
    return [n, other, flag]


@check("calls the function and returns its result")
def result(work):
    kept = work.kept(repeat)
    equal(kept("ab"), "abab", 'repeat("ab")')
    equal(kept("ab", times=3), "ababab", 'repeat("ab", times=3)')


@check("refuses a wrong argument, by name, hint and class")
def wrong(work):
    kept = work.kept(repeat)
    equal(words(kept, "ab", "3"), "repeat: times: expected int, got str", 'repeat("ab", "3")')
    equal(words(kept, 5), "repeat: text: expected str, got int", "repeat(5)")


@check("knows an argument passed by name")
def named(work):
    kept = work.kept(repeat)
    equal(words(kept, times=1.5, text="a"), "repeat: times: expected int, got float",
          'repeat(times=1.5, text="a")')  # fmt: skip


@check("takes any member of a union")
def union(work):
    kept = work.kept(maybe)
    equal([kept(1)[0], kept(None)[0]], [1, None], "maybe(1) and maybe(None)")
    equal(words(kept, "1"), "maybe: n: expected int | None, got str", 'maybe("1")')


@check("does not take True for a number")
def true(work):
    equal(words(work.kept(repeat), "ab", True), "repeat: times: expected int, got bool",
          'repeat("ab", True)')  # fmt: skip
    equal(words(work.kept(maybe), False), "maybe: n: expected int | None, got bool",
          "maybe(False)")  # fmt: skip


@check("takes True where bool is allowed")
def allowed(work):
    equal(work.kept(maybe)(1, flag=True), [1, 0, True], "maybe(1, flag=True)")


@check("leaves arguments without a hint alone")
def free(work):
    equal(work.kept(maybe)(1, "anything"), [1, "anything", "no"], 'maybe(1, "anything")')


@check("checks before the function runs")
def before(work):
    ran = []

    def note(n: int):
        ran.append(n)

    kept = work.kept(note)
    words(kept, "x")
    kept(3)
    equal(ran, [3], "what the function saw, called with 'x' and 3")


@check("keeps the name and the docstring")
def name(work):
    kept = work.kept(repeat)
    holds(
        (kept.__name__, kept.__doc__) == ("repeat", "Repeat a text."),
        "name and docstring",
        expected="those of the function",
    )
