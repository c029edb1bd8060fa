"""Exercises in a real browser: with stand-ins for what runs the code, and once with all of it."""

from __future__ import annotations

import importlib.resources
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from journey_site.exercises import load_exercises
from journey_site.roadmap import load_roadmap
from journey_site.runtime import load_runtime
from tests.site.conftest import ROOT, Site
from tests.wrong_answers import WRONG

pytestmark = pytest.mark.browser

NOTE = "programming/sorting-and-searching/"
OTHER = "machine-learning/k-means/"
EASY = "sorting-and-searching/insertion-by-halving"
EXERCISES = {
    item.id: (topic, item)
    for topic, items in load_exercises(ROOT, load_roadmap(ROOT / "roadmap.yml"))[0].items()
    for item in items
}
AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

# What stands in for live.js: the same editor, and answers that the test gives.
LIVE = """
export { makeEditor } from "./live-editor.js";
export const attach = async () => {};
export const available = async () => AVAILABLE;
window.asked = [];
let fail = null;
export function runChecks({ id, code, checks }, { onProgress }) {
  window.asked.push({ id, code, checks });
  onProgress("Loading Python: 1.0 of 9.3 MB");
  return new Promise((resolve, reject) => {
    window.answer = resolve;
    fail = reject;
  });
}
export function stop() {
  window.stopped = true;
  fail(new Error("Stopped."));
}
"""
GOOD = {"name": "sorts", "passed": True, "expected": "", "got": "", "message": "", "line": None}
BAD = {
    "name": "keeps the order", "passed": False, "expected": "[1, 2, 3]", "got": "[3, 2, 1]",
    "message": "sort([3, 1, 2]): item 0 differs.", "line": None,
}  # fmt: skip
STOPPED = BAD | {"expected": "", "got": "", "message": "Your code stops at line 2: x", "line": 2}
ALL = {"outcomes": [GOOD, GOOD | {"name": "merges"}], "stdout": "", "error": None}
SOME = {"outcomes": [GOOD, BAD, STOPPED], "stdout": "hello\n", "error": None}

Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Open]:
    """Open a note with stand-ins; what is opened is closed at the end."""
    contexts: list[BrowserContext] = []

    def open_note(
        path: str = NOTE, *, available: bool = True, context: BrowserContext | None = None,
        **options: Any,
    ) -> Page:  # fmt: skip
        if context is None:
            context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
            contexts.append(context)
            live = LIVE.replace("AVAILABLE", str(available).lower())
            context.route(
                re.compile(r"/javascripts/live\.js"),
                lambda route: route.fulfill(body=live, content_type="text/javascript"),
            )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(site.url + path, wait_until="load")
        return page

    yield open_note
    for context in contexts:
        context.close()


def exercise(page: Page, ident: str = EASY) -> Locator:
    return page.locator(f"[data-exercise='{ident}']")


def act(item: Locator, what: str) -> Locator:
    return item.locator(f"button[data-act='{what}']")


def answered(page: Page, item: Locator, report: dict[str, Any]) -> None:
    """Click Check and let the stand-in answer."""
    count = page.evaluate("window.asked?.length ?? 0")
    act(item, "check").click()
    page.wait_for_function("count => window.asked.length > count", arg=count)
    page.evaluate("report => window.answer(report)", report)


def go(page: Page, url: str) -> None:
    """Follow a link, which the theme does without loading the page anew."""
    script = "url => { const a = document.createElement('a'); a.href = url; "
    page.evaluate(script + "document.body.append(a); a.click(); a.remove(); }", url)
    page.wait_for_url(url)


def remembered(page: Page, ident: str = EASY) -> tuple[int, bool]:
    """Return how often an exercise was tried and whether it was solved, as the browser knows."""
    kept = json.loads(page.evaluate("localStorage.getItem('journey:progress')") or "{}")
    item = kept.get("exercises", {}).get(ident, {})
    return item.get("tries", 0), "passed" in item


def result(item: Locator) -> Locator:
    return item.get_by_role("status")


# Without what runs it -------------------------------------------------------------------------


def test_everything_can_be_read_without_javascript(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    item = exercise(page)
    expect(page.locator("h2#exercises")).to_be_visible()
    expect(item.get_by_role("heading", level=3)).to_contain_text("Insertion sort that halves")
    expect(item.locator(".j-exercise__starter pre")).to_contain_text("raise NotImplementedError")
    expect(item.locator("button")).to_have_count(0)
    for summary in ("Hint 1 of 3", "Hint 3 of 3", "A solution"):
        item.get_by_text(summary, exact=True).click()
    expect(item.get_by_text("Keep one promise")).to_be_visible()
    expect(item.locator(".j-solution pre")).to_be_visible()
    expect(item.locator(".j-solution .k").first).to_be_visible()  # coloured as other code


def test_a_copy_that_cannot_run_code_says_so_in_one_sentence(opened: Open) -> None:
    page = opened(available=False)
    item = exercise(page)
    expect(item.locator(".j-exercise__note")).to_contain_text("cannot run in this copy")
    expect(item.locator("button[data-act]")).to_have_count(0)
    expect(item.locator(".j-exercise__starter pre")).to_be_visible()
    expect(item.get_by_text("A solution", exact=True)).to_be_visible()


# Checking -------------------------------------------------------------------------------------


def test_the_checks_say_what_was_expected_and_what_came(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    expect(act(item, "check")).to_be_visible()
    assert page.evaluate("window.asked") == []
    item.locator("textarea").fill("def mine(): pass")
    act(item, "check").click()
    expect(item.locator(".j-exercise__progress")).to_have_text("Loading Python: 1.0 of 9.3 MB")
    expect(result(item)).to_have_text("Running the checks …")
    expect(act(item, "stop")).to_be_visible()
    page.evaluate("report => window.answer(report)", SOME)
    expect(result(item)).to_contain_text("1 of 3 checks passed.")
    expect(act(item, "stop")).to_be_hidden()
    expect(item.locator(".j-exercise__progress")).to_have_text("")
    rows = item.locator(".j-outcome")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_have_text("✓ passed: sorts")
    expect(rows.nth(1)).to_contain_text("✗ failed: keeps the order")
    expect(rows.nth(1)).to_contain_text("sort([3, 1, 2]): item 0 differs.")
    assert rows.nth(1).locator("dt").all_text_contents() == ["expected", "got"]
    assert rows.nth(1).locator("dd").all_text_contents() == ["[1, 2, 3]", "[3, 2, 1]"]
    item.get_by_text("What your code printed").click()
    expect(item.get_by_text("hello", exact=True)).to_be_visible()
    (asked,) = page.evaluate("window.asked")
    assert asked["id"] == EASY
    assert asked["code"] == "def mine(): pass"
    assert asked["checks"] == EXERCISES[EASY][1].checks
    assert remembered(page) == (1, False)
    expect(item.locator(".j-exercise__solved")).to_have_count(0)


def test_solved_is_said_and_remembered(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    answered(page, item, ALL)
    expect(result(item)).to_contain_text("All 2 checks passed.")
    expect(item.locator(".j-exercise__level")).to_have_text(re.compile(r"easy · ✓ solved$"))
    assert remembered(page) == (1, True)
    answered(page, item, SOME)
    expect(item.locator(".j-exercise__solved")).to_have_count(1)
    assert remembered(page) == (2, True)
    page.reload()
    expect(item.locator(".j-exercise__solved")).to_be_visible()


def test_code_that_does_not_run(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    outcomes = [BAD | {"message": "Not run: the code stops at line 3."}]
    answered(page, item, {"outcomes": outcomes, "stdout": "", "error": "Line 3: SyntaxError: no"})
    expect(result(item)).to_contain_text("Your code does not run yet.")
    expect(item.locator(".j-exercise__error")).to_have_text("Line 3: SyntaxError: no")
    expect(item.locator(".j-outcome")).to_have_count(0)
    assert remembered(page) == (1, False)


def test_a_button_leads_to_the_line(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    item.locator("textarea").fill("one\ntwo three\nfour")
    answered(page, item, SOME)
    item.get_by_role("button", name="Go to line 2").click()
    chosen = "area => area.value.slice(area.selectionStart, area.selectionEnd)"
    assert item.locator("textarea").evaluate(chosen) == "two three"
    expect(item.locator("textarea")).to_be_focused()


def test_stop_ends_the_run_and_the_next_one_works(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    act(item, "check").click()
    act(item, "check").click(force=True)  # a second click starts nothing, and stops nothing
    act(item, "stop").click()
    expect(result(item)).to_have_text("Stopped.")
    expect(act(item, "check")).to_be_focused()
    assert page.evaluate("window.asked.length") == 1
    assert remembered(page) == (0, False)
    answered(page, item, ALL)
    expect(result(item)).to_contain_text("All 2 checks passed.")


def test_the_checks_are_fetched_at_the_first_click_and_again_where_that_failed(
    opened: Open,
) -> None:
    page = opened()
    item = exercise(page)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.route("**/assets/exercises/*.json", lambda route: route.abort())
    page.wait_for_timeout(300)
    assert [url for url in fetched if "assets/exercises" in url] == []
    act(item, "check").click()
    expect(result(item)).to_have_text("The checks could not be fetched. Is there a connection?")
    page.unroute("**/assets/exercises/*.json")
    answered(page, item, ALL)
    expect(result(item)).to_contain_text("All 2 checks passed.")
    answered(page, item, ALL)
    assert len([url for url in fetched if "assets/exercises" in url]) == 2


def test_it_works_by_keyboard(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    item.locator("textarea").focus()
    page.keyboard.press("Control+Enter")
    page.wait_for_function("window.asked.length === 1")
    page.evaluate("report => window.answer(report)", SOME)
    expect(result(item)).to_contain_text("1 of 3")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(act(item, "check")).to_be_focused()
    for what in ("hint", "solution"):
        page.keyboard.press("Tab")
        expect(act(item, what)).to_be_focused()
    page.keyboard.press("Enter")
    expect(item.locator(".j-solution pre")).to_be_visible()
    expect(item.locator(".j-solution summary")).to_be_focused()


# Draft, hints, solution -----------------------------------------------------------------------


def test_a_draft_is_kept_and_given_up_on_the_second_click(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    starter = item.locator("textarea").input_value()
    assert starter == EXERCISES[EASY][1].starter.rstrip("\n")
    expect(act(item, "reset")).to_be_hidden()
    item.locator("textarea").fill("# mine")
    page.reload()
    expect(item.locator("textarea")).to_have_value("# mine")
    expect(result(item)).to_have_text("This is your draft from before.")
    act(item, "reset").click()
    expect(act(item, "reset")).to_contain_text("Throw your code away?")
    expect(item.locator("textarea")).to_have_value("# mine")
    act(item, "check").focus()
    expect(act(item, "reset")).to_contain_text("Reset")
    act(item, "reset").click()
    act(item, "reset").click()
    expect(item.locator("textarea")).to_have_value(starter)
    assert (
        page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('journey:draft'))") == []
    )
    page.reload()
    expect(item.locator("textarea")).to_have_value(starter)


def test_hints_come_one_at_a_time(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    expect(item.locator(".j-hint:visible")).to_have_count(0)
    for number in (1, 2, 3):
        expect(act(item, "hint")).to_contain_text(f"Hint {number} of 3")
        act(item, "hint").click()
        expect(item.locator(".j-hint:visible")).to_have_count(number)
        expect(item.locator(".j-hint[open] summary").last).to_be_focused()
    expect(act(item, "hint")).to_be_hidden()


def test_the_solution_is_asked_for_twice_before_an_attempt_and_once_after(opened: Open) -> None:
    page = opened()
    first, second = exercise(page), exercise(page, "sorting-and-searching/count-inversions")
    act(first, "solution").click()
    expect(act(first, "solution")).to_contain_text("Show it without trying?")
    expect(first.locator(".j-solution")).to_be_hidden()
    act(first, "solution").click()
    expect(first.locator(".j-solution pre")).to_be_visible()
    expect(act(first, "solution")).to_be_hidden()
    answered(page, second, SOME)
    expect(result(second)).to_contain_text("1 of 3")
    act(second, "solution").click()
    expect(second.locator(".j-solution pre")).to_be_visible()


# Around it ------------------------------------------------------------------------------------


def test_it_survives_instant_navigation_and_ends_what_runs(opened: Open, site: Site) -> None:
    page = opened()
    page.evaluate("window.same = true")
    act(exercise(page), "check").click()
    page.wait_for_function("window.asked.length === 1")
    go(page, site.url + OTHER)
    item = exercise(page, "k-means/one-round")
    expect(act(item, "check")).to_be_visible()
    assert page.evaluate("window.same") is True, "the page was loaded anew"
    page.wait_for_function("window.stopped === true")
    answered(page, item, ALL)
    expect(result(item)).to_contain_text("All 2 checks passed.")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_and_axe_finds_nothing(opened: Open, width: int, dark: bool) -> None:
    page = opened(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    item = exercise(page)
    long = BAD | {"expected": "[1, 2, 3, " * 40, "got": "x" * 250, "message": "f(" + "9" * 200}
    answered(page, item, {"outcomes": [GOOD, long, STOPPED], "stdout": "y" * 999, "error": None})
    expect(result(item)).to_contain_text("1 of 3")
    act(item, "hint").click()
    act(item, "solution").click()
    page.evaluate("document.querySelectorAll('.j-exercise details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in item.locator("[class^=j-exercise__]:is(button):visible").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, button.text_content()
    page.evaluate(AXE)
    found = page.evaluate(
        "axe.run('.j-exercise', {resultTypes: ['violations']}).then(found => found.violations)"
    )
    assert [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"][:3]
    ] == []


def test_print_shows_the_code_and_no_buttons(opened: Open) -> None:
    page = opened()
    item = exercise(page)
    expect(act(item, "check")).to_be_visible()
    page.emulate_media(media="print")
    expect(act(item, "check")).to_be_hidden()


def test_titles_and_prompts_are_found_by_the_search_and_nothing_else_of_it(site: Site) -> None:
    index = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))
    text = "\n".join(f"{doc['title']}\n{doc['text']}" for doc in index["docs"])
    for _, item in EXERCISES.values():
        assert item.title in text
    assert "questions find the place" in text
    for hidden in ("Keep one promise", "The idea: ", "NotImplementedError", "Hint 1 of", "●○○"):
        assert hidden not in text


def test_the_scripts_file_is_published_for_each_topic(site: Site) -> None:
    for topic in {topic for topic, _ in EXERCISES.values()}:
        found = json.loads((site.folder / f"assets/exercises/{topic}.json").read_text("utf-8"))
        assert set(found) == {ident for ident, (name, _) in EXERCISES.items() if name == topic}


def test_the_table_of_contents_lists_the_exercises(opened: Open) -> None:
    page = opened()
    contents = page.locator(".md-sidebar--secondary .md-nav__link")
    texts = [text.strip() for text in contents.all_text_contents()]
    assert texts.index("Exercises") < texts.index("Search among the answers")


# With Python in the page ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(browser: Browser, site: Site) -> Iterator[Page]:
    runtime = load_runtime(ROOT)
    if runtime is None or runtime.missing():
        pytest.skip("The browser's Python is not on this machine: 'journey runtime' fetches it.")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site.url + NOTE, wait_until="load")
    yield page
    context.close()


@pytest.mark.parametrize("ident", EXERCISES)
def test_solution_passes_and_starter_fails_in_the_browser(
    real: Page, site: Site, ident: str, request: pytest.FixtureRequest
) -> None:
    topic, found = EXERCISES[ident]
    path = f"{Path(found.path).parts[1]}/{topic}/"
    if not real.url.endswith(path):
        go(real, site.url + path)
    item = exercise(real, ident)
    act(item, "check").click()
    expect(result(item)).to_contain_text(f"0 of {len(found.check_names)} checks", timeout=90_000)
    item.locator("textarea").fill(found.solution)
    start = real.evaluate("performance.now()")
    act(item, "check").click()
    expect(result(item)).to_contain_text("All ", timeout=30_000)
    taken = real.evaluate("performance.now()") - start
    request.node.user_properties.append(("milliseconds", taken))
    expect(item.locator(".j-exercise__solved")).to_be_visible()


@pytest.mark.parametrize("ident", ["confusion-matrix/count-the-pairs", "roc-auc/area-from-ranks"])
def test_steps_and_bytes_are_counted_in_the_browser(real: Page, site: Site, ident: str) -> None:
    topic, found = EXERCISES[ident]
    if not real.url.endswith(f"/{topic}/"):
        go(real, site.url + f"machine-learning/{topic}/")
    item = exercise(real, ident)
    for wrong in WRONG[ident]:
        if "without" in wrong.check:
            item.locator("textarea").fill(found.solution.replace(wrong.old, wrong.new))
            act(item, "check").click()
            expect(result(item)).to_contain_text("takes too m", timeout=90_000)
