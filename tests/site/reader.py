"""What a reader does in the browser: opens pages, answers questions, comes back days later."""

from __future__ import annotations

import datetime
import json
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect

from tests.site.conftest import Site

NOTE = "machine-learning/k-means/"
FIRST = "k-means/mean-is-best"  # its right answer is C
KEY = "journey:progress"
TODAY = datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.UTC)


def opened(context: BrowserContext, site: Site, path: str = NOTE) -> Page:
    page = context.new_page()
    page.goto(site.url + path, wait_until="load")
    ready(page, path)
    return page


def ready(page: Page, path: str) -> None:
    if path == NOTE:
        page.wait_for_selector(".j-quiz input")
    elif path == "review/":
        page.wait_for_selector("#j-review button")
        page.wait_for_selector(".j-panel__actions")


def stored(page: Page) -> dict[str, Any]:
    text = page.evaluate(f"localStorage.getItem('{KEY}')")
    return json.loads(text) if text else {}


def store(page: Page, text: str) -> None:
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])


def answer(page: Page, ident: str, letter: str) -> None:
    item = page.locator(f'[data-question="{ident}"]')
    item.locator(f'input[value="{letter}"]').check()
    item.get_by_role("button", name="Check answer").click()


def with_store(page: Page, body: str, argument: Any = None) -> Any:
    """Run JavaScript that finds the page's own store as ``store``."""
    return page.evaluate(
        "async (given) => { const url = document.querySelector('script[src*=\"journey.js\"]').src;"
        " const store = await import(new URL('progress.js', url).href);"
        f" const argument = given; {body} }}",
        argument,
    )


def set_day(page: Page, days: int) -> None:
    page.clock.set_fixed_time(TODAY + datetime.timedelta(days=days))


def open_review(page: Page, site: Site, days: int) -> str:
    set_day(page, days)
    page.goto(site.url + "review/")
    ready(page, "review/")
    return page.locator("#j-review").inner_text()


def answer_shown(page: Page, right: bool, go_on: bool = True) -> None:
    """Answer the question that is shown, whose right answer the file of questions knows."""
    letter = page.evaluate(
        """async () => {
          const file = await fetch(new URL("../assets/questions.json", location));
          const { questions } = await file.json();
          const shown = document.querySelector("#j-review .j-question__prompt").textContent;
          const made = document.createElement("div");
          return questions.find((row) => {
            made.innerHTML = row.prompt_html;
            return made.textContent.trim() === shown.trim();
          }).answer;
        }"""
    )
    index = "ABCDEF".index(letter)
    page.keyboard.press(str(index + 1 if right else (index + 1) % 4 + 1))
    page.keyboard.press("Enter")
    words = "Right." if right else f"Not right. The right answer is {letter}."
    expect(page.locator("#j-review").get_by_role("status")).to_have_text(words)
    if go_on:
        page.keyboard.press("Enter")
