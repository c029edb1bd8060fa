"""How each column goes with the target, the columns with each other, and two tables together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from journey.projects.kaggle_pipeline._facts import Column, binned, drift
from journey.projects.kaggle_pipeline._html import (
    Html,
    card,
    details,
    grid,
    number,
    paragraph,
    percent,
    table,
)
from journey.projects.kaggle_pipeline._intervals import (
    Interval,
    mean_interval,
    rank_correlation,
    share_interval,
)
from journey.projects.kaggle_pipeline._svg import intervals, squares

__all__ = ["differences", "ends", "rate", "relations", "together", "what"]

_MOST = 40  # columns with figures of their own


def ends(found: Interval, *, share: bool = True) -> str:
    """Return an interval's ends in words."""
    show = percent if share else number
    return f"{show(found.low)} to {show(found.high)}"


def _class(aim: Column) -> str:
    # Of two classes the second, as everywhere; of several the commonest.
    names = sorted({name for name, _ in aim.counts()})
    return str(names[1] if len(names) == 2 else aim.counts()[0][0])


def what(aim: Column, task: str) -> str:
    """Return what is averaged, in words: the target, or the share of one of its classes."""
    if not len(aim.values):
        return aim.name
    return f"Mean {aim.name}" if task == "regression" else f"Share of {aim.name} = {_class(aim)}"


def rate(aim: Column, task: str, rows: NDArray[np.bool_]) -> tuple[Interval, str, str]:
    """Return the target's mean, or a class's share, among some rows: interval, value, ends."""
    values = aim.on_rows(rows & aim.usable) if len(aim.values) else np.array([])
    if task == "regression":
        found = mean_interval(values)
        return found, number(found.middle), ends(found, share=False)
    hits = float((values == _class(aim)).sum()) if len(values) else 0.0
    found = share_interval(hits, len(values))
    return found, percent(found.middle), ends(found)


def relations(
    columns: list[Column], strengths: list[float], order: list[int], aim: Column, task: str
) -> Html:
    """Return a ranking of the columns by strength, and the target's rate in groups of each."""
    if not len(aim.values) or not columns:
        return Html("")
    rows = []
    for k in order:
        both = columns[k].usable & aim.usable
        rank = None
        if columns[k].numeric and aim.numeric and both.sum() > 1:
            rank = rank_correlation(columns[k].on_rows(both), aim.on_rows(both))
        rows.append((columns[k].name, columns[k].kind, int(both.sum()), strengths[k], rank))
    told = paragraph(
        "Strength runs from 0 to 1: Spearman's correlation for two columns of numbers, Cramér's V "
        "for two of groups, the correlation ratio for one of each. It looks at one column at a "
        "time, and says nothing about cause.",
        "note",
    )
    header = ("Column", "Kind", "Rows", "Strength", "Rank correlation")
    parts = []
    whole = rate(aim, task, aim.usable)[0]
    for k in order[:_MOST]:
        column = columns[k]
        if column.kind in ("text", "empty"):
            continue
        place, names = binned(column)
        found, table_rows = [], []
        for group, name in enumerate(names):
            mask = np.zeros(len(column.present), dtype=bool)
            mask[np.flatnonzero(column.usable)[place == group]] = True
            about, middle, words = rate(aim, task, mask)
            found.append(about)
            table_rows.append((name, int((mask & aim.usable).sum()), middle, words))
        parts.append(
            card(
                column.name,
                [
                    intervals(
                        names, *np.array(found).T, reference=whole.middle, label=what(aim, task),
                        alt=f"{what(aim, task)} by {column.name}: "
                        + ", ".join(f"{row[0]} {row[2]}" for row in table_rows) + ".",
                        caption="Dashed: all rows",
                    ),
                    details(
                        "As a table",
                        table(f"{what(aim, task)} by {column.name}",
                              ("Group", "Rows", "Value", "Interval"), table_rows),
                    ),
                ],
            )
        )  # fmt: skip
    ranking = table("Columns by their strength", header, rows, text=2)
    return Html(told + ranking + grid(parts))


def together(columns: list[Column]) -> Html:
    """Return the rank correlations of the columns of numbers with one another."""
    chosen = [each for each in columns if each.kind in ("numbers", "dates") and not each.constant]
    chosen = chosen[:12]
    if len(chosen) < 2:
        return Html("")
    matrix = np.eye(len(chosen))
    for i, first in enumerate(chosen):
        for j, second in enumerate(chosen[:i]):
            both = first.usable & second.usable
            value = rank_correlation(first.on_rows(both), second.on_rows(both))
            matrix[i, j] = matrix[j, i] = value
    pairs = [(i, j) for i in range(len(chosen)) for j in range(i) if np.isfinite(matrix[i, j])]
    pairs.sort(key=lambda pair: -abs(matrix[pair]))
    rows = [(f"{chosen[j].name} and {chosen[i].name}", matrix[i, j]) for i, j in pairs[:10]]
    told = ", ".join(f"{name} {number(value, 2)}" for name, value in rows[:5])
    figure = squares(
        [each.name for each in chosen],
        matrix,
        alt=f"Spearman's correlations of {len(chosen)} columns; the largest: {told}.",
        caption="Columns are numbered as the rows; the stronger the colour, the stronger the tie",
    )
    return Html(figure + table("Spearman's correlation, largest first", ("Columns", "r"), rows))


def differences(columns: list[Column], others: list[Column] | None) -> Html:
    """Return a table of how columns differ between the training rows and those to predict."""
    if others is None:
        return Html("")
    by_name = {each.name: each for each in others}
    rows = []
    for each in columns:
        if (twin := by_name.get(each.name)) is None:
            continue
        distance, chance, new = drift(each, twin)
        gaps = [c.missing / len(c.present) if len(c.present) else None for c in (each, twin)]
        rows.append((each.name, ", ".join(new[:5]) + ("…" if len(new) > 5 else "") or "none",
                     distance, chance, percent(gaps[0]), percent(gaps[1])))  # fmt: skip
    told = paragraph(
        "Distance runs from 0 to 1: the largest distance of the cumulated shares for numbers, half "
        "the sum of the differences of the shares for groups. Chance is (at most) how probable "
        "such a distance would be with nothing changed.",
        "note",
    )
    header = ("Column", "New values", "Distance", "Chance", "Missing before", "Missing now")
    return Html(told + table("What differs", header, rows, text=2))
