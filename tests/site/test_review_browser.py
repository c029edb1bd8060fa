"""The review page in a real browser: its schedule over weeks, and each state for everyone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.conftest import Site, open_page
from tests.site.reader import (
    FIRST,
    KEY,
    NOTE,
    TODAY,
    answer,
    answer_shown,
    open_review,
    opened,
    ready,
    set_day,
    stored,
)
from tests.site.test_browser import AXE

pytestmark = pytest.mark.browser


def test_a_new_reader_is_invited_and_begins_with_a_phase(
    context: BrowserContext, complete: Site
) -> None:
    page = opened(context, complete, "review/")
    expect(page.locator("#j-review")).to_contain_text("You have not answered a question yet.")
    select = page.get_by_label("New questions of phase")
    assert select.locator("option").count() == 3
    select.select_option("1")
    page.get_by_role("button", name="Begin").click()
    place = page.locator(".j-review__place")
    expect(place).to_contain_text(re.compile(r"Question 1 of \d+ · from \S"))
    total = int(place.inner_text().split(" of ")[1].split()[0])
    assert 5 <= total <= 10
    expect(place).to_be_focused()
    assert page.locator("#j-review details").is_hidden(), "the answer is not there to be looked up"
    for number in range(total):
        expect(place).to_contain_text(f"Question {number + 1} of")
        answer_shown(page, right=number != 1)
    expect(place).to_contain_text(f"Question {total + 1} of {total + 1}")
    answer_shown(page, right=True)
    expect(page.locator("#j-review")).to_contain_text(
        f"You answered {total + 1} questions: {total} right, 1 not."
    )
    page.get_by_role("button", name="Back to the overview").click()
    expect(page.locator("#j-review")).to_contain_text("Nothing is due now. The next question")
    assert len(stored(page)["questions"]) == total


def test_a_large_phase_begins_with_ten(context: BrowserContext, complete: Site) -> None:
    page = opened(context, complete, "review/")
    select = page.get_by_label("New questions of phase")
    assert int(select.locator("option[value='3']").inner_text().split(": ")[1].split()[0]) > 10
    select.select_option("3")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".j-review__place")).to_contain_text("Question 1 of 10 ·")


def test_the_schedule_brings_missed_questions_at_once_and_right_ones_later_and_later(
    context: BrowserContext, complete: Site
) -> None:
    page = context.new_page()
    set_day(page, 0)
    page.goto(complete.url + NOTE)
    ready(page, NOTE)
    answer(page, FIRST, "A")
    page.wait_for_function(f"JSON.parse(localStorage['{KEY}']).questions['{FIRST}'].card")
    assert "1 question to review now" in open_review(page, complete, 0), "missed: at once"
    page.get_by_role("button", name="Start the review").click()
    answer_shown(page, right=True)
    expect(page.locator("#j-review")).to_contain_text("1 right, 0 not")

    days, gaps = 0, []
    for _ in range(4):
        due = stored(page)["questions"][FIRST]["card"]["due"]
        gap = (datetime.datetime.fromisoformat(due) - TODAY).days - days
        assert gap >= 1
        gaps.append(gap)
        assert "Nothing is due now" in open_review(page, complete, days + gap - 1)
        days += gap
        assert "1 question to review now" in open_review(page, complete, days)
        page.get_by_role("button", name="Start the review").click()
        answer_shown(page, right=True)
        expect(page.locator("#j-review")).to_contain_text("1 right, 0 not")
    assert gaps == sorted(gaps), f"no gap is shorter than the one before: {gaps}"
    assert gaps[-1] > 4 * gaps[0] >= 4, gaps

    due = stored(page)["questions"][FIRST]["card"]["due"]
    days = (datetime.datetime.fromisoformat(due) - TODAY).days
    open_review(page, complete, days)
    page.get_by_role("button", name="Start the review").click()
    answer_shown(page, right=False)
    assert "1 question to review now" in open_review(page, complete, days), "missed again: at once"
    page.get_by_role("button", name="Start the review").click()
    answer_shown(page, right=True)
    expect(page.locator("#j-review")).to_contain_text("1 right, 0 not")
    due = stored(page)["questions"][FIRST]["card"]["due"]
    gap = (datetime.datetime.fromisoformat(due) - TODAY).days - days
    assert gap < gaps[-1], "what was forgotten comes back sooner"


def test_hard_and_easy_correct_the_interval(context: BrowserContext, complete: Site) -> None:
    page = context.new_page()
    due = {}
    for word in ("hard", "easy"):
        open_review(page, complete, 0)
        page.evaluate("localStorage.clear()")
        open_review(page, complete, 0)
        page.get_by_label("New questions of phase").select_option("1")
        page.get_by_role("button", name="Begin").click()
        answer_shown(page, right=True, go_on=False)
        page.get_by_role("button", name=f"It was {word}").click()
        open_review(page, complete, 0)
        (answered,) = stored(page)["questions"].values()
        due[word] = answered["card"]["due"]
    assert due["hard"] < due["easy"]


def test_without_the_library_missed_questions_still_come_back(
    context: BrowserContext, site: Site
) -> None:
    context.route("**/vendor/ts-fsrs.mjs", lambda route: route.fulfill(status=404, body="gone"))
    page = opened(context, site)
    answer(page, FIRST, "C")
    answer(page, "k-means/units-decide", "A")
    page.goto(site.url + "review/")
    ready(page, "review/")
    expect(page.locator("#j-review")).to_contain_text("is without the schedule")
    expect(page.locator("#j-review")).to_contain_text("1 question to review now")
    page.get_by_role("button", name="Start the review").click()
    answer_shown(page, right=True)
    expect(page.locator("#j-review")).to_contain_text("You answered 1 question: 1 right, 0 not.")


def test_questions_that_cannot_be_loaded_are_asked_for_again(
    context: BrowserContext, site: Site
) -> None:
    context.route("**/questions.json", lambda route: route.abort())
    page = opened(context, site, "review/")
    expect(page.locator("#j-review")).to_contain_text("could not be loaded")
    context.unroute("**/questions.json")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#j-review")).to_contain_text("You have not answered a question yet.")


def test_leaving_in_the_middle_of_a_session_keeps_what_was_answered(
    context: BrowserContext, complete: Site
) -> None:
    page = opened(context, complete, "review/")
    page.evaluate("window.__kept = 'yes'")
    page.get_by_role("button", name="Begin").click()
    answer_shown(page, right=False)
    link = page.locator(".j-review__place a")
    topic = str(link.get_attribute("href")).split("/#")[0].rsplit("/", 1)[1]
    link.click()
    page.wait_for_url(f"**/{topic}/**")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    assert len(stored(page)["questions"]) == 1
    page.go_back()
    ready(page, "review/")
    assert page.evaluate("window.__kept") == "yes", "the page was loaded anew"
    expect(page.locator("#j-review")).to_contain_text("1 question to review now")


# ---------------------------------------------------------------- for everyone


def _states(page: Page, site: Site) -> Iterator[str]:
    """Bring a page into each state that a reader meets."""
    page.goto(site.url + "review/")
    ready(page, "review/")
    yield "invitation"
    page.get_by_role("button", name="Begin").click()
    yield "question"
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    yield "answered"
    page.goto(site.url + "review/")
    ready(page, "review/")
    page.get_by_role("button", name="Erase …").click()
    yield "erasing"
    page.goto(site.url + NOTE)
    ready(page, NOTE)
    answer(page, FIRST, "A")
    yield "note"
    page.goto(site.url + "machine-learning/")
    page.get_by_text("Your progress").first.wait_for()
    yield "phase"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_any_state(browser: Browser, complete: Site, dark: bool) -> None:
    page = open_page(browser, complete, "review/", dark=dark)
    for state in _states(page, complete):
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(500)  # the theme's tabs fade in and out
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        told = [
            (state, v["id"], n["target"], n["failureSummary"]) for v in found for n in v["nodes"]
        ]
        assert told == []
    page.context.close()


def test_every_state_fits_a_narrow_screen_and_a_finger(browser: Browser, complete: Site) -> None:
    page = open_page(browser, complete, "review/", width=320, height=640)
    for state in _states(page, complete):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, state
        small = page.evaluate(
            """() => [...document.querySelectorAll("#j-review :is(button, select), .j-panel button,"
                 + ".j-panel__import, .j-quiz__option, .j-read__label")]
               .map((e) => [e.textContent, e.getBoundingClientRect()])
               .filter(([, box]) => box.width)
               .filter(([, box]) => box.height < 24 || box.right > 321 || box.left < 0)
               .map(([text, box]) => `${text} ${box.height} ${box.right}`)"""
        )
        assert small == [], state
    page.context.close()


def test_nothing_is_asked_of_others_and_no_error_is_left(
    context: BrowserContext, complete: Site
) -> None:
    page = context.new_page()
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    for _ in _states(page, complete):
        page.wait_for_load_state("networkidle")
    assert [url for url in requests if not url.startswith((complete.url, "data:", "blob:"))] == []
    assert errors == []
    assert any(url.endswith("ts-fsrs.mjs") for url in requests)


def test_a_note_fetches_the_schedule_only_once_it_is_answered(
    context: BrowserContext, complete: Site
) -> None:
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(complete.url + NOTE, wait_until="networkidle")
    ready(page, NOTE)
    assert not [url for url in requests if "ts-fsrs" in url or "questions.json" in url]
    answer(page, FIRST, "C")
    page.wait_for_function(f"JSON.parse(localStorage['{KEY}']).questions['{FIRST}'].card")
    assert [url for url in requests if url.endswith("assets/vendor/ts-fsrs.mjs")]
