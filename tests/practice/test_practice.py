"""The runner of exercises: what it reports, and that nothing but right answers passes."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
import tracemalloc
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from journey import practice
from journey.practice import BrokenChecks, Outcome, Report, run
from journey.practice._compare import difference
from journey.practice._show import show

CHECKS = """
import numpy as np
from journey.practice import check, close, equal, holds, raises, unchanged

@check("merges two sorted lists")
def merges(work):
    equal(work.merge([1, 3], [2]), [1, 2, 3], "merge([1, 3], [2])")

@check("takes empty lists")
def empty(work):
    equal(work.merge([], [1]), [1], "merge([], [1])")
"""
RIGHT = "def merge(a, b):\n    return sorted(a + b)\n"
WRONG = "def merge(a, b):\n    return a + b\n"


def only(code: str, body: str) -> Outcome:
    """Run one check of a few lines on some code."""
    checks = "import numpy as np\nfrom journey.practice import *\n\n@check('it')\ndef it(work):\n"
    checks += "".join(f"    {line}\n" for line in dedent(body).strip().splitlines())
    report = run(dedent(code), checks)
    assert report.error is None, report.error
    return report.outcomes[0]


# ---------------------------------------------------------------- what is reported


def test_right_code_passes() -> None:
    report = run(RIGHT, CHECKS)
    assert report == Report(
        (Outcome("merges two sorted lists", True), Outcome("takes empty lists", True))
    )
    assert report.passed


def test_a_wrong_answer_says_what_was_called_expected_and_got() -> None:
    report = run(WRONG, CHECKS)
    assert not report.passed
    first, second = report.outcomes
    assert (first.expected, first.got, first.line) == ("[1, 2, 3]", "[1, 3, 2]", None)
    assert first.message == "merge([1, 3], [2]): item 1 differs."
    assert second.passed


def test_an_error_says_the_line_of_the_readers_code() -> None:
    report = run("\n\ndef merge(a, b):\n    return [1 / 0]\n", CHECKS)
    assert report.outcomes[0].line == 4
    assert "line 4: ZeroDivisionError: division by zero" in report.outcomes[0].message
    assert not report.passed


def test_what_is_not_written_yet_is_told_plainly() -> None:
    report = run("def merge(a, b):\n    raise NotImplementedError\n", CHECKS)
    assert report.outcomes[0].message == "Line 2 is not written yet."


@pytest.mark.parametrize(
    ("code", "line", "words"),
    [
        ("x = 1\ndef merge(:\n", 2, "SyntaxError"),
        ("x = 1\n  y = 2\n", 2, "IndentationError"),
        ("x = 1\n\ny = nothing\n", 3, "NameError: name 'nothing'"),
        ("import sys\nsys.exit(0)\n", 2, "exit()"),
        ("raise KeyboardInterrupt\n", 1, "KeyboardInterrupt"),
        ("def f(): return f()\nf()\n", 1, "calls itself without end"),
        ("import torch_that_nobody_has\n", 1, "ModuleNotFoundError"),
        ("x = '\0'\n", None, "null bytes"),
    ],
)
def test_code_that_does_not_run(code: str, line: int | None, words: str) -> None:
    report = run(code, CHECKS)
    assert report.error is not None
    assert words in report.error
    assert report.line == line
    assert not report.passed
    assert [outcome.passed for outcome in report.outcomes] == [False, False]
    assert all(outcome.message.startswith("Not run: ") for outcome in report.outcomes)


def test_a_missing_name_is_named_with_what_is_near() -> None:
    outcome = run("def merg(a, b): return []\n", CHECKS).outcomes[0]
    assert "nothing named 'merge'" in outcome.message
    assert "'merg'" in outcome.message


def test_a_name_without_a_value() -> None:
    assert "merge is None so far" in run("merge = None\n", CHECKS).outcomes[0].message


def test_what_is_printed_is_kept_and_capped() -> None:
    report = run("print('hello')\nimport sys; print('there', file=sys.stderr)\n" + RIGHT, CHECKS)
    assert report.stdout == "hello\nthere\n"
    long = run("for i in range(100_000): print('x' * 1000)\n" + RIGHT, CHECKS)
    assert len(long.stdout) <= 10_000
    assert long.stdout.endswith(" …")
    assert long.passed


def test_the_report_is_ready_for_json() -> None:
    plain = run("print('\\ud800')\n" + WRONG, CHECKS).as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert set(plain) == {"passed", "outcomes", "stdout", "error", "line"}
    assert set(plain["outcomes"][0]) == {"name", "passed", "expected", "got", "message", "line"}
    plain["stdout"].encode("utf-8")


def test_the_code_runs_as_a_module_named_work() -> None:
    code = """
        import sys
        from dataclasses import dataclass

        @dataclass
        class Point:
            x: int

        name = __name__
        found = sys.modules["work"].Point is Point
        if __name__ == "__main__":
            1 / 0
    """
    body = "equal(work.name, 'work', 'name'); equal(work.found, True, 'found')"
    assert only(code, body).passed
    assert "work" not in sys.modules


def test_streams_and_modules_are_as_before() -> None:
    streams = sys.stdout, sys.stderr, sys.stdin
    run("import sys\nsys.stdout = None\nsys.stdin = None\n" + RIGHT, CHECKS)
    assert (sys.stdout, sys.stderr, sys.stdin) == streams


def test_one_check_after_the_other_each_called_once() -> None:
    code = "calls = []\ndef f():\n    calls.append(1)\n    return len(calls)\n"
    assert only(code, "equal(work.f(), 1, 'f()')").passed


# ---------------------------------------------------------------- checks at fault


@pytest.mark.parametrize(
    ("checks", "words"),
    [
        ("", "no check"),
        ("1 / 0\n", "checks.py:1: ZeroDivisionError"),
        ("x = 1\ndef (:\n", "checks.py:2: SyntaxError"),
        (CHECKS + CHECKS, "stands there twice"),
        ("from journey.practice import check\n@check('')\ndef f(work): pass\n", "expected a name"),
        ("from journey.practice import check\n@check('a')\ndef f(work): yield\n", "returns"),
        ("from journey.practice import check\n@check('a')\ndef f(work): return 1\n", "returns"),
    ],
)
def test_broken_checks_are_an_error_of_their_author(checks: str, words: str) -> None:
    with pytest.raises(BrokenChecks, match=words):
        run(RIGHT, checks)
    assert run(RIGHT, CHECKS).passed, "a broken file leaves nothing behind"


# ---------------------------------------------------------------- expectations

SAME = [
    (1, 1), (np.int32(3), 3), (np.float64(0.5), 0.5), ("a", "a"), (None, None),
    (float("nan"), float("nan")), (2, 2.0), (np.bool_(True), True), (1j, 1j),
    ([1, [2, (3,)]], [1, [2, (3,)]]), ({"a": [1]}, {"a": [1]}), ({1, 2}, {2, 1}),
    (np.array([1.0, np.nan]), np.array([1.0, np.nan])), (np.arange(3), np.int16([0, 1, 2])),
    (np.array([True]), np.array([True])), (np.array([1, 2]), np.array([1.0, 2.0])),
]  # fmt: skip
OTHER = [
    (1, 2), (True, 1), (1, True), (2.0, 2), ("1", 1), (1, "1"), (None, 0), (0, None), (b"a", "a"),
    (float("nan"), 1.0), (1.0, float("nan")), ((1, 2), [1, 2]), ([1, 2], (1, 2)), ([1], [1, 2]),
    ([1, 2], [1, 3]), ({"a": 1}, {"a": 2}), ({"b": 1}, {"a": 1}), ({}, {"a": 1}), ({1}, {2}),
    (frozenset({1}), {1}), ([1, 2], np.array([1, 2])), (np.array([1, 2]), [1, 2]),
    (np.array([[1, 2]]), np.array([1, 2])), (np.array([1.5, 2.0]), np.array([1, 2])),
    (np.array([1.0, 2.0]), np.array([1, 2])), (np.array([1, 0]), np.array([True, False])),
    (np.array([np.nan]), np.array([0.0])), (np.array([1, 2], dtype=object), np.array([1, 2])),
    (np.array(1.0), 1.0), (1.0, np.array(1.0)), (range(2), [0, 1]), ({"a": 1}.items(), [("a", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("got", "expected"), SAME)
def test_the_same(got: object, expected: object) -> None:
    with np.errstate(all="raise"):
        assert difference(got, expected) is None
        assert difference(got, expected, 1e-9) is None


@pytest.mark.parametrize(("got", "expected"), OTHER)
def test_not_the_same(got: object, expected: object) -> None:
    assert difference(got, expected) is not None
    if not isinstance(expected, int | np.ndarray) or isinstance(expected, bool):
        assert difference(got, expected, 1e-9) is not None


@pytest.mark.parametrize(
    ("got", "expected", "within", "near"),
    [
        (0.1 + 0.2, 0.3, 1e-9, True),
        (1e6 + 1, 1e6, 1e-5, True),
        (1e6 + 11, 1e6, 1e-5, False),
        (1e-12, 0.0, 1e-9, True),
        (3.0, 3, 1e-9, True),
        (float("inf"), float("inf"), 1e-9, True),
        (1e308, float("inf"), 1e-9, False),
        (float("inf"), 1.0, 1e-9, False),
        ([0.1 + 0.2, 1], [0.3, 1], 1e-9, True),
        (np.array([0.1 + 0.2]), np.array([0.3]), 1e-9, True),
        (np.array([0.3, 0.31]), np.array([0.3, 0.3]), 1e-9, False),
        (np.array([np.inf, 1.0]), np.array([np.inf, 1.0]), 1e-9, True),
        (np.array([1.0]), np.array([np.inf]), 1e-9, False),
        (np.array([np.nan]), np.array([1.0]), 1.0, False),
    ],
)
def test_close(got: object, expected: object, within: float, near: bool) -> None:
    with np.errstate(all="raise"):
        assert (difference(got, expected, within) is None) is near


def test_where_values_differ_is_said() -> None:
    assert difference([1, [2, 3]], [1, [2, 4]]) == "item 1 differs: item 1 differs"
    assert difference((1,), [1]) == "a list was expected, a tuple came"
    assert difference(np.eye(2), np.eye(3)) == "the shape (3, 3) was expected, (2, 2) came"
    words = difference(np.array([1.0, 5.0, 6.0]), np.array([1.0, 2.0, 3.0]))
    assert words is not None
    assert words.startswith("2 values differ; first at [1]")


def test_what_cannot_be_compared_safely_is_refused() -> None:
    with pytest.raises(TypeError, match="expect plain values"):
        difference(1, object())


def test_raises() -> None:
    code = "def f(x):\n    if x < 0: raise ValueError('below 0')\n    return x\n"
    assert only(code, "raises(ValueError, work.f, -1, call='f(-1)')").passed
    none = only(code, "raises(ValueError, work.f, 1, call='f(1)')")
    assert (none.passed, none.expected, none.got) == (False, "a ValueError", "1, and no error")
    other = only(code, "raises(KeyError, work.f, -1, call='f(-1)')")
    assert (other.passed, other.got) == (False, "ValueError: below 0")


def test_holds_wants_true_or_false() -> None:
    assert only("", "holds(True, 'f()', expected='x')").passed
    assert not only("", "holds(False, 'f()', expected='x', got=1)").passed
    assert not only("", "holds([1], 'f()', expected='x')").passed


def test_unchanged_and_arguments_after() -> None:
    code = "def f(x):\n    x.sort()\n    return x\n"
    assert not only(code, "unchanged(work.f, [2, 1], call='f([2, 1])')").passed
    assert only(code, "unchanged(work.f, [1, 2], call='f([1, 2])')").passed
    assert only(code, "equal(arguments_after(work.f, [2, 1])[0], [1, 2], 'f([2, 1])')").passed
    assert not only("def f(x): pass", "unchanged(work.f, [1, 2], call='f([1, 2])')").passed
    array = "def f(x):\n    x += 1\n    return x\n"
    assert not only(array, "unchanged(work.f, np.zeros(2), call='f(zeros)')").passed


# ---------------------------------------------------------------- messages stay short


def test_reprs_are_capped() -> None:
    values = [
        list(range(10**6)), "x" * 10**6, {i: i for i in range(10**5)}, np.zeros((500, 500)),
        10**100_000, [[["y" * 10**5] * 100] * 100] * 100, set(range(10**5)),
    ]  # fmt: skip
    for value in values:
        assert len(show(value)) <= 300
    cycle: list[object] = []
    cycle.append(cycle)
    assert len(show(cycle)) <= 300


def test_long_answers_give_short_messages() -> None:
    outcome = run("def merge(a, b):\n    return ['x' * 10**6] * 10**5\n", CHECKS).outcomes[0]
    assert len(outcome.got) <= 300
    assert len(outcome.message) < 1000
    words = run("def merge(a, b):\n    raise ValueError('x' * 10**7)\n", CHECKS).outcomes[0]
    assert "ValueError: xxx" in words.message
    assert len(words.message) < 1000


# ---------------------------------------------------------------- the command


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "journey.practice", *map(str, arguments)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    work, checks = tmp_path / "work.py", tmp_path / "checks.py"
    work.write_text(RIGHT, "utf-8")
    checks.write_text(CHECKS, "utf-8")
    return work, checks


def test_the_command_reports_and_its_status_says_whether_all_passed(
    files: tuple[Path, Path],
) -> None:
    done = command(*files, "--json")
    assert (done.returncode, json.loads(done.stdout)["passed"]) == (0, True)
    files[0].write_text(WRONG, "utf-8")
    done = command(*files, "--json")
    assert (done.returncode, json.loads(done.stdout)["passed"]) == (1, False)
    done = command(*files)
    assert "FAILED  merges two sorted lists\n" in done.stdout
    assert "expected [1, 2, 3]\n" in done.stdout
    files[1].write_text("", "utf-8")
    done = command(*files)
    assert done.returncode == 2
    assert "no check" in done.stderr


FORGED = '{"passed": true, "outcomes": [], "stdout": "", "error": null, "line": null}'


@pytest.mark.parametrize(
    "code",
    [
        f"print('{FORGED}')\n",
        f"import os\nos.write(1, b'{FORGED}')\nos._exit(0)\n",
        f"import sys\nsys.__stdout__.write('{FORGED}')\nsys.__stdout__.flush()\n",
        f"import atexit\natexit.register(print, '{FORGED}')\n",
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'print(1)'])\n",
    ],
)
def test_no_report_can_be_printed(files: tuple[Path, Path], code: str) -> None:
    files[0].write_text(code + WRONG, "utf-8")
    done = command(*files, "--json")
    assert done.stdout == "" or json.loads(done.stdout)["passed"] is False


def test_the_package_holds_nothing_after_a_run() -> None:
    before = dict(vars(builtins)), dict(vars(practice))
    run("import builtins\nbuiltins.len = max\n" + RIGHT, CHECKS)
    assert (dict(vars(builtins)), dict(vars(practice))) == before
    assert len("abc") == 3


# ---------------------------------------------------------------- what an answer costs

LOOP = """
import numpy as np

def total(values):
    return [float(value) for value in values]

def quiet(values):
    try:
        for value in values:
            float(value)
    except Exception:
        pass
    return 1.0

def whole(values):
    return float(np.sum(values))

def table(values):
    return float((values[:, None] - values).sum())
"""


@pytest.mark.parametrize("name", ["total", "quiet"])
def test_a_loop_takes_too_many_steps(name: str) -> None:
    outcome = only(LOOP, f"within_steps(2000, work.{name}, np.arange(10_000.0), call='f')")
    assert outcome.message == "f takes too many steps of Python."
    assert outcome.got == "more than 2,000 steps"


def test_whole_arrays_take_few_steps_and_the_value_comes_back() -> None:
    body = "equal(within_steps(2000, work.whole, np.ones(10**6), call='f'), 10.0**6, 'f')"
    assert only(LOOP, body).passed


def test_a_table_of_pairs_takes_too_much_memory() -> None:
    body = "within_memory(10**6, work.{}, np.arange(1000.0), call='f')"
    assert only(LOOP, body.format("whole")).passed
    outcome = only(LOOP, body.format("table"))
    assert outcome.message == "f takes too much memory."
    assert not tracemalloc.is_tracing()


def test_counting_steps_keeps_the_trace_that_was_there() -> None:
    def trace(*_: object) -> None:
        return None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        practice.within_steps(1000, len, "abc", call="len('abc')")
        after = sys.gettrace()
    finally:
        sys.settrace(before)
    assert after is trace
    with pytest.raises(ZeroDivisionError):
        practice.within_steps(1000, lambda: 1 / 0, call="1 / 0")
    assert sys.gettrace() is before
