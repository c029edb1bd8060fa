"""Counts of successes in two groups and several strata, and two published ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class StratifiedTable:
    """Successes and totals of two groups in each stratum.

    Attributes
    ----------
    strata, groups : tuple of str
        Names. Differences are those of the first group less the second.
    successes, totals : tuple of tuple of int
        A pair for each stratum, one number for each group.

    Raises
    ------
    ValueError
        If there are not two numbers for each stratum, or successes exceed a total.

    Examples
    --------
    >>> table = kidney_stones()
    >>> round(table.crude_difference(), 3), table.differences().round(3).tolist()
    (-0.046, [0.064, 0.043])
    """

    strata: tuple[str, ...]
    groups: tuple[str, str]
    successes: tuple[tuple[int, int], ...]
    totals: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        for name, pairs in (("successes", self.successes), ("totals", self.totals)):
            if len(pairs) != len(self.strata) or any(len(pair) != 2 for pair in pairs):
                raise ValueError(
                    f"StratifiedTable: {name}: expected a pair for each of {len(self.strata)} "
                    f"strata, got {pairs!r}"
                )
        good, every = np.array(self.successes), np.array(self.totals)
        if not ((good >= 0) & (good <= every) & (every > 0)).all():
            raise ValueError(
                f"StratifiedTable: totals: expected positive numbers, and none below its "
                f"successes, got {self.totals!r} for {self.successes!r}"
            )

    def rates(self) -> NDArray[np.float64]:
        """Return the share of successes, shape (strata, 2)."""
        return np.asarray(np.array(self.successes, float) / np.array(self.totals, float))

    def differences(self) -> Vector:
        """Return the difference of the rates in each stratum."""
        rates = self.rates()
        return np.asarray(rates[:, 0] - rates[:, 1])

    def crude_rates(self) -> Vector:
        """Return the rates of the two groups with the strata thrown together."""
        return np.asarray(np.sum(self.successes, axis=0) / np.sum(self.totals, axis=0))

    def crude_difference(self) -> float:
        """Return the difference of the rates with the strata thrown together."""
        rates = self.crude_rates()
        return float(rates[0] - rates[1])

    def standardised_rates(self) -> Vector:
        """Return the rates of the groups if both were spread over the strata as all are.

        The adjustment formula: each stratum's rate by its share of everyone.
        """
        share = np.sum(self.totals, axis=1) / np.sum(self.totals)
        return np.asarray(share @ self.rates())

    def standardised_difference(self) -> float:
        """Return the difference of the standardised rates."""
        rates = self.standardised_rates()
        return float(rates[0] - rates[1])

    def records(self) -> tuple[Vector, Vector, NDArray[Any]]:
        """Return one entry a person: group (1 for the first), success, and the stratum's name."""
        group, success, stratum = [], [], []
        for name, good, every in zip(self.strata, self.successes, self.totals, strict=True):
            for flag, s, n in zip((1.0, 0.0), good, every, strict=True):
                group += [flag] * n
                success += [1.0] * s + [0.0] * (n - s)
                stratum += [name] * n
        return np.array(group), np.array(success), np.array(stratum)


def berkeley_admissions() -> StratifiedTable:
    """Return applicants and admissions of Berkeley's six largest departments in autumn 1973.

    Returns
    -------
    StratifiedTable
        Women first: differences are theirs less the men's.

    References
    ----------
    Bickel, P. J., Hammel, E. A., O'Connell, J. W. (1975). Sex bias in graduate admissions: data
    from Berkeley. Science 187(4175), 398-404. The six departments are those of Freedman, D.,
    Pisani, R., Purves, R. (1978). Statistics, chapter 2. Norton.

    Examples
    --------
    >>> berkeley_admissions().crude_rates().round(3).tolist()
    [0.304, 0.445]
    """
    return StratifiedTable(
        strata=("A", "B", "C", "D", "E", "F"),
        groups=("women", "men"),
        successes=((89, 512), (17, 353), (202, 120), (131, 138), (94, 53), (24, 22)),
        totals=((108, 825), (25, 560), (593, 325), (375, 417), (393, 191), (341, 373)),
    )


def kidney_stones() -> StratifiedTable:
    """Return how often open surgery and percutaneous removal of kidney stones succeeded.

    Returns
    -------
    StratifiedTable
        Open surgery first; strata are stones below 2 cm and larger ones.

    References
    ----------
    Charig, C. R., Webb, D. R., Payne, S. R., Wickham, J. E. A. (1986). Comparison of treatment of
    renal calculi by open surgery, percutaneous nephrolithotomy, and extracorporeal shockwave
    lithotripsy. British Medical Journal 292, 879-882.

    Examples
    --------
    >>> kidney_stones().crude_rates().round(3).tolist()
    [0.78, 0.826]
    """
    return StratifiedTable(
        strata=("small", "large"),
        groups=("open surgery", "percutaneous"),
        successes=((81, 234), (192, 55)),
        totals=((87, 270), (263, 80)),
    )
