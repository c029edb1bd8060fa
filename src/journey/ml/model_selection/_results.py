"""The table that a search leaves behind, and a rule that reads it: one standard error."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from journey.ml.model_selection._validation import gather
from journey.ml.utils import check_choice

__all__ = ["one_standard_error"]


def results_table(
    candidates: list[dict[str, Any]], results: list[dict[str, Any]], error_score: float | str
) -> dict[str, Any]:
    """Return one column a quantity, one entry a candidate; results go candidate by candidate."""
    n = len(candidates)
    table: dict[str, Any] = {}

    def add_moments(name: str, values: NDArray[np.float64]) -> None:
        table[f"mean_{name}"], table[f"std_{name}"] = values.mean(axis=1), values.std(axis=1)

    for name in ("fit_time", "score_time"):
        add_moments(name, np.array([each[name] for each in results]).reshape(n, -1))
    for name in sorted({name for candidate in candidates for name in candidate}):
        table[f"param_{name}"] = _column([candidate.get(name, _column) for candidate in candidates])
    table["params"] = candidates
    for part in ("test", "train"):
        if not any(part in each for each in results):
            continue
        for name, flat in gather(results, part, error_score).items():
            scores = flat.reshape(n, -1)
            for split, column in enumerate(scores.T):
                table[f"split{split}_{part}_{name}"] = column
            add_moments(f"{part}_{name}", scores)
            means = table[f"mean_{part}_{name}"]
            if not np.isfinite(means).all():
                warnings.warn(
                    f"One or more of the {part} scores are non-finite: {means}",
                    UserWarning,
                    stacklevel=3,
                )
            if part == "test":
                table[f"rank_test_{name}"] = _ranks(means)
    return table


def _column(values: list[Any]) -> np.ma.MaskedArray[Any, Any]:
    # Where a candidate lacks the parameter, `_column` itself stands in for it; masked.
    mask = [value is _column for value in values]
    filled = np.empty(len(values), dtype=object)
    filled[:] = values
    filled[mask] = None
    return np.ma.MaskedArray(filled, mask=mask)


def _ranks(means: NDArray[np.float64]) -> NDArray[np.int32]:
    """Return 1 for the largest; equal values share the better rank, and NaN comes last."""
    lowest = np.where(np.isnan(means), -np.inf, means)
    return (np.searchsorted(np.sort(-lowest), -lowest, side="left") + 1).astype(np.int32)


def one_standard_error(
    cv_results: Mapping[str, Any], parameter: str, *, simpler: str = "larger", metric: str = "score"
) -> int:
    r"""Return the simplest candidate whose mean score is within one standard error of the best.

    The standard error is that of the best candidate: $s / \sqrt{k}$ with the deviation $s$ of its k
    scores. Made for the `refit` of a search, with the parameter's name filled in.

    Parameters
    ----------
    cv_results
        The `cv_results_` of a search.
    parameter
        The parameter whose values say how simple a candidate is.
    simpler
        "larger" where a larger value makes a simpler model, as with a penalty (default), or
        "smaller".
    metric
        The scorer's name. Default: "score".

    Returns
    -------
    int
        A place in ``cv_results``; of equally simple ones the best.

    Raises
    ------
    ValueError
        If the parameter was not searched over, or there are fewer than two splits.

    References
    ----------
    Breiman, L., Friedman, J., Olshen, R., Stone, C. (1984). Classification and regression trees,
    section 3.4.3.

    Examples
    --------
    >>> from functools import partial
    >>> from journey.ml.linear_model import Ridge
    >>> from journey.ml.model_selection import GridSearchCV
    >>> X, y = np.arange(20.0)[:, None], np.arange(20.0) + np.arange(20) % 3
    >>> rule = partial(one_standard_error, parameter="alpha")
    >>> grid = {"alpha": [0.0, 1.0, 10.0, 100.0, 1e4]}
    >>> GridSearchCV(Ridge(), grid, refit=rule).fit(X, y).best_params_
    {'alpha': 1.0}
    """
    check_choice("simpler", simpler, ("larger", "smaller"))
    if f"param_{parameter}" not in cv_results:
        known = [name[6:] for name in cv_results if name.startswith("param_")]
        raise ValueError(f"parameter: expected one of {known}, got {parameter!r}")
    means = np.asarray(cv_results[f"mean_test_{metric}"])
    columns = [
        values
        for name, values in cv_results.items()
        if name.startswith("split") and name.endswith(f"_test_{metric}")
    ]
    if len(columns) < 2:
        raise ValueError(f"cv_results: expected at least two splits, got {len(columns)}")
    best = int(np.nanargmax(means))
    scores = np.array([column[best] for column in columns])
    enough = means[best] - scores.std(ddof=1) / np.sqrt(len(scores))
    sign = 1.0 if simpler == "larger" else -1.0
    simple = sign * np.array([float(value) for value in cv_results[f"param_{parameter}"]])
    order = np.lexsort((-means, -simple))
    return int(next(place for place in order if means[place] >= enough))
