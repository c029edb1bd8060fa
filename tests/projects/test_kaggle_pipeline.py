"""The Kaggle pipeline: configuration, data, baselines, runs, interruptions, the command."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.model_selection import GridSearchCV, StratifiedKFold

from journey.ml.model_selection import corrected_interval
from journey.projects.kaggle_pipeline import (
    CONFIGS,
    Config,
    OneRule,
    RunError,
    build,
    ensemble,
    features,
    final_model,
    load_config,
    lock,
    main,
    read,
    score,
    splits,
)

SMALL = """
competition = "toy"
task = "classification"
metric = "accuracy"
id = "Id"
target = "y"
libraries = ["journey", "scikit-learn"]
seed = 3
one_rule = "kind"

[data]
train = "train.csv"
test = "test.csv"

[features]
numeric = ["a", "b", "both"]
categorical = ["kind", "letter"]

[features.derived]
both = { sum = ["a", "b"] }
letter = { from = "code", pattern = "^([A-Z])", keep = ["A", "B"] }

[validation]
outer = 3
inner = 2

[models.linear]
kind = "linear"
grid = { C = [0.1, 1.0] }

[models.forest]
kind = "forest"
settings = { n_estimators = 3 }

[ensemble]
kind = "voting"
members = ["linear", "forest"]
"""


def toy(folder: Path, text: str = SMALL, rows: int = 60) -> list[str]:
    """Write a small competition; return the arguments that name it."""
    rng = np.random.default_rng(0)
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("train", "test"):
        a, b = rng.normal(size=(2, rows)).round(3)
        frame = pd.DataFrame({"Id": [f"{name}-{k:03d}" for k in range(rows)], "a": a, "b": b})
        frame["kind"] = np.where(rng.random(rows) < 0.5, "x", "z")
        frame["code"] = rng.choice(["A1", "B2", "C3", None], rows)
        frame.loc[::7, "a"] = np.nan
        if name == "train":
            frame["y"] = np.where(a + (frame["kind"] == "x") > 0.5, "True", "False")
        frame.to_csv(folder / f"{name}.csv", index=False)
    (folder / "toy.toml").write_text(text, encoding="utf-8")
    return [str(folder / "toy.toml"), "--data", str(folder), "--run", str(folder / "run")]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# Baselines, scores, intervals ---------------------------------------------------------------------


def test_one_rule_is_the_majority_of_each_value() -> None:
    rule = OneRule(classify=True).fit(["m", "m", "m", "f", "f"], [0, 0, 1, 1, 1])
    assert rule.predict(["m", "f", "never seen"]).tolist() == [0, 1, 1]
    mean = OneRule(classify=False).fit(["m", "m", "f"], [1.0, 2.0, 6.0])
    assert mean.predict(["m", "f", "never seen"]).tolist() == [1.5, 6.0, 3.0]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2)), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_one_rule_on_its_own_rows_is_never_worse_than_the_majority(
    pairs: list[tuple[str, int]],
) -> None:
    column, y = [c for c, _ in pairs], np.array([k for _, k in pairs])
    rule = OneRule(classify=True).fit(column, y)
    majority = OneRule(classify=True).fit([""] * len(y), y)
    right = np.sum(rule.predict(column) == y)
    assert right >= np.sum(majority.predict([""] * len(y)) == y) == np.bincount(y).max()


def test_one_rule_on_the_titanic_by_hand() -> None:
    config = load_config("titanic")
    frame = read(config, "train", None).frame
    rule = OneRule(classify=True).fit(frame["Sex"], frame["Survived"].astype(int))
    assert rule.answers_ == {"female": 1, "male": 0}
    assert np.mean(rule.predict(frame["Sex"]) == frame["Survived"].astype(int)) == 701 / 891


def test_score_is_accuracy_or_the_root_of_the_mean_square() -> None:
    assert score(load_config("titanic"), [0, 1, 1], [0, 1, 0]) == pytest.approx(2 / 3)
    assert score(load_config("house-prices"), [0.0, 4.0], [3.0, 0.0]) == pytest.approx(12.5**0.5)


# Features -----------------------------------------------------------------------------------------


def test_features_of_the_titanic_by_hand() -> None:
    config = load_config("titanic")
    table = features(config, read(config, "train", None).frame)
    assert list(table.columns) == [*config.numeric, *config.categorical]
    assert table.loc[0].tolist() == [3, 22, 1, 0, 7.25, 1, "male", "S", "Mr", "missing"]
    assert table.loc[1, ["Title", "Deck"]].tolist() == ["Mrs", "C"]
    assert table["Title"].value_counts().sort_index().to_dict() == {
        "Master": 40, "Miss": 182, "Mr": 517, "Mrs": 125, "other": 27,
    }  # fmt: skip


def test_each_rows_features_hang_on_that_row_alone() -> None:
    config = load_config("titanic")
    frame = read(config, "train", None).frame
    whole = features(config, frame)
    before = frame.copy()
    for rows in ([5], [890, 3, 61], list(range(0, 891, 50))):
        pd.testing.assert_frame_equal(features(config, frame.iloc[rows]), whole.iloc[rows])
    pd.testing.assert_frame_equal(frame, before)


# The search against scikit-learn's ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["linear", "forest"])
def test_the_search_is_gridsearchcv(tmp_path: Path, name: str) -> None:
    text = SMALL.replace('["journey", "scikit-learn"]', '["scikit-learn"]')
    arguments = toy(tmp_path, text)
    assert main(["train", *arguments]) == 0
    config = load_config(tmp_path / "toy.toml")
    frame = read(config, "train", tmp_path).frame
    X, y = features(config, frame), (frame["y"] == "True").to_numpy().astype(int)
    fit, test = splits(config, y, 3, 3)[0]
    grid = {f"model__{key}": values for key, values in config.models[name].grid.items()}
    search = GridSearchCV(
        build(config, "scikit-learn", name, {}),
        grid,
        cv=StratifiedKFold(2, shuffle=True, random_state=3),
        scoring="accuracy",
    ).fit(X.iloc[fit], y[fit])
    kept = json.loads((tmp_path / f"run/folds/scikit-learn-01-{name}.json").read_text())["value"]
    assert [one["inner"] for one in kept["tried"]] == search.cv_results_["mean_test_score"].tolist()
    assert {f"model__{k}": v for k, v in kept["chosen"].items()} == search.best_params_
    assert kept["predicted"] == search.predict(X.iloc[test]).tolist()
    assert kept["outer"] == search.score(X.iloc[test], y[test])


def test_folds_are_scikit_learns_and_never_overlap() -> None:
    y = np.array([0, 1, 1] * 20)
    config = load_config("titanic")
    wanted = StratifiedKFold(5, shuffle=True, random_state=7).split(y, y)
    for (fit, test), (fit_, test_) in zip(splits(config, y, 5, 7), wanted, strict=True):
        assert fit.tolist() == fit_.tolist()
        assert test.tolist() == test_.tolist()
        assert not set(fit) & set(test)


@pytest.mark.parametrize("name", ["titanic", "house-prices"])
@pytest.mark.parametrize("library", ["journey", "scikit-learn"])
def test_every_model_can_be_cloned(library: str, name: str) -> None:
    config = load_config(name)
    for model in config.models:
        built = build(config, library, model, {})
        assert str(clone(built).get_params()) == str(built.get_params())
    made = ensemble(config, library, {model: {} for model in config.models})
    assert type(made).__module__.startswith("journey.ml" if library == "journey" else "sklearn")


def test_a_linear_model_of_both_libraries_predicts_alike(parity: Any) -> None:
    config = load_config("titanic")
    frame = read(config, "train", None).frame
    X, y = features(config, frame), frame["Survived"].astype(int).to_numpy()
    one, other = (
        build(config, library, "logistic", {"C": 1.0, "tol": 1e-8}).fit(X, y).predict_proba(X)
        for library in config.libraries
    )
    parity(
        "journey.projects.kaggle_pipeline.build",
        reference="sklearn.pipeline.Pipeline",
        what="survival probabilities on the Titanic, logistic regression",
        difference=np.abs(one - other).max(),
        tolerance=1e-5,
    )


# Runs: whole, repeated, interrupted ---------------------------------------------------------------


def test_metrics_are_those_of_the_predictions_kept(tmp_path: Path) -> None:
    assert main(["train", *toy(tmp_path)]) == 0
    config = load_config(tmp_path / "toy.toml")
    y = (read(config, "train", tmp_path).frame["y"] == "True").to_numpy().astype(int)
    metrics = json.loads((tmp_path / "run/metrics.json").read_text())
    folds = splits(config, y, 3, 3)
    for library, found in metrics["libraries"].items():
        chosen = []
        for number, (_fit, test) in enumerate(folds, 1):
            kept = {
                name: json.loads(
                    (tmp_path / f"run/folds/{library}-{number:02d}-{name}.json").read_text()
                )["value"]
                for name in config.candidates
            }
            best = max(kept, key=lambda name: kept[name]["inner"])
            assert found["chosen"][number - 1] == best
            chosen.append(float(np.mean(np.array(kept[best]["predicted"]) == y[test])))
        assert found["procedure"]["folds"] == chosen
        ends = found["procedure"]["low"], found["procedure"]["high"]
        assert ends == corrected_interval(chosen, 40, 20)
    gain = metrics["libraries"]["journey"]["gain_over_one_rule"]["folds"]
    rule = metrics["baselines"]["one_rule"]["folds"]
    procedure = metrics["libraries"]["journey"]["procedure"]["folds"]
    assert gain == np.subtract(procedure, rule).tolist()
    majority = [max(np.mean(y[t] == 0), np.mean(y[t] == 1)) for _f, t in folds]
    assert metrics["baselines"]["majority"]["folds"] == pytest.approx(majority)


def test_two_runs_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    for name in ("one", "two"):
        arguments = toy(tmp_path / name)
        assert main(["train", *arguments]) == 0
        assert main(["predict", *arguments]) == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert len(contents(tmp_path / "one/run")) == 2 * 3 * 4 + 6


KILLED = """
import os, signal, sys
from pathlib import Path
from journey.projects.kaggle_pipeline import main
left, moment = int(sys.argv[1]), sys.argv[2]
plain = Path.replace
def replace(self, target):
    global left
    left -= 1
    if left == 0 and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = plain(self, target)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
Path.replace = replace
sys.exit(main(["train", *sys.argv[3:]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_run_resumes_to_the_same_bytes(tmp_path: Path) -> None:
    text = SMALL.replace('["journey", "scikit-learn"]', '["journey"]')
    whole = toy(tmp_path / "whole", text)
    assert main(["train", *whole]) == 0
    expected = contents(tmp_path / "whole/run")
    arguments = toy(tmp_path / "killed", text)
    # the writes: manifest, configuration, 9 steps in folds, 3 on all rows, parameters, metrics
    for left, moment in ((1, "before"), (1, "after"), (3, "before"), (4, "after"), (5, "before"),
                         (4, "after"), (2, "before"), (2, "after")):  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(left), moment, *arguments], check=False
        )
        assert done.returncode == -9
        assert contents(tmp_path / "killed/run") != expected
        assert not (tmp_path / "killed/run/metrics.json").exists()
        assert main(["predict", *arguments]) == 2
    assert main(["train", *arguments]) == 0
    assert contents(tmp_path / "killed/run") == expected


def test_a_resumed_run_computes_nothing_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = toy(tmp_path)
    assert main(["train", *arguments]) == 0
    before = contents(tmp_path / "run")
    (tmp_path / "run/folds/journey-02-forest.json").unlink()
    damaged = tmp_path / "run/final/scikit-learn-linear.json"
    damaged.write_text(damaged.read_text().replace("0.1", "0.2", 1))
    capsys.readouterr()
    assert main(["train", *arguments]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("[")]
    assert len(lines) == 24
    fresh = [line for line in lines if not line.endswith("(kept)")]
    assert len(fresh) == 2
    assert re.search("journey fold 2 +forest", fresh[0])
    assert re.search("scikit-learn all rows +linear", fresh[1])
    assert contents(tmp_path / "run") == before


def test_an_interruption_by_the_keyboard_is_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    arguments = toy(tmp_path)
    monkeypatch.setattr("journey.projects.kaggle_pipeline._train._judged", stop)
    assert main(["train", *arguments]) == 130
    assert "goes on where it ended" in capsys.readouterr().err


# What is refused ----------------------------------------------------------------------------------


def test_changed_data_are_refused_by_hash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = toy(tmp_path)
    assert main(["train", *arguments]) == 0
    train = tmp_path / "train.csv"
    good = train.read_bytes()
    train.write_bytes(good.replace(b"True", b"False", 1))
    assert main(["train", *arguments]) == 2
    assert "another train sha256" in capsys.readouterr().err
    assert main(["predict", *arguments]) == 2
    train.write_bytes(good)
    assert lock(tmp_path).keys() == {"test.csv", "train.csv"}
    for name in ("train.csv", "test.csv"):
        content = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(content[:-1])
        assert main(["predict", *arguments]) == 2
        words = capsys.readouterr().err
        assert name in words
        assert "sha256.json says" in words
        (tmp_path / name).write_bytes(content)
    assert main(["predict", *arguments]) == 0


def test_a_hash_in_the_configuration_is_held(tmp_path: Path) -> None:
    toy(
        tmp_path, SMALL.replace("[features]", f'[data.sha256]\ntrain = "{"0" * 64}"\n[features]', 1)
    )
    config = load_config(tmp_path / "toy.toml")
    with pytest.raises(RunError, match=r"toy\.toml says 0{64}"):
        read(config, "train", tmp_path)
    read(config, "test", tmp_path)


def test_another_configuration_or_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = toy(tmp_path)
    assert main(["train", *arguments]) == 0
    (tmp_path / "toy.toml").write_text(SMALL.replace("seed = 3", "seed = 4"))
    assert main(["train", *arguments]) == 2
    assert "another configuration sha256" in capsys.readouterr().err
    (tmp_path / "other").mkdir()
    (tmp_path / "other/letter.txt").write_text("mine")
    assert main(["train", *arguments[:-1], str(tmp_path / "other")]) == 2
    assert "not empty, and no run folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("seed = 3", "", "toy.toml: seed: missing"),
        ("seed = 3", "seed = true", "toy.toml: seed: expected a whole number"),
        ("seed = 3", "seed = 3\nsede = 4", "toy.toml: sede: unknown key"),
        ('task = "classification"', 'task = "ranking"', "toy.toml: task: expected one of"),
        ('metric = "accuracy"', 'metric = "rmse"', "toy.toml: metric: expected one of accuracy"),
        ('"scikit-learn"]', '"torch"]', "toy.toml: libraries: expected some of"),
        ('["a", "b", "both"]', '["a", "y"]', "toy.toml: features.numeric: 'y' is the target"),
        ('["kind", "letter"]', '["a"]', "toy.toml: features.categorical: 'a' is among"),
        ('"^([A-Z])"', '"^[A-Z]"', "toy.toml: features.derived.letter.pattern: expected one group"),
        ('"^([A-Z])"', '"(("', "toy.toml: features.derived.letter.pattern: no regular expression"),
        ('sum = ["a", "b"]', 'sum = ["a", "y"]', "features.derived.both.sum: the target would"),
        ("outer = 3", "outer = 1", "toy.toml: validation.outer: expected a whole number of at"),
        ("C = [0.1, 1.0]", "C = 0.1", "toy.toml: models.linear.grid.C: expected a list"),
        ('kind = "linear"', 'kind = "svm"', "toy.toml: models.linear.kind: expected one of"),
        ('"forest"]', '"wood"]', "toy.toml: ensemble.members: expected some of"),
        ("[data]", "[data", "toy.toml: no valid TOML"),
    ],
)
def test_a_wrong_configuration_names_file_and_key(
    tmp_path: Path, old: str, new: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert old in SMALL
    arguments = toy(tmp_path, SMALL.replace(old, new, 1))
    assert main(["train", *arguments]) == 2
    found = capsys.readouterr().err
    assert found.startswith("journey-kaggle: ")
    assert words in found


def test_an_unknown_setting_names_the_estimator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = toy(tmp_path, SMALL.replace("C = [0.1", "c = [0.1"))
    assert main(["train", *arguments]) == 2
    assert "models.linear: LogisticRegression of journey has no setting 'c'" in (
        capsys.readouterr().err
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f.drop(columns="code"), "columns missing: code"),
        (lambda f: f.iloc[:0], "there are no rows"),
        (lambda f: f.assign(y=f["y"].where(f.index != 4)), "y: 1 values are missing"),
        (lambda f: f.assign(y="True"), "expected at least two classes, got 1"),
        (lambda f: f.assign(a="tall"), "'a' holds no numbers"),
        (lambda f: f.iloc[:4], "3 folds need at least 3 rows in the smallest class"),
    ],
)
def test_wrong_data_are_named(
    tmp_path: Path, change: Any, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = toy(tmp_path)
    change(pd.read_csv(tmp_path / "train.csv", dtype={"y": str})).to_csv(
        tmp_path / "train.csv", index=False
    )
    assert main(["train", *arguments]) == 2
    assert words in capsys.readouterr().err


# The three competitions ---------------------------------------------------------------------------


def small(config: Config, folder: Path) -> list[str]:
    """Make the configuration quick, keeping its columns."""
    text = re.sub(r"n_estimators = \d+", "n_estimators = 3", config.text)
    text = re.sub(r"max_iter = \d+", "max_iter = 3", text)
    text = text.replace("outer = 5", "outer = 2").replace("inner = 3", "inner = 2")
    (folder / f"{config.name}.toml").write_text(text)
    return [
        str(folder / f"{config.name}.toml"), "--data", str(folder), "--run", str(folder / "run"),
    ]  # fmt: skip


def competition(config: Config, folder: Path) -> None:
    """Write rows with the competition's own columns, drawn at random."""
    rng = np.random.default_rng(1)
    words: dict[str, list[Any]] = {
        "CryoSleep": ["True", "False", None],
        "VIP": ["True", "False"],
        "Cabin": ["B/0/P", "F/12/S", None],
        "Name": ["A, Mr. B", "C, Miss. D"],
    }
    for name, rows in (("train", 60), ("test", 20)):
        columns: dict[str, Any] = {config.id: [f"{k:04d}" for k in range(rows)]}
        for column in (*config.numeric, *config.categorical):
            recipe = config.derived.get(column)
            for source in [column] if recipe is None else recipe.get("sum", [recipe.get("from")]):
                if source in words:
                    columns[source] = rng.choice(words[source], rows)
                elif source in config.categorical:
                    columns[source] = rng.choice(["one", "two", "three"], rows)
                else:
                    columns[source] = rng.integers(0, 9, rows).astype(float)
        if name == "train":
            columns[config.target] = (
                rng.integers(50_000, 300_000, rows)
                if config.task == "regression"
                else np.where(rng.random(rows) < 0.5, "True", "False")
            )
        pd.DataFrame(columns).to_csv(folder / f"{name}.csv", index=False)


@pytest.mark.parametrize("name", CONFIGS)
def test_each_competition_runs_from_end_to_end(tmp_path: Path, name: str) -> None:
    config = load_config(name)
    competition(config, tmp_path)
    arguments = small(config, tmp_path)
    assert main(["train", *arguments]) == 0
    assert main(["predict", *arguments]) == 0
    handed = pd.read_csv(tmp_path / "run/submission.csv", dtype={config.id: str})
    assert list(handed.columns) == [config.id, config.target]
    assert handed[config.id].tolist() == [f"{k:04d}" for k in range(20)]
    if config.task == "regression":
        assert handed[config.target].between(10_000, 1_500_000).all()  # dollars, no logarithms
    else:
        assert set(handed[config.target].astype(str)) <= {"True", "False"}


def test_the_titanics_submission_has_kaggles_form(tmp_path: Path) -> None:
    arguments = small(load_config("titanic"), tmp_path)
    arguments = [arguments[0], *arguments[3:]]  # without --data: the bundled copy
    assert main(["train", *arguments]) == 0
    assert main(["predict", *arguments]) == 0
    lines = (tmp_path / "run/submission.csv").read_text().splitlines()
    assert lines[0] == "PassengerId,Survived"
    assert [line.split(",")[0] for line in lines[1:]] == [str(k) for k in range(892, 1310)]
    assert {line.split(",")[1] for line in lines[1:]} == {"0", "1"}


def test_the_logarithm_is_taken_back(tmp_path: Path) -> None:
    config = load_config("house-prices")
    competition(config, tmp_path)
    arguments = small(config, tmp_path)
    assert main(["train", *arguments]) == 0
    assert main(["predict", *arguments]) == 0
    quick = load_config(arguments[0])
    train, test = (read(quick, part, tmp_path) for part in ("train", "test"))
    metrics = json.loads((tmp_path / "run/metrics.json").read_text())
    found = metrics["libraries"]["journey"]
    less = np.subtract(metrics["baselines"]["one_rule"]["folds"], found["procedure"]["folds"])
    assert found["gain_over_one_rule"]["folds"] == less.tolist()  # less error is a gain
    raw = final_model(quick, train, tmp_path / "run").predict(features(quick, test.frame))
    handed = pd.read_csv(tmp_path / "run/submission.csv")["SalePrice"]
    np.testing.assert_allclose(handed, np.exp(raw) - 1, rtol=1e-12)


def test_reports_are_pages(tmp_path: Path) -> None:
    arguments = small(load_config("titanic"), tmp_path)
    arguments = [arguments[0], *arguments[3:]]
    assert main(["profile", *arguments]) == 0
    assert main(["explain", *arguments]) == 2  # nothing is trained yet
    assert main(["train", *arguments]) == 0
    assert main(["explain", *arguments]) == 0
    for path in (tmp_path / "run-profile.html", tmp_path / "run/explain.html"):
        page = path.read_text(encoding="utf-8")
        assert page.lower().startswith("<!doctype html>")
        assert "titanic" in page
    before = contents(tmp_path)
    assert main(["profile", *arguments]) == main(["explain", *arguments]) == 0
    assert contents(tmp_path) == before
