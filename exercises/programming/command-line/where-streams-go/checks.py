import itertools

from journey.practice import check, equal


def expect(work, line, one, two, opened):
    equal(work.redirect(line), ({1: one, 2: two}, opened), f"redirect({line!r})")


@check("sends both to the screen where nothing is said")
def nothing(work):
    expect(work, "", "screen", "screen", [])


@check("opens a file for either stream")
def files(work):
    expect(work, ">out", "out", "screen", ["out"])
    expect(work, "1>out 2>err", "out", "err", ["out", "err"])
    expect(work, "2>err", "screen", "err", ["err"])


@check("tells >log 2>&1 from 2>&1 >log")
def order(work):
    expect(work, ">log 2>&1", "log", "log", ["log"])
    expect(work, "2>&1 >log", "log", "screen", ["log"])


@check("takes >&2 as the standard output's")
def default(work):
    expect(work, "2>err >&2", "err", "err", ["err"])
    expect(work, ">&2", "screen", "screen", [])


@check("counts a file as opened even when no stream ends there")
def emptied(work):
    expect(work, ">a >b", "b", "screen", ["a", "b"])
    expect(work, "2>a 2>&1", "screen", "screen", ["a"])


@check("names a file once")
def once(work):
    expect(work, ">a 2>a", "a", "a", ["a"])
    expect(work, ">b >a 1>b", "b", "screen", ["b", "a"])


@check("agrees with a table of two entries on all lines of up to four redirections")
def agrees(work):
    words = [">x", "2>y", "2>&1", "1>&2", ">&2"]
    for size in range(5):
        for line in itertools.product(words, repeat=size):
            one, two, opened = "screen", "screen", []
            for word in line:
                if word == "2>&1":
                    two = one
                elif word.endswith("&2"):
                    one = two
                elif word == ">x":
                    one, opened = "x", opened + ["x"] * ("x" not in opened)
                else:
                    two, opened = "y", opened + ["y"] * ("y" not in opened)
            expect(work, " ".join(line), one, two, opened)
