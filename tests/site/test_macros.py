"""Macros: literals only, fences left alone, every mistake with its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journey_site.macros import Blocks, MacroError, expand
from journey_site.project import load_project
from tests.site.conftest import Mini


def _say(*words: object, end: str = "") -> str:
    return " ".join(map(str, words)) + end


def _fail() -> str:
    raise MacroError("It cannot be.")


MACROS = {"say": _say, "fail": _fail, "block": lambda: "```python\nx\n```"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{{ say("a", 1) }}', "a 1"),
        ('x {{ say("a") }} y {{say("b", end="!")}}', "x a y b!"),
        ("`{{ say(1) }}`", "`{{ say(1) }}`"),
        ("```\n{{ say(1) }}\n```\n{{ say(2) }}", "```\n{{ say(1) }}\n```\n2"),
        ("~~~\n```\n{{ say(1) }}\n~~~", "~~~\n```\n{{ say(1) }}\n~~~"),
        ("    {{ block() }}", "    ```python\n    x\n    ```"),
        # A span may cross the end of a line, so this macro is between two spans ...
        ("With `except\nX` it is {{ say(1) }} for `y`", "With `except\nX` it is 1 for `y`"),
        ("`a\n{{ say(1) }}` {{ say(2) }}", "`a\n{{ say(1) }}` 2"),
        # ... and an odd backquote reaches no further than its paragraph, item or row.
        ("a ` b\n\n{{ say(1) }} ` c", "a ` b\n\n1 ` c"),
        ("- a ` b\n- {{ say(1) }} ` c", "- a ` b\n- 1 ` c"),
        ("| ` | {{ say(1) }} |\n| {{ say(2) }} | ` |", "| ` | 1 |\n| 2 | ` |"),
        ("``a ` {{ say(1) }}`` {{ say(2) }}", "``a ` {{ say(1) }}`` 2"),
        (r"$\frac{{a}}{{b}}$", r"$\frac{{a}}{{b}}$"),
        ("- against\n  {{ say(1) }}. Whoever", "- against\n  1\\. Whoever"),  # or a list begins
        ("{{ say(12) }}) x", "12\\) x"),
        ("a {{ say(1) }}. b\n{{ say(1.5) }}. c\n{{ say(1) }}, d", "a 1. b\n1.5. c\n1, d"),
    ],
)
def test_expansion(text: str, expected: str) -> None:
    assert expand(text, MACROS, "page.md") == (expected, [])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a\n{{ shout(1) }}", 12, "no macro 'shout'"),
        ("{{ fail() }}", 11, "It cannot be."),
        ("{{ say(x) }}", 11, "must be literals"),
        ("{{ say(__import__('os')) }}", 11, "must be literals"),
        ("{{ say(1, start=2) }}", 11, "cannot be called so"),
    ],
)
def test_mistakes_name_their_line(text: str, line: int, words: str) -> None:
    shown, problems = expand(text, MACROS, "page.md", first_line=11)
    assert [(p.path, p.line) for p in problems] == [("page.md", line)]
    assert words in problems[0].message
    assert f"page.md:{line}" in shown


@given(st.text(alphabet="ab{}` \n$", max_size=60))
def test_text_without_calls_stays_as_it_is(text: str) -> None:
    assert expand(text, MACROS, "page.md") == (text, [])


@given(st.lists(st.text(alphabet="ab<>&", max_size=9), max_size=5))
def test_held_blocks_come_back_unchanged(pieces: list[str]) -> None:
    blocks = Blocks()
    marks = [blocks.hold(f"<div>{piece}</div>") for piece in pieces]
    page = "".join(f"<p>{mark}</p>" for mark in marks)
    assert blocks.place(page) == "".join(f"<div>{piece}</div>" for piece in pieces)


def test_results_are_quoted_with_their_format(mini: Mini) -> None:
    quotes = load_project(mini.root).quotes
    assert quotes.result("sorting", "comparisons") == "17"
    assert quotes.result("sorting", "comparisons", ".1f") == "17.0"
    assert quotes.worst_parity("journey.programming.sorting") == "0"
    assert quotes.speed("journey.programming.sorting.merge_sort") == "20"


def test_counted_comparisons_are_added_up(mini: Mini) -> None:
    rows = json.loads((mini.root / "evidence/parity.json").read_text())
    counted = {**rows[0], "reference": "suite", "what": "checks that fail", "tolerance": 9}
    rows += [{**counted, "difference": 1, "of": 40}, {**counted, "difference": 0, "of": 1_960}]
    mini.write("evidence/parity.json", json.dumps(rows))
    quotes = load_project(mini.root).quotes
    whole = {what: quotes.cases("suite", what) for what in ("names", "total", "passed", "failed")}
    assert whole == {"names": "1", "total": "2,000", "passed": "1,999", "failed": "1"}
    assert quotes.cases("suite", "share") == "99.9\N{NO-BREAK SPACE}%"  # never rounded up to all
    assert quotes.worst_parity(counted["code"]) == "0"  # a count is no distance
    assert quotes.parity_rows(counted["code"])[-2].shown == "1 of 40"
    with pytest.raises(MacroError, match=r"comparison with 'suit'\. Did you mean 'suite'"):
        quotes.cases("suit", "total")
    with pytest.raises(MacroError, match="'all' is not counted; counted are names, total"):
        quotes.cases("suite", "all")


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("result", ("sortin", "x"), "no notebook 'sortin'. Did you mean 'sorting'?"),
        ("result", ("sorting", "comparison"), "Did you mean 'comparisons'?"),
        ("result", ("sorting", "comparisons", "q"), "cannot be formatted"),
        ("figure", ("sorting", "grow"), "Did you mean 'growth'?"),
        ("definition", ("journey.programming.sorting.merge",), "no code"),
        ("parity_rows", ("journey.ml",), "no parity measurement"),
        ("speed", ("journey.programming.sorting.merge_sort", "n = 2"), "'n = 1,000'"),
    ],
)
def test_unknown_names_are_refused(
    mini: Mini, name: str, arguments: tuple[str, ...], words: str
) -> None:
    quotes = load_project(mini.root).quotes
    with pytest.raises(MacroError) as caught:
        getattr(quotes, name)(*arguments)
    assert words in str(caught.value)
