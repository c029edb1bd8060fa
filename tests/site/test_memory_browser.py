"""Questions answered in the page, and the reader's progress, in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.site.conftest import Site
from tests.site.reader import FIRST, KEY, NOTE, answer, opened, ready, store, stored, with_store

pytestmark = pytest.mark.browser

# ---------------------------------------------------------------- answering


def test_a_question_is_answered_by_keyboard(context: BrowserContext, site: Site) -> None:
    page = opened(context, site)
    group = page.get_by_role("group", name="Why can the averaging step never raise the inertia?")
    assert group.get_by_role("radio").count() == 4
    item = page.locator(f'[data-question="{FIRST}"]')
    assert item.get_attribute("id") == "question-mean-is-best"
    group.get_by_role("button", name="Check answer").focus()
    page.keyboard.press("Enter")
    expect(item.get_by_role("status")).to_have_text("Choose an option first.")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")  # from the first, or the last, to another option
    group.get_by_role("radio").nth(1).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(item.get_by_role("status")).to_have_text("Not right. The right answer is C.")
    expect(item.locator("details")).to_have_attribute("open", "")
    expect(item.locator(".j-quiz__option").nth(1)).to_contain_text("✗ your answer, not right")
    expect(item.locator(".j-quiz__option").nth(2)).to_contain_text("✓ the right answer")
    answers = stored(page)["questions"][FIRST]["answers"]
    assert [rating for _, rating in answers] == [1]
    expect(item.get_by_role("button", name="Try again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(group.get_by_role("radio").first).to_be_focused()
    expect(item.locator("details")).not_to_have_attribute("open", "")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(item.get_by_role("status")).to_have_text("Right.")
    expect(item.locator(".j-quiz__option").nth(2)).to_contain_text("✓ your answer, right")
    answers = stored(page)["questions"][FIRST]["answers"]
    assert [rating for _, rating in answers] == [1, 3]


def test_what_was_answered_shows_after_reload_and_instant_navigation(
    context: BrowserContext, site: Site
) -> None:
    page = opened(context, site)
    answer(page, FIRST, "C")
    answer(page, "k-means/units-decide", "A")
    page.get_by_label("I have read this").check()
    page.reload()
    ready(page, NOTE)
    first = page.locator(f'[data-question="{FIRST}"] .j-quiz__past')
    expect(first).to_contain_text("✓ You answered this right on")
    missed = page.locator('[data-question="k-means/units-decide"] .j-quiz__past')
    expect(missed).to_contain_text("✗ Not right yet")
    expect(page.get_by_label("I have read this")).to_be_checked()
    page.evaluate("window.__kept = 'yes'")
    page.locator(
        f'.md-content a[href*="{NOTE}notebook/"], .md-content a[href="notebook/"]'
    ).first.click()
    page.wait_for_url("**/notebook/")
    page.go_back()
    page.wait_for_url(site.url + NOTE + "**")
    ready(page, NOTE)
    assert page.evaluate("window.__kept") == "yes", "the page was loaded anew"
    expect(first).to_contain_text("✓ You answered this right on")
    assert page.locator(".j-question").count() == page.locator(".j-quiz").count() == 5


def test_without_javascript_questions_are_a_list_with_answers(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + NOTE)
    assert page.locator(".j-question").count() == 5
    assert page.locator(".j-question .j-options li").count() == 20
    page.locator(".j-question summary").first.click()
    expect(page.locator(".j-question__answer").first).to_be_visible()
    assert page.get_by_text("I have read this").count() == 0
    page.goto(site.url + "review/")
    expect(page.locator("#j-review")).to_contain_text("needs JavaScript")
    response = context.request.get(site.url + "assets/journey.apkg")
    assert response.ok
    assert response.body()[:2] == b"PK"
    context.close()


# ---------------------------------------------------------------- the store


def test_export_erase_and_import_give_the_same(
    context: BrowserContext, complete: Site, tmp_path: Path
) -> None:
    page = opened(context, complete)
    answer(page, FIRST, "C")
    page.get_by_label("I have read this").check()
    page.wait_for_function(f"JSON.parse(localStorage['{KEY}']).questions['{FIRST}'].card")
    page.goto(complete.url + "review/")
    ready(page, "review/")
    before = stored(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as a file").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    assert download.value.suggested_filename.startswith("journey-progress-")
    page.get_by_role("button", name="Erase …").click()
    page.get_by_role("button", name="Keep it").click()
    assert stored(page) == before
    page.get_by_role("button", name="Erase …").click()
    page.get_by_role("button", name="Erase all of it").click()
    expect(page.locator(".j-panel").get_by_role("status")).to_have_text("Your progress was erased.")
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('journey'))") == []
    expect(page.locator("#j-review")).to_contain_text("You have not answered a question yet.")
    page.get_by_label("Import a file").set_input_files(file)
    expect(page.locator(".j-panel").get_by_role("status")).to_contain_text("Imported: 1 topic")
    assert stored(page) == before
    expect(page.locator(".j-panel__counts")).to_contain_text("1 topic read")


def test_a_merge_loses_nothing_and_the_later_date_wins(context: BrowserContext, site: Site) -> None:
    page = opened(context, site, "review/")
    one = {
        "topics": {
            "a": {"read": True, "at": "2027-01-02"},
            "b": {"read": True, "at": "2027-01-01"},
        },
        "exercises": {"a/x": {"tries": 2, "passed": "2027-01-05", "at": "2027-01-05"}},
        "questions": {
            "a/q": {"answers": [["2027-01-01T00:00:00Z", 1], ["2027-01-03T00:00:00Z", 3]]}
        },
        "later": {"kept": 1},
    }
    other = {
        "topics": {
            "a": {"read": False, "at": "2027-01-03"},
            "c": {"read": True, "at": "2027-01-01"},
        },
        "exercises": {
            "a/x": {"tries": 5, "at": "2027-02-01"},
            "gone/y": {"tries": 1, "new": "kept"},
        },
        "questions": {
            "a/q": {"answers": [["2027-01-02T00:00:00Z", 3], ["2027-01-03T00:00:00Z", 4]]},
            "gone/q": {"answers": [["2027-01-02T00:00:00Z", 3]]},
        },
    }
    head = {"format": "journey-progress", "version": 1}
    both = [head | one, head | other]
    merged = [
        with_store(page, "return store.merge(argument[0], argument[1]);", pair)
        for pair in (both, both[::-1])
    ]
    for found in merged:
        assert {name: item["read"] for name, item in found["topics"].items()} == {
            "a": False, "b": True, "c": True,
        }  # fmt: skip
        assert found["exercises"]["a/x"]["passed"] == "2027-01-05"
        assert found["exercises"]["a/x"]["tries"] == 5
        assert found["exercises"]["gone/y"]["new"] == "kept"
        assert [rating for _, rating in found["questions"]["a/q"]["answers"]] == [1, 3, 4]
        assert "gone/q" in found["questions"]
        assert found["later"] == {"kept": 1}
    # Through a file, and out again: what the site does not know comes back.
    for data in both:
        with_store(page, "store.importFile(argument);", json.dumps(data))
    exported = json.loads(with_store(page, "return store.exportFile();"))
    for name in ("topics", "exercises", "questions", "later"):
        assert exported[name] == merged[0][name], name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not a progress file"),
        ("[1]", "not a progress file"),
        ('{"version": 1, "topics": {}}', "not a progress file"),
        ('{"format": "journey-progress", "version": 1, "topics": [1]}', "not a progress file"),
        ('{"format": "journey-progress", "version": 2}', "newer version"),
    ],
)
def test_what_is_no_progress_file_changes_nothing(
    context: BrowserContext, site: Site, tmp_path: Path, text: str, said: str
) -> None:
    page = opened(context, site, "review/")
    with_store(page, "store.topicRead('k-means');")
    before = stored(page)
    file = tmp_path / "file.json"
    file.write_text(text, encoding="utf-8")
    page.get_by_label("Import a file").set_input_files(file)
    expect(page.locator(".j-panel").get_by_role("status")).to_contain_text(said)
    assert stored(page) == before


def test_two_tabs_see_and_keep_each_others_changes(context: BrowserContext, site: Site) -> None:
    one = opened(context, site)
    two = opened(context, site, "machine-learning/")
    three = opened(context, site)
    answer(one, FIRST, "C")
    row = two.locator('.j-row [data-topics="k-means"]')
    expect(row).to_contain_text("1 of 5 known")
    answer(three, "k-means/units-decide", "A")
    expect(row).to_contain_text("1 of 5 known · 1 to review")
    one.get_by_label("I have read this").check()
    expect(row).to_contain_text("Your progress: read · 1 of 5 known · 1 to review")
    expect(three.get_by_label("I have read this")).to_be_checked()
    assert stored(one)["questions"].keys() == {FIRST, "k-means/units-decide"}


def test_a_file_of_a_newer_version_is_kept_and_the_reader_told(
    context: BrowserContext, site: Site
) -> None:
    page = opened(context, site)
    newer = '{"format": "journey-progress", "version": 2, "unheard": {"of": true}}'
    store(page, newer)
    page.reload()
    ready(page, NOTE)
    answer(page, FIRST, "C")
    page.get_by_label("I have read this").check()
    expect(page.locator(".j-read")).to_contain_text("saved by a newer version of this site")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == newer
    page.goto(site.url + "review/")
    ready(page, "review/")
    expect(page.locator(".j-panel__problem")).to_contain_text("saved by a newer version")
    assert with_store(page, "return store.exportFile();") == newer
    page.goto(site.url + "machine-learning/")
    expect(page.locator(".j-yours").first).to_contain_text("saved by a newer version")
    assert page.evaluate(f"localStorage.getItem('{KEY}')") == newer


def test_an_older_version_is_migrated_and_its_text_kept(
    context: BrowserContext, site: Site
) -> None:
    page = opened(context, site)
    older = '{"version": 0, "read": ["k-means"]}'
    store(page, older)
    found = with_store(
        page,
        """store.migrations[0] = (old) => {
             const topics = old.read.map((id) => [id, { read: true, at: "2027-01-01" }]);
             return { format: "journey-progress", version: 1, topics: Object.fromEntries(topics) };
           };
           const before = store.state();
           store.topicRead("sorting-and-searching");
           return before;""",
    )
    assert found["topics"] == {"k-means": {"read": True, "at": "2027-01-01"}}
    assert stored(page)["version"] == 1
    assert stored(page)["topics"].keys() == {"k-means", "sorting-and-searching"}
    assert page.evaluate(f"localStorage.getItem('{KEY}:version-0')") == older


@pytest.mark.parametrize(
    "text", ["{nonsense", '{"version": 0}', '{"version": 1, "topics": 5}', '"a"']
)
def test_what_cannot_be_read_is_set_aside_never_lost(
    context: BrowserContext, site: Site, text: str
) -> None:
    page = opened(context, site)
    store(page, text)
    page.reload()
    ready(page, NOTE)
    expect(page.locator(".j-read")).to_contain_text("It was set aside, not deleted")
    page.get_by_label("I have read this").check()
    assert stored(page)["topics"]["k-means"]["read"] is True
    page.goto(site.url + "review/")
    ready(page, "review/")
    with page.expect_download() as download:
        page.locator(".j-panel__asides").get_by_role("button", name="Download").click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("method", "said"), [("setItem", "no room left"), ("getItem", "keeps nothing for this site")]
)
def test_a_store_that_is_full_or_blocked_lasts_until_the_page_is_left(
    context: BrowserContext, site: Site, method: str, said: str
) -> None:
    context.add_init_script(
        f"""const original = Storage.prototype.{method};
        Storage.prototype.{method} = function (key, ...rest) {{
          if (String(key).startsWith("journey:")) throw new DOMException("no", "Quota");
          return original.call(this, key, ...rest);
        }};"""
    )
    page = opened(context, site)
    answer(page, FIRST, "C")
    page.get_by_label("I have read this").check()
    expect(page.locator(".j-read")).to_contain_text(said)
    found = with_store(page, "return store.state();")
    assert found["topics"]["k-means"]["read"] is True
    assert len(found["questions"][FIRST]["answers"]) == 1


# ---------------------------------------------------------------- what pages show


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", "roadmap/", "machine-learning/"])
def test_lines_of_progress_move_nothing(
    browser: Browser, site: Site, path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(
        """window.__shifts = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            window.__shifts.push(entry.value);
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page = context.new_page()
    page.goto(site.url + path, wait_until="networkidle")
    assert page.locator(".j-yours").count() >= 1
    assert page.locator(".j-yours:visible").count() == 0, "hidden where there is none"
    progress = {
        "format": "journey-progress", "version": 1, "exercises": {},
        "topics": {"k-means": {"read": True, "at": "2026-01-01"}},
        "questions": {
            FIRST: {"answers": [["2026-01-01T00:00:00.000Z", 3]]},
            "k-means/units-decide": {"answers": [["2026-01-01", 1]]},
        },
    }  # fmt: skip
    store(page, json.dumps(progress))
    page.reload(wait_until="networkidle")
    line = page.locator('.j-yours[data-topics~="k-means"]').first
    expect(line).to_contain_text("Your progress: ")
    expect(line).to_contain_text("1 to review")
    assert page.locator(".j-yours:visible").count() == page.locator(".j-yours").count()
    assert sum(page.evaluate("window.__shifts")) < 0.001
    page.emulate_media(media="print")
    assert page.locator(".j-yours:visible").count() == 0
    context.close()
