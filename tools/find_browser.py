"""Print the path of a Chrome or Chromium for the page tests; install one where that is possible.

Standard library only: it runs before any environment exists.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)


def find() -> str | None:
    """Return the browser named by CHROME_PATH, on the PATH or in a usual place."""
    named = os.environ.get("CHROME_PATH")
    if named:
        return named if Path(named).is_file() else None
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in PLACES if Path(place).is_file()), None)


def install() -> None:
    """Install Debian's package where this runs as root on Debian or a relative of it."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "chromium"], check=False, env=environment, **quiet
        )


def main() -> int:
    """Find or install a browser; say in one sentence what is missing otherwise."""
    browser = find()
    if browser is None and not os.environ.get("CHROME_PATH"):
        print(
            "No Chrome or Chromium found; trying to install Debian's chromium ...", file=sys.stderr
        )
        install()
        browser = find()
    if browser is None:
        print(
            "The page tests need Chrome or Chromium: install one, or name it in CHROME_PATH.",
            file=sys.stderr,
        )
        return 1
    print(browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
