import random
import shlex

from journey.practice import check, equal, holds, unchanged

DANGEROUS = "$`\\!*?[]{}~#;&|<>()"


def read_back(line, call):
    holds(isinstance(line, str), call, expected="a string", got=line)
    try:
        return shlex.split(line)
    except ValueError as error:
        return [f"no line at all: {error}"]


def opened(line):
    """Return the characters that stand where the shell would act on them."""
    found, inside = [], None
    for character in line:
        if inside is None and character in "'\"":
            inside = character
        elif character == inside:
            inside = None
        elif character in {None: DANGEROUS, '"': "$`\\!", "'": ""}[inside]:
            found.append(character)
    return found


@check("keeps two words and a line end in one word")
def blanks(work):
    for text in ("two words", "line\nend", "\ttab  ", "plain"):
        call = f"quote({text!r})"
        equal(read_back(work.quote(text), call), [text], call + ", read back")


@check("makes a word of the empty text")
def empty(work):
    equal(read_back(work.quote(""), "quote('')"), [""], "quote(''), read back")


@check("brings both kinds of quotes back")
def quotes(work):
    for text in ("it's", "'", "''", 'say "yes"', "'\"'", "a'b'c"):
        call = f"quote({text!r})"
        equal(read_back(work.quote(text), call), [text], call + ", read back")


@check("leaves nothing for the shell to expand")
def closed(work):
    for text in ("$HOME", "`date`", "$(date)", "*.txt", "a\\b", "~", "a; b", "x > y", "it's $5"):
        call = f"quote({text!r})"
        line = work.quote(text)
        equal(read_back(line, call), [text], call + ", read back")
        equal(opened(line), [], call + ", characters open to the shell")


@check("joins words so that their number and order come back")
def joined(work):
    for words in (["rm", "--", "my file"], ["", "", "a"], ["it's", "'"], []):
        call = f"join({words!r})"
        equal(read_back(work.join(words), call), words, call + ", read back")


@check("is undone by splitting, for random lists of the worst characters")
def inverse(work):
    rng = random.Random(5)
    for _ in range(300):
        words = ["".join(rng.choices("ab '\"\n" + DANGEROUS, k=rng.randrange(8)))
                 for _ in range(rng.randrange(5))]  # fmt: skip
        call = f"join({words!r})"
        line = work.join(words)
        equal(read_back(line, call), words, call + ", read back")
        equal(opened(line), [], call + ", characters open to the shell")


@check("leaves the list of words as it was")
def keeps(work):
    unchanged(work.join, ["a b", "it's"], call="join(['a b', \"it's\"])")
    equal(read_back(work.join(["a b"]), "join(['a b'])"), ["a b"], "join(['a b']), read back")
