"""Maths, tooltips, source inclusion, notebook pages: what becomes of text on its way to HTML."""

from __future__ import annotations

import pytest

from journey_site.glossary import Tooltips, read_glossary
from journey_site.inline import to_html
from journey_site.links import find_links
from journey_site.macros import Blocks
from journey_site.mathml import typeset
from journey_site.notebook_page import to_markdown
from journey_site.project import load_project
from journey_site.render import relative_url
from journey_site.results import read_notebook
from journey_site.sourcecode import without_docstrings
from tests.site.conftest import Mini, code_cell


def test_maths_becomes_mathml_inline_and_displayed() -> None:
    html, errors = typeset(to_html("a $x_1 < 2$ b\n\n$$\\sum_i x_i$$\n"))
    assert errors == []
    assert '<span class="arithmatex"><math><msub>' in html
    assert 'display="block"' in html
    assert "\\(" not in html
    assert "&lt;" in html


@pytest.mark.parametrize("tex", [r"\frac{a}", r"\unknown{x}", r"\left( x", "x^"])
def test_maths_that_cannot_be_typeset_is_an_error(tex: str) -> None:
    html, errors = typeset(to_html(f"a ${tex}$ b"))
    assert len(errors) == 1
    assert errors[0].tex.strip() == tex
    assert "arithmatex" in html


def test_maths_in_a_heading_is_refused() -> None:
    _, errors = typeset(to_html("## Cost $n$\n"))
    assert "headings hold no maths" in str(errors[0])


GLOSSARY = {"gradient": "The slope.", "k-means": "A clustering.", "SGD": "Stochastic descent."}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a gradient</p>", '<p>a <abbr title="The slope.">gradient</abbr></p>'),
        ("<p>Gradients</p>", '<p><abbr title="The slope.">Gradients</abbr></p>'),
        ("<p>sgd SGD</p>", '<p>sgd <abbr title="Stochastic descent.">SGD</abbr></p>'),
        ("<h2>gradient</h2><code>gradient</code>", "<h2>gradient</h2><code>gradient</code>"),
        ('<a href="#gradient">gradient</a>', '<a href="#gradient">gradient</a>'),
        ("<p>gradient-free</p>", "<p>gradient-free</p>"),
    ],
)
def test_tooltips(html: str, expected: str) -> None:
    assert Tooltips(GLOSSARY).mark(html) == expected


def test_only_the_first_occurrence_has_its_tooltip() -> None:
    assert Tooltips(GLOSSARY).mark("<p>gradient gradient</p>").count("<abbr") == 1


def test_no_glossary_changes_nothing(mini: Mini) -> None:
    assert read_glossary(mini.root / "docs" / "glossary.md") == {}
    assert Tooltips({}).mark("<p>gradient</p>") == "<p>gradient</p>"


def test_docstrings_are_cut_and_the_rest_stays() -> None:
    source = 'class A:\n    """Say."""\n\n    x = 1\n\n    def f(self):\n        """Do."""\n'
    assert without_docstrings(source) == ("class A:\n    x = 1\n\n    def f(self):\n        ...")


def test_source_is_found_through_re_exports(mini: Mini) -> None:
    mini.write(
        "src/journey/programming/__init__.py",
        '"""Phase 1."""\nfrom journey.programming.sorting import merge_sort\n'
        '__all__ = ["merge_sort"]\n',
    )
    found = load_project(mini.root).source.find("journey.programming.merge_sort")
    assert found is not None
    assert found.path == "src/journey/programming/sorting.py"
    assert found.source.startswith("def merge_sort(")
    assert '"""' not in found.source


def _page(mini: Mini) -> tuple[str, str, list[str]]:
    notebook = read_notebook(mini.root / "notebooks/programming/sorting.ipynb", mini.root)
    blocks = Blocks()
    page = to_markdown(notebook, blocks, lambda figure: f"<img alt='{figure.alt}'>", "<i>head</i>")
    return page.markdown, " ".join(blocks.html), [str(problem) for problem in page.problems]


def _needing_more(mini: Mini) -> None:
    """Let the notebook import what the browser's Python does not have."""
    mini.notebook["cells"].append(code_cell("more", "import sklearn"))  # type: ignore[attr-defined]
    mini.save_notebook()


def test_notebook_page_keeps_code_and_outputs_out_of_the_search(mini: Mini) -> None:
    _needing_more(mini)
    markdown, held, problems = _page(mini)
    assert problems == []
    assert markdown.startswith("# Sorting: the notebook\n\n\ue0000\ue001")
    assert '<div class="jn-cell" data-search-exclude markdown="1">' in markdown
    assert "```python\nfrom journey" in markdown
    assert '<div class="jn-output" data-search-exclude>' in held
    assert 'id="result-comparisons"' in held


@pytest.mark.parametrize(
    ("html", "message"),
    [("<script>x()</script>", "script"), ('<iframe src="x"></iframe>', "frame")],
)
def test_notebook_page_refuses_active_output(mini: Mini, html: str, message: str) -> None:
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}
    mini.notebook["cells"].append(code_cell("evil", "x", [output]))  # type: ignore[attr-defined]
    mini.save_notebook()
    _, _, problems = _page(mini)
    line = mini.line("notebooks/programming/sorting.ipynb", '"id": "evil"')
    assert problems[0].startswith(f"notebooks/programming/sorting.ipynb:{line}: Cell 3 (evil)")
    assert message in problems[0]


def test_long_code_with_fences_stays_in_its_fence(mini: Mini) -> None:
    mini.notebook["cells"].append(  # type: ignore[attr-defined]
        code_cell("fence", 'text = """\n```\n"""')
    )
    mini.save_notebook()
    markdown, _, _ = _page(mini)
    assert "````python\n" in markdown


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("", "", "./"),
        ("", "a/b/", "../../"),
        ("a/b/", "a/b/", "./"),
        ("assets/x.svg", "a/", "../assets/x.svg"),
        ("a/#x", "b/", "../a/#x"),
        ("a/", "404.html", "a/"),
    ],
)
def test_relative_addresses(target: str, page: str, expected: str) -> None:
    assert relative_url(target, page) == expected


def test_links_are_found_outside_code_only() -> None:
    text = "[a](b.md) `[c](d.md)`\n```\n[e](f.md)\n```\n![](g.svg)\n[x [y]](z.md#w)"
    assert list(find_links(text)) == [
        (0, False, "a", "b.md"),
        (4, True, "", "g.svg"),
        (5, False, "x [y]", "z.md#w"),
    ]


def test_plumbing_is_left_to_the_download(mini: Mini) -> None:
    cell = code_cell("plumbing", "secret = 1")
    cell["metadata"] = {"tags": ["hide-input"]}
    mini.notebook["cells"].append(cell)  # type: ignore[attr-defined]
    _needing_more(mini)
    markdown, _, _ = _page(mini)
    assert "secret" not in markdown
    assert "can be downloaded above" in markdown


def test_cells_that_the_browser_can_run_are_live_and_their_plumbing_with_them(mini: Mini) -> None:
    cell = code_cell("plumbing", "secret = 1")
    cell["metadata"] = {"tags": ["hide-input"]}
    mini.notebook["cells"].append(cell)  # type: ignore[attr-defined]
    mini.notebook["cells"].append(code_cell("draw", "figure(secret)"))  # type: ignore[attr-defined]
    mini.save_notebook()
    markdown, held, problems = _page(mini)
    assert problems == []
    assert '<div class="j-live" id="live-count" data-live="count" data-number="2">' in held
    assert 'data-live="draw" data-number="4" data-needs="matplotlib">' in held
    assert "<details><summary>The code of this cell</summary>" in held
    assert "```python\nsecret = 1\n```" in markdown
    assert held.count("<div") == held.count("</div>")


def test_what_a_notebook_lacks_in_the_browser_is_said_in_one_sentence(mini: Mini) -> None:
    from journey_site.pages import Draft, Pages

    def head() -> str:
        project = load_project(mini.root)
        draft = Draft(uri="a/notebook.ipynb", url="a/notebook/", path="notebooks/a.ipynb")
        Pages(project, {}).notebook_source(draft, project.notebooks["sorting"])
        return " ".join(draft.blocks.html)

    assert "Run all cells" in head()
    assert "not run in the page" not in head()
    _needing_more(mini)
    assert "they need scikit-learn, which the browser's Python here does not have" in head()
    assert "Run all cells" not in head()
