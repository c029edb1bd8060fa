import importlib
import importlib.abc
import importlib.util
import random
import sys

from journey.practice import check, equal, raises, within_steps


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Python's own import, of modules that are given as lists of lines."""

    def __init__(self, files):
        self.files, self.began = files, []

    def find_spec(self, name, path=None, target=None):
        short = name.removeprefix("_check_")
        if short != name and short in self.files:
            return importlib.util.spec_from_loader(name, self)
        return None

    def exec_module(self, module):
        short = module.__name__.removeprefix("_check_")
        self.began.append(short)
        lines = {
            "set": "{0} = 1",
            "import": "import _check_{0} as {0}",
            "from": "from _check_{0} import {1}",
        }
        text = "\n".join(lines[kind].format(*rest) for kind, *rest in self.files[short])
        exec(text, module.__dict__)


def python(files, first):
    """Return what Python does: whose bodies began, or the error's class."""
    finder = Finder(files)
    sys.meta_path.append(finder)
    try:
        importlib.import_module(f"_check_{first}")
    except ImportError as error:
        return type(error)
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.startswith("_check_")]:
            del sys.modules[name]
    return finder.began


def mine(work, files, first):
    """Return what the reader's code does, in the same form."""
    try:
        return work.run(files, first)
    except ImportError as error:
        return type(error)


CIRCLE = {
    "a": [("set", "f"), ("from", "b", "g")],
    "b": [("from", "a", "f"), ("set", "g")],
}


@check("runs a module that imports nothing")
def single(work):
    equal(work.run({"a": [("set", "x")]}, "a"), ["a"], "run({'a': [('set', 'x')]}, 'a')")
    equal(work.run({"a": [], "b": []}, "b"), ["b"], "run({'a': [], 'b': []}, 'b')")


@check("lists a module before those that it imports")
def order(work):
    files = {
        "a": [("import", "b"), ("import", "c")],
        "b": [("import", "d")],
        "c": [("import", "d"), ("set", "x")],
        "d": [],
    }
    equal(work.run(files, "a"), ["a", "b", "d", "c"], "run(a diamond, 'a')")


@check("runs a circle that works")
def circle(work):
    equal(work.run(CIRCLE, "a"), ["a", "b"], "run(the example, 'a')")


@check("raises ImportError where a name is not bound yet")
def not_yet(work):
    raises(ImportError, work.run, CIRCLE, "b", call="run(the example, 'b')")


@check("raises ImportError where a name is never bound")
def never(work):
    files = {"a": [("from", "b", "x")], "b": [("set", "y")]}
    raises(ImportError, work.run, files, "a", call="run(b without x, 'a')")


@check("raises ModuleNotFoundError where there is no such module")
def missing(work):
    raises(ModuleNotFoundError, work.run, {"a": [("import", "z")]}, "a", call="run(import z, 'a')")


@check("lets a name be taken that was itself imported")
def handed_on(work):
    files = {
        "a": [("from", "b", "x"), ("from", "b", "c")],
        "b": [("from", "c", "x"), ("import", "c")],
        "c": [("set", "x")],
    }
    equal(work.run(files, "a"), ["a", "b", "c"], "run(x handed on by b, 'a')")


@check("asks nothing of a module that is imported as a whole")
def whole(work):
    files = {"a": [("import", "b"), ("set", "f")], "b": [("import", "a"), ("set", "g")]}
    equal(work.run(files, "a"), ["a", "b"], "run(two plain imports, 'a')")


@check("agrees with Python on random programs")
def agrees(work):
    rng = random.Random(4)
    for _ in range(150):
        files = {}
        for name in "abc":
            lines = [("set", "x"), ("set", "y")]
            for _ in range(rng.randrange(3)):
                other = rng.choice("abcd" if rng.random() < 0.1 else "abc")
                lines.append(
                    ("import", other) if rng.random() < 0.4 else ("from", other, rng.choice("xyc"))
                )
            rng.shuffle(lines)
            files[name] = lines
        same = mine(work, files, "a") == python(files, "a")
        equal(same, True, f"run({files}, 'a') as Python does")


@check("runs each body once, however many paths lead to it")
def once(work):
    files = {
        f"m{level}{side}": [("import", f"m{level + 1}{other}") for other in "ab"]
        for level in range(14)
        for side in "ab"
    } | {"m14a": [], "m14b": []}
    began = within_steps(60_000, work.run, files, "m0a", call="run(a ladder of 14 levels)")
    equal(len(began), 29, "modules of a ladder of 14 levels")
