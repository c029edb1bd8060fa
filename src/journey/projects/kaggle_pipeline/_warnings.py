"""Warnings about a table: rules that can be checked by hand, with the numbers behind them.

A warning is a question to whoever knows the data, no verdict.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from journey.projects.kaggle_pipeline._facts import Column, drift
from journey.projects.kaggle_pipeline._html import Html, escape, number, paragraph, percent
from journey.projects.kaggle_pipeline._intervals import (
    correlation_ratio,
    cramers_v,
    rank_correlation,
)

__all__ = ["warnings_of"]


def warnings_of(
    frame: Any,
    columns: list[Column],
    aim: Column,
    strengths: list[float],
    others: list[Column] | None,
) -> Html:
    """Return the warnings as a list of HTML, or a sentence that there is none."""
    found = [*_target(aim)]
    for column, strength in zip(columns, strengths, strict=True):
        found += [(head, column.name, told) for head, told in _column(column, aim, strength)]
    found += _contradictions(frame, columns, aim)
    found += _copies(columns)
    if others is not None:
        found += _drifts(columns, others)
    if not found:
        return paragraph("Nothing stood out. That does not prove that nothing is wrong.")
    items = "".join(
        f"<li><strong>{escape(head)}:</strong> {escape(name)}. {escape(told, 600)}</li>\n"
        for head, name, told in found
    )
    return Html(f'<ul class="warnings">\n{items}</ul>\n')


def _target(aim: Column) -> list[tuple[str, str, str]]:
    if not len(aim.values):
        return [("Empty target", aim.name, "There is nothing to learn from.")]
    found = []
    if aim.missing:
        told = f"{number(aim.missing)} rows have no target and cannot be learnt from."
        found.append(("Missing target", aim.name, told))
    if aim.constant:
        found.append(("Constant target", aim.name, "Every row has the same."))
    elif aim.kind == "groups" or not aim.numeric:
        name, count = aim.counts()[-1]
        share = count / len(aim.values)
        if share < 0.05:
            told = f"{name} is {percent(share)} of the rows. Accuracy hides how it fares."
            found.append(("Rare class", aim.name, told))
    return found


def _column(column: Column, aim: Column, strength: float) -> list[tuple[str, str]]:
    if column.kind == "empty":
        return [("Empty column", "It has no value.")]
    found = []
    whole = len(column.present)
    if column.missing > 0.4 * whole:
        found.append(("Many missing", f"{percent(column.missing / whole)} of the rows lack it."))
    if column.constant:
        found.append(("Constant column", "Every value is the same."))
    if column.id_like:
        told = "No value comes twice: a name of the row, which tells a model nothing about others."
        found.append(("Looks like an id", told))
    elif column.kind == "text":
        told = f"{number(column.distinct)} different values in {number(len(column.values))} rows."
        found.append(("Many different values", told))
    if column.mixed:
        found.append(("Mixed types", "Words stand beside other things."))
    if column.infinite:
        found.append(("Infinite values", f"{number(column.infinite)} of them."))
    if strength >= 0.95:
        told = (
            f"Strength {number(strength, 3)}: it all but determines the target. "
            "Is it known when a prediction is made?"
        )
        found.append(("Leakage suspect", told))
    if column.id_like and column.numeric and (tie := _tie(column, aim)) > 0.1:
        both = column.usable & aim.usable
        if tie * math.sqrt(both.sum()) > 4:
            told = f"The id goes with the target ({number(tie, 2)}): the rows' order tells of it."
            found.append(("Leakage suspect", told))
    gap = _gap(column, aim)
    if gap >= 0.9:
        told = f"Whether it is missing goes with the target ({number(gap, 2)})."
        found.append(("Leakage suspect", told))
    return found


def _tie(column: Column, aim: Column) -> float:
    both = column.usable & aim.usable
    x, y = column.on_rows(both), aim.on_rows(both)
    if len(x) < 2 or len(np.unique(y)) < 2:
        return 0.0
    value = abs(rank_correlation(x, y)) if aim.numeric else correlation_ratio(y, x)
    return 0.0 if math.isnan(value) else value


def _gap(column: Column, aim: Column) -> float:
    if not len(aim.values) or not column.missing:
        return 0.0
    there = column.present[aim.usable].astype(np.intp)
    if len(np.unique(there)) < 2:
        return 0.0
    value = (correlation_ratio if aim.numeric else cramers_v)(there, aim.values)
    return 0.0 if math.isnan(value) else value


def _contradictions(frame: Any, columns: list[Column], aim: Column) -> list[tuple[str, str, str]]:
    if not columns or not len(aim.values):
        return []
    keys = [
        np.unique(np.where(c.present, _placed(c), -1), return_inverse=True)[1].ravel()
        for c in columns
    ]
    _, group = np.unique(np.column_stack(keys), axis=0, return_inverse=True)
    group = group.ravel()[aim.usable]
    _, value = np.unique(aim.values, return_inverse=True)
    pairs = np.unique(np.column_stack([group, value.ravel()]), axis=0)
    torn = np.bincount(pairs[:, 0], minlength=int(group.max()) + 1) > 1
    rows = int(torn[group].sum())
    if not rows:
        return []
    told = f"{number(rows)} rows agree with another in every column but not in the target."
    return [("Contradicting rows", aim.name, told)]


def _placed(column: Column) -> Any:
    place = np.full(len(column.present), -2, dtype=np.intp)
    if len(column.values):
        place[column.usable] = np.unique(column.values, return_inverse=True)[1].ravel()
    return place


def _copies(columns: list[Column]) -> list[tuple[str, str, str]]:
    found = []
    seen: dict[Any, str] = {}
    for column in columns:
        if column.kind == "empty" or column.constant:
            continue
        key = (column.numeric, column.present.tobytes(), column.values.tobytes())
        if key in seen:
            told = f"It equals {escape(seen[key])} in every row."
            found.append(("Copied column", column.name, told))
        else:
            seen[key] = column.name
    return found


def _drifts(columns: list[Column], others: list[Column]) -> list[tuple[str, str, str]]:
    by_name = {each.name: each for each in others}
    found = []
    for column in columns:
        twin = by_name.get(column.name)
        if twin is None:
            found.append(("Not in the rows to predict", column.name, "No model can use it."))
            continue
        distance, chance, new = drift(column, twin)
        if not column.id_like and chance < 0.001 / len(columns):
            told = f"Its values differ between the tables by {number(distance, 2)}."
            found.append(("Drift", column.name, told))
        if new:
            told = f"Values never seen in training: {', '.join(new[:5])}."
            found.append(("New values", column.name, told))
    return found
