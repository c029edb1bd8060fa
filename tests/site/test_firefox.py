"""Live blocks in Firefox, where there is one: run, mistake, stop, picture, another page."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from journey_site.runtime import load_runtime
from tests.site.conftest import ROOT, Site

pytestmark = pytest.mark.browser
PUPPETEER = "24.43.1"
SCRIPT = Path(__file__).with_name("firefox.mjs")


@pytest.fixture(scope="module")
def library() -> Path:
    """What speaks to Firefox, from npm at a fixed version into the cache."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("Firefox is spoken to through Node, which is not on this machine.")
    folder = ROOT / ".cache" / "puppeteer"
    package = folder / "node_modules" / "puppeteer-core"
    told = package / "package.json"
    if not told.is_file() or json.loads(told.read_text("utf-8"))["version"] != PUPPETEER:
        subprocess.run(
            [
                *(npm, "install", "--prefix", str(folder), f"puppeteer-core@{PUPPETEER}"),
                *("--no-audit", "--no-fund", "--silent"),
            ],
            check=True,
        )
    entry = json.loads(told.read_text("utf-8"))["exports"]["."]
    return package / (entry if isinstance(entry, str) else entry["import"])


def test_live_blocks_in_firefox(library: Path, site: Site) -> None:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if firefox is None:
        pytest.skip("There is no Firefox on this machine.")
    runtime = load_runtime(ROOT)
    if runtime is None or runtime.missing():
        pytest.skip("The browser's Python is not on this machine: 'journey runtime' fetches it.")
    note, other = "programming/sorting-and-searching/", "machine-learning/k-means/"
    done = subprocess.run(
        ["node", str(SCRIPT), str(library), firefox, site.url, note, other],
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert found["errors"] == []
    assert found["first"] == "[1, 2, 3, 4, 6, 7, 8, 9] 14\n1 11\n5\n"
    assert "ZeroDivisionError" in found["error"]
    assert "line 2, in <module>" in found["error"]
    assert found["stopped"] == "'after the stop'"
    assert found["picture"][0] > 100
    assert "Two" in found["picture"][1]
    assert "[194.0, 15.0, 2.5]" in found["other"]
    assert found["kept"], "the other page came without a new load"
