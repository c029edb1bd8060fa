"""Real data sets: found beside the project, or downloaded once and checked.

A file is looked for in the folder that ``JOURNEY_DATA`` names. Where it is not there, the same
bytes are fetched from their public address into the user's cache (with pooch, which is imported
only then). Either way its SHA-256 is compared with the known one. Nothing is bundled with the
package, and tables come as plain NumPy arrays.
"""

from __future__ import annotations

import csv
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "REGISTRY",
    "Table",
    "load_california_housing",
    "load_penguins",
    "load_tinyshakespeare",
    "load_titanic",
    "locate",
]

REGISTRY: dict[str, str] = {
    "california-housing.csv": "2364609dc48bec7df3ba9dbb7041478e704ecddcee70ef1827ec3fc49d22c0cc",
    "penguins.csv": "e07636bd8af74260099ea2f8678e2eabbf35def579940cc76f67061ee16c06c1",
    "tinyshakespeare.txt": "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
    "titanic-test.csv": "d88facfbcf53fe855b1c15290521aee9c61b3a6283631fa953983a95bacf1399",
    "titanic-train.csv": "14769fb1850e2d26d8e6db0ee49c213878040432827e39b13caaa15603c6598f",
}
"""SHA-256 of each file by its name."""

_HOME = "https://raw.githubusercontent.com"
_AGERON = f"{_HOME}/ageron/data/2ea73147454d2ff8c8a933913be4606f05b352ca"
_SOURCES = {
    "california-housing.csv": f"{_AGERON}/housing/housing.csv",
    "penguins.csv": (
        f"{_HOME}/mwaskom/seaborn-data/71e2436a092d714350de0fc409ca8a8714e7e78f/penguins.csv"
    ),
    "tinyshakespeare.txt": (
        f"{_HOME}/karpathy/char-rnn/6f9487a6fe5b420b7ca9afb0d7c078e37c1d1b4e"
        "/data/tinyshakespeare/input.txt"
    ),
    "titanic-test.csv": f"{_AGERON}/titanic/test.csv",
    "titanic-train.csv": f"{_AGERON}/titanic/train.csv",
}


class DataError(RuntimeError):
    """Raised where a data set cannot be had, or is not the one that is known."""


@dataclass(frozen=True)
class Table:
    """A table read from a file.

    Attributes
    ----------
    columns : tuple of str
        Names of the columns, in the file's order.
    numbers : dict
        Each column whose values are all numbers or missing, as float64; missing is NaN.
    texts : dict
        Every other column, as strings; missing is an empty one.
    """

    columns: tuple[str, ...]
    numbers: dict[str, NDArray[np.float64]]
    texts: dict[str, NDArray[np.str_]]

    def matrix(self, *names: str) -> NDArray[np.float64]:
        """Return number columns side by side, shape (rows, len(names)).

        Raises
        ------
        KeyError
            If a name is not a column of numbers.
        """
        for name in names:
            if name not in self.numbers:
                known = ", ".join(self.numbers)
                raise KeyError(
                    f"matrix: names: {name!r} is no column of numbers; those are {known}"
                )
        return np.column_stack([self.numbers[name] for name in names])


def locate(name: str) -> Path:
    """Return the path of a data file, after checking that its bytes are the known ones.

    Parameters
    ----------
    name
        A name of :data:`REGISTRY`.

    Returns
    -------
    Path
        In the folder that ``JOURNEY_DATA`` names, else in the user's cache.

    Raises
    ------
    KeyError
        If the name is not known.
    DataError
        If the file is neither there nor can be downloaded, or its bytes differ.

    Examples
    --------
    >>> sorted(REGISTRY)[0]
    'california-housing.csv'
    """
    if name not in REGISTRY:
        raise KeyError(f"locate: name: no data set {name!r}; known are {', '.join(REGISTRY)}")
    folder = os.environ.get("JOURNEY_DATA")
    if folder and (path := Path(folder) / name).is_file():
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != REGISTRY[name]:
            raise DataError(f"{path} is not the known {name}: its SHA-256 is {found}")
        return path
    return _download(name)


def _download(name: str) -> Path:
    try:
        import pooch
    except ImportError:
        raise DataError(
            f"{name} is not in the folder that JOURNEY_DATA names, and downloading it needs pooch."
        ) from None
    try:
        path = pooch.retrieve(
            _SOURCES[name],
            known_hash=f"sha256:{REGISTRY[name]}",
            fname=name,
            path=pooch.os_cache("bhumika-journey"),
        )
    except Exception as error:  # pooch passes on whatever its downloader raises
        raise DataError(
            f"{name} is not in the folder that JOURNEY_DATA names and could not be downloaded "
            f"from {_SOURCES[name]}: {error}"
        ) from error
    return Path(path)


def _read_table(name: str) -> Table:
    with locate(name).open(encoding="utf-8", newline="") as file:
        columns, *rows = list(csv.reader(file))
    numbers: dict[str, NDArray[np.float64]] = {}
    texts: dict[str, NDArray[np.str_]] = {}
    for index, column in enumerate(columns):
        values = [row[index] for row in rows]
        try:
            numbers[column] = np.array([float(value) if value else np.nan for value in values])
        except ValueError:
            texts[column] = np.array(values)
    return Table(tuple(columns), numbers, texts)


def load_penguins() -> Table:
    """Load the Palmer penguins: 344 birds of three species, some measurements missing.

    Returns
    -------
    Table
        With bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g, species and others.

    References
    ----------
    Gorman, Williams and Fraser (2014), PLOS ONE 9(3), e90081.
    """
    return _read_table("penguins.csv")


def load_titanic(part: str = "train") -> Table:
    """Load the passengers of Kaggle's Titanic competition.

    Parameters
    ----------
    part
        ``"train"`` (891 rows, with Survived) or ``"test"`` (418 rows, without).

    Raises
    ------
    ValueError
        If the part is neither.
    """
    if part not in ("train", "test"):
        raise ValueError(f"load_titanic: part: expected 'train' or 'test', got {part!r}")
    return _read_table(f"titanic-{part}.csv")


def load_california_housing() -> Table:
    """Load districts of California from the 1990 census: 20,640 rows, some values missing.

    References
    ----------
    Pace and Barry (1997), *Sparse Spatial Autoregressions*, Statistics & Probability Letters 33(3).
    """
    return _read_table("california-housing.csv")


def load_tinyshakespeare() -> str:
    """Load 1.1 MB of Shakespeare's plays as one string."""
    return locate("tinyshakespeare.txt").read_text(encoding="utf-8")
