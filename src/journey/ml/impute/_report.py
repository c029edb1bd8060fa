"""What is missing, where, with what else, and whether the other columns tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.ml.impute._imputer import missing_mask
from journey.ml.utils import check_mixed_array

__all__ = ["MissingnessReport", "missingness_report"]


@dataclass(frozen=True)
class MissingnessReport:
    r"""What [missingness_report][journey.ml.impute.missingness_report] found.

    Attributes
    ----------
    names
        Names of the columns.
    n_samples
        Number of rows.
    counts
        Missing values of each column.
    complete
        Rows without any missing value.
    patterns
        Which columns are missing together, as tuples of names, with the number of rows; most
        frequent first, the complete rows among them as an empty tuple.
    shifts
        Of shape (n_features, n_features): entry (j, k) is how much the mean of column k differs
        between rows where column j is missing and rows where it is not, in deviations of column k.
        NaN where it cannot be said. Values that are missing completely at random give about
        $\pm 2 / \sqrt{n}$, with the number n of rows that miss column j, at most.

    Examples
    --------
    >>> report = missingness_report([[1.0, np.nan], [2.0, 5.0], [9.0, np.nan]], names=["a", "b"])
    >>> report.counts.tolist(), report.complete, report.patterns[0]
    ([0, 2], 1, (('b',), 2))
    """

    names: tuple[str, ...]
    n_samples: int
    counts: NDArray[np.intp]
    complete: int
    patterns: tuple[tuple[tuple[str, ...], int], ...]
    shifts: NDArray[np.float64]

    @property
    def shares(self) -> NDArray[np.float64]:
        """The missing share of each column."""
        return self.counts / self.n_samples

    def __str__(self) -> str:
        wide = max(map(len, self.names))
        lines = [f"{self.complete:,} of {self.n_samples:,} rows are complete"]
        for j in np.argsort(-self.counts, kind="stable"):
            if not self.counts[j]:
                continue
            line = f"{self.names[j]:{wide}s} {self.counts[j]:6,d} missing ({self.shares[j]:.1%})"
            told = np.where(np.isnan(self.shifts[j]), 0.0, np.abs(self.shifts[j]))
            k = int(told.argmax())
            if told[k] > 0:
                line += f"; then {self.names[k]} differs by {self.shifts[j, k]:+.2f} deviations"
            lines.append(line)
        return "\n".join(lines)


def missingness_report(
    X: ArrayLike, *, names: Sequence[str] | None = None, missing_values: object = np.nan
) -> MissingnessReport:
    """Return what is missing in a table, and what goes with it.

    A column whose holes go with other columns is not missing completely at random. The reverse
    does not follow: what decides may not be in the table.

    Parameters
    ----------
    X
        Table of shape (n_samples, n_features), of numbers or mixed.
    names
        Names of the columns. Default: those of a data frame, or x0, x1, and so on.
    missing_values
        What stands for a missing value. Default: NaN; None and empty texts count in any case.

    Returns
    -------
    MissingnessReport
        Counts, patterns and shifts.

    Raises
    ------
    ValueError
        If the table is malformed or the number of names is wrong.

    References
    ----------
    Rubin, D. B. (1976). Inference and missing data. Biometrika 63(3), 581-592.

    Examples
    --------
    >>> print(missingness_report([[1.0, np.nan], [2.0, 5.0], [9.0, np.nan]], names=["age", "pay"]))
    1 of 3 rows are complete
    pay      2 missing (66.7%); then age differs by +0.84 deviations
    """
    table = check_mixed_array(X)
    n, d = table.shape
    if names is None:
        given = getattr(X, "columns", None)
        names = [str(name) for name in given] if given is not None else [f"x{j}" for j in range(d)]
    if len(names) != d:
        raise ValueError(f"names: expected {d} names, one a column, got {len(names)}")
    missing = missing_mask(table, missing_values)
    if table.dtype.kind == "O":
        missing |= missing_mask(table) | missing_mask(table, None) | missing_mask(table, "")
    elif table.dtype.kind == "f":
        missing |= np.isnan(table)
    found, times = np.unique(missing, axis=0, return_counts=True)
    order = np.argsort(-times, kind="stable")
    patterns = tuple(
        (tuple(names[j] for j in np.flatnonzero(found[i]).tolist()), int(times[i])) for i in order
    )
    return MissingnessReport(
        tuple(names),
        n,
        missing.sum(axis=0),
        int((~missing.any(axis=1)).sum()),
        patterns,
        _shifts(table, missing),
    )


def _shifts(table: NDArray[np.generic], missing: NDArray[np.bool_]) -> NDArray[np.float64]:
    d = table.shape[1]
    shifts = np.full((d, d), np.nan)
    for k in range(d):
        there = ~missing[:, k]
        try:
            values = table[there, k].astype(np.float64)
        except (TypeError, ValueError):
            continue  # text has no mean
        spread = values.std() if values.size else 0.0
        if spread == 0:
            continue
        for j in np.flatnonzero(missing.any(axis=0)):
            hole = missing[there, j]
            if hole.any() and not hole.all():
                shifts[j, k] = (values[hole].mean() - values[~hole].mean()) / spread
    return shifts
