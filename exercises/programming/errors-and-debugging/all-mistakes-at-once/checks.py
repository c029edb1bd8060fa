from journey.practice import check, equal, holds, raises


def group_of(work, texts, call):
    """Return the group that is raised."""
    found = []

    def read():
        try:
            work.read_numbers(texts)
        except ExceptionGroup as group:
            found.append(group)
            raise

    raises(ExceptionGroup, read, call=call)
    return found[0]


@check("returns the numbers where nothing is wrong")
def fine(work):
    equal(work.read_numbers(["1", " 2.5", "-3e2"]), [1.0, 2.5, -300.0], "three good texts")
    equal(work.read_numbers([]), [], "read_numbers([])")


@check("raises a group of that name for a single mistake, too")
def single(work):
    group = group_of(work, ["1", "x"], 'read_numbers(["1", "x"])')
    equal(group.message, "read_numbers", "the group's message")
    equal(len(group.exceptions), 1, "the number of errors")


@check("tells every mistake, in order, by row and text")
def every(work):
    group = group_of(work, ["x", "1", "two", ""], 'read_numbers(["x", "1", "two", ""])')
    words = [str(error) for error in group.exceptions]
    expected = [f"row {row}: expected a number, got {text!r}"
                for row, text in ((1, "x"), (3, "two"), (4, ""))]  # fmt: skip
    equal(words, expected, "the errors' words")


@check("puts ValueErrors into the group, and only those")
def kinds(work):
    group = group_of(work, ["x", "y"], 'read_numbers(["x", "y"])')
    equal([type(error).__name__ for error in group.exceptions], ["ValueError"] * 2, "the classes")


@check("keeps the error of float as the cause")
def cause(work):
    group = group_of(work, ["x", "y"], 'read_numbers(["x", "y"])')
    for error, text in zip(group.exceptions, "xy", strict=True):
        known = isinstance(error.__cause__, ValueError) and repr(text) in str(error.__cause__)
        holds(known, "__cause__ of an error", expected=f"the error that float({text!r}) raised")


@check("lets other errors pass")
def other(work):
    raises(TypeError, work.read_numbers, ["x", None, "y"], call='read_numbers(["x", None, "y"])')


@check("lets Ctrl-C pass")
def interrupt(work):
    class Stops:
        def __float__(self):
            raise KeyboardInterrupt

        def __deepcopy__(self, memo):
            return self

    raises(KeyboardInterrupt, work.read_numbers, ["1", Stops()], call="a row at which Ctrl-C comes")
