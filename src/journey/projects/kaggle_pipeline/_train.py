"""Training: nested cross-validation of the whole procedure, step by step, each step kept."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.model_selection import KFold, ParameterGrid, StratifiedKFold
from journey.projects.kaggle_pipeline import _store
from journey.projects.kaggle_pipeline._config import Config
from journey.projects.kaggle_pipeline._data import Data, features, target
from journey.projects.kaggle_pipeline._metrics import summarise
from journey.projects.kaggle_pipeline._models import build, ensemble, score
from journey.projects.kaggle_pipeline._store import RunError, digest, plain, write

__all__ = ["final_model", "splits", "train"]

Say = Callable[[str], None]
Rows = NDArray[np.intp]


def splits(config: Config, y: NDArray[Any], number: int, seed: int) -> list[tuple[Rows, Rows]]:
    """Return folds, stratified for classes, the same for both libraries.

    Parameters
    ----------
    config
        The configuration.
    y
        The truth.
    number
        How many folds.
    seed
        The seed of the shuffle.

    Returns
    -------
    list
        Pairs of row numbers, to train on and to test on.

    Raises
    ------
    RunError
        If there are too few rows, or a class has fewer members than there are folds.

    Examples
    --------
    >>> from journey.projects.kaggle_pipeline import load_config
    >>> folds = splits(load_config("titanic"), np.array([0, 1] * 5), 5, seed=0)
    >>> [len(test) for train, test in folds]
    [2, 2, 2, 2, 2]
    """
    few = int(np.bincount(y).min()) if config.task == "classification" else len(y)
    if few < number:
        what = "rows in the smallest class" if config.task == "classification" else "rows"
        raise RunError(f"validation: {number} folds need at least {number} {what}, got {few}")
    kind = StratifiedKFold if config.task == "classification" else KFold
    folds = kind(number, shuffle=True, random_state=seed)
    return list(folds.split(np.zeros((len(y), 1)), y))


def _better(config: Config, one: float, other: float) -> bool:
    return one > other if config.metric == "accuracy" else one < other


class _Search:
    """One training set: tunes each model by inner folds, then the ensemble of the tuned."""

    def __init__(self, config: Config, library: str, X: Any, y: NDArray[Any], say: Say) -> None:
        self.config, self.library, self.X, self.y, self.say = config, library, X, y, say
        self.folds = splits(config, y, config.inner, config.seed)

    def _inner(self, make: Callable[[], Any]) -> list[float]:
        scores = []
        for fit, test in self.folds:
            model = make().fit(self.X.iloc[fit], self.y[fit])
            scores.append(score(self.config, self.y[test], model.predict(self.X.iloc[test])))
        return scores

    def tune(self, name: str) -> dict[str, Any]:
        """Return every setting's inner scores and the best; the first of equals is taken."""
        grid = list(ParameterGrid(dict(self.config.models[name].grid)))
        tried: list[dict[str, Any]] = []
        for chosen in grid:
            self.say(f"{name}, setting {len(tried) + 1} of {len(grid)}: {_words(chosen)}")
            scores = self._inner(partial(build, self.config, self.library, name, chosen))
            tried.append({"chosen": chosen, "scores": scores, "inner": float(np.mean(scores))})
        best = tried[0]
        for one in tried[1:]:
            best = one if _better(self.config, one["inner"], best["inner"]) else best
        return {"tried": tried, "chosen": best["chosen"], "inner": best["inner"]}

    def blend(self, chosen: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """Return the ensemble's inner scores with the members' chosen settings."""
        self.say(f"ensemble, {self.config.ensemble}")
        scores = self._inner(lambda: ensemble(self.config, self.library, chosen))
        settings = {name: chosen[name] for name in self.config.members}
        return {"tried": [], "chosen": settings, "inner": float(np.mean(scores))}


def _words(chosen: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={value}" for key, value in chosen.items()) or "as it is"


def _make(config: Config, library: str, name: str, chosen: Mapping[str, Any]) -> Any:
    return (
        ensemble(config, library, chosen)
        if name == "ensemble"
        else build(config, library, name, chosen)
    )


def _candidate(
    config: Config, search: _Search, name: str, done: Mapping[str, Any]
) -> dict[str, Any]:
    if name == "ensemble":
        return search.blend({member: done[member]["chosen"] for member in config.members})
    return search.tune(name)


def _judged(
    config: Config,
    search: _Search,
    name: str,
    done: Mapping[str, Any],
    X: Any,
    y: NDArray[Any],
) -> dict[str, Any]:
    """Tune on the outer fold's training rows, fit on all of them, judge on its test rows."""
    found = _candidate(config, search, name, done)
    model = _make(config, search.library, name, found["chosen"])
    guess = model.fit(search.X, search.y).predict(X)
    return {**found, "outer": score(config, y, guess), "predicted": np.asarray(guess).tolist()}


def _select(config: Config, done: Mapping[str, Any]) -> str:
    """Return the best by the inner scores alone: the outer ones are for judging, not choosing."""
    best = next(iter(done))
    for name in done:
        best = name if _better(config, done[name]["inner"], done[best]["inner"]) else best
    return best


def manifest(config: Config, data: Data) -> dict[str, Any]:
    """Return what a run rests on: configuration, data, seed and versions."""
    versions = {"python": platform.python_version()}
    for name in ("numpy", "pandas", "scikit-learn", "bhumika-journey"):
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "not installed"
    return {
        "competition": config.competition,
        "configuration_sha256": digest(config.text.encode()),
        "train_sha256": data.sha256,
        "rows": len(data.frame),
        "seed": config.seed,
        "versions": versions,
    }


def check(config: Config, data: Data, run: Path) -> None:
    """Refuse a run folder of another configuration, other data or other versions.

    Raises
    ------
    RunError
        If the run folder has a manifest that differs, or one that cannot be read.
    """
    path = run / "manifest.json"
    if not path.exists():
        if run.exists() and any(
            entry.name not in (".manifest.json.part",) for entry in run.iterdir()
        ):
            raise RunError(f"{run}: not empty, and no run folder; --run names another")
        return
    found, expected = _store.load(path), manifest(config, data)
    if found is None:
        raise RunError(f"{path}: damaged; remove the run folder and train again")
    for key, value in expected.items():
        if found.get(key) != value:
            raise RunError(
                f"{run}: this run has another {key.replace('_', ' ')}: {found.get(key)}, now "
                f"{value}; train into another folder with --run"
            )


def train(config: Config, data: Data, run: Path, say: Say = print, tick: Say | None = None) -> Any:
    """Judge the whole procedure by nested cross-validation, then tune on all rows.

    Every step is kept in the run folder as soon as it is done; a call that finds steps of an
    interrupted run goes on behind them, and ends with the same bytes as one that ran through.

    Parameters
    ----------
    config
        The configuration.
    data
        The training data.
    run
        The run folder.
    say
        Is given one line for each step.
    tick
        Is given what goes on within a step; default: nobody is told.

    Returns
    -------
    dict
        What `metrics.json` holds.

    Raises
    ------
    RunError
        If the folder belongs to another run, or the data do not suffice.

    Examples
    --------
    ```python
    train(config, read(config, "train", None), Path("runs/titanic"))["journey"]["procedure"]
    ```
    """
    check(config, data, run)
    X = features(config, data.frame)
    y, _classes = target(config, data.frame)
    if config.one_rule not in data.frame.columns:
        raise RunError(f"one_rule: {config.one_rule!r} is no column of the training data")
    outer = [
        split
        for repeat in range(config.repeats)
        for split in splits(config, y, config.outer, config.seed + repeat)
    ]
    _store.remember(run / "manifest.json", lambda: manifest(config, data))
    write(run / "config.toml", config.text)
    jobs = len(config.libraries) * len(config.candidates) * (len(outer) + 1)
    count = iter(range(1, jobs + 1))
    scores: dict[str, Any] = {}
    parameters: dict[str, Any] = {}
    for library in config.libraries:
        folds = []
        for number, (fit, test) in enumerate(outer, 1):
            search = _Search(config, library, X.iloc[fit], y[fit], tick or _silent)
            done: dict[str, Any] = {}
            for name in config.candidates:
                judge = partial(_judged, config, search, name, done, X.iloc[test], y[test])
                path = run / "folds" / f"{library}-{number:02d}-{name}.json"
                done[name], kept = _store.remember(path, judge)
                say(_line(next(count), jobs, f"{library} fold {number}", name, done[name], kept))
            chosen = _select(config, done)
            folds.append({"chosen": chosen, "outer": {n: done[n]["outer"] for n in done}})
        scores[library] = folds
        search = _Search(config, library, X, y, tick or _silent)
        final: dict[str, Any] = {}
        for name in config.candidates:
            path = run / "final" / f"{library}-{name}.json"
            tune = partial(_candidate, config, search, name, final)
            final[name], kept = _store.remember(path, tune)
            say(_line(next(count), jobs, f"{library} all rows", name, final[name], kept))
        best = _select(config, final)
        parameters[library] = {"selected": best, "chosen": final[best]["chosen"]}
    metrics = summarise(config, data, y, outer, scores)
    write(run / "parameters.json", plain(parameters))
    write(run / "metrics.json", plain(metrics))
    return metrics


def _silent(words: str) -> None:
    """Nobody is told."""


def _line(number: int, of: int, where: str, name: str, found: Any, kept: bool) -> str:
    width = len(str(of))
    words = f"[{number:{width}d}/{of}] {where:22s} {name:9s} inner {found['inner']:.4f}"
    words += f"  outer {found['outer']:.4f}" if "outer" in found else " " * 14
    if name != "ensemble":
        words += f"  {_words(found['chosen'])}"
    return words + ("  (kept)" if kept else "")


def final_model(config: Config, data: Data, run: Path, rows: Rows | None = None) -> Any:
    """Return the selected model of the first library, fitted again from the run's parameters.

    Fitting again takes a second and gives the same model; a pickle would run whatever code a file
    says that it should.

    Parameters
    ----------
    config
        The configuration.
    data
        The training data.
    run
        The run folder.
    rows
        The rows to fit on; default: all.

    Returns
    -------
    estimator
        It takes the frames that `features` makes.

    Raises
    ------
    RunError
        If the run is not whole, or rests on something else.

    Examples
    --------
    ```python
    final_model(config, data, Path("runs/titanic")).predict(features(config, test.frame))
    ```
    """
    check(config, data, run)
    library = config.libraries[0]
    found = {n: _store.load(run / "final" / f"{library}-{n}.json") for n in config.candidates}
    if None in found.values() or not (run / "metrics.json").is_file():
        raise RunError(f"{run}: this run is not whole; `train` goes on where it ended")
    name = _select(config, found)
    y, _classes = target(config, data.frame)
    X = features(config, data.frame)
    chosen = slice(None) if rows is None else rows
    return _make(config, library, name, found[name]["chosen"]).fit(X.iloc[chosen], y[chosen])
