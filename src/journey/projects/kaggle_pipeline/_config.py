"""The configuration file: one TOML file says all of a run; errors name the file and the key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["CONFIGS", "Config", "ConfigError", "load_config"]

_FOLDER = Path(__file__).parent / "configs"

CONFIGS = ("house-prices", "spaceship-titanic", "titanic")
"""The configurations that come along, by name."""

_LIBRARIES = ("journey", "scikit-learn")
_METRICS = {"classification": ("accuracy",), "regression": ("rmse",)}
_TOP = {
    "competition", "task", "metric", "log_target", "id", "target", "libraries", "seed", "one_rule",
    "data", "features", "validation", "models", "ensemble",
}  # fmt: skip


class ConfigError(ValueError):
    """A configuration that cannot be used; the message names the file and the key.

    Examples
    --------
    >>> load_config("no-such-competition")
    Traceback (most recent call last):
    ...
    journey.projects.kaggle_pipeline._config.ConfigError: no-such-competition: expected one of ...
    """


@dataclass(frozen=True)
class Model:
    """One kind of estimator, its fixed settings and the grid that is searched."""

    kind: str
    settings: Mapping[str, Any]
    grid: Mapping[str, list[Any]]


@dataclass(frozen=True)
class Config:
    """A configuration after its check; `text` is the file as it was read.

    Attributes
    ----------
    name, text
        The file's name without its ending, and its words.
    competition, task, metric, log_target, id, target
        What is asked, and how it is scored.
    libraries, seed, one_rule
        Whose estimators (the first predicts), the seed, the column of the one-rule baseline.
    train, test, bundled, sha256
        The data files' names, the bundled data set's name if any, hashes that the files must have.
    numeric, categorical, derived
        The features, and how those that no file has are made.
    outer, repeats, inner
        Folds of the outer cross-validation, its repeats, folds of the inner one.
    models, ensemble, members
        The models by name, the kind of ensemble or `""`, and its members' names.

    Examples
    --------
    >>> config = load_config("titanic")
    >>> config.target, config.libraries
    ('Survived', ('journey', 'scikit-learn'))
    """

    name: str
    text: str
    competition: str
    task: str
    metric: str
    log_target: bool
    id: str
    target: str
    libraries: tuple[str, ...]
    seed: int
    one_rule: str
    train: str
    test: str
    bundled: str
    sha256: Mapping[str, str]
    numeric: tuple[str, ...]
    categorical: tuple[str, ...]
    derived: Mapping[str, Mapping[str, Any]]
    outer: int
    repeats: int
    inner: int
    models: Mapping[str, Model]
    ensemble: str
    members: tuple[str, ...]

    @property
    def candidates(self) -> tuple[str, ...]:
        """The names that model selection chooses from: the models, then the ensemble."""
        return (*self.models, "ensemble") if self.ensemble else tuple(self.models)


class _Reader:
    """Takes typed values out of a table and says where one is wrong."""

    def __init__(self, place: str, table: Mapping[str, Any], prefix: str = "") -> None:
        self.place, self.table, self.prefix = place, table, prefix

    def fail(self, key: str, words: str) -> ConfigError:
        return ConfigError(f"{self.place}: {self.prefix}{key}: {words}")

    def known(self, keys: set[str]) -> None:
        for key in self.table:
            if key not in keys:
                raise self.fail(key, f"unknown key; expected {', '.join(sorted(keys))}")

    def get(self, key: str, kind: type, words: str, default: Any = None) -> Any:
        if key not in self.table:
            if default is None:
                raise self.fail(key, f"missing; expected {words}")
            return default
        value = self.table[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(key, f"expected {words}, got {value!r}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self.get(key, str, "a text", default)
        if not value and default is None:
            raise self.fail(key, "expected a text, got ''")
        return str(value)

    def choice(self, key: str, options: tuple[str, ...]) -> str:
        value = self.text(key)
        if value not in options:
            raise self.fail(key, f"expected one of {', '.join(options)}, got {value!r}")
        return value

    def whole(self, key: str, least: int, default: int | None = None) -> int:
        value = self.get(key, int, f"a whole number of at least {least}", default)
        if value < least:
            raise self.fail(key, f"expected a whole number of at least {least}, got {value}")
        return int(value)

    def texts(self, key: str, least: int = 0, default: list[str] | None = None) -> tuple[str, ...]:
        value = self.get(key, list, "a list of texts", default)
        if not all(isinstance(item, str) and item for item in value):
            raise self.fail(key, f"expected a list of texts, got {value!r}")
        if len(value) < least or len(set(value)) < len(value):
            raise self.fail(key, f"expected at least {least}, none twice, got {value!r}")
        return tuple(value)

    def inner(self, key: str, default: Mapping[str, Any] | None = None) -> _Reader:
        table = self.get(key, dict, "a table", default)
        return _Reader(self.place, table, f"{self.prefix}{key}.")


def load_config(name: str | Path) -> Config:
    """Read a configuration and check every key of it.

    Parameters
    ----------
    name
        One of `CONFIGS`, or the path of a TOML file.

    Returns
    -------
    Config
        The configuration.

    Raises
    ------
    ConfigError
        If there is no such file, it is no TOML, or a key is missing, unknown or wrong.

    Examples
    --------
    >>> load_config("house-prices").metric
    'rmse'
    """
    path = _FOLDER / f"{name}.toml" if str(name) in CONFIGS else Path(name)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(
            f"{name}: expected one of {', '.join(CONFIGS)}, or the path of a TOML file"
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        raise ConfigError(f"{name}: cannot be read: {problem}") from None
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise ConfigError(f"{path.name}: no valid TOML: {problem}") from None
    return _config(path, text, _Reader(path.name, table))


def _config(path: Path, text: str, top: _Reader) -> Config:
    top.known(_TOP)
    task = top.choice("task", ("classification", "regression"))
    log_target = bool(top.get("log_target", bool, "true or false", False))
    if log_target and task == "classification":
        raise top.fail("log_target", "expected false, as the task is classification")
    libraries = top.texts("libraries", 1)
    for library in libraries:
        if library not in _LIBRARIES:
            words = f"expected some of {', '.join(_LIBRARIES)}, got {library!r}"
            raise top.fail("libraries", words)
    data = top.inner("data")
    data.known({"train", "test", "bundled", "sha256"})
    hashes = data.inner("sha256", {})
    hashes.known({"train", "test"})
    for key in hashes.table:
        if not re.fullmatch("[0-9a-f]{64}", hashes.text(key)):
            raise hashes.fail(key, "expected 64 hexadecimal digits")
    features = top.inner("features")
    features.known({"numeric", "categorical", "derived"})
    numeric = features.texts("numeric", default=[])
    categorical = features.texts("categorical", default=[])
    if not numeric + categorical:
        raise features.fail("numeric", "expected a feature, numeric or categorical, got none")
    for column in categorical:
        if column in numeric:
            raise features.fail("categorical", f"{column!r} is among the numeric ones already")
    target = top.text("target")
    for key, columns in (("numeric", numeric), ("categorical", categorical)):
        if target in columns:
            raise features.fail(key, f"{target!r} is the target, which would leak")
    derived = features.inner("derived", {})
    for key in derived.table:
        _recipe(derived.inner(key), target)
    validation = top.inner("validation")
    validation.known({"outer", "repeats", "inner"})
    models = _models(top.inner("models"))
    ensemble = ""
    members: tuple[str, ...] = ()
    if "ensemble" in top.table:
        part = top.inner("ensemble")
        part.known({"kind", "members"})
        ensemble, members = part.choice("kind", ("voting", "stacking")), part.texts("members", 2)
        for member in members:
            if member not in models:
                words = f"expected some of {', '.join(models)}, got {member!r}"
                raise part.fail("members", words)
    bundled = data.text("bundled", "")
    if bundled not in ("", "titanic"):
        raise data.fail("bundled", f"expected 'titanic', got {bundled!r}")
    return Config(
        name=path.stem, text=text, competition=top.text("competition"), task=task,
        metric=top.choice("metric", _METRICS[task]), log_target=log_target, id=top.text("id"),
        target=target, libraries=libraries, seed=top.whole("seed", 0),
        one_rule=top.text("one_rule"), train=data.text("train"), test=data.text("test"),
        bundled=bundled, sha256=dict(hashes.table), numeric=numeric, categorical=categorical,
        derived=derived.table, outer=validation.whole("outer", 2),
        repeats=validation.whole("repeats", 1, 1), inner=validation.whole("inner", 2),
        models=models, ensemble=ensemble, members=members,
    )  # fmt: skip


def _recipe(recipe: _Reader, target: str) -> None:
    if "sum" in recipe.table:
        recipe.known({"sum"})
        sources = recipe.texts("sum", 1)
    else:
        recipe.known({"from", "pattern", "keep"})
        sources = (recipe.text("from"),)
        recipe.texts("keep", default=[])
        try:
            groups = re.compile(recipe.text("pattern")).groups
        except re.error as problem:
            raise recipe.fail("pattern", f"no regular expression: {problem}") from None
        if groups != 1:
            raise recipe.fail("pattern", f"expected one group in brackets, got {groups}")
    if target in sources:
        raise recipe.fail("sum" if "sum" in recipe.table else "from", "the target would leak")


def _models(part: _Reader) -> dict[str, Model]:
    if not part.table:
        raise ConfigError(f"{part.place}: models: expected at least one model, got none")
    models = {}
    for name in part.table:
        if not re.fullmatch("[a-z0-9_-]+", name) or name == "ensemble":
            raise part.fail(name, "expected small letters, digits, - and _, and not 'ensemble'")
        model = part.inner(name)
        model.known({"kind", "settings", "grid"})
        grid = model.inner("grid", {})
        for key, values in grid.table.items():
            if not isinstance(values, list) or not values:
                raise grid.fail(key, f"expected a list of values, got {values!r}")
        kind = model.choice("kind", ("linear", "forest", "boosting"))
        models[name] = Model(kind, dict(model.inner("settings", {}).table), dict(grid.table))
    return models
