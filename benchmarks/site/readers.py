"""What a reader gets: bytes of the first view, weight of pages and index, search, Lighthouse.

``python -m benchmarks.site.readers SITE`` serves a built site as GitHub Pages does, compressed,
and measures it with a headless browser. Lighthouse comes from npm, at a fixed version, into
``.cache/lighthouse``; without Node its rows are left out, and that is said.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import mimetypes
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from tools.find_browser import find

from benchmarks.site import live

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = "12.8.2"
PAGES = {
    "home": "",
    "phase": "machine-learning/",
    "note": "machine-learning/k-means/",
    "notebook": "machine-learning/k-means/notebook/",
    "API": "api/ml/cluster/",
}
_BARS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
_TEXT = re.compile(r"text/|javascript|json|xml|svg")
_WORDS = ("gradient", "k-means", "binary search", "silhouette", "line search")
_RUNS = 3
Rows = list[dict[str, Any]]


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files as GitHub Pages does: compressed, kept ten minutes, 404.html for the rest."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        status = 200 if path.is_file() else 404
        path = path if path.is_file() else Path(self.directory) / "404.html"
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        data = path.read_bytes()
        self.send_response(status)
        if _TEXT.search(kind):
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
            kind += "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Stay silent."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve a folder and give its address."""
    handler = functools.partial(_Handler, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def _row(measure: str, subject: str, value: float, unit: str, bar: float) -> dict[str, Any]:
    better = "more" if unit == "score" else "less"
    row = {"measure": measure, "subject": subject, "value": value, "unit": unit}
    return row | {"bar": bar, "better": better}


def first_view_kb(browser: Browser, url: str) -> float:
    """Return the compressed size of everything a phone loads before anybody touches the page."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, device_scale_factor=2)
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    total = [0.0]
    client.on(
        "Network.loadingFinished",
        lambda event: total.append(float(event["encodedDataLength"])),
    )
    page.goto(url, wait_until="networkidle")
    page.wait_for_timeout(500)
    context.close()
    return sum(total) / 1024


def index_kb(site: Path) -> float:
    """Return the compressed size of a site's search index."""
    return len(gzip.compress((site / "search/search_index.json").read_bytes(), 6)) / 1024


def notebook_rows(site: Path) -> Rows:
    """Weigh notebook pages, and look for pictures that move the page or load too soon."""
    largest, wrong = 0.0, 0
    for path in site.glob("*/**/notebook/index.html"):
        if path.relative_to(site).parts[0] == "api":
            continue
        text = path.read_text("utf-8")
        largest = max(largest, len(text.encode()) / 1024)
        article = text.partition("<article")[2].partition("</article>")[0]
        for tag in re.findall(r"<img\b[^>]*>", article):
            needed = ("width=", "height=", 'loading="lazy"')
            wrong += not all(part in tag for part in needed) or 'src="data:' in tag
    return [
        _row("HTML of the largest notebook page", "all notebooks", round(largest, 1), "KB", 60),
        _row("pictures without size, or not lazy", "all notebooks", wrong, "count", 0),
    ]


def index_rows(browser: Browser, address: str, site: Path, subject: str) -> Rows:
    """Weigh a site's search index, and time the search in it."""
    waited = round(search_ms(browser, address))
    return [
        _row("search index, compressed", subject, round(index_kb(site)), "KB", 600),
        _row("first search result after a letter", subject, waited, "ms", 100),
    ]


def search_ms(browser: Browser, url: str) -> float:
    """Return the median time from the last letter typed to the first result on the page."""
    page = browser.new_page()
    page.goto(url, wait_until="networkidle")
    times = []
    for words in _WORDS:
        page.keyboard.press("/")
        box = page.locator("input.md-search__input")
        box.fill("")
        page.wait_for_timeout(1500)
        box.press_sequentially(words[:-1], delay=80)
        page.wait_for_timeout(700)
        times.append(
            page.evaluate(
                """letter => new Promise(done => {
                  const list = document.querySelector(".md-search-result__list")
                  const input = document.querySelector("input.md-search__input")
                  const seen = new MutationObserver(() => {
                    if (!list.children.length) return
                    seen.disconnect(); done(performance.now() - start)
                  })
                  seen.observe(list, { childList: true, subtree: true })
                  input.value += letter
                  const start = performance.now()
                  input.dispatchEvent(new KeyboardEvent("keyup", { key: letter, bubbles: true }))
                  input.dispatchEvent(new InputEvent("input", { bubbles: true }))
                  setTimeout(() => { seen.disconnect(); done(9999) }, 5000)
                })""",
                words[-1],
            )
        )
    page.close()
    return statistics.median(times)


def lighthouse() -> Path | None:
    """Return Lighthouse's program, installed on first use; None where Node is missing."""
    if not shutil.which("node") or not shutil.which("npm"):
        print("Lighthouse is left out: it needs Node and npm.", file=sys.stderr)
        return None
    folder = ROOT / ".cache" / "lighthouse"
    program = folder / "node_modules/lighthouse/cli/index.js"
    package = folder / "node_modules/lighthouse/package.json"
    there = package.is_file() and json.loads(package.read_text("utf-8"))["version"] == LIGHTHOUSE
    if not there:
        command = ["npm", "install", "--prefix", str(folder), f"lighthouse@{LIGHTHOUSE}"]
        done = subprocess.run([*command, "--no-audit", "--no-fund", "--silent"], check=False)
        if done.returncode or not program.is_file():
            print("Lighthouse is left out: npm could not install it.", file=sys.stderr)
            return None
    return program


def lighthouse_rows(address: str, program: Path, runs: int = _RUNS) -> tuple[Rows, list[str]]:
    """Return each page's scores, and what costs points.

    Returns
    -------
    rows, complaints
        The median score of each category, and the audits of the last run that failed.
    """
    rows: Rows = []
    complaints: list[str] = []
    environment = os.environ | {"CHROME_PATH": str(find())}
    for name, url in PAGES.items():
        scores: dict[str, list[float]] = {category: [] for category in _BARS}
        report: dict[str, Any] = {}
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "report.json"
                command = ["node", str(program), address + url, "--quiet", "--output=json"]
                command += [f"--output-path={target}", f"--only-categories={','.join(_BARS)}"]
                command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
                subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
                report = json.loads(target.read_text("utf-8"))
            for category in _BARS:
                scores[category].append(report["categories"][category]["score"] * 100)
        for category, bar in _BARS.items():
            score = round(statistics.median(scores[category]))
            rows.append(_row(f"Lighthouse, {category}", name, score, "score", bar))
            if score < bar:
                complaints += [
                    f"{name}, {category}: {report['audits'][item['id']]['title']} ({item['id']})"
                    for item in report["categories"][category]["auditRefs"]
                    if item["weight"] and (report["audits"][item["id"]]["score"] or 0) < 0.9
                ]
    return rows, complaints


def full_size(site: Path) -> Rows:
    """Return the rows of a site of the finished size, as far as its size matters to a reader."""
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        rows = index_rows(browser, address, site, "full size")
        browser.close()
    return rows


def measure(site: Path, *, runs: int = _RUNS) -> Rows:
    """Return the rows of a built site."""
    rows = notebook_rows(site)
    with serving(site) as address:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
            for name in ("home", "phase", "note"):
                size = round(first_view_kb(browser, address + PAGES[name]))
                rows.append(_row("first view, compressed", name, size, "KB", 250))
            rows += index_rows(browser, address, site, "this site")
            rows += live.rows(browser, address, ROOT)
            browser.close()
        program = lighthouse()
        if program:
            more, complaints = lighthouse_rows(address, program, runs)
            rows += more
            for complaint in complaints:
                print(f"  costs points: {complaint}", file=sys.stderr)
    return rows


def main() -> None:
    """Measure a built site and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site.readers", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--runs", type=int, default=_RUNS, help="of Lighthouse on each page")
    options = parser.parse_args()
    for row in measure(options.site, runs=options.runs):
        bar = f" (bar {row['bar']})" if "bar" in row else ""
        print(f"{row['measure']}, {row['subject']}: {row['value']} {row['unit']}{bar}")


if __name__ == "__main__":
    main()
