import random
import re

from journey.practice import check, equal, within_steps


def by_pattern(value, ifs):
    """Return the fields by one regular expression for a separator."""
    blanks = "".join(c for c in ifs if c in " \t\n")
    hard = "".join(c for c in ifs if c not in " \t\n")
    space = f"[{re.escape(blanks)}]" if blanks else "(?!)"
    patterns = ([f"{space}*[{re.escape(hard)}]{space}*"] if hard else []) + [f"{space}+"]
    parts = re.split("|".join(patterns), value.strip(blanks) if blanks else value)
    return parts[:-1] if not parts[-1] else parts


def expect(work, value, fields, ifs=" \t\n"):
    equal(work.split_words(value, ifs), fields, f"split_words({value!r}, {ifs!r})")


@check("joins runs of blanks and drops them at both ends")
def runs(work):
    equal(work.split_words("  two  words "), ["two", "words"], "split_words('  two  words ')")
    expect(work, "a\t \nb", ["a", "b"])
    expect(work, "one", ["one"])


@check("has no field for an empty value or for blanks alone")
def nothing(work):
    expect(work, "", [])
    expect(work, " \n ", [])
    expect(work, "", [], ":")


@check("keeps an empty field between two hard separators and before the first")
def hard(work):
    expect(work, "a::b", ["a", "", "b"], ":")
    expect(work, ":a", ["", "a"], ":")
    expect(work, "::", ["", ""], ":")


@check("makes no empty field after the last separator")
def last(work):
    expect(work, "a:b:", ["a", "b"], ":")
    expect(work, "a:b: ", ["a", "b"], ": ")


@check("counts blanks around a hard separator to it")
def around(work):
    expect(work, "a : b", ["a", "b"], ": ")
    expect(work, "a :: b", ["a", "", "b"], ": ")
    expect(work, "a : : b", ["a", "", "b"], ": ")
    expect(work, " : a", ["", "a"], ": ")


@check("keeps blanks that are not in ifs, and splits nothing for an empty ifs")
def kept(work):
    expect(work, " a b : c ", [" a b ", " c "], ":")
    expect(work, " a b ", [" a b "], "")
    expect(work, "a\tb c", ["a\tb", "c"], " ")


@check("agrees with the rule written as a pattern on random values")
def agrees(work):
    rng = random.Random(6)
    for ifs in (" \t\n", ":", ": ", ",: ", ",;"):
        for _ in range(150):
            value = "".join(rng.choices("ab :,;\t", k=rng.randrange(10)))
            expect(work, value, by_pattern(value, ifs), ifs)


@check("looks at each character a bounded number of times")
def linear(work):
    value = "a : " * 2000
    call = "split_words('a : ' * 2000, ': ')"
    got = within_steps(400_000, work.split_words, value, ": ", call=call)
    equal(got, ["a"] * 2000, call)
