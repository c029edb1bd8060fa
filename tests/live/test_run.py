"""A block is run: what it prints, what it is worth, what went wrong and where."""

from __future__ import annotations

from typing import Any

import pytest

from journey.live._run import INK, imports, run


def told(code: str, namespace: dict[str, Any] | None = None, **named: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    run(code, {} if namespace is None else namespace, lambda *item: found.append(item), **named)
    return found


def text(found: list[tuple[str, Any]], kind: str) -> str:
    return "".join(what for item, what in found if item == kind)


def test_output_and_value_come_in_order() -> None:
    found = told("print('a')\nprint('b')\n1 + 1")
    assert text(found, "out") == "a\nb\n"
    assert found[-1] == ("value", "2")


@pytest.mark.parametrize("code", ["x = 1", "None", "", "# only a comment", "def f(): ..."])
def test_where_there_is_no_value_none_is_shown(code: str) -> None:
    assert told(code) == []


def test_blocks_share_their_namespace() -> None:
    namespace: dict[str, Any] = {}
    told("def double(x):\n    return 2 * x", namespace)
    assert told("double(21)", namespace) == [("value", "42")]


def test_a_picture_is_shown_as_one() -> None:
    code = "class A:\n    def _repr_svg_(self):\n        return '<svg></svg>'\nA()"
    assert told(code) == [("svg", "<svg></svg>")]


def test_an_error_names_the_line_of_the_block_and_nothing_of_the_runner() -> None:
    code = "def f(x):\n    return 1 / x\n\nprint('before')\nf(0)"
    found = told(code, name="block 3")
    assert text(found, "out") == "before\n"
    error = found[-1][1]
    assert error["line"] == 2
    assert 'File "block 3", line 5' in error["text"]
    assert "    f(0)\n" in error["text"], "the source line is shown"
    assert error["text"].endswith("ZeroDivisionError: division by zero\n")
    assert "_run.py" not in error["text"]


def test_an_error_in_the_package_shows_the_line_that_called_it() -> None:
    code = "from journey.programming.searching import bisect_left\nbisect_left([1], 1, -5)"
    error = told(code)[-1][1]
    assert error["line"] == 2
    assert "searching.py" in error["text"]


def test_a_chained_error_is_told_whole() -> None:
    code = "try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('no') from error"
    error = told(code)[-1][1]
    assert error["text"].index("KeyError") < error["text"].index("ValueError: no")
    assert "_run.py" not in error["text"]


def test_a_syntax_error_names_its_line() -> None:
    error = told("x = 1\nif x\n    y", name="block 1")[-1][1]
    assert error["line"] == 2
    assert "SyntaxError" in error["text"]
    assert "_run.py" not in error["text"]


@pytest.mark.parametrize("code", ["raise SystemExit(3)", "import sys; sys.exit(3)", "exit(3)"])
def test_a_block_may_end_itself(code: str) -> None:
    assert "SystemExit" in told(code)[-1][1]["text"]


def test_endless_recursion_is_an_error_like_others() -> None:
    error = told("def f():\n    return f()\nf()")[-1][1]
    assert "RecursionError" in error["text"]
    assert len(error["text"]) < 5_000


def test_output_is_cut_once_and_the_block_goes_on() -> None:
    found = told("for i in range(100_000):\n    print('x' * 10)\n'done'")
    assert len(text(found, "out")) == 100_000
    assert [kind for kind, _ in found].count("cut") == 1
    assert found[-1] == ("value", "'done'")


def test_a_long_value_is_cut() -> None:
    (_, value) = told("'x' * 1_000_000")[-1]
    assert len(value) < 11_000
    assert value.endswith(" ...")


def test_printing_outside_is_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    told("print('inside')\n1/0")
    print("outside")
    assert capsys.readouterr().out == "outside\n"


def test_sliders_get_their_names_and_the_readers_values() -> None:
    code = "from journey.live import slider\nlr = slider(0.0, 1.0, 0.5)\nprint(lr)"
    found = told(code)
    assert text(found, "out") == "0.5\n"
    (declared,) = [what for kind, what in found if kind == "controls"]
    assert [item["name"] for item in declared] == ["lr"]
    assert text(told(code, values={"lr": 0.25}), "out") == "0.25\n"


def test_controls_are_told_even_where_the_block_fails() -> None:
    code = "from journey.live import slider\nn = slider(0, 10, 5)\n1 / 0"
    assert [kind for kind, _ in told(code)] == ["controls", "error"]


def test_a_figure_of_matplotlib_takes_the_colours_of_the_page() -> None:
    matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    with matplotlib.rc_context({"backend": "agg"}):
        code = "import matplotlib.pyplot as plt\nplt.plot([1, 2], [1, 3])\nplt.title('A line')"
        found = told(code) and told(code)  # as in the browser, it is loaded before the block runs
        (picture,) = [what for kind, what in found if kind == "svg"]
        assert picture.startswith("<svg")
        assert INK in picture
        assert "A line" in picture, "text stays text"
        assert [kind for kind, _ in found] == ["svg"]
        assert told("import matplotlib.pyplot as plt\nplt.get_fignums()") == [("value", "[]")]


def test_annotations_are_what_they_say_and_no_strings() -> None:
    assert told("def f(x: int): ...\nf.__annotations__['x'] is int") == [("value", "True")]
    code = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\nP(3)"
    assert told(code, {"__name__": "page"}) == [("value", "P(x=3)")]


def test_imports_are_read_without_running() -> None:
    code = "import os.path, numpy as np\nfrom matplotlib import pyplot\ndef f():\n    import json"
    assert imports(code) == ["json", "matplotlib", "numpy", "os"]
    assert imports("from . import x") == []
    assert imports("not python (") == []


def test_a_notebooks_cells_show_what_they_record() -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    found = told(
        "from journey.notebook import figure, record\nrecord('test_score', 0.5)\n"
        "figure(lambda ax: ax.plot([1, 2]), name='a', alt='A line that rises from one to two.')"
    )
    assert found[0] == ("value", "test score = 0.5")
    assert found[1][0] == "svg"
    assert 'aria-label="A line that rises from one to two."' in found[1][1]
    assert INK in found[1][1]
    from journey import notebook

    assert notebook._publish.__name__ == "_publish", "outside a run all is as before"
