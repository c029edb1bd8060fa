"""The author's loop, timed as she meets it: from the save of a file to the text in the browser.

``python -m benchmarks.site.author FOLDER`` serves the project in a folder, opens one of its pages
in a headless browser, saves a note, a notebook and a module in turns, and waits until the page
shows what was saved. Prints medians, whether the scroll position stayed, and the server's memory.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from journey_site.files import write_text

ROOT = Path(__file__).resolve().parents[2]
Change = Callable[[str, str], str]
Kinds = dict[str, tuple[str, Path, Change]]
_READY_S = 300
_PAUSE_MS = 2_000  # between a reload and the next save
# What stands in the window, and where: a browser that keeps the place of the text scrolls when a
# paragraph is added above it, and that is as it should be.
_IN_VIEW = """() => {
  const blocks = [...document.querySelectorAll("article :is(h2, h3, p, pre, table)")]
  const shown = blocks.find(item => item.getBoundingClientRect().top > 150)
  return [shown.textContent, shown.getBoundingClientRect().top, scrollY]
}"""
_MOVED = """([text, top, y]) => {
  const blocks = [...document.querySelectorAll("article :is(h2, h3, p, pre, table)")]
  const tops = blocks.filter(item => item.textContent === text)
    .map(item => Math.abs(item.getBoundingClientRect().top - top))
  return Math.min(Math.abs(scrollY - y), ...tops)
}"""


def memory_mb(pid: int) -> float:
    """Return the proportional memory of a process and its children, in MiB."""
    total = 0
    for item in [pid, *_children(pid)]:
        try:
            text = Path(f"/proc/{item}/smaps_rollup").read_text("utf-8")
        except OSError:
            continue
        found = re.search(r"^Pss: +(\d+)", text, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


def _children(pid: int) -> Iterator[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return
    for task in tasks:
        try:
            children = (task / "children").read_text("utf-8").split()
        except OSError:
            continue
        for child in children:
            yield int(child)
            yield from _children(int(child))


@contextmanager
def served(folder: Path, command: list[str] | None = None) -> Iterator[tuple[str, int]]:
    """Serve a project and give its address and process, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    command = command or [sys.executable, "-m", "mkdocs", "serve", "--dev-addr"]
    environment = {**os.environ, "SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
    environment["DISABLE_MKDOCS_2_WARNING"] = "true"
    log = (folder.parent / f"{folder.name}-serve.log").open("w", encoding="utf-8")
    process = subprocess.Popen(
        [*command, f"127.0.0.1:{port}"], cwd=folder, env=environment, stdout=log, stderr=log
    )
    try:
        limit = time.monotonic() + _READY_S
        while time.monotonic() < limit:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise SystemExit(f"The server ended: see {log.name}.")
            time.sleep(0.1)
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def _note(text: str, mark: str) -> str:
    return re.sub(r"\n## ", f"\nSaved as {mark}.\n\n## ", text, count=1)


def _notebook(text: str, mark: str) -> str:
    data = json.loads(text)
    cell = next(cell for cell in data["cells"][1:] if cell["cell_type"] == "markdown")
    cell["source"] = "".join(cell["source"]) + f"\n\nSaved as {mark}."
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _module(text: str, mark: str) -> str:
    return re.sub(r'(    """[^"\n]+)\n\n', rf"\1\n\n    Saved as {mark}.\n\n", text, count=1)


def save_and_wait(page: Page, path: Path, change: Change, original: str, mark: str) -> float:
    """Save a change and return the seconds until the browser shows it."""
    text = change(original, mark)
    if mark not in text:
        raise ValueError(f"{path} has no place for a mark.")
    start = time.perf_counter()
    write_text(path, text)
    page.wait_for_function(
        # On an interval: asking at every frame would take the browser's time from the page.
        "mark => document.querySelector('article, main')?.textContent.includes(mark)",
        arg=mark,
        polling=20,
        timeout=120_000,
    )
    return time.perf_counter() - start


def kinds(folder: Path) -> Kinds:
    """Return for each kind of file: the page that shows it, the file, and how it is changed."""
    ml = folder / "src/journey/ml"
    modules = sorted(
        path for path in ml.glob("*.py") if path.name not in {"__init__.py", "base.py"}
    )
    module = modules[0] if modules else ml / "base.py"
    return {
        "note": (
            "machine-learning/k-means/",
            folder / "docs/machine-learning/k-means.md",
            _note,
        ),
        "notebook": (
            "machine-learning/k-means/notebook/",
            folder / "notebooks/machine-learning/k-means.ipynb",
            _notebook,
        ),
        "module": (f"api/ml/{module.stem}/", module, _module),
    }


def _open(page: Page, address: str) -> None:
    """Open a page, and wait for it where a server answers before it has built."""
    limit = time.monotonic() + _READY_S
    while True:
        answer = page.goto(address, wait_until="load")
        if answer is not None and answer.ok:
            return
        if time.monotonic() > limit:
            raise RuntimeError(f"{address} does not come up.")
        time.sleep(1)


def measure(
    folder: Path, saves: int, command: list[str] | None = None, places: Kinds | None = None
) -> dict[str, Any]:
    """Time some saves of each kind.

    Parameters
    ----------
    folder
        The project to serve.
    saves
        How many of each kind.
    command
        What serves it, before the address; MkDocs by default.
    places
        The pages and files, as :func:`kinds` gives them by default.

    Returns
    -------
    dict
        Seconds of each save by kind, memory after the first build and after the last save in
        MiB, and how many pixels the text in view moved at most.
    """
    result: dict[str, Any] = {}
    with served(folder, command) as (address, pid), sync_playwright() as playwright:
        executable = subprocess.run(
            [sys.executable, str(ROOT / "tools/find_browser.py")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        browser = playwright.chromium.launch(executable_path=executable or None)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(1000 * _READY_S)  # some servers answer only between builds
        result["memory_first_mb"] = round(memory_mb(pid))
        moved = 0.0
        for kind, (url, path, change) in (places or kinds(folder)).items():
            original = path.read_text("utf-8")
            _open(page, address + url)
            try:
                times = []
                for number in range(saves):
                    page.evaluate("window.scrollTo(0, 700)")
                    page.wait_for_timeout(_PAUSE_MS)  # she writes; the search index is read
                    seen = page.evaluate(_IN_VIEW)
                    mark = f"{kind}-{number}-{time.monotonic_ns()}"
                    times.append(save_and_wait(page, path, change, original, mark))
                    page.wait_for_load_state("load")
                    page.wait_for_timeout(250)
                    moved = max(moved, page.evaluate(_MOVED, seen))
                result[kind] = [round(item, 3) for item in times]
            finally:
                write_text(path, original)
                page.wait_for_timeout(3000)
        result["memory_last_mb"] = round(memory_mb(pid))
        result["scrolled_px"] = moved
        browser.close()
    return result


def main() -> None:
    """Time the author's loop and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.site.author", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--saves", type=int, default=20, help="of each kind")
    options = parser.parse_args()
    result = measure(options.folder.resolve(), options.saves)
    for kind in ("note", "notebook", "module"):
        times = sorted(result[kind])
        print(
            f"{kind}: median {statistics.median(times):.2f} s, "
            f"fastest {times[0]:.2f}, slowest {times[-1]:.2f}"
        )
    print(
        f"memory {result['memory_first_mb']} MiB after the first build, "
        f"{result['memory_last_mb']} after {3 * options.saves} saves; "
        f"scrolled {result['scrolled_px']:.0f} px"
    )


if __name__ == "__main__":
    main()
