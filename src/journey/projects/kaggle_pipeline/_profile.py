"""A report about a table before anything is fitted: what is in it, and what to be careful with.

`profile` returns one page of HTML. What is counted is in `_facts`; warnings are in `_warnings`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from journey.projects.kaggle_pipeline._facts import Column, read, read_all, strength
from journey.projects.kaggle_pipeline._html import (
    Html,
    card,
    escape,
    grid,
    number,
    page,
    paragraph,
    percent,
    table,
)
from journey.projects.kaggle_pipeline._intervals import (
    share_interval,
)
from journey.projects.kaggle_pipeline._relations import (
    differences,
    ends,
    rate,
    relations,
    together,
    what,
)
from journey.projects.kaggle_pipeline._svg import bars, histogram
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
    related = relations(columns, strengths, order, aim, task)
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
            ("relations", "Each column and the target", related),
            ("together", "Columns among each other", together([columns[k] for k in order])),
            ("drift", "Training rows and rows to predict", differences(columns, others)),
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
        (name, count, percent(count / whole), ends(share_interval(count, whole)))
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
        gone, there = (rate(aim, task, part) for part in (~each.present, each.present))
        compared.append((each.name, *gone[1:], *there[1:]))
    if compared and len(aim.values):
        parts.append(
            table(
                f"{what(aim, task)} where a value is missing, and where it is there",
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
