"""A model's errors taken apart: measures beside a baseline, kinds, calibration, rows, subgroups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.calibration import expected_calibration_error
from journey.ml.metrics import r2_score, root_mean_squared_error
from journey.projects.kaggle_pipeline._facts import Column, binned
from journey.projects.kaggle_pipeline._html import Html, number, paragraph, percent, table
from journey.projects.kaggle_pipeline._intervals import Interval, mean_interval, share_interval
from journey.projects.kaggle_pipeline._svg import histogram, intervals, points

__all__ = ["Answers", "calibration", "quality", "subgroups", "worst", "wrong"]


@dataclass(frozen=True)
class Answers:
    """What a model says about rows whose targets are known.

    Attributes
    ----------
    task
        "classification" or "regression".
    target, predicted
        What is true, and what the model says.
    chances
        Probabilities of the classes that the model knows; `None` without.
    names
        The classes, the model's first.
    losses
        Loss of each row.
    """

    task: str
    target: NDArray[Any]
    predicted: NDArray[Any]
    chances: NDArray[Any] | None
    names: list[Any]
    losses: NDArray[np.float64]

    @property
    def loss(self) -> str:
        """The loss's name."""
        if self.task == "regression":
            return "absolute error"
        return "share of errors" if self.chances is None else "logarithmic loss"

    @property
    def says(self) -> str:
        """What the model gives, in words."""
        if self.task == "regression":
            return "prediction"
        return f"chance of {self.names[min(1, len(self.names) - 1)]}"

    @property
    def mistakes(self) -> NDArray[np.float64]:
        """Absolute errors, or 1 where the class is wrong."""
        if self.task == "regression":
            return self.losses
        return np.asarray(self.predicted != self.target, dtype=np.float64)

    def rate(self, rows: NDArray[Any]) -> Interval:
        """Return the mean mistake of some rows with its interval."""
        part = self.mistakes[rows]
        if self.task == "regression":
            return mean_interval(part)
        return share_interval(float(part.sum()), len(part))


def quality(answers: Answers) -> Html:
    """Return measures of the whole beside those of a baseline that looks at no column."""
    target = answers.target
    header = ("Measure", "Model", "From", "To", "Baseline")
    if answers.task == "regression":
        median = np.full(len(target), np.median(target))
        low, middle, high = mean_interval(answers.losses)
        rows: list[tuple[Any, ...]] = [
            ("Mean absolute error", middle, low, high, np.abs(target - median).mean()),
            ("Root mean squared error", root_mean_squared_error(target, answers.predicted), None,
             None, target.std()),
        ]  # fmt: skip
        if len(target) > 1 and np.ptp(target):
            rows.append(("R squared", r2_score(target, answers.predicted), None, None, 0.0))
        told = "The baseline says the median (for the absolute error) or the mean of these targets."
        return Html(table("Errors", header, rows) + paragraph(told, "note"))
    counts = np.array([(target == name).sum() for name in answers.names], dtype=np.float64)
    shares = counts / counts.sum()
    low, middle, high = share_interval(float((1 - answers.mistakes).sum()), len(target))
    rows = [("Accuracy", percent(middle), percent(low), percent(high), percent(shares.max()))]
    if answers.chances is not None:
        low, middle, high = mean_interval(answers.losses)
        some = shares[shares > 0]
        rows.append(
            ("Logarithmic loss", middle, low, high, float(-(some * np.log(some)).sum()) + 0.0)
        )
    told = "The baseline always says the commonest of these classes, or their shares."
    return Html(table("Quality", header, rows) + paragraph(told, "note"))


def wrong(answers: Answers) -> Html:
    """Return the confusion matrix, or the residuals."""
    if answers.task == "classification":
        names = [str(each) for each in answers.names]
        places = {name: place for place, name in enumerate(answers.names)}
        true, said = (
            np.array([places[each] for each in values.tolist()], dtype=np.intp)
            for values in (answers.target, answers.predicted)
        )
        width = len(names)
        counts = np.bincount(true * width + said, minlength=width * width).reshape(width, width)
        rows = [
            (f"is {name}", *row.tolist(), percent(row[k] / row.sum()) if row.sum() else "–")
            for k, (name, row) in enumerate(zip(names, counts, strict=True))
        ]
        header = ("Truth", *(f"said {name}" for name in names), "Right")
        return table(
            "Confusion matrix: rows are the truth, columns what the model says", header, rows
        )
    residual = answers.target - answers.predicted
    counts, edges = np.histogram(residual, bins=20 if np.ptp(residual) else 1)
    kept = np.unique(np.linspace(0, len(residual) - 1, 400).astype(np.intp))
    parts = [
        points(
            answers.predicted[kept], residual[kept], level=0.0, label="prediction",
            alt=f"Residuals by prediction, {len(kept)} rows: mean {number(residual.mean())}, "
            f"from {number(residual.min())} to {number(residual.max())}.",
            caption="Residual (truth minus prediction) by prediction",
        ),
        histogram(
            edges, counts, label="residual", caption="Rows by residual",
            alt=f"Histogram of the residuals, median {number(np.median(residual))}.",
        ),
        table(
            "Residuals in short",
            ("Least", "5 %", "25 %", "50 %", "75 %", "95 %", "Most"),
            [np.quantile(residual, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]).tolist()], text=0,
        ),
    ]  # fmt: skip
    return Html("".join(parts))


def calibration(answers: Answers) -> Html:
    """Return what came true against what was said, in bins of equally many rows."""
    if answers.task == "regression":
        said, true = answers.predicted, answers.target
        what = "Mean truth"
    elif answers.chances is None:
        return paragraph("The model gives no probabilities.")
    elif answers.chances.shape[1] == 2:
        said, true = answers.chances[:, 1], (answers.target == answers.names[1]).astype(np.float64)
        what = f"Share of {answers.names[1]}"
    else:
        said, true = answers.chances.max(axis=1), 1 - answers.mistakes
        what = "Share of right answers"
    order = np.argsort(said, kind="stable")
    groups = [
        each for each in np.array_split(order, min(10, max(1, len(order) // 10))) if len(each)
    ]
    found = [
        mean_interval(true[g]) if answers.task == "regression"
        else share_interval(float(true[g].sum()), len(g))
        for g in groups
    ]  # fmt: skip
    means = [float(said[g].mean()) for g in groups]
    low, middle, high = np.array(found).T
    rows = [(number(m), len(g), *f) for m, g, f in zip(means, groups, found, strict=True)]
    rows = [(m, n, b, a, c) for m, n, a, b, c in rows]
    words = ""
    if answers.task == "classification":
        bins = min(10, len(groups))
        ece = (
            expected_calibration_error(true.astype(np.intp), said, n_bins=bins, pos_label=1)
            if 0 < true.mean() < 1
            else float(abs(true.mean() - said.mean()))
        )
        words = paragraph(
            f"Expected calibration error, {bins} bins of equal width: {number(ece, 3)}."
        )
    figure = points(
        means, middle, low=np.where(np.isnan(low), middle, low),
        high=np.where(np.isnan(high), middle, high), diagonal=True, label="said",
        square=(0.0, 1.0) if answers.task == "classification" else None,
        alt=f"{what} against what was said: "
        + ", ".join(f"{number(m, 3)} said, {number(t, 3)} true"
                    for m, t in zip(means, middle, strict=True)) + ".",
        caption=f"{what} by what the model said; dashed: as said",
    )  # fmt: skip
    return Html(words + figure + table(
        f"{what} by what was said", ("Said", "Rows", "True", "From", "To"), rows))  # fmt: skip


def worst(answers: Answers, frame: Any, columns: list[Column], order: list[int]) -> Html:
    """Return the rows with the largest loss, with the columns that the model uses most."""
    loss = answers.losses
    places = [k for k in np.lexsort((np.arange(len(loss)), -loss))[:10] if answers.mistakes[k]]
    if not places:
        return paragraph("There is no mistake.")
    shown = order[:6]
    rows = []
    for k in places:
        chance = None
        if answers.chances is not None:
            chance = percent(float(answers.chances[k].max()))
        rows.append(
            (str(frame.index[k]), answers.target[k], answers.predicted[k],
             *([] if answers.chances is None else [chance]), loss[k],
             *(_seen(frame.iloc[k, column]) for column in shown))
        )  # fmt: skip
    header = (
        "Row", "Truth", "Said", *([] if answers.chances is None else ["How sure"]), "Loss",
        *(columns[k].name for k in shown),
    )  # fmt: skip
    return table(f"Largest {answers.loss} first", header, rows)


def _seen(value: Any) -> Any:
    missing = value is None or (not isinstance(value, list | dict | np.ndarray) and value != value)
    return "–" if missing else value


def subgroups(answers: Answers, columns: list[Column], order: list[int]) -> Html:
    """Return the mean mistake in each group of each column, those farthest from the whole first."""
    whole = answers.rate(np.arange(len(answers.target)))
    show = number if answers.task == "regression" else percent
    found = []
    for k in order:
        column = columns[k]
        if column.kind in ("text", "empty"):
            continue
        place, names = binned(column, 4)
        usable = np.flatnonzero(column.usable)
        groups = [(name, usable[place == group]) for group, name in enumerate(names)]
        if column.missing:
            groups.append(("missing", np.flatnonzero(~column.present)))
        for name, rows in groups:
            if 5 <= len(rows) < len(answers.target):
                found.append((f"{column.name}: {name}", len(rows), answers.rate(rows)))
    if not found:
        return Html("")
    apart = [f for f in found if not f[2].low <= whole.middle <= f[2].high]
    found.sort(key=lambda f: -abs(f[2].middle - whole.middle))
    what = "Mean absolute error" if answers.task == "regression" else "Share of errors"
    told = paragraph(
        f"{what} of all rows: {show(whole.middle)}. Of {len(found)} groups, {len(apart)} have an "
        f"interval without it; about {number(len(found) * 0.05, 2)} would by chance alone. Groups "
        "of fewer than five rows are left out.",
    )
    top = found[:14]
    figure = intervals(
        [name for name, _, _ in top], *np.array([f for _, _, f in top]).T, reference=whole.middle,
        label=what, caption="The groups farthest from all rows (dashed)",
        alt=f"{what} by subgroup: "
        + ", ".join(f"{name} {show(f.middle)}" for name, _, f in top) + ".",
    )  # fmt: skip
    rows = [(name, n, show(f.middle), show(f.low), show(f.high)) for name, n, f in found]
    return Html(told + figure + table(
        f"{what} by subgroup", ("Group", "Rows", what, "From", "To"), rows))  # fmt: skip
