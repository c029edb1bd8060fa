"""The author's loop in a browser: what a save shows, and what a mistake shows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from benchmarks.site.author import served
from playwright.sync_api import Page, expect

from tests.site.conftest import EXERCISE_FOLDER, Mini
from tests.site.test_cache import author

pytestmark = pytest.mark.browser
__all__ = ["author"]


@pytest.fixture
def site(author: Mini, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mini, str, int]]:
    # In a folder of its own: the log of the server lies beside the project, not in it.
    root = tmp_path_factory.mktemp("serving") / "project"
    shutil.copytree(author.root, root)
    author.root = root
    with served(root) as (address, pid):
        yield author, address, pid


def test_saves_and_mistakes_are_shown(site: tuple[Mini, str, int], browser_page: Page) -> None:
    mini, address, _ = site
    page, panel = browser_page, browser_page.locator("#journey-problems")
    page.goto(f"{address}programming/sorting/")

    mini.edit("docs/programming/sorting.md", "It took", "Now it took")
    expect(page.get_by_text("Now it took")).to_be_visible(timeout=20_000)
    expect(panel).to_have_count(0)

    # A mistake in the text: named in the page with its file and line, and gone when it is mended.
    mini.edit("docs/programming/sorting.md", "Now it took", "{{ nonsense() }} it took")
    line = mini.line("docs/programming/sorting.md", "{{ nonsense() }}")
    expect(panel).to_contain_text(f"docs/programming/sorting.md:{line}", timeout=20_000)
    mini.edit("docs/programming/sorting.md", "{{ nonsense() }} it took", "Mended, it took")
    expect(page.get_by_text("Mended, it took")).to_be_visible(timeout=20_000)
    expect(panel).to_have_count(0)

    # An exercise: its prompt, and what its script fetches.
    mini.edit(f"{EXERCISE_FOLDER}/prompt.md", "Write `merge", "Do write `merge")
    expect(page.get_by_text("Do write")).to_be_visible(timeout=20_000)
    mini.edit(f"{EXERCISE_FOLDER}/checks.py", "takes empty", "takes two empty")
    page.wait_for_function(
        """() => fetch("../../assets/exercises/sorting.json", { cache: "no-store" })
          .then(answer => answer.text()).then(text => text.includes("takes two empty"))"""
    )
    mini.edit(f"{EXERCISE_FOLDER}/prompt.md", "level: easy", "level: mild")
    expect(panel).to_contain_text("merge-two/prompt.md:3", timeout=20_000)
    mini.edit(f"{EXERCISE_FOLDER}/prompt.md", "level: mild", "level: easy")
    expect(panel).to_have_count(0, timeout=20_000)

    # A file that cannot be read at all: the pages before it stay.
    roadmap = (mini.root / "roadmap.yml").read_text("utf-8")
    mini.write("roadmap.yml", roadmap.replace("phases:", "phases: ]"))
    expect(panel).to_contain_text("roadmap.yml", timeout=20_000)
    expect(page.get_by_text("Mended, it took")).to_be_visible()
    mini.write("roadmap.yml", roadmap.replace("Programming Fundamentals", "Programming Basics"))
    expect(page.get_by_text("Programming Basics").first).to_be_visible(timeout=20_000)
    expect(panel).to_have_count(0)

    # Code, notebook, theme.
    page.goto(f"{address}api/programming/sorting/")
    mini.edit("src/journey/programming/sorting.py", "in ascending order", "in rising order")
    expect(page.get_by_text("in rising order").first).to_be_visible(timeout=20_000)
    page.goto(f"{address}programming/sorting/notebook/")
    mini.edit("notebooks/programming/sorting.ipynb", "Sorting: the notebook", "Sorting, run")
    expect(page.get_by_role("heading", name=re.compile("Sorting, run"))).to_be_visible(
        timeout=20_000
    )
    code = (mini.root / "src/journey/programming/sorting.py").read_text("utf-8")
    mini.write("src/journey/programming/sorting.py", "def broken(:\n")
    expect(panel).to_contain_text("src/journey/programming/sorting.py:1", timeout=20_000)
    mini.write("src/journey/programming/sorting.py", code)
    expect(panel).to_have_count(0, timeout=20_000)
    mini.edit("overrides/main.html", "og:type", "og:kind")
    expect(page.locator("meta[property='og:kind']")).to_have_count(1, timeout=20_000)


def test_the_place_on_the_page_is_kept(site: tuple[Mini, str, int], browser_page: Page) -> None:
    mini, address, _ = site
    page = browser_page
    page.set_viewport_size({"width": 800, "height": 500})
    page.goto(f"{address}programming/sorting/")
    page.evaluate("scrollTo(0, 600)")
    page.wait_for_timeout(300)
    before = page.evaluate("scrollY")
    assert before > 300
    mini.edit("docs/programming/sorting.md", "The merged half", "The half that is merged")
    expect(page.get_by_text("The half that is merged")).to_have_count(1, timeout=20_000)
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    assert abs(page.evaluate("scrollY") - before) < 60
