"""The classification report: precision, recall, F1 and support of each class, as text or a dict."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any, Literal, overload

from numpy.typing import ArrayLike

from journey.ml.metrics._fscore import Average, ZeroDivision, precision_recall_fscore_support
from journey.ml.metrics._targets import check_label_list, check_pair, encode

_COLUMNS = ("precision", "recall", "f1-score", "support")
_AVERAGES: tuple[Average, ...] = ("micro", "macro", "weighted")


@overload
def classification_report(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    labels: ArrayLike | None = ...,
    target_names: Sequence[str] | None = ...,
    sample_weight: ArrayLike | None = ...,
    digits: int = ...,
    output_dict: Literal[False] = ...,
    zero_division: ZeroDivision = ...,
) -> str: ...


@overload
def classification_report(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    labels: ArrayLike | None = ...,
    target_names: Sequence[str] | None = ...,
    sample_weight: ArrayLike | None = ...,
    digits: int = ...,
    output_dict: Literal[True],
    zero_division: ZeroDivision = ...,
) -> dict[str, Any]: ...


def classification_report(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    *,
    labels: ArrayLike | None = None,
    target_names: Sequence[str] | None = None,
    sample_weight: ArrayLike | None = None,
    digits: int = 2,
    output_dict: bool = False,
    zero_division: ZeroDivision = "warn",
) -> str | dict[str, Any]:
    """Return precision, recall, F1 and support of each class, and their averages.

    Where every label that occurs is shown, the micro average is the accuracy and is called so.

    Parameters
    ----------
    y_true
        The true labels, of shape (n_samples,).
    y_pred
        The predicted ones.
    labels
        Which classes to show, in this order. Default: all that occur, sorted.
    target_names
        How to call them, in the order of ``labels``. Default: as the labels are.
    sample_weight
        Weights of shape (n_samples,). Default: all equal.
    digits
        Digits after the point in the text.
    output_dict
        Whether to return a dict of numbers in place of the text.
    zero_division
        What stands for 0 / 0: 0, 1 or NaN; `"warn"` is 0 and a warning.

    Returns
    -------
    str or dict
        A table as text; or a dict by class and average of dicts by score.

    Raises
    ------
    ValueError
        If lengths or kinds differ, or there are not as many names as classes.

    References
    ----------
    Sokolova, M. and Lapalme, G. (2009). A systematic analysis of performance measures for
    classification tasks. Information Processing and Management 45, 427-437. Table 3.

    Examples
    --------
    >>> print(classification_report(["a", "a", "b"], ["a", "b", "b"]))
                  precision    recall  f1-score   support
    <BLANKLINE>
               a       1.00      0.50      0.67         2
               b       0.50      1.00      0.67         1
    <BLANKLINE>
        accuracy                           0.67         3
       macro avg       0.75      0.75      0.67         3
    weighted avg       0.83      0.67      0.67         3
    <BLANKLINE>
    """
    true, pred = check_pair(y_true, y_pred)
    occurring = encode(true, pred)[0]
    shown = occurring if labels is None else check_label_list(labels, true)
    names = [str(label) for label in (shown if target_names is None else target_names)]
    if len(names) != len(shown):
        message = (
            f"Number of classes, {len(shown)}, does not match size of target_names, {len(names)}"
        )
        if labels is None:
            raise ValueError(f"{message}. Try specifying the labels parameter")
        warnings.warn(message, UserWarning, stacklevel=2)
    options: dict[str, Any] = {"sample_weight": sample_weight, "zero_division": zero_division}
    p, r, f, support = precision_recall_fscore_support(true, pred, labels=shown, **options)
    assert support is not None
    rows = list(zip(names, p, r, f, support, strict=False))  # type: ignore[arg-type]
    whole = set(shown.tolist()) >= set(occurring.tolist())
    summary: list[tuple[Any, ...]] = []
    for average in _AVERAGES:
        scores = precision_recall_fscore_support(
            true, pred, labels=shown, average=average, **options
        )
        heading = "accuracy" if whole and average == "micro" else f"{average} avg"
        summary.append((heading, *scores[:3], support.sum()))
    if not output_dict:
        return _text(rows, summary, digits)
    report: dict[str, Any] = {
        row[0]: dict(zip(_COLUMNS, map(float, row[1:]), strict=True)) for row in rows + summary
    }
    if whole:
        report["accuracy"] = report["accuracy"]["precision"]
    return report


def _text(rows: list[tuple[Any, ...]], summary: list[tuple[Any, ...]], digits: int) -> str:
    width = max(digits, *(len(row[0]) for row in rows + summary))

    def line(heading: str, *cells: str) -> str:
        return f"{heading:>{width}} " + "".join(f" {cell:>9}" for cell in cells)

    def scores(heading: str, *values: Any) -> str:
        cells = [f"{value:.{digits}f}" for value in values[:3]]
        if heading == "accuracy":
            cells[:2] = ["", ""]
        return line(heading, *cells, str(values[3]))

    blocks = [
        [line("", *_COLUMNS)],
        [scores(*row) for row in rows],
        [scores(*row) for row in summary],
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"
