"""Adjustment for what confounds: by regression, and by strata.

Both take for granted that what is adjusted for satisfies the back-door criterion, as weighting
does. The data cannot say so; the graph must.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.causal._estimate import (
    EffectEstimate,
    check_binary,
    check_table,
    check_vector,
)
from journey.mathematics.linalg import lstsq, qr, solve_triangular


def regression_adjustment(
    treatment: ArrayLike, outcome: ArrayLike, covariates: ArrayLike | None = None
) -> EffectEstimate:
    """Return the coefficient of the treatment in a least-squares regression of the outcome.

    It is the effect where the outcome is linear in the covariates and the effect is the same for
    everyone. The standard error takes the noise to be equally large everywhere.

    Parameters
    ----------
    treatment
        Shape (n,): numbers, or 0 and 1.
    outcome
        Shape (n,).
    covariates
        Shape (n,) or (n, k): what is adjusted for. Default: nothing, the naive regression.

    Returns
    -------
    EffectEstimate
        With n - k - 2 degrees of freedom.

    Raises
    ------
    TypeError
        If an argument holds something else than real numbers.
    ValueError
        If shapes do not fit, there are too few rows, or the columns depend on each other.

    References
    ----------
    Angrist, J. D., Pischke, J.-S. (2009). Mostly Harmless Econometrics, section 3.2. Princeton
    University Press.

    Examples
    --------
    >>> z = [0, 0, 1, 1, 2, 2]
    >>> x = [0, 1, 1, 2, 2, 3]
    >>> y = [0.1, 0.9, 3.1, 3.9, 6.1, 6.9]  # x + 2 z, and noise
    >>> round(regression_adjustment(x, y).effect, 2)
    2.4
    >>> round(regression_adjustment(x, y, z).effect, 2)
    0.8
    """
    name = "regression_adjustment"
    x = check_vector(name, "treatment", treatment)
    y = check_vector(name, "outcome", outcome, len(x))
    table = check_table(name, covariates, len(x))
    # Around their means, which leaves the coefficient alone and keeps the digits.
    design = np.column_stack([x - x.mean(), np.ones(len(x)), table - table.mean(axis=0)])
    n, p = design.shape
    if n <= p:
        raise ValueError(f"{name}: treatment: expected more than {p} values, got {n}")
    fit = lstsq(design, y)
    if fit.rank < p:
        raise ValueError(
            f"{name}: covariates: expected columns that vary and from which neither the treatment "
            f"nor one another follows, got rank {fit.rank} of {p} columns"
        )
    coefficients = np.asarray(fit.x)
    residuals = y - design @ coefficients
    # The first diagonal entry of (X'X)^-1 is the squared norm of the first row of R^-1.
    R = qr(design)[1]
    row = solve_triangular(R.T, np.eye(p)[0], lower=True)
    variance = float(residuals @ residuals) / (n - p)
    return EffectEstimate(
        float(coefficients[0]), float(np.sqrt(variance * (row @ row))), float(n - p)
    )


def stratification(treatment: ArrayLike, outcome: ArrayLike, strata: ArrayLike) -> EffectEstimate:
    r"""Return the mean of the differences within the strata, each weighted by its share of all.

    It is the adjustment formula, $\sum_z P(z)\,(\mathbb E[Y \mid 1, z] - \mathbb E[Y \mid 0, z])$,
    also called standardisation: nothing is taken to be linear.

    Parameters
    ----------
    treatment
        Shape (n,), zeros and ones.
    outcome
        Shape (n,).
    strata
        Shape (n,), labels of any kind.

    Returns
    -------
    EffectEstimate
        Its error counts the noise within the strata and that their shares are a sample's.

    Raises
    ------
    TypeError
        If treatment or outcome hold something else than real numbers.
    ValueError
        If shapes do not fit, the treatment is not 0 and 1, or a stratum has fewer than two
        treated or untreated: there is nothing to compare.

    References
    ----------
    Pearl, J. (2009). Causality, 2nd edition, section 3.3.1. Cambridge University Press.

    Examples
    --------
    >>> treatment = [0, 0, 0, 1, 1, 0, 0, 1, 1, 1]
    >>> outcome = [1, 2, 3, 4, 4, 6, 8, 9, 9, 9]
    >>> strata = ["mild"] * 5 + ["severe"] * 5
    >>> stratification(treatment, outcome, strata).effect
    2.0
    """
    name = "stratification"
    x, y = check_binary(name, treatment, outcome)
    labels = np.asarray(strata)
    if labels.shape != x.shape:
        raise ValueError(f"{name}: strata: expected shape {x.shape}, got {labels.shape}")
    values, place = np.unique(labels, return_inverse=True)
    k = len(values)
    cell = 2 * place + x.astype(np.intp)
    counts = np.bincount(cell, minlength=2 * k).reshape(k, 2)
    if (counts < 2).any():
        i, arm = (int(part[0]) for part in np.nonzero(counts < 2))
        raise ValueError(
            f"{name}: strata: expected at least two {('untreated', 'treated')[arm]} in each, got "
            f"{counts[i, arm]} in {values[i]!s}"
        )
    means = np.bincount(cell, y, 2 * k).reshape(k, 2) / counts
    squares = np.bincount(cell, (y - means.ravel()[cell]) ** 2, 2 * k).reshape(k, 2)
    share = counts.sum(axis=1) / len(x)
    difference = means[:, 1] - means[:, 0]
    effect = float(share @ difference)
    within = (squares / (counts - 1) / counts).sum(axis=1)
    variance = share**2 @ within + share @ (difference - effect) ** 2 / len(x)
    return EffectEstimate(effect, float(np.sqrt(variance)))
