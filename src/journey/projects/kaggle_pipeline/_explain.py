"""A report about a fitted model: what it uses, how, and where it is wrong.

`explain` returns one page of HTML. The model is asked, never fitted again; its errors are taken
apart in `_mistakes`.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.base import BaseEstimator, ClassifierMixin, RegressorMixin
from journey.ml.inspection import partial_dependence, permutation_importance
from journey.projects.kaggle_pipeline._facts import Column, read_all
from journey.projects.kaggle_pipeline._html import Html, grid, number, page, paragraph, table
from journey.projects.kaggle_pipeline._intervals import Interval, mean_interval
from journey.projects.kaggle_pipeline._mistakes import (
    Answers,
    calibration,
    quality,
    subgroups,
    worst,
    wrong,
)
from journey.projects.kaggle_pipeline._svg import bars, curves, intervals

__all__ = ["answers_of", "explain", "importances"]

_ROWS = 2000  # shuffled, and set to values, at most
_CURVES = 40  # drawn
_REPEATS = 10


def explain(
    model: Any, X: Any, y: ArrayLike, *, task: str, seed: int, title: str, top: int = 4
) -> str:
    """Return a report about a fitted model as one page of HTML.

    Parameters
    ----------
    model
        A fitted model with `predict`; probabilities are used where it has `predict_proba`.
    X
        Rows that it was not fitted on, a data frame or an array.
    y
        Their targets.
    task
        "classification" or "regression".
    seed
        Seed of the shuffles and of the rows that are drawn.
    title
        The page's title.
    top
        Of how many columns the partial dependence is shown, the most important first.

    Returns
    -------
    str
        The page. The same model, rows and seed give the same bytes.

    Raises
    ------
    ValueError
        If the task is neither, there is no row or no column, or a target is missing.
    """
    pandas: Any = importlib.import_module("pandas")
    frame = X if hasattr(X, "iloc") else pandas.DataFrame(np.asarray(X))
    answers = answers_of(model, X, y, task)
    columns = read_all(frame)
    found = importances(model, X, answers, seed=seed)
    order = sorted(range(len(columns)), key=lambda k: (-found[k].middle, k))
    lead = f"{number(len(frame))} rows, {len(columns)} columns. Intervals are 95 % intervals."
    important = _importance([columns[k].name for k in order], [found[k] for k in order], answers)
    return page(
        title,
        lead,
        [
            ("quality", "How good it is", quality(answers)),
            ("importance", "What it uses", important),
            (
                "dependence",
                "How it uses them",
                _dependence(model, X, columns, order[:top], answers, seed),
            ),
            ("errors", "Where it is wrong", wrong(answers)),
            ("calibration", "Whether it means what it says", calibration(answers)),
            ("worst", "Worst mistakes", worst(answers, frame, columns, order)),
            ("subgroups", "Errors by subgroup", subgroups(answers, columns, order)),
        ],
    )


def answers_of(model: Any, X: Any, y: ArrayLike, task: str) -> Answers:
    """Ask the model about all rows.

    Parameters
    ----------
    model
        A fitted model.
    X, y
        Rows and their targets.
    task
        "classification" or "regression".

    Returns
    -------
    Answers
        Targets, predictions, probabilities and the loss of each row.
    """
    if task not in ("classification", "regression"):
        raise ValueError(f"task: expected 'classification' or 'regression', got {task!r}")
    target = np.asarray(y)
    if len(X) == 0 or X.shape[1] == 0:
        raise ValueError(f"X: expected rows and columns, got shape {tuple(X.shape)}")
    if target.shape != (len(X),):
        raise ValueError(f"y: expected {len(X)} targets, one a row, got shape {target.shape}")
    if any(each is None or each != each for each in target.tolist()):
        raise ValueError("y: expected a target in each row, some are missing")
    if task == "regression":
        target = target.astype(np.float64)
        predicted = np.asarray(model.predict(X), dtype=np.float64).ravel()
        return Answers(task, target, predicted, None, [], np.abs(predicted - target))
    predicted = np.asarray(model.predict(X)).ravel()
    chances = np.asarray(model.predict_proba(X)) if hasattr(model, "predict_proba") else None
    names = getattr(model, "classes_", None)
    names = sorted({*target.tolist(), *predicted.tolist()}, key=str) if names is None else [
        each.item() if isinstance(each, np.generic) else each for each in names
    ]  # fmt: skip
    heard = sorted({*target.tolist(), *predicted.tolist()}, key=str)
    names += [each for each in heard if each not in names]
    return Answers(
        task, target, predicted, chances, names, _losses(target, predicted, chances, names)
    )


def _losses(
    target: NDArray[Any], predicted: NDArray[Any], chances: NDArray[Any] | None, names: list[Any]
) -> NDArray[np.float64]:
    if chances is None:
        return np.asarray(predicted != target, dtype=np.float64)
    # Classes that the model has never seen get no probability from it.
    place = np.array([names.index(each) for each in target.tolist()], dtype=np.intp)
    full = np.column_stack([chances, np.zeros((len(chances), len(names) - chances.shape[1]))])
    return np.asarray(
        -np.log(np.clip(full[np.arange(len(place)), place], np.finfo(np.float64).eps, 1))
    )


def importances(
    model: Any, X: Any, answers: Answers, *, seed: int, n_repeats: int = _REPEATS
) -> list[Interval]:
    """Return by how much the mean loss grows with each column shuffled, with its interval.

    The loss of a row is the absolute error, the logarithmic loss, or 0 and 1 where a classifier has
    no probabilities. Its growth is averaged over the shuffles, row by row; the interval is
    Student's over the rows. So it tells how sure the importance is for other rows of the same
    kind, with this model; the spread over shuffles alone would not.

    Parameters
    ----------
    model
        A fitted model.
    X
        Rows.
    answers
        What it says about them.
    seed
        Seed of the shuffles, and of the 2,000 rows drawn where there are more.
    n_repeats
        Shuffles a column.

    Returns
    -------
    list
        One interval a column.
    """
    rows = _drawn(len(X), _ROWS, seed)
    part = X.iloc[rows] if hasattr(X, "iloc") else np.asarray(X)[rows]
    losses: list[NDArray[np.float64]] = []

    def scorer(model: Any, X: Any, y: Any) -> float:
        losses.append(answers_of(model, X, y, answers.task).losses)
        return -float(losses[-1].mean())

    # The scorer is called on the rows as they are, then column by column.
    permutation_importance(
        model, part, answers.target[rows], scoring=scorer, n_repeats=n_repeats, random_state=seed
    )
    grown = np.array(losses[1:]).reshape(X.shape[1], n_repeats, len(rows)).mean(axis=1) - losses[0]
    return [mean_interval(each) for each in grown]


def _drawn(number: int, most: int, seed: int) -> NDArray[np.intp]:
    if number <= most:
        return np.arange(number)
    return np.sort(np.random.default_rng(seed).permutation(number)[:most])


def _importance(names: list[str], found: list[Interval], answers: Answers) -> Html:
    told = paragraph(
        f"By how much the {answers.loss} grows when one column is shuffled: the mean of "
        f"{_REPEATS} shuffles, with an interval over the rows. It is about this model: two columns "
        "that say the same can both look useless, and a column that is useless to this model may "
        "be useful to another.",
        "note",
    )
    shown = found[:20]
    told_first = ", ".join(
        f"{name} {number(one.middle, 3)}" for name, one in zip(names[:10], found, strict=False)
    )
    figure = intervals(
        names[:20], *np.array(shown).T, reference=0.0, label=f"growth of the {answers.loss}",
        alt=f"Permutation importance: {told_first}.",
        caption="Dashed: no difference",
    )  # fmt: skip
    rows = [(name, f.middle, f.low, f.high) for name, f in zip(names, found, strict=True)]
    return Html(told + figure + table(
        f"Growth of the {answers.loss} with the column shuffled",
        ("Column", "Growth", "From", "To"), rows,
    ))  # fmt: skip


class _Regressor(RegressorMixin, BaseEstimator):
    """Any model as a regressor that can be asked only."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def predict(self, X: Any) -> Any:
        """Ask the model."""
        return self.model.predict(X)


class _Classifier(ClassifierMixin, BaseEstimator):
    """Any model as a classifier that can be asked only; without probabilities it votes 0 or 1."""

    def __init__(self, model: Any, names: list[Any]) -> None:
        self.model, self.names = model, names
        self.classes_ = np.asarray(names)

    def predict_proba(self, X: Any) -> Any:
        """Ask the model."""
        if hasattr(self.model, "predict_proba"):
            return self.model.predict_proba(X)
        return (np.asarray(self.model.predict(X))[:, None] == self.classes_).astype(np.float64)


def _dependence(
    model: Any, X: Any, columns: list[Column], order: list[int], answers: Answers, seed: int
) -> Html:
    rows = _drawn(len(X), 500, seed)
    part = X.iloc[rows] if hasattr(X, "iloc") else np.asarray(X)[rows]
    asked = _Regressor(model) if answers.task == "regression" else _Classifier(model, answers.names)
    kept = _drawn(len(rows), _CURVES, seed + 1)
    parts = []
    for k in order:
        column = columns[k]
        if column.kind == "empty":
            continue
        own = None
        if not column.numeric:
            values = part.iloc[:, k] if hasattr(part, "iloc") else part[:, k]
            own = _commonest(values)
        elif column.kind == "dates":
            continue
        found = partial_dependence(
            asked, part, [k], kind="both", grid_resolution=25,
            custom_values=None if own is None else {k: own},
        )  # fmt: skip
        output = 0
        if len(found.average) > 1:  # of several classes the one that is predicted most
            output = int(np.argmax(found.average.mean(axis=1)))
        says = answers.says if len(found.average) == 1 else f"chance of {answers.names[output]}"
        axis, mean = found.grid_values[0], found.average[output]
        low, high = int(np.argmin(mean)), int(np.argmax(mean))
        alt = (
            f"Mean {says} by {column.name}: least {number(mean[low])} at "
            f"{_word(axis[low])}, most {number(mean[high])} at {_word(axis[high])}."
        )
        if column.numeric and len(axis) > 1:
            values = np.quantile(column.values, np.linspace(0.05, 0.95, 10))
            parts.append(
                curves(axis, mean, found.individual[output][kept], alt=alt, label=column.name,
                       caption=f"{column.name}: mean {says} (thick), {len(kept)} rows (thin)",
                       rug=values)
            )  # fmt: skip
        else:
            parts.append(
                bars([_word(each) for each in axis], mean, alt=alt,
                     caption=f"{column.name}: mean {says}")
            )  # fmt: skip
    told = paragraph(
        "Partial dependence: the column is set to a value in every row and the model asked. Thin "
        "curves are single rows; where they cross, the column works together with another. Marks "
        "below are the tenths of the data. Rows made so may not exist where columns move together.",
        "note",
    )
    return Html(told + grid(parts)) if parts else Html("")


def _commonest(values: Any) -> list[Any]:
    present = [each for each in list(values) if each is not None and each == each]
    counts: dict[Any, int] = {}
    for each in present:
        counts[each] = counts.get(each, 0) + 1
    return sorted(counts, key=lambda each: (-counts[each], str(each)))[:12]


def _word(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return number(value)
    return str(value)
