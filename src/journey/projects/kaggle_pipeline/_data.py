"""The data: found, refused where their hash is another, and turned into features row by row."""

from __future__ import annotations

import importlib
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from journey.datasets import data_path
from journey.projects.kaggle_pipeline._config import Config
from journey.projects.kaggle_pipeline._store import RunError, digest, plain, write

__all__ = ["Data", "features", "lock", "read"]

LOCK = "sha256.json"
"""The file beside the data that holds their hashes from when they came."""


class Data(NamedTuple):
    """One file as a frame, and its hash."""

    frame: Any
    sha256: str


def _path(config: Config, part: str, folder: Path | None) -> Path:
    name = config.train if part == "train" else config.test
    if folder is None and config.bundled:
        return data_path(f"{config.bundled}-{part}.csv")
    path = (Path("data") / config.name if folder is None else folder) / name
    if not path.is_file():
        raise RunError(
            f"{path}: there is no such file; `journey-kaggle download {config.name}` fetches it, "
            "--data names another folder"
        )
    return path


def read(config: Config, part: str, folder: Path | None) -> Data:
    """Read a data file after checking its hash and its columns.

    Parameters
    ----------
    config
        The configuration.
    part
        `"train"` or `"test"`.
    folder
        Where the files lie; None for the bundled set or `data/<name>`.

    Returns
    -------
    Data
        The frame and the file's SHA-256.

    Raises
    ------
    RunError
        If there is no such file, its hash is not the one written down, or a column is missing.

    Examples
    --------
    ```python
    read(load_config("titanic"), "train", None).frame.shape  # (891, 12)
    ```
    """
    pd: Any = importlib.import_module("pandas")

    path = _path(config, part, folder)
    content = path.read_bytes()
    found = digest(content)
    for source, expected in (
        (f"{config.name}.toml", config.sha256.get(part)),
        (LOCK, _locked(path.parent).get(path.name)),
    ):
        if expected is not None and found != expected:
            raise RunError(
                f"{path}: its SHA-256 is {found}, but {source} says {expected}: the file was "
                "changed, or cut short"
            )
    try:
        frame = pd.read_csv(io.BytesIO(content), dtype=_types(config))
    except (ValueError, UnicodeDecodeError) as problem:
        raise RunError(f"{path}: cannot be read as a table: {problem}") from None
    needed = {config.id, *config.numeric, *config.categorical} - set(config.derived)
    for recipe in config.derived.values():
        needed |= set(recipe["sum"] if "sum" in recipe else [recipe["from"]])
    if part == "train":
        needed.add(config.target)
    if missing := sorted(needed - set(frame.columns)):
        raise RunError(f"{path}: columns missing: {', '.join(missing)}")
    if frame.empty:
        raise RunError(f"{path}: there are no rows")
    return Data(frame, found)


def _types(config: Config) -> dict[str, Any]:
    """Return what must stay the text that the file holds: ids, categories, classes."""
    texts = {config.id, *config.categorical} - set(config.derived)
    if config.task == "classification":
        texts.add(config.target)
    return dict.fromkeys(texts, str)


def _locked(folder: Path) -> dict[str, str]:
    path = folder / LOCK
    if not path.is_file():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise RunError(f"{path}: no valid JSON; download the data again") from None
    return dict(kept) if isinstance(kept, dict) else {}


def lock(folder: Path) -> dict[str, str]:
    """Write down the hashes of the tables in a folder, against later changes.

    Parameters
    ----------
    folder
        The folder of the data.

    Returns
    -------
    dict
        Hashes by file name.

    Examples
    --------
    ```python
    lock(Path("data/titanic"))
    ```
    """
    hashes = {path.name: digest(path.read_bytes()) for path in sorted(folder.glob("*.csv"))}
    write(folder / LOCK, plain(hashes))
    return hashes


def features(config: Config, frame: Any) -> Any:
    """Return the features of each row, from that row alone: nothing is learnt here.

    Parameters
    ----------
    config
        The configuration.
    frame
        A data file's frame.

    Returns
    -------
    DataFrame
        Numeric columns as float64 with NaN, categories as texts, `"missing"` where there is none.

    Raises
    ------
    RunError
        If a numeric column holds text.

    Examples
    --------
    ```python
    features(config, frame).loc[0, "Title"]  # 'Mr'
    ```
    """
    pd: Any = importlib.import_module("pandas")

    columns: dict[str, Any] = {}
    for name in (*config.numeric, *config.categorical):
        recipe = config.derived.get(name)
        if recipe is None:
            columns[name] = frame[name]
        elif "sum" in recipe:
            parts = {source: _numbers(pd, frame, source) for source in recipe["sum"]}
            columns[name] = pd.DataFrame(parts).sum(axis=1)  # a missing part counts as 0
        else:
            column = frame[recipe["from"]].astype("string")
            column = column.str.extract(recipe["pattern"], expand=False)
            if keep := recipe.get("keep"):
                column = column.where(column.isin(keep) | column.isna(), "other")
            columns[name] = column
    table = pd.DataFrame(columns)
    for name in config.numeric:
        table[name] = _numbers(pd, table, name)
    for name in config.categorical:
        table[name] = (
            table[name].astype(object).where(table[name].notna(), "missing").astype(object)
        )
    return table


def _numbers(pd: Any, frame: Any, name: str) -> Any:
    try:
        return pd.to_numeric(frame[name]).astype(np.float64)
    except (ValueError, TypeError) as problem:
        raise RunError(f"features: {name!r} holds no numbers: {problem}") from None


def target(config: Config, frame: Any) -> tuple[NDArray[Any], list[str]]:
    """Return what is learnt, as class numbers or (logarithms of) values, and the classes' names."""
    column = frame[config.target]
    if column.isna().any():
        raise RunError(f"{config.target}: {int(column.isna().sum())} values are missing")
    if config.task == "classification":
        classes, y = np.unique(column.to_numpy().astype(str), return_inverse=True)
        if len(classes) < 2:
            raise RunError(f"{config.target}: expected at least two classes, got {len(classes)}")
        return y.astype(np.intp), classes.tolist()
    values = column.to_numpy(dtype=np.float64)
    if config.log_target and (values <= -1).any():
        raise RunError(f"{config.target}: expected values above -1 for a logarithm")
    return (np.log1p(values) if config.log_target else values), []
