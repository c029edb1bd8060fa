"""Kaggle's own client, called as a program: it downloads and submits; its messages are its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from journey.projects.kaggle_pipeline._config import Config
from journey.projects.kaggle_pipeline._data import lock
from journey.projects.kaggle_pipeline._store import RunError

__all__ = ["download", "submit"]


def _call(arguments: Sequence[str]) -> None:
    program = shutil.which("kaggle")
    if program is None:
        raise RunError("Kaggle's client is not installed: pip install kaggle")
    _credentials()
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        words = " ".join((done.stderr or done.stdout).split())[-400:]
        if "403" in words or "orbidden" in words:
            words += " (were the competition's rules accepted on its page?)"
        raise RunError(f"kaggle {' '.join(arguments[:2])} failed: {words or 'without a word'}")


def _credentials() -> None:
    """Look whether there are credentials in the client's usual places; never read them."""
    if os.environ.get("KAGGLE_API_TOKEN"):
        return
    if os.environ.get("KAGGLE_USERNAME") and os.environ.get("KAGGLE_KEY"):
        return
    named = os.environ.get("KAGGLE_CONFIG_DIR")
    folders = [Path(named)] if named else [Path.home() / ".kaggle", Path.home() / ".config/kaggle"]
    names = ("kaggle.json", "access_token")
    if not any((folder / name).is_file() for folder in folders for name in names):
        raise RunError(
            "no credentials for Kaggle: make a token on your Kaggle settings page and put it in "
            f"{folders[0] / 'kaggle.json'}, or set KAGGLE_USERNAME and KAGGLE_KEY"
        )


def download(config: Config, folder: Path) -> dict[str, str]:
    """Fetch the competition's files, and write down their hashes.

    Parameters
    ----------
    config
        The configuration.
    folder
        Where the files go.

    Returns
    -------
    dict
        SHA-256 by file name.

    Raises
    ------
    RunError
        If the client or the credentials are missing, it fails, or a file did not come.

    Examples
    --------
    ```python
    download(load_config("titanic"), Path("data/titanic"))
    ```
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        _call(["competitions", "download", "-c", config.competition, "-p", name])
        came = Path(name)
        for archive in sorted(came.glob("*.zip")):
            with zipfile.ZipFile(archive) as packed:
                packed.extractall(came)
        missing = [n for n in (config.train, config.test) if not (came / n).is_file()]
        if missing:
            raise RunError(f"{config.competition}: did not come: {', '.join(missing)}")
        for path in sorted(came.glob("*.csv")):
            part = folder / f".{path.name}.part"
            shutil.copyfile(path, part)
            part.replace(folder / path.name)
    return lock(folder)


def submit(config: Config, path: Path, message: str) -> None:
    """Hand in a file.

    Parameters
    ----------
    config
        The configuration.
    path
        The file.
    message
        What Kaggle shows beside it.

    Raises
    ------
    RunError
        If the client or the credentials are missing, or it fails.

    Examples
    --------
    ```python
    submit(load_config("titanic"), Path("runs/titanic/submission.csv"), "stacked")
    ```
    """
    _call(["competitions", "submit", "-c", config.competition, "-f", str(path), "-m", message])
