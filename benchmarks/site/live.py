"""Live code, timed as a reader meets it: from the click on Run to the first output."""

from __future__ import annotations

import statistics
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from journey_site.runtime import load_runtime

NOTE = "programming/sorting-and-searching/"
_LIMIT_MS = 120_000
Rows = list[dict[str, Any]]
# From the click to the first output, on the page's own clock.
_CLICK = """number => new Promise(done => {
  const block = document.querySelectorAll(".j-live")[number]
  const seen = new MutationObserver(() => {
    if (!block.querySelector(".j-live__out pre, .j-live__out img")) return
    seen.disconnect(); done((performance.now() - start) / 1000)
  })
  seen.observe(block, { childList: true, subtree: true })
  const start = performance.now()
  block.querySelector("[data-act='run']").click()
})"""
_BYTES = """() => performance.getEntriesByType("resource")
  .filter(item => /live/.test(item.name)).reduce((sum, item) => sum + item.transferSize, 0)"""


def _visit(context: BrowserContext, address: str) -> tuple[float, float]:
    """Return the seconds to the first output, and the KB that came before the click."""
    page = context.new_page()
    page.set_default_timeout(_LIMIT_MS)
    page.goto(address + NOTE, wait_until="networkidle")
    page.wait_for_selector(".j-live [data-act='run']")
    before = page.evaluate(_BYTES) / 1024
    seconds = page.evaluate(_CLICK, 0)
    page.close()
    return seconds, before


def rows(browser: Browser, address: str, root: Any, rounds: int = 3) -> Rows:
    """Return the rows of live code; none where its files are not there."""
    runtime = load_runtime(root)
    if runtime is None or runtime.missing():
        return []
    cold, warm, before = [], [], 0.0
    for _ in range(rounds):
        context = browser.new_context()
        seconds, before = _visit(context, address)
        cold.append(seconds)
        warm.append(_visit(context, address)[0])
        context.close()
    first = sum(
        runtime.kept(file).stat().st_size for file in runtime.python if file.group != "matplotlib"
    )

    def row(measure: str, value: float, unit: str) -> dict[str, Any]:
        return {"measure": measure, "subject": "live code", "value": value, "unit": unit}

    return [
        row("click to first output, first visit", round(statistics.median(cold), 1), "s"),
        row("click to first output, second visit", round(statistics.median(warm), 1), "s"),
        row("fetched before the click, compressed", round(before, 1), "KB"),
        row("fetched after the first click, as files", round(first / 1e6, 1), "MB"),
    ]
