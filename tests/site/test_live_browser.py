"""Live blocks in a real browser: what they run, what they show, and all that may go wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from journey_site.runtime import load_runtime
from tests.site.conftest import ROOT, Site

pytestmark = pytest.mark.browser
NOTE = "programming/sorting-and-searching/"
OTHER = "machine-learning/k-means/"
START_MS = 60_000  # Python starts in three to five seconds; a busy machine takes longer


@pytest.fixture(scope="module", autouse=True)
def _runtime() -> None:
    runtime = load_runtime(ROOT)
    if runtime is None or runtime.missing():
        pytest.skip("The browser's Python is not on this machine: 'journey runtime' fetches it.")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()


def open_note(context: BrowserContext, site: Site, path: str = NOTE) -> Page:
    page = context.new_page()
    page.goto(site.url + path, wait_until="load")
    expect(page.locator(".j-live[data-ready] .j-live__bar").first).to_be_visible()
    return page


def block(page: Page, number: int = 1) -> Locator:
    return page.locator(f".j-live[data-number='{number}']")


def act(item: Locator, what: str) -> Locator:
    return item.locator(f"button[data-act='{what}']")


def write(item: Locator, code: str) -> None:
    """Put code into a block's editor."""
    if act(item, "edit").is_visible():
        act(item, "edit").click()
    item.locator("textarea").fill(code)


def ran(item: Locator, text: str | re.Pattern[str] = "Ran in") -> None:
    """Wait until a block's status line says so."""
    expect(item.locator(".j-live__status")).to_contain_text(text, timeout=START_MS)


@pytest.fixture(scope="module")
def warm(browser: Browser, site: Site) -> Iterator[Page]:
    """A page whose Python runs already; tests leave their block reset."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    page = open_note(made, site)
    act(block(page), "run").click()
    ran(block(page))
    yield page
    made.close()


@pytest.fixture
def first(warm: Page) -> Iterator[Locator]:
    item = block(warm)
    yield item
    if act(item, "stop").is_visible():
        act(item, "stop").click()
    if act(item, "reset").is_visible():
        act(item, "reset").click()


def output(item: Locator) -> Locator:
    return item.locator(".j-live__out")


# Before and after the click ------------------------------------------------------------------


def test_nothing_big_is_fetched_before_the_click_and_nothing_again_on_the_second_visit(
    context: BrowserContext, site: Site
) -> None:
    page = open_note(context, site)
    page.wait_for_load_state("networkidle")
    ours = page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter(item => /\\/live|assets\\/live\\//.test(item.name))
          .map(item => [item.name, item.decodedBodySize])"""
    )
    names = [name for name, _ in ours]
    assert any("live.js" in name for name in names)
    assert not [name for name in names if re.search(r"\.(wasm|whl|zip|mjs)|worker", name)]
    assert sum(size for _, size in ours) < 48_000, ours  # about a third of it compressed
    served: list[str] = []
    context.on("response", lambda answer: served.append(answer.url))
    act(block(page), "run").click()
    ran(block(page))
    assert any(url.endswith(".wasm") for url in served)
    assert all(url.startswith((site.url, "data:", "blob:")) for url in served), served
    assert not [url for url in served if "matplotlib" in url], "only when a block imports it"
    page.close()
    again = context.new_page()
    cdp = context.new_cdp_session(again)
    cdp.send("Network.enable")
    fetched: dict[str, Any] = {}
    cdp.on("Network.responseReceived", lambda e: fetched.update({e["requestId"]: e["response"]}))
    again.goto(site.url + NOTE, wait_until="load")
    act(block(again), "run").click()
    ran(block(again))
    big = [
        item["url"]
        for item in fetched.values()
        if re.search(r"\.(whl|zip|wasm)$", item["url"]) and not item.get("fromDiskCache")
    ]
    assert big == []


def test_without_javascript_code_and_recorded_output_are_there(
    browser: Browser, site: Site
) -> None:
    made = browser.new_context(java_script_enabled=False)
    page = made.new_page()
    page.goto(site.url + NOTE)
    expect(page.locator(".j-live pre").first).to_be_visible()
    expect(page.locator(".j-live__recorded").first).to_be_visible()
    assert page.locator(".j-live__button").count() == 0
    made.close()


# Running -------------------------------------------------------------------------------------


def test_output_comes_while_the_block_runs(first: Locator) -> None:
    write(first, "import time\nprint('early')\ntime.sleep(1.5)\nprint('late')")
    act(first, "run").click()
    expect(output(first)).to_contain_text("early", timeout=START_MS)
    assert "late" not in output(first).inner_text()
    ran(first)
    expect(output(first)).to_contain_text("late")


def test_an_error_names_the_line_and_the_next_run_is_sound(first: Locator) -> None:
    write(first, "x = 1\ndef f():\n    return x / 0\nf()")
    act(first, "run").click()
    ran(first, "It stopped at line 3.")
    expect(output(first).locator(".j-live__error")).to_contain_text("ZeroDivisionError")
    expect(output(first)).to_contain_text('File "block 1", line 4')
    write(first, "x + 1")
    act(first, "run").click()
    ran(first)
    expect(output(first)).to_have_text(re.compile(r"^\s*2\s*$"))


def test_a_module_that_is_not_there_is_said_plainly(first: Locator) -> None:
    write(first, "import sklearn")
    act(first, "run").click()
    ran(first, "It stopped at line 1.")
    expect(output(first)).to_contain_text("sklearn is not among them")


def test_endless_loops_and_floods_are_harmless(first: Locator, warm: Page) -> None:
    write(first, "while True:\n    print('flood ' * 100)")
    act(first, "run").click()
    expect(output(first)).to_contain_text("Only the first 100,000 characters", timeout=START_MS)
    assert warm.evaluate("1 + 1") == 2, "the page itself answers"
    act(first, "stop").click()
    ran(first, "Stopped.")
    assert len(output(first).inner_text()) < 120_000
    write(first, "'after the stop'")
    act(first, "run").click()
    ran(first)
    expect(output(first)).to_contain_text("after the stop")


def test_earlier_blocks_run_first_and_only_where_needed(
    context: BrowserContext, site: Site
) -> None:
    page = open_note(context, site, OTHER)
    last = page.locator(".j-live").count()
    assert last >= 2
    write(block(page, 1), "marker = []\nprint('one')")
    for number in range(2, last):
        write(block(page, number), "marker.append(1)")
    write(block(page, last), "marker.append(2)\nlen(marker)")
    act(block(page, last), "run").click()
    ran(block(page, last))
    expect(output(block(page, 1))).to_contain_text("one")
    expect(output(block(page, last))).to_contain_text(str(last - 1))
    act(block(page, last), "run").click()
    expect(output(block(page, last))).to_contain_text(str(last), timeout=START_MS)


def test_checks_that_do_not_run_are_said_and_python_goes_on(
    first: Locator, warm: Page, site: Site
) -> None:
    told = warm.evaluate(
        """async address => {
          const { runChecks } = await import(address);
          return runChecks({ code: "x = 1", checks: "1 / 0" }).catch(error => error.message);
        }""",
        f"{site.url}assets/javascripts/live.js",
    )
    assert told.startswith("This exercise's own checks do not run:")
    write(first, "print('goes on')")
    act(first, "run").click()
    expect(output(first)).to_contain_text("goes on", timeout=5_000)


# Pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_pictures_take_the_colours_of_the_theme(browser: Browser, site: Site, dark: bool) -> None:
    made = browser.new_context(color_scheme="dark" if dark else "light")
    page = open_note(made, site)
    item = block(page)
    write(
        item,
        "class Picture:\n"
        "    def _repr_svg_(self):\n"
        '        return \'<svg viewBox="0 0 40 20" role="img" aria-label="A red-free box.">\''
        ' \'<rect width="40" height="20" fill="var(--j-ink, #123456)"/></svg>\'\n'
        "Picture()",
    )
    act(item, "run").click()
    ran(item)
    picture = output(item).locator("img")
    expect(picture).to_have_attribute("alt", "A red-free box.")
    colours = """async image => {
      await image.decode()
      const canvas = new OffscreenCanvas(4, 4).getContext("2d")
      canvas.drawImage(image, 0, 0, 4, 4)
      const [r, g, b] = canvas.getImageData(1, 1, 1, 1).data
      return (r + g + b) / 3
    }"""
    bright = picture.evaluate(colours)
    assert bright > 200 if dark else bright < 60
    page.emulate_media(color_scheme="light" if dark else "dark")
    page.wait_for_timeout(300)
    assert (picture.evaluate(colours) > 200) is (not dark)
    made.close()


def test_matplotlib_is_fetched_when_it_is_imported(first: Locator, warm: Page) -> None:
    asked: list[str] = []
    warm.context.on("request", lambda request: asked.append(request.url))
    write(first, "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3])\nplt.title('Three')")
    act(first, "run").click()
    ran(first)
    expect(output(first).locator("img")).to_have_attribute("alt", re.compile("Three"))
    assert output(first).locator("img").evaluate("i => i.decode().then(() => i.naturalWidth)") > 100


def test_a_long_graph_that_nobody_goes_back_through_is_freed(first: Locator) -> None:
    """Link by link it would be a recursion, which overflows the stack of the browser's Python."""
    write(
        first,
        "from journey.mathematics import autograd\n"
        "x = autograd.tensor(1.0, requires_grad=True)\n"
        "y = x\n"
        "for _ in range(20_000):\n"
        "    y = y * 1.0\n"
        "y = None\n"
        "print('freed')",
    )
    act(first, "run").click()
    ran(first)
    expect(output(first)).to_contain_text("freed")


def test_a_picture_cannot_run_a_script(first: Locator, warm: Page) -> None:
    write(
        first,
        "class Bad:\n"
        "    def _repr_svg_(self):\n"
        '        return \'<svg viewBox="0 0 9 9" onload="parent.bad=1"><script>window.bad=1;'
        'top.bad=1</script><image href="x" onerror="window.bad=1"/></svg>\'\n'
        "Bad()",
    )
    act(first, "run").click()
    ran(first)
    warm.wait_for_timeout(300)
    assert warm.evaluate("typeof window.bad") == "undefined"


# The editor ----------------------------------------------------------------------------------


def test_editing_by_keyboard(first: Locator, warm: Page) -> None:
    act(first, "edit").focus()
    warm.keyboard.press("Enter")
    area = first.locator("textarea")
    expect(area).to_be_focused()
    warm.keyboard.press("ControlOrMeta+a")
    warm.keyboard.type("def f(x):\nreturn x + 1")
    assert area.input_value() == "def f(x):\n    return x + 1", "the line after a colon is indented"
    warm.keyboard.press("Enter")
    warm.keyboard.press("Backspace")
    warm.keyboard.type("f(41)")
    assert area.input_value().endswith("\nf(41)"), "Backspace takes a whole indent"
    assert first.locator(".j-edit__paint .k").all_inner_texts() == ["def", "return"]
    warm.keyboard.press("ControlOrMeta+Enter")
    ran(first)
    expect(output(first)).to_contain_text("42")
    warm.keyboard.press("ControlOrMeta+z")
    assert "f(41)" not in area.input_value(), "undo takes typing back"
    warm.keyboard.press("Tab")
    expect(area).to_be_focused()
    warm.keyboard.press("Escape")
    warm.keyboard.press("Tab")
    expect(area).not_to_be_focused()


def test_reset_brings_the_block_back(first: Locator) -> None:
    before = first.locator("pre").first.inner_text()
    write(first, "1")
    act(first, "reset").click()
    assert first.locator("pre").first.inner_text() == before
    expect(act(first, "reset")).to_be_hidden()


def test_an_edit_outlives_navigation_and_travels_in_a_link(
    context: BrowserContext, site: Site
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_note(context, site)
    code = 'print("edited: ü € 🙂")\n' + "# more\n" * 40 + "1"
    write(block(page), code)
    act(block(page), "copy-link").click()
    ran(block(page), "clipboard")
    link = page.evaluate("navigator.clipboard.readText()")
    assert len(link) < 300
    page.reload()
    expect(block(page).locator("textarea")).to_have_value(code)
    other = context.browser.new_context()  # type: ignore[union-attr]
    visitor = other.new_page()
    visitor.goto(link)
    expect(block(visitor).locator("textarea")).to_have_value(code)
    ran(block(visitor), "came with the link")
    expect(output(block(visitor))).to_be_empty()
    act(block(visitor), "run").click()
    expect(output(block(visitor))).to_contain_text("edited: ü € 🙂", timeout=START_MS)
    other.close()


def test_a_damaged_link_is_said(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.url}{NOTE}#live-1=AAAA")
    ran(block(page), "is damaged")


# Failures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "spoil", "told"),
    [
        ("**/*numpy*.whl", {"status": 404, "body": "gone"}, "is missing on this site (status 404)"),
        ("**/python_stdlib.zip", {"status": 200, "body": "other bytes"}, "is not the one that"),
        ("**/pyodide.asm.wasm", {"status": 200, "body": "other bytes"}, "is not the one that"),
        ("**/pyodide.mjs", "abort", "could not be fetched"),
        ("**/assets/live/config.json", "abort", "cannot be reached"),
    ],
    ids=["missing", "tampered-library", "tampered-wasm", "no-connection", "site-gone"],
)
def test_what_cannot_be_loaded_is_said_and_can_be_tried_again(
    context: BrowserContext, site: Site, pattern: str, spoil: Any, told: str
) -> None:
    page = open_note(context, site)

    def answer(route: Route) -> None:
        if spoil == "abort":
            route.abort()
        else:
            route.fulfill(**spoil)

    context.route(pattern, answer)
    if "config" in pattern:  # asked for once a page; the next page asks anew
        page.reload()
        page.wait_for_timeout(1000)
        assert page.locator(".j-live__button").count() == 0
        return
    act(block(page), "run").click()
    ran(block(page), told)
    expect(act(block(page), "run")).to_have_text("Try again")
    context.unroute(pattern)
    act(block(page), "run").click()
    ran(block(page))


@pytest.mark.parametrize("other", [OTHER, "log/"])
def test_leaving_while_a_block_runs_leaves_the_next_page_free(
    context: BrowserContext, site: Site, other: str
) -> None:
    page = open_note(context, site)
    write(block(page), "print('here')\nwhile True: pass")
    act(block(page), "run").click()
    expect(output(block(page))).to_contain_text("here", timeout=START_MS)
    gone = block(page).element_handle()
    busy = next(worker for worker in page.workers if "live-worker" in worker.url)
    page.evaluate("window.__kept = true")
    page.evaluate(
        "url => { const a = document.createElement('a'); a.href = url; a.textContent = 'go';"
        " document.querySelector('.md-content').append(a); a.click() }",
        site.url + other,
    )
    # The address changes first, then the page.
    page.wait_for_function("element => !element.isConnected", arg=gone)
    assert page.evaluate("window.__kept"), "instant navigation kept the page's script"
    for _ in range(50):
        if busy not in page.workers:
            break
        page.wait_for_timeout(100)
    assert busy not in page.workers, "the endless loop went on behind the next page"
    if other == OTHER:
        write(block(page), "print('free')")
        act(block(page), "run").click()
        expect(output(block(page))).to_contain_text("free", timeout=START_MS)


def test_two_tabs_run_beside_each_other(context: BrowserContext, site: Site) -> None:
    pages = [open_note(context, site), open_note(context, site)]
    for number, page in enumerate(pages):
        write(block(page), f"x = {number}\nprint('tab', x)")
        act(block(page), "run").click()
    for number, page in enumerate(pages):
        expect(output(block(page))).to_contain_text(f"tab {number}", timeout=START_MS)


# Every block of every page -------------------------------------------------------------------

NUMBER = re.compile(r"-?\d+\.\d+(?:e[+-]?\d+)?")


def rounded(text: str) -> str:
    """Let the last digits go: they differ between platforms."""
    return " ".join(NUMBER.sub(lambda match: f"{float(match[0]):.6g}", text).split())


def test_every_block_of_every_page_gives_what_was_recorded(
    context: BrowserContext, site: Site
) -> None:
    from journey_site.livecode import pages_with_blocks, recorded_path
    from tests.test_live_recorded import ROUNDING_ITSELF, same_picture

    pages = list(pages_with_blocks(ROOT))
    assert pages
    wrong = []
    for uri, blocks in pages:
        page = open_note(context, site, uri.removesuffix("index.md").removesuffix(".md") + "/")
        for live in blocks:
            item = page.locator(f"#live-{live.id}")
            recorded = item.locator(".j-live__recorded")
            text = recorded.locator("pre").all_inner_texts() if recorded.count() else []
            drawn = recorded.locator("svg").count() if recorded.count() else 0
            act(item, "run").click()
            ran(item, re.compile("Ran in|stopped"))
            shown = "".join(output(item).locator("pre").all_inner_texts())
            pictures = output(item).locator("img").count()
            if pictures and drawn:
                now = output(item).locator("img").last.evaluate("image => image.source")
                kept = (ROOT / recorded_path(uri, live)).read_text(encoding="utf-8")
                within = ROUNDING_ITSELF.get(live.id, 0.5)
                if not same_picture(kept.strip(), now.strip(), within):
                    wrong.append(f"{uri}#{live.id}: another picture than the recorded one")
            if "".join(text) and rounded(shown) != rounded("".join(text)):
                wrong.append(f"{uri}#{live.id}: {shown!r}, recorded {text!r}")
            if drawn != pictures:
                wrong.append(f"{uri}#{live.id}: {pictures} pictures, recorded {drawn}")
            if "Ran in" not in item.locator(".j-live__status").inner_text():
                wrong.append(f"{uri}#{live.id}: {output(item).inner_text()}")
        page.close()
    assert wrong == []


def test_sliders_run_their_block_again_at_once(context: BrowserContext, site: Site) -> None:
    page = open_note(context, site)
    item = block(page)
    write(
        item,
        "from journey.live import choice, slider, toggle\n"
        "n = slider(0, 10, 4, label='how many')\n"
        "rate = slider(0.001, 1.0, 0.01, log=True)\n"
        "kind = choice(['a', 'b'])\n"
        "loud = toggle(False)\n"
        "print(n, rate, kind, loud)",
    )
    act(item, "run").click()
    ran(item)
    expect(output(item)).to_contain_text("4 0.01 a False")
    number = item.get_by_label("how many")
    number.focus()
    page.keyboard.press("ArrowRight")
    expect(output(item)).to_contain_text("5 0.01 a False")
    item.get_by_label("rate").fill("1000")
    expect(output(item)).to_contain_text("5 1.0 a False")
    item.get_by_label("kind").select_option("b")
    item.get_by_label("loud").check()
    expect(output(item)).to_contain_text("5 1.0 b True")
    expect(number).to_be_attached()
    for value in range(10):  # while it moves: never two runs at a time, and the last one counts
        number.fill(str(value))
    expect(output(item)).to_contain_text("9 1.0 b True")
