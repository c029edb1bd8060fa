"""Kaggle's client: what is called, what is said where it or the credentials are missing."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest

from journey.projects.kaggle_pipeline import main
from tests.projects.test_kaggle_pipeline import toy

CLIENT = """#!{python}
import json, os, sys, zipfile
from pathlib import Path
here = Path({here!r})
(here / "called.json").write_text(json.dumps(sys.argv[1:]))
if (here / "refuse").exists():
    sys.exit("403 - Forbidden")
if sys.argv[2] == "download":
    with zipfile.ZipFile(Path(sys.argv[sys.argv.index("-p") + 1]) / "toy.zip", "w") as packed:
        for name in os.listdir(here / "kaggle-has"):
            packed.write(here / "kaggle-has" / name, name)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the client here is a script")


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program called kaggle, and a home without credentials."""
    programs = tmp_path / "bin"
    programs.mkdir()
    program = programs / "kaggle"
    program.write_text(CLIENT.format(python=sys.executable, here=str(tmp_path)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("KAGGLE_USERNAME", "KAGGLE_KEY", "KAGGLE_CONFIG_DIR", "KAGGLE_API_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    toy(tmp_path / "kaggle-has")
    (tmp_path / "kaggle-has/toy.toml").rename(tmp_path / "toy.toml")
    return tmp_path


def arguments(folder: Path) -> list[str]:
    return [
        str(folder / "toy.toml"), "--data", str(folder / "data"), "--run", str(folder / "run"),
    ]  # fmt: skip


def test_without_the_client_one_sentence(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (client / "bin/kaggle").unlink()
    assert main(["download", *arguments(client)]) == 2
    assert capsys.readouterr().err == (
        "journey-kaggle: Kaggle's client is not installed: pip install kaggle\n"
    )


def test_without_credentials_one_sentence(client: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["download", *arguments(client)]) == 2
    words = capsys.readouterr().err
    assert words.startswith("journey-kaggle: no credentials for Kaggle")
    assert str(client / "home/.kaggle/kaggle.json") in words
    assert not (client / "called.json").exists()


@pytest.mark.parametrize("way", ["file", "other file", "folder", "environment", "token"])
def test_download_writes_the_files_and_their_hashes(
    client: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = {"file": ".kaggle/kaggle.json", "other file": ".config/kaggle/kaggle.json"}.get(way)
    if place or way == "folder":
        path = client / "home" / (place or "elsewhere/kaggle.json")
        path.parent.mkdir(parents=True)
        path.write_text("{}")
        if way == "folder":
            monkeypatch.setenv("KAGGLE_CONFIG_DIR", str(path.parent))
    elif way == "environment":
        monkeypatch.setenv("KAGGLE_USERNAME", "somebody")
        monkeypatch.setenv("KAGGLE_KEY", "something")
    else:
        monkeypatch.setenv("KAGGLE_API_TOKEN", "something")
    assert main(["download", *arguments(client)]) == 0
    called = json.loads((client / "called.json").read_text())
    assert called[:5] == ["competitions", "download", "-c", "toy", "-p"]
    locked = json.loads((client / "data/sha256.json").read_text())
    assert locked == {
        name: hashlib.sha256((client / "kaggle-has" / name).read_bytes()).hexdigest()
        for name in ("test.csv", "train.csv")
    }
    assert sorted(path.name for path in (client / "data").iterdir()) == [
        "sha256.json", "test.csv", "train.csv",
    ]  # fmt: skip


def test_a_refusal_is_passed_on(
    client: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAGGLE_API_TOKEN", "something")
    (client / "refuse").touch()
    assert main(["download", *arguments(client)]) == 2
    assert "403 - Forbidden (were the competition's rules accepted" in capsys.readouterr().err
    (client / "refuse").unlink()
    (client / "kaggle-has/test.csv").unlink()
    assert main(["download", *arguments(client)]) == 2
    assert "did not come: test.csv" in capsys.readouterr().err
    assert not (client / "data/train.csv").exists()


def test_submit_hands_in_what_predict_wrote_and_nothing_else(
    client: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAGGLE_API_TOKEN", "something")
    call = arguments(client)
    assert main(["submit", *call]) == 2
    assert "no submission yet" in capsys.readouterr().err
    for step in ("download", "train", "predict"):
        assert main([step, *call]) == 0
    assert main(["submit", *call, "-m", "first try"]) == 0
    path = client / "run/submission.csv"
    assert json.loads((client / "called.json").read_text()) == [
        "competitions", "submit", "-c", "toy", "-f", str(path), "-m", "first try",
    ]  # fmt: skip
    (client / "called.json").unlink()
    path.write_text(path.read_text().replace("True", "False", 1))
    assert main(["submit", *call]) == 2
    assert "changed since `predict` wrote it" in capsys.readouterr().err
    assert not (client / "called.json").exists()
