"""Real data sets as NumPy arrays with names: found by name, checked by hash, else downloaded.

A file is looked for in the folder that the environment variable `JOURNEY_DATA` names. Elsewhere the
same bytes come from a public address, by way of the library pooch, into the user's cache. Either
way the SHA-256 must be the one written here, so that a result never rests on a changed file.
Data sets that scikit-learn brings along are not repeated here.
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "DatasetError",
    "Table",
    "data_path",
    "load_california_housing",
    "load_penguins",
    "load_tinyshakespeare",
    "load_titanic",
]


class _Source(NamedTuple):
    repository: str
    commit: str
    path: str
    sha256: str

    @property
    def url(self) -> str:
        return f"https://raw.githubusercontent.com/{self.repository}/{self.commit}/{self.path}"


_SOURCES = {
    "titanic-train.csv": _Source(
        "ageron/data",
        "2ea73147454d2ff8c8a933913be4606f05b352ca",
        "titanic/train.csv",
        "14769fb1850e2d26d8e6db0ee49c213878040432827e39b13caaa15603c6598f",
    ),
    "titanic-test.csv": _Source(
        "ageron/data",
        "2ea73147454d2ff8c8a933913be4606f05b352ca",
        "titanic/test.csv",
        "d88facfbcf53fe855b1c15290521aee9c61b3a6283631fa953983a95bacf1399",
    ),
    "california-housing.csv": _Source(
        "ageron/data",
        "2ea73147454d2ff8c8a933913be4606f05b352ca",
        "housing/housing.csv",
        "2364609dc48bec7df3ba9dbb7041478e704ecddcee70ef1827ec3fc49d22c0cc",
    ),
    "penguins.csv": _Source(
        "mwaskom/seaborn-data",
        "71e2436a092d714350de0fc409ca8a8714e7e78f",
        "penguins.csv",
        "e07636bd8af74260099ea2f8678e2eabbf35def579940cc76f67061ee16c06c1",
    ),
    "tinyshakespeare.txt": _Source(
        "karpathy/char-rnn",
        "6f9487a6fe5b420b7ca9afb0d7c078e37c1d1b4e",
        "data/tinyshakespeare/input.txt",
        "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
    ),
}


class DatasetError(OSError):
    """A data set could not be had: no network, no pooch, or a file with other bytes.

    Examples
    --------
    >>> data_path("no-such-file.csv")
    Traceback (most recent call last):
    ...
    journey.datasets.DatasetError: name: expected one of california-housing.csv, penguins.csv, ...
    """


@dataclass(frozen=True)
class Table:
    """Columns of equal length by name: float64 with NaN where missing, or text with `""`.

    Attributes
    ----------
    columns
        The arrays by name, in the file's order.

    Examples
    --------
    >>> table = Table({"mass": np.array([3.5, np.nan]), "island": np.array(["Dream", "Dream"])})
    >>> len(table), table.names
    (2, ('mass', 'island'))
    >>> table.complete("mass").matrix("mass").tolist()
    [[3.5]]
    """

    columns: Mapping[str, NDArray[Any]]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(self.columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self.columns:
            raise KeyError(f"name: expected one of {', '.join(self.columns)}, got {name!r}")
        return self.columns[name]

    def matrix(self, *names: str) -> NDArray[np.float64]:
        """Return numeric columns side by side.

        Parameters
        ----------
        *names
            Which columns; default: all numeric ones.

        Returns
        -------
        NDArray
            New array of shape (n_rows, n_columns), float64, NaN where a value is missing.

        Raises
        ------
        ValueError
            If a column holds text.
        """
        chosen = names or tuple(n for n, c in self.columns.items() if c.dtype.kind == "f")
        for name in chosen:
            if self[name].dtype.kind != "f":
                raise ValueError(f"names: expected numeric columns, got {name!r}, which is text")
        return np.column_stack([self[name] for name in chosen])

    def complete(self, *names: str) -> Table:
        """Return the rows in which no value is missing.

        Parameters
        ----------
        *names
            The columns to look at; default: all.

        Returns
        -------
        Table
            A table of those rows, with all columns.
        """
        keep = np.ones(len(self), dtype=bool)
        for name in names or self.names:
            column = self[name]
            keep &= ~np.isnan(column) if column.dtype.kind == "f" else column != ""
        return Table({name: column[keep] for name, column in self.columns.items()})


def data_path(name: str) -> Path:
    """Return where a data file lies on this machine, after checking it; download it if need be.

    Parameters
    ----------
    name
        The file's name, such as `"penguins.csv"`.

    Returns
    -------
    Path
        A file with the bytes that were expected.

    Raises
    ------
    DatasetError
        If the name is unknown, the file has other bytes, or it cannot be downloaded.

    Examples
    --------
    ```python
    data_path("penguins.csv").name  # 'penguins.csv'
    ```
    """
    if name not in _SOURCES:
        raise DatasetError(f"name: expected one of {', '.join(sorted(_SOURCES))}, got {name!r}")
    source = _SOURCES[name]
    folder = os.environ.get("JOURNEY_DATA")
    if folder and (path := Path(folder) / name).is_file():
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        if found != source.sha256:
            raise DatasetError(
                f"{path} is not the file expected: its SHA-256 is {found}, not {source.sha256}; "
                "it was changed or cut short."
            )
        return path
    return _download(name, source)


def _download(name: str, source: _Source) -> Path:
    try:
        pooch: Any = importlib.import_module("pooch")
    except ImportError:
        raise DatasetError(
            f"{name} is not in the folder that JOURNEY_DATA names, and the library pooch, which "
            "would download it, is not installed: pip install pooch"
        ) from None
    pooch.get_logger().setLevel("WARNING")  # no lines on stderr in notebooks
    try:
        path = pooch.retrieve(
            source.url,
            known_hash=f"sha256:{source.sha256}",
            fname=name,
            path=pooch.os_cache("bhumika-journey"),
        )
    except OSError as problem:  # what requests raises without a network is one, too
        raise DatasetError(
            f"{name} is not in the folder that JOURNEY_DATA names and could not be downloaded from "
            f"{source.url} ({type(problem).__name__}): is there a network?"
        ) from None
    except ValueError:
        raise DatasetError(
            f"{name} was downloaded from {source.url}, but its SHA-256 is not {source.sha256}: "
            "the file at that address was changed, or cut short on the way."
        ) from None
    return Path(path)


def _read_table(name: str) -> Table:
    with data_path(name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    texts = zip(*rows, strict=True)
    return Table({key: _column(values) for key, values in zip(header, texts, strict=True)})


def _column(values: tuple[str, ...]) -> NDArray[Any]:
    """Return numbers where every value that is there is one, else text."""
    try:
        return np.array([float(value) if value else np.nan for value in values])
    except ValueError:
        return np.array(values)


def load_penguins() -> Table:
    """Return the Palmer penguins: 344 birds of 3 species, 4 measurements, island and sex.

    Returns
    -------
    Table
        Columns `species`, `island`, `bill_length_mm`, `bill_depth_mm`, `flipper_length_mm`,
        `body_mass_g`, `sex`; 2 birds without measurements, 11 without sex.

    Raises
    ------
    DatasetError
        As [data_path][journey.datasets.data_path] does.

    References
    ----------
    Gorman, K. B., Williams, T. D. and Fraser, W. R. (2014). Ecological sexual dimorphism and
    environmental variability within a community of Antarctic penguins. PLOS ONE 9(3), e90081.

    Examples
    --------
    ```python
    len(load_penguins())  # 344
    ```
    """
    return _read_table("penguins.csv")


def load_titanic(part: Literal["train", "test"] = "train") -> Table:
    """Return passengers of the Titanic as Kaggle's competition has them.

    Parameters
    ----------
    part
        `"train"`: 891 rows with the column `Survived`; `"test"`: 418 rows without it.

    Returns
    -------
    Table
        Kaggle's columns by their names.

    Raises
    ------
    ValueError
        If the part is neither.
    DatasetError
        As [data_path][journey.datasets.data_path] does.

    Examples
    --------
    ```python
    load_titanic()["Survived"].mean().round(3)  # 0.384
    ```
    """
    if part not in ("train", "test"):
        raise ValueError(f"part: expected 'train' or 'test', got {part!r}")
    return _read_table(f"titanic-{part}.csv")


def load_california_housing() -> Table:
    """Return the districts of California in the census of 1990.

    Returns
    -------
    Table
        20,640 rows; the target is `median_house_value`, `total_bedrooms` has missing values,
        `ocean_proximity` is text.

    Raises
    ------
    DatasetError
        As [data_path][journey.datasets.data_path] does.

    References
    ----------
    Pace, R. K. and Barry, R. (1997). Sparse spatial autoregressions. Statistics & Probability
    Letters 33(3), 291-297.

    Examples
    --------
    ```python
    len(load_california_housing())  # 20640
    ```
    """
    return _read_table("california-housing.csv")


def load_tinyshakespeare() -> str:
    """Return 1.1 million characters of Shakespeare's plays, as one text.

    Returns
    -------
    str
        The text.

    Raises
    ------
    DatasetError
        As [data_path][journey.datasets.data_path] does.

    Examples
    --------
    ```python
    load_tinyshakespeare()[:13]  # 'First Citizen'
    ```
    """
    return data_path("tinyshakespeare.txt").read_text(encoding="utf-8")
