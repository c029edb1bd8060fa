"""Data sets: the right bytes or one clear sentence; tables with names and missing values."""

from __future__ import annotations

import csv
import hashlib
import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from journey import datasets
from journey.datasets import DatasetError, Table


@pytest.fixture
def penguins(data_folder: Path) -> Table:
    return datasets.load_penguins()


def test_penguins_are_the_files_rows(penguins: Table, data_folder: Path) -> None:
    with (data_folder / "penguins.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert penguins.names == tuple(rows[0])
    assert len(penguins) == len(rows) == 344
    for name in ("species", "island", "sex"):
        assert penguins[name].tolist() == [row[name] for row in rows]
    for name in ("bill_length_mm", "body_mass_g"):
        for value, row in zip(penguins[name], rows, strict=True):
            assert np.isnan(value) if row[name] == "" else value == float(row[name])


def test_complete_rows_and_matrix(penguins: Table) -> None:
    measured = penguins.complete("bill_length_mm", "bill_depth_mm")
    assert len(measured) == 342
    assert measured.matrix().shape == (342, 4)
    assert np.isfinite(measured.matrix()).all()
    assert len(penguins.complete()) == 333  # sex is missing for eleven


def test_other_tables(data_folder: Path) -> None:
    train, test = datasets.load_titanic(), datasets.load_titanic("test")
    assert (len(train), len(test)) == (891, 418)
    assert set(train.names) - set(test.names) == {"Survived"}
    assert train["Survived"].sum() == 342
    assert train["Ticket"].dtype.kind == "U"  # some are numbers, not all
    housing = datasets.load_california_housing()
    assert len(housing) == 20_640
    assert np.isnan(housing["total_bedrooms"]).sum() == 207
    assert housing["ocean_proximity"].dtype.kind == "U"


def test_text(data_folder: Path) -> None:
    text = datasets.load_tinyshakespeare()
    assert len(text) == 1_115_394
    assert text.startswith("First Citizen:\n")


def test_a_changed_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "penguins.csv").write_text("species\nAdelie\n")
    monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))
    with pytest.raises(DatasetError, match=r"penguins\.csv is not the file expected: its SHA-256"):
        datasets.load_penguins()


class FakePooch(SimpleNamespace):
    """Stands for the library: keeps what it was asked, then answers or fails."""

    def __init__(self, answer: Path | Exception) -> None:
        super().__init__(answer=answer, asked={})

    def get_logger(self) -> SimpleNamespace:
        return SimpleNamespace(setLevel=lambda level: None)

    def os_cache(self, name: str) -> Path:
        return Path("cache") / name

    def retrieve(self, url: str, **options: object) -> str:
        self.asked.update(options, url=url)
        if isinstance(self.answer, Exception):
            raise self.answer
        return str(self.answer)


def test_elsewhere_it_is_downloaded_with_the_same_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "penguins.csv"
    file.write_text("species,bill_length_mm\nAdelie,39.1\nGentoo,\n")
    pooch = FakePooch(file)
    monkeypatch.setitem(sys.modules, "pooch", pooch)
    monkeypatch.delenv("JOURNEY_DATA", raising=False)
    table = datasets.load_penguins()
    assert table["species"].tolist() == ["Adelie", "Gentoo"]
    np.testing.assert_array_equal(table["bill_length_mm"], [39.1, np.nan])
    source = datasets._SOURCES["penguins.csv"]
    assert pooch.asked["known_hash"] == f"sha256:{source.sha256}"
    assert pooch.asked["url"].startswith("https://raw.githubusercontent.com/mwaskom/seaborn-data/")
    assert pooch.asked["path"] == Path("cache/bhumika-journey")


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (ConnectionError("x"), r"could not be downloaded from https://.*is there a network\?"),
        (ValueError("hash"), r"but its SHA-256 is not e07636.*changed, or cut short"),
    ],
)
def test_failed_downloads_give_one_sentence(
    problem: Exception, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pooch", FakePooch(problem))
    monkeypatch.setenv("JOURNEY_DATA", str(tmp_path))  # a folder without the file
    with pytest.raises(DatasetError, match=sentence) as caught:
        datasets.data_path("penguins.csv")
    assert "\n" not in str(caught.value)


def test_without_pooch_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pooch", None)
    monkeypatch.delenv("JOURNEY_DATA", raising=False)
    with pytest.raises(DatasetError, match="pip install pooch"):
        datasets.data_path("tinyshakespeare.txt")


def test_the_real_library_has_what_is_called() -> None:
    pooch = importlib.import_module("pooch")
    assert all(callable(getattr(pooch, n)) for n in ("retrieve", "os_cache", "get_logger"))


def test_hashes_are_those_of_the_files(data_folder: Path) -> None:
    for name, source in datasets._SOURCES.items():
        assert hashlib.sha256((data_folder / name).read_bytes()).hexdigest() == source.sha256


def test_bad_requests() -> None:
    with pytest.raises(DatasetError, match=r"name: expected one of california-housing\.csv, "):
        datasets.data_path("iris.csv")
    with pytest.raises(ValueError, match="part: expected 'train' or 'test', got 'valid'"):
        datasets.load_titanic("valid")  # type: ignore[arg-type]
    table = Table({"a": np.array([1.0]), "b": np.array(["x"])})
    with pytest.raises(ValueError, match="expected numeric columns, got 'b', which is text"):
        table.matrix("a", "b")
    with pytest.raises(KeyError, match="expected one of a, b, got 'c'"):
        table["c"]
