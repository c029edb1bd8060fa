"""Each contract's violation is a problem that names file and line: one test a kind."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from journey_site.notes import find_cycle
from journey_site.problems import SiteError
from journey_site.project import load_project
from tests.site.conftest import NOTE, Mini, code_cell, figure_output, result_output

SORTING = "docs/programming/sorting.md"
NOTEBOOK = "notebooks/programming/sorting.ipynb"


def test_the_small_project_is_sound(mini: Mini) -> None:
    assert mini.problems() == []


def _expect(mini: Mini, path: str, line: int, *words: str) -> None:
    found = [text for text in mini.problems() if text.startswith(f"{path}:{line}: ")]
    assert found, f"no problem at {path}:{line} among {mini.problems()}"
    assert any(all(word in text for word in words) for text in found), found


FRONT_MATTER = [
    ("topic: sorting\n", "topic: sortng\n", "topic:", "no topic 'sortng'"),
    ("tags:", "colour: red\ntags:", "colour", "Unknown key 'colour'"),
    ("summary: Sorting", "summary: [x]\nold: Sorting", "summary:", "expected text"),
    ("prerequisites: []", "prerequisites: [nothing]", "prerequisites", "no topic 'nothing'"),
    ("prerequisites: []", "prerequisites: [sorting]", "prerequisites", "cannot require itself"),
    ("sorting.merge_sort]", "sorting.marge_sort]", "code:", "src/ has no"),
    ("sorting.ipynb", "gone.ipynb", "notebook:", "no file notebooks/programming/gone.ipynb"),
    ("https://www-cs", "ftp://www-cs", "- cite", "must start with https://"),
    ("    url: https", "    link: https", "- cite", "unknown key 'link'"),
    ("summary: Sorting a list by merging", "summary: Short #", "summary:", "characters"),
    ('"comparisons", "d") }} comparisons.', '"gone") }} comparisons.', "claim:", "'gone'"),
]


@pytest.mark.parametrize(("old", "new", "where", "words"), FRONT_MATTER)
def test_front_matter(mini: Mini, old: str, new: str, where: str, words: str) -> None:
    mini.edit(SORTING, old, new)
    if where == "claim:":  # claims are rendered, and checked, with the views
        project = load_project(mini.root)
        assert project.site_view
        texts = [str(problem) for problem in project.problems]
        line = mini.line(SORTING, where)
        assert any(t.startswith(f"{SORTING}:{line}: ") and words in t for t in texts), texts
    else:
        _expect(mini, SORTING, mini.line(SORTING, where), words)


def test_front_matter_that_never_ends(mini: Mini) -> None:
    mini.write(SORTING, NOTE.replace("---\n# Sorting", "# Sorting"))
    _expect(mini, SORTING, 1, "never ends")


def test_front_matter_with_a_key_twice(mini: Mini) -> None:
    mini.edit(SORTING, "tags:", "topic: sorting\ntags:")
    _expect(mini, SORTING, 11, "stands here twice")


def test_front_matter_that_is_no_yaml(mini: Mini) -> None:
    mini.edit(SORTING, "tags: [algorithms]", "tags: [algorithms")
    assert any("not valid YAML" in text for text in mini.problems())


def test_missing_key(mini: Mini) -> None:
    mini.edit(SORTING, "summary: Sorting a list by merging, counted", "claim2: x #")
    assert any("'summary' is missing" in text for text in mini.problems())


def test_note_in_the_wrong_place(mini: Mini) -> None:
    mini.write("docs/programming/other.md", NOTE)
    _expect(mini, "docs/programming/other.md", 2, "belongs into docs/programming/sorting.md")


def test_note_without_its_notebook(mini: Mini) -> None:
    (mini.root / NOTEBOOK).unlink()
    _expect(mini, SORTING, mini.line(SORTING, "notebook:"), "there is no file")


def test_circle_in_the_prerequisites(mini: Mini) -> None:
    mini.edit(SORTING, "prerequisites: []", "prerequisites: [searching]")
    other = NOTE.replace("topic: sorting", "topic: searching").replace(
        "prerequisites: []", "prerequisites: [sorting]"
    )
    other = other.replace("notebook: programming/sorting.ipynb\n", "")
    mini.write("docs/programming/searching.md", other)
    texts = [text for text in mini.problems() if "in a circle" in text]
    assert texts
    assert "sorting -> searching -> sorting" in texts[0] or "searching -> sorting" in texts[0]
    assert ".md:4: " in texts[0]


def test_find_cycle_on_a_long_chain() -> None:
    chain = {str(i): (str(i + 1),) for i in range(50_000)}
    assert find_cycle(chain) is None
    chain["50000"] = ("49999",)
    assert find_cycle(chain) == ["49999", "50000", "49999"]


SELF_CHECK = [
    (lambda text: text.replace("- [x] yes", "- [ ] yes"), "2.  Is it", "0 are marked"),
    (lambda text: text.replace("- [ ] no\n", "- [x] no\n"), "2.  Is it", "2 are marked"),
    (lambda text: text.replace("        Equal items keep their order.\n", ""), "2.  Is", "no expl"),
    (lambda text: text.replace("    - [ ] only on even lengths\n", ""), "2.  Is it", "got 2"),
    (lambda text: text[: text.index("2.  Is")], "## Self-check", "three to six"),
    (lambda text: text[: text.index("## Self-check")], "", "no '## Self-check'"),
    (lambda text: text + "\n## More\n\nText.\n", "", "last section"),
    (lambda text: text.replace("    {#stable}\n", ""), "2.  Is it", "it has no id"),
    (lambda text: text.replace("stable?\n    {#stable}", "stable? {#stable}"), "2.  Is", "its own"),
    (lambda text: text.replace("{#stable}", "{#Is_it}"), "{#Is_it}", "'Is_it' is malformed"),
    (lambda text: text.replace("{#stable}", "{#" + 9 * "stab-" + "le}"), "{#stab-", "malformed"),
    (lambda text: text.replace("{#stable}", "{#}"), "{#}", "'' is malformed"),
    (lambda text: text.replace("{#memory}", "{#cost}"), "{#cost}", "twice, first by question 1"),
    (lambda text: text.replace("{#stable}", "{#stable}\n    {#b}"), "{#b}", "has two ids"),
]


@pytest.mark.parametrize(("change", "where", "words"), SELF_CHECK)
def test_self_check(mini: Mini, change: Callable[[str], str], where: str, words: str) -> None:
    mini.write(SORTING, change(NOTE))
    if where:
        line = mini.line(SORTING, where)
        if words.startswith("twice"):  # the second is at fault
            text = change(NOTE)
            line = text.count("\n", 0, text.rindex(where)) + 1
        _expect(mini, SORTING, line, words)
    else:
        assert any(words in text and f"{SORTING}:" in text for text in mini.problems())


def test_self_check_with_one_letter_for_all(mini: Mini) -> None:
    text = NOTE.replace("- [ ] $n$\n    - [x] $n \\log n$", "- [x] $n$\n    - [ ] $n \\log n$")
    text = text.replace("- [ ] none", "- [x] none").replace("- [x] as much", "- [ ] as much")
    mini.write(SORTING, text)
    _expect(mini, SORTING, mini.line(SORTING, "## Self-check"), "3 of 3", "spread them")


def test_notebook_that_is_no_json(mini: Mini) -> None:
    text = (mini.root / NOTEBOOK).read_text(encoding="utf-8")
    mini.write(NOTEBOOK, text.replace('"cells": [', '"cells": [[['))
    texts = [text for text in mini.problems() if "is not JSON" in text]
    assert texts
    assert texts[0].startswith(f"{NOTEBOOK}:")
    assert int(texts[0].split(":")[1]) > 1


def test_notebook_that_is_no_notebook(mini: Mini) -> None:
    mini.write(NOTEBOOK, json.dumps({"a": 1}))
    _expect(mini, NOTEBOOK, 1, "not a notebook")


def _with_outputs(mini: Mini, *outputs: dict[str, object], tags: list[str] | None = None) -> int:
    cell = code_cell("broken", "1 / 0", list(outputs))
    cell["metadata"] = {"tags": tags or []}
    cells = mini.notebook["cells"]
    assert isinstance(cells, list)
    cells.append(cell)
    mini.save_notebook()
    return mini.line(NOTEBOOK, '"id": "broken"')


ERROR = {
    "output_type": "error",
    "ename": "ZeroDivisionError",
    "evalue": "division by zero",
    "traceback": [],
}


def test_notebook_with_an_error(mini: Mini) -> None:
    line = _with_outputs(mini, ERROR)
    _expect(mini, NOTEBOOK, line, "Cell 3 (broken)", "ZeroDivisionError")


def test_notebook_with_an_intended_error(mini: Mini) -> None:
    _with_outputs(mini, ERROR, tags=["raises-exception"])
    assert mini.problems() == []


def test_result_recorded_twice(mini: Mini) -> None:
    line = _with_outputs(mini, result_output("comparisons", 3))
    _expect(mini, NOTEBOOK, line, "'comparisons' is recorded twice")


def test_figure_recorded_twice(mini: Mini) -> None:
    line = _with_outputs(mini, figure_output("growth"))
    _expect(mini, NOTEBOOK, line, "'growth' is recorded twice")


def test_figure_without_alt_text(mini: Mini) -> None:
    line = _with_outputs(mini, figure_output("other", alt="plot"))
    _expect(mini, NOTEBOOK, line, "no alt text")


def test_picture_without_figure(mini: Mini) -> None:
    output = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "aGk="}}
    line = _with_outputs(mini, output)
    _expect(mini, NOTEBOOK, line, "without alt text")


def test_notebook_of_an_unknown_topic(mini: Mini) -> None:
    mini.write("notebooks/programming/knitting.ipynb", "{}")
    assert any("no topic or milestone 'knitting'" in text for text in mini.problems())


def test_notebook_that_was_never_executed(mini: Mini) -> None:
    mini.notebook["metadata"]["journey"].pop("stamp")  # type: ignore[index]
    mini.save_notebook(stamped=False)
    assert any(NOTEBOOK in text and "stale" in text for text in mini.problems())


def test_notebook_goes_stale_when_its_code_changes(mini: Mini) -> None:
    mini.edit("src/journey/programming/sorting.py", "< 2", "< 3")
    texts = [text for text in mini.problems() if "stale" in text]
    assert texts
    assert "journey.programming.sorting" in texts[0]
    assert "journey run sorting" in texts[0]


def test_private_name_in_front_matter(mini: Mini) -> None:
    mini.edit("src/journey/programming/sorting.py", '["merge_sort"]', '["merge_sort2"]')
    assert any("is not public" in text for text in mini.problems())


def test_malformed_roadmap_stops(mini: Mini) -> None:
    mini.edit("roadmap.yml", "{id: searching,", "{id: sorting,")
    with pytest.raises(SiteError) as caught:
        load_project(mini.root)
    assert "roadmap.yml:10: The id 'sorting' is used twice, first on line 9." in str(caught.value)


@pytest.mark.parametrize("name", ["parity", "benchmarks"])
def test_broken_evidence_file(mini: Mini, name: str) -> None:
    mini.write(f"evidence/{name}.json", "[\n{,}\n]")
    with pytest.raises(SiteError, match=rf"evidence/{name}\.json:2: This is not JSON"):
        assert load_project(mini.root).site_view
