"""Ways to pass a check without the right answer: none of them does."""

from __future__ import annotations

import builtins
import math
import sys

import numpy as np
import pytest

from journey import practice
from journey.practice import _compare, _expect, run

CHECKS = """
import math
import numpy as np
from journey.practice import check, close, equal, holds, raises, unchanged

@check("sorts")
def sorts(work):
    values = [3, 1, 2]
    equal(work.sort(values), sorted(values), "sort([3, 1, 2])")

@check("means")
def means(work):
    values = np.array([1.0, 2.0, 6.0])
    close(work.mean(values), float(np.mean(values)), "mean([1, 2, 6])")

@check("is ascending")
def ascending(work):
    got = work.sort([2, 1])
    holds(len(got) == 2 and got[0] < got[1], "sort([2, 1])", expected="ascending", got=got)

@check("refuses text")
def refuses(work):
    raises(ValueError, work.sort, "text", call="sort('text')")
"""

# Each defines sort and mean, wrongly, with something that is meant to get it past the checks.
YES = """
class Yes:
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __lt__ = __gt__ = __le__ = __ge__ = lambda self, other: False
    __bool__ = lambda self: True
    __len__ = lambda self: 3
    __hash__ = lambda self: 0
    __abs__ = __sub__ = __rsub__ = __add__ = lambda self, *other: self
    __float__ = lambda self: 3.0
    __getitem__ = lambda self, index: self
    __repr__ = lambda self: "[1, 2, 3]"
"""
WRONG = """
def sort(values): return [9]
def mean(values): return 9.0
"""
CHEATS = {
    "prints what is expected": "print('[1, 2, 3]'); print('passed')" + WRONG,
    "prints in the call": """
def sort(values): print([1, 2, 3]); print("sorts: passed")
def mean(values): print(3.0)
""",
    "ends the program": """
import sys
def sort(values): sys.exit(0)
def mean(values): raise SystemExit
""",
    "interrupts": """
def sort(values): raise KeyboardInterrupt
def mean(values): raise GeneratorExit
""",
    "raises an error of its own": """
class Passed(BaseException):
    passed = True
    __str__ = lambda self: 1 / 0
    __class__ = property(lambda self: ValueError)
def sort(values): raise Passed
def mean(values): raise Passed()
""",
    "stops an iteration": """
def sort(values): raise StopIteration([1, 2, 3])
def mean(values): raise StopIteration(3.0)
""",
    "says yes to everything": YES + """
def sort(values): return Yes()
def mean(values): return Yes()
""",
    "says yes in every item": YES + """
def sort(values): return [Yes(), Yes(), Yes()]
def mean(values): return Yes()
""",
    "is a list by name": """
class L(list):
    __eq__ = lambda self, other: True
    __len__ = lambda self: 3
    __iter__ = lambda self: iter([1, 2, 3])
class F(float):
    __eq__ = lambda self, other: True
    __sub__ = __rsub__ = lambda self, other: 0.0
def sort(values): return L()
def mean(values): return F(9)
""",
    "is an array by name": """
import numpy as np
class A(np.ndarray):
    __eq__ = __lt__ = lambda self, other: np.True_
class F(np.float64):
    __module__ = "numpy"
    __eq__ = lambda self, other: True
    item = lambda self: 3.0
def sort(values): return np.zeros(3).view(A)
def mean(values): return F(9)
""",
    "empties the input": """
def sort(values):
    values.clear()
    return []
def mean(values):
    values[:] = 0
    return 0.0
""",
    "replaces builtins": """
import builtins
builtins.sorted = lambda values: [9]
builtins.len = lambda value: 2
builtins.isinstance = builtins.issubclass = lambda *arguments: True
builtins.type = lambda value: list
builtins.zip = lambda *arguments, **named: []
builtins.float = lambda value: 9.0
builtins.abs = lambda value: 0
""" + WRONG,
    "replaces builtins in the call": """
import builtins
def sort(values):
    builtins.sorted = lambda values: [9]
    builtins.len = lambda value: 2
    builtins.zip = lambda *arguments, **named: []
    return [9]
def mean(values):
    builtins.float = lambda value: 9.0
    builtins.abs = lambda value: 0
    return 9.0
""",
    "replaces what judges": """
import journey.practice
from journey.practice import _compare, _expect, _run, _work
for module in (journey.practice, _compare, _expect, _run, _work):
    for name in list(vars(module)):
        if name in ("equal", "close", "holds", "raises", "difference", "_compare", "_near",
                    "_sequence", "_number", "put_back", "Failed"):
            setattr(module, name, lambda *arguments, **named: None)
""" + WRONG,
    "replaces what judges in the call": """
def replace():
    from journey.practice import _compare, _expect
    _compare._sequence = _compare._number = lambda *arguments: None
    _expect.difference = lambda *arguments: None
def sort(values): replace(); return [9]
def mean(values): replace(); return 9.0
""",
    "replaces the code of what judges": """
from journey.practice import _compare, _expect
nothing = lambda *arguments, **named: None
_compare.difference.__code__ = nothing.__code__
_expect.equal.__code__ = nothing.__code__
_expect.holds.__code__ = _expect.close.__code__ = nothing.__code__
""" + WRONG,
    "hides builtins from what judges": """
from journey.practice import _compare, _expect
_compare.type = lambda value: list
_compare.len = lambda value: 0
_compare.zip = lambda *arguments, **named: []
_expect.difference = _compare.difference
""" + WRONG,
    "reaches into the checks": """
import sys
def replace():
    frame = sys._getframe(1)
    while frame:
        for name in ("equal", "close", "holds", "raises"):
            if name in frame.f_globals:
                frame.f_globals[name] = lambda *arguments, **named: None
        frame = frame.f_back
def sort(values): replace(); return [9]
def mean(values): replace(); return 9.0
""",
    "replaces NumPy": """
import numpy as np
np.mean = lambda values: 9.0
np.abs = lambda value: 0.0
""" + WRONG,
    "replaces a module": """
import sys, types
sys.modules["numpy"] = sys.modules["journey.practice"] = types.ModuleType("numpy")
""" + WRONG,
    "registers checks of its own": """
from journey.practice import check
for name in ("sorts", "means", "is ascending", "refuses text"):
    check(name)(lambda work: None)
""" + WRONG,
    "runs a run": """
from journey.practice import run
run("", "from journey.practice import check\\n@check('a')\\ndef a(work): pass\\n")
""" + WRONG,
    "traces": """
import sys
sys.settrace(lambda *arguments: None)
sys.setrecursionlimit(5000)
""" + WRONG,
    "gives the name a module": "import math as sort\nimport math as mean\n",
    "is no function": YES + "sort = mean = Yes()\n",
}  # fmt: skip


@pytest.mark.parametrize("code", CHEATS.values(), ids=CHEATS)
def test_it_does_not_pass(code: str) -> None:
    kept = builtins.len, builtins.sorted, builtins.type, np.mean, math.sqrt, _compare.difference
    functions = _expect.equal.__code__, _compare.difference.__code__
    traced = sys.gettrace(), sys.getrecursionlimit()
    report = run(code, CHECKS)
    assert kept == (len, sorted, type, np.mean, math.sqrt, _compare.difference)
    assert kept[0] is builtins.len
    assert functions == (_expect.equal.__code__, _compare.difference.__code__)
    assert traced == (sys.gettrace(), sys.getrecursionlimit())
    assert sys.modules["numpy"] is np
    assert sys.modules["journey.practice"] is practice
    assert [outcome.name for outcome in report.outcomes] == [
        "sorts", "means", "is ascending", "refuses text",
    ]  # fmt: skip
    assert [outcome.name for outcome in report.outcomes if outcome.passed] == []


def test_right_code_passes_these_checks() -> None:
    """Else the tests above would prove nothing."""
    code = """
def sort(values):
    if isinstance(values, str):
        raise ValueError("no text")
    return sorted(values)
def mean(values): return values.sum() / len(values)
"""
    report = run(code, CHECKS)
    assert report.passed, report
