"""Adjustment by weights: how probable the treatment was, and one over that."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.causal._estimate import (
    EffectEstimate,
    Matrix,
    Vector,
    check_binary,
    check_table,
)
from journey.mathematics.linalg import lstsq, solve


def propensity_scores(treatment: ArrayLike, covariates: ArrayLike) -> Vector:
    r"""Return the probability of being treated, by logistic regression on the covariates.

    Newton's method on the log-likelihood, which is concave: without a penalty there is one answer,
    or none if some combination of the covariates tells the two groups apart.

    Parameters
    ----------
    treatment
        Shape (n,), zeros and ones.
    covariates
        Shape (n,) or (n, k).

    Returns
    -------
    ndarray
        Shape (n,), strictly between 0 and 1.

    Raises
    ------
    TypeError
        If an argument holds something else than real numbers.
    ValueError
        If shapes do not fit, the treatment is not 0 and 1, the columns depend on each other, or the
        covariates separate treated from untreated.

    References
    ----------
    Rosenbaum, P. R., Rubin, D. B. (1983). The central role of the propensity score in observational
    studies for causal effects. Biometrika 70(1), 41-55.

    Examples
    --------
    >>> propensity_scores([0, 1, 0, 1, 0, 1], [0, 0, 0, 1, 1, 1]).round(3).tolist()
    [0.333, 0.333, 0.333, 0.667, 0.667, 0.667]
    """
    x, _ = check_binary("propensity_scores", treatment, treatment)
    return _fit_propensity(
        "propensity_scores", x, check_table("propensity_scores", covariates, len(x))
    )[0]


def inverse_propensity_weighting(
    treatment: ArrayLike, outcome: ArrayLike, covariates: ArrayLike
) -> EffectEstimate:
    r"""Return the difference of weighted means, weights being one over the propensity score.

    Who was unlikely to get the treatment and did stands for the many like them who did not. The
    weights of each group are divided by their sum (Hajek). The standard error knows that the scores
    were estimated, which makes it smaller than if they had been given.

    Parameters
    ----------
    treatment
        Shape (n,), zeros and ones.
    outcome
        Shape (n,).
    covariates
        Shape (n,) or (n, k): what the score is a logistic function of. No score is clipped: where
        some are near 0 or 1, a few observations decide, and the standard error is too small.

    Returns
    -------
    EffectEstimate

    Raises
    ------
    TypeError
        If an argument holds something else than real numbers.
    ValueError
        If shapes do not fit, the treatment is not 0 and 1, or the covariates separate treated from
        untreated.

    References
    ----------
    Lunceford, J. K., Davidian, M. (2004). Stratification and weighting via the propensity score in
    estimation of causal treatment effects. Statistics in Medicine 23(19), 2937-2960, section 3.

    Examples
    --------
    >>> treatment = [0, 0, 0, 1, 0, 1, 1, 1]
    >>> outcome = [1, 1, 1, 3, 5, 7, 7, 7]
    >>> covariate = [0, 0, 0, 0, 1, 1, 1, 1]
    >>> round(inverse_propensity_weighting(treatment, outcome, covariate).effect, 6)
    2.0
    """
    name = "inverse_propensity_weighting"
    x, y = check_binary(name, treatment, outcome)
    score, design, information = _fit_propensity(name, x, check_table(name, covariates, len(x)))
    weights = x / score, (1 - x) / (1 - score)
    means = [float(w @ y / w.sum()) for w in weights]
    # Each observation's pull on the estimate, with the scores as given ...
    pulls = [w * (y - mean) / w.mean() for w, mean in zip(weights, means, strict=True)]
    # ... and through the scores, which it helped to estimate.
    slope = -design.T @ (pulls[0] * (1 - score) + pulls[1] * score) / len(x)
    through = design * (x - score)[:, None] @ solve(information / len(x), slope)
    influence = pulls[0] - pulls[1] + through
    error = float(np.sqrt(influence @ influence)) / len(x)
    return EffectEstimate(means[0] - means[1], error)


def _fit_propensity(function: str, x: Vector, table: Matrix) -> tuple[Vector, Matrix, Matrix]:
    """Return scores, design and information matrix."""
    if table.shape[1] and (np.ptp(table, axis=0) == 0).any():
        raise ValueError(f"{function}: covariates: expected columns that vary, got a constant")
    spread = table.std(axis=0) if table.shape[1] else 1.0
    design = np.column_stack([np.ones(len(x)), (table - table.mean(axis=0)) / spread])
    if lstsq(design, x).rank < design.shape[1]:
        raise ValueError(
            f"{function}: covariates: expected columns none of which follows from the others, "
            f"got dependent ones"
        )
    beta = np.zeros(design.shape[1])

    def fitted(beta: Vector) -> tuple[Vector, float]:
        linear = design @ beta
        return linear, float(x @ linear - np.logaddexp(0, linear).sum())

    linear, likelihood = fitted(beta)
    for _ in range(100):
        score = 0.5 * (1 + np.tanh(linear / 2))
        information = (design * (score * (1 - score))[:, None]).T @ design
        # So flat that the likelihood only rises for ever: no coefficient is too large.
        if np.abs(linear).max() > 30:
            break
        step = solve(information, design.T @ (x - score))
        if np.abs(step).max() <= 1e-10 * max(1.0, float(np.abs(beta).max())):
            return score, design, information
        size = 1.0
        while True:
            new_linear, new_likelihood = fitted(beta + size * step)
            if new_likelihood >= likelihood - 1e-12 * abs(likelihood) or size < 1e-8:
                break
            size /= 2
        beta, linear, likelihood = beta + size * step, new_linear, new_likelihood
    raise ValueError(
        f"{function}: covariates: expected treated and untreated alike for all of their values, "
        "got covariates that tell some of them apart for certain (no overlap)"
    )
