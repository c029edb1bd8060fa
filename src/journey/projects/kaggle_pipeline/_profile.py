"""A report about a table before anything is fitted: what is in it, and what to be careful with.

`profile` returns one page of HTML. What is counted is in `_facts`; warnings are in `_warnings`.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.projects.kaggle_pipeline._facts import Column, binned, drift, read, read_all, strength
from journey.projects.kaggle_pipeline._html import (
    Html,
    card,
    details,
    escape,
    grid,
    number,
    page,
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
from journey.projects.kaggle_pipeline._svg import bars, histogram, intervals, squares
from journey.projects.kaggle_pipeline._warnings import warnings_of

__all__ = ["profile"]

_MOST = 40  # columns with figures of their own


def profile(frame: Any, *, target: str, task: str, title: str, test: Any = None) -> str:
    """Return a report about a table as one page of HTML.

    Parameters
    ----------
    frame
        A pandas data frame with the training rows.
    target
        The column that is to be predicted.
    task
        "classification" or "regression".
    title
        The page's title.
    test
        A frame of rows to predict, compared with the training rows column by column.

    Returns
    -------
    str
        The page. The same tables give the same bytes.

    Raises
    ------
    ValueError
        If the task is neither, the target is no column or several, or a target of a regression is
        no number.
    """
    if task not in ("classification", "regression"):
        raise ValueError(f"task: expected 'classification' or 'regression', got {task!r}")
    places = [place for place, name in enumerate(frame.columns) if name == target]
    if len(places) != 1:
        names = ", ".join(map(str, frame.columns[:10])) or "none"
        raise ValueError(f"target: expected one column called {target!r}, the columns are {names}")
    aim = read(frame.iloc[:, places[0]], target, groups=task == "classification")
    if task == "regression" and aim.kind not in ("numbers", "empty"):
        raise ValueError(
            f"target: expected numbers for a regression, got {aim.dtype} in {target!r}"
        )
    everything = read_all(frame)
    everything[places[0]] = aim
    columns = [each for place, each in enumerate(everything) if place != places[0]]
    strengths = [strength(each, aim) for each in columns]
    order = sorted(range(len(columns)), key=lambda k: (-np.nan_to_num(strengths[k], nan=-1.0), k))
    others = None if test is None else read_all(test)
    rows, width = frame.shape
    lead = (
        f"{number(rows)} rows, {number(width)} columns. To predict: {escape(target)}, "
        f"a {task}. Intervals are 95 % intervals."
    )
    careful = warnings_of(frame, columns, aim, strengths, others)
    relations = _relations(columns, strengths, order, aim, task)
    return page(
        title,
        lead if isinstance(lead, Html) else Html(lead),
        [
            ("overview", "Overview", _overview(frame, everything)),
            ("warnings", "What to be careful with", careful),
            ("target", "The target", _target(aim, task)),
            ("columns", "Columns", _columns(everything)),
            ("missing", "Missing values", _missing(everything, aim, task)),
            ("numbers", "Numbers", _numbers(everything)),
            ("groups", "Groups and words", _groups(everything)),
            ("relations", "Each column and the target", relations),
            ("together", "Columns among each other", _together([columns[k] for k in order])),
            ("drift", "Training rows and rows to predict", _drift(columns, others)),
        ],
    )  # fmt: skip


def _overview(frame: Any, columns: list[Column]) -> Html:
    cells = frame.shape[0] * frame.shape[1]
    missing = sum(each.missing for each in columns)
    twice = duplicates(frame)
    kinds = ("numbers", "groups", "text", "dates", "empty")
    rows: list[tuple[str, Any]] = [
        ("Rows", frame.shape[0]),
        ("Columns", frame.shape[1]),
        *((f"Columns of kind: {kind}", sum(c.kind == kind for c in columns)) for kind in kinds),
        ("Missing cells", f"{number(missing)} ({percent(missing / cells if cells else None)})"),
        ("Rows that repeat an earlier one", twice),
    ]
    return table("Size of the table", ("What", "How many"), rows)


def duplicates(frame: Any) -> int:
    """Return how many rows equal an earlier one in every column; values are compared as text."""
    if not frame.shape[1]:
        return 0
    try:
        return int(frame.duplicated().sum())
    except TypeError:  # lists and dictionaries in cells
        return int(frame.map(repr).duplicated().sum())


def _target(aim: Column, task: str) -> Html:
    if not len(aim.values):
        return paragraph("The target has no value at all.")
    if task == "regression":
        return Html(_summary_table([aim]) + _histogram(aim))
    counts = aim.counts()
    whole = len(aim.values)
    rows = [
        (name, count, percent(count / whole), _ends(share_interval(count, whole)))
        for name, count in counts[:50]
    ]
    told = ", ".join(f"{name} {percent(count / whole)}" for name, count in counts[:8])
    figure = bars(
        [name for name, _ in counts[:20]],
        [count for _, count in counts[:20]],
        alt=f"Shares of the classes of {aim.name}: {told}.",
        caption="Rows of each class",
    )
    always = paragraph(
        f"Always saying {counts[0][0]} is right in {percent(counts[0][1] / whole)} of the rows: "
        "the accuracy that a model must beat."
    )
    return Html(table("Classes", ("Class", "Rows", "Share", "Interval"), rows) + always + figure)


def _ends(found: Interval, *, share: bool = True) -> str:
    show = percent if share else number
    return f"{show(found.low)} to {show(found.high)}"


def _columns(columns: list[Column]) -> Html:
    rows = [
        (
            c.name,
            c.kind,
            c.dtype,
            Html("; ".join(escape(value if isinstance(value, str) else number(value), 30)
                           for value, _ in c.counts()[:3])) if len(c.values) else "–",
            c.missing,
            percent(c.missing / len(c.present) if len(c.present) else None),
            c.distinct,
        )
        for c in columns
    ]  # fmt: skip
    header = ("Column", "Kind", "Type", "Commonest values", "Missing", "Share", "Different")
    return table("Columns in the table's order", header, rows, text=4)


def _missing(columns: list[Column], aim: Column, task: str) -> Html:
    holed = [each for each in columns if each.missing]
    if not holed:
        return paragraph("No value is missing.")
    shares = [each.missing / len(each.present) for each in holed]
    parts = [
        bars(
            [each.name for each in holed],
            shares,
            shown=[percent(each) for each in shares],
            most=1.0,
            alt="Share of missing values: "
            + ", ".join(f"{c.name} {percent(s)}" for c, s in zip(holed, shares, strict=True)),
            caption="Share of rows without a value",
        )
    ]
    holes = np.column_stack([~each.present for each in holed])
    patterns, counts = np.unique(holes, axis=0, return_counts=True)
    rows = []
    for place in np.lexsort((np.arange(len(counts)), -counts))[:10]:
        names = [each.name for each, hole in zip(holed, patterns[place], strict=True) if hole]
        rows.append(
            (", ".join(names) or "nothing", counts[place], percent(counts[place] / len(holes)))
        )
    parts.append(table("What is missing together", ("Missing", "Rows", "Share"), rows))
    compared: list[tuple[str, ...]] = []
    for each in holed:
        if each is aim:
            continue
        gone, there = (_rate(aim, task, part) for part in (~each.present, each.present))
        compared.append((each.name, *gone[1:], *there[1:]))
    if compared and len(aim.values):
        parts.append(
            table(
                f"{_what(aim, task)} where a value is missing, and where it is there",
                ("Column", "Missing", "Interval", "There", "Interval"),
                compared,
            )
        )
    return Html("".join(parts))


def _summary_table(columns: list[Column]) -> Html:
    rows = []
    for each in columns:
        v = each.values
        low, middle, high = np.quantile(v, [0.25, 0.5, 0.75])
        far = 1.5 * (high - low)
        rows.append(
            (
                each.name,
                len(v),
                v.mean(),
                v.std(ddof=1) if len(v) > 1 else None,
                v.min(),
                low,
                middle,
                high,
                v.max(),
                int((v == 0).sum()),
                int((v < 0).sum()),
                int(((v < low - far) | (v > high + far)).sum()),
                each.infinite,
            )
        )
    header = ("Column", "Values", "Mean", "Deviation", "Least", "25 %", "50 %", "75 %", "Most",
              "Zeros", "Negative", "Far out", "Infinite")  # fmt: skip
    return table(
        "Numbers in short. Far out: more than 1.5 times the middle half's width beyond it",
        header,
        rows,
    )


def _histogram(column: Column) -> Html:
    counts, edges = np.histogram(column.values, bins=min(20, max(1, column.distinct)))
    low, middle, high = np.quantile(column.values, [0.25, 0.5, 0.75])
    return histogram(
        edges,
        counts,
        alt=f"Histogram of {column.name}: from {number(edges[0])} to {number(edges[-1])}, half of "
        f"the values between {number(low)} and {number(high)}, the median {number(middle)}.",
        caption=f"{column.name}: rows by value" + (", days since 1970" * (column.kind == "dates")),
    )


def _numbers(columns: list[Column]) -> Html:
    chosen = [each for each in columns if each.numeric]
    if not chosen:
        return Html("")
    return Html(_summary_table(chosen) + grid(_histogram(each) for each in chosen[:_MOST]))


def _groups(columns: list[Column]) -> Html:
    parts = []
    for each in [c for c in columns if c.kind in ("groups", "text")][:_MOST]:
        counts = each.counts()
        whole = len(each.values)
        rows = [(name, count, percent(count / whole)) for name, count in counts[:8]]
        if len(counts) > 8:
            rest = sum(count for _, count in counts[8:])
            rows.append((f"{len(counts) - 8:,} others", rest, percent(rest / whole)))
        words = table(f"{each.name}: {len(counts):,} values", ("Value", "Rows", "Share"), rows)
        parts.append(card(each.name, [words]))
    return grid(parts) if parts else Html("")


def _class(aim: Column) -> str:
    # Of two classes the second, as everywhere; of several the commonest.
    names = sorted({name for name, _ in aim.counts()})
    return str(names[1] if len(names) == 2 else aim.counts()[0][0])


def _what(aim: Column, task: str) -> str:
    if not len(aim.values):
        return aim.name
    return f"Mean {aim.name}" if task == "regression" else f"Share of {aim.name} = {_class(aim)}"


def _rate(aim: Column, task: str, rows: NDArray[np.bool_]) -> tuple[Interval, str, str]:
    values = aim.on_rows(rows & aim.usable) if len(aim.values) else np.array([])
    if task == "regression":
        found = mean_interval(values)
        return found, number(found.middle), _ends(found, share=False)
    hits = float((values == _class(aim)).sum()) if len(values) else 0.0
    found = share_interval(hits, len(values))
    return found, percent(found.middle), _ends(found)


def _relations(
    columns: list[Column], strengths: list[float], order: list[int], aim: Column, task: str
) -> Html:
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
    whole = _rate(aim, task, aim.usable)[0]
    for k in order[:_MOST]:
        column = columns[k]
        if column.kind in ("text", "empty"):
            continue
        place, names = binned(column)
        found, table_rows = [], []
        for group, name in enumerate(names):
            mask = np.zeros(len(column.present), dtype=bool)
            mask[np.flatnonzero(column.usable)[place == group]] = True
            rate, middle, ends = _rate(aim, task, mask)
            found.append(rate)
            table_rows.append((name, int((mask & aim.usable).sum()), middle, ends))
        parts.append(
            card(
                column.name,
                [
                    intervals(
                        names, *np.array(found).T, reference=whole.middle, label=_what(aim, task),
                        alt=f"{_what(aim, task)} by {column.name}: "
                        + ", ".join(f"{row[0]} {row[2]}" for row in table_rows) + ".",
                        caption="Dashed: all rows",
                    ),
                    details(
                        "As a table",
                        table(f"{_what(aim, task)} by {column.name}",
                              ("Group", "Rows", "Value", "Interval"), table_rows),
                    ),
                ],
            )
        )  # fmt: skip
    ranking = table("Columns by their strength", header, rows, text=2)
    return Html(told + ranking + grid(parts))


def _together(columns: list[Column]) -> Html:
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


def _drift(columns: list[Column], others: list[Column] | None) -> Html:
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
