"""Bayes' theorem for finitely many hypotheses. Everything is added up as logarithms.

Not here: hypotheses that are real numbers; see the grid and the conjugate families.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.special._arrays import Floats, floats, quiet, scalar, shares


def logsumexp(logs: Floats, axis: int | None = -1) -> Any:
    """Return log of the sum of exponentials, relative to the largest so that none overflows."""
    with quiet():
        top = np.max(logs, axis=axis, keepdims=True)
        safe = np.where(np.isfinite(top), top, 0.0)
        return np.log(np.sum(np.exp(logs - safe), axis=axis)) + np.squeeze(safe, axis=axis)


def bayes_rule(prior: ArrayLike, likelihood: ArrayLike) -> Floats:
    r"""Return the posterior probabilities of hypotheses.

    $P(H_i \mid x) = P(x \mid H_i) P(H_i) / \sum_j P(x \mid H_j) P(H_j)$.

    Parameters
    ----------
    prior
        Probabilities of the hypotheses, shape (..., k). They need not add up to 1: weights do.
    likelihood
        Probability of the data under each, shape (..., k); broadcast with `prior`. Any factor that
        is the same for all hypotheses cancels.

    Returns
    -------
    ndarray
        Shape (..., k), each row adds up to 1.

    Raises
    ------
    ValueError
        If a weight is negative or not finite, or every hypothesis has prior times likelihood 0.

    References
    ----------
    Gelman, A. et al. (2013). Bayesian Data Analysis, 3rd edition, section 1.3. CRC Press.

    Examples
    --------
    >>> bayes_rule([0.01, 0.99], [0.9, 0.05]).round(3).tolist()  # ill or not; the test is positive
    [0.154, 0.846]
    """
    weights, chances = floats("bayes_rule", prior=prior, likelihood=likelihood)
    for name, values in (("prior", weights), ("likelihood", chances)):
        bad = ~((values >= 0) & np.isfinite(values))
        if bad.any():
            raise ValueError(
                f"bayes_rule: {name}: expected finite numbers from 0 on, "
                f"got {float(values[bad].flat[0])!r}"
            )
    with quiet():
        log, _ = log_bayes_rule(np.log(weights), np.log(chances))
        return np.asarray(np.exp(log))


def log_bayes_rule(log_prior: ArrayLike, log_likelihood: ArrayLike) -> tuple[Floats, Any]:
    """Return logarithms of the posterior and of the evidence, from logarithms.

    A likelihood of a thousand observations is too small for a number; its logarithm is not.

    Parameters
    ----------
    log_prior
        Shape (..., k); minus infinity for a hypothesis that is excluded.
    log_likelihood
        Shape (..., k); broadcast with `log_prior`.

    Returns
    -------
    tuple of ndarray and ndarray or float
        Log posterior, shape (..., k), and log evidence, shape (...): the logarithm of the sum of
        prior times likelihood, divided by the sum of the prior.

    Raises
    ------
    ValueError
        If there is no hypothesis, an entry is NaN or plus infinity, or a row has nothing that is
        possible.

    Examples
    --------
    >>> log, evidence = log_bayes_rule([-0.5, -1.0], [-4000.0, -4001.0])
    >>> log.round(4).tolist()
    [-0.2014, -1.7014]
    """
    before, chances = floats("log_bayes_rule", log_prior=log_prior, log_likelihood=log_likelihood)
    if before.ndim == 0 or not before.size:
        raise ValueError(f"log_bayes_rule: expected shape (..., k), k > 0, got {before.shape}")
    for name, values in (("log_prior", before), ("log_likelihood", chances)):
        bad = np.isnan(values) | (values == np.inf)
        if bad.any():
            raise ValueError(
                f"log_bayes_rule: {name}: expected numbers or minus infinity, "
                f"got {float(values[bad].flat[0])!r}"
            )
    joint = before + chances
    total = logsumexp(joint)
    if not np.isfinite(total).all():
        raise ValueError(
            "log_bayes_rule: expected a hypothesis that is possible, "
            "got prior times likelihood 0 for all of them"
        )
    return joint - np.asarray(total)[..., None], scalar(np.asarray(total - logsumexp(before)))


def predictive_values(
    prevalence: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike
) -> tuple[Any, Any]:
    """Return what the two outcomes of a test are worth.

    Parameters
    ----------
    prevalence
        Share of those tested who have the condition: the base rate.
    sensitivity
        Share of those who have it whose test is positive.
    specificity
        Share of those who do not have it whose test is negative: 1 minus the false positive rate.

    Returns
    -------
    tuple of two ndarrays or floats
        Probability of the condition after a positive test, and of its absence after a negative
        one. NaN where that outcome cannot happen.

    Raises
    ------
    ValueError
        If a number is outside 0 to 1.

    References
    ----------
    Altman, D. G., Bland, J. M. (1994). Diagnostic tests 2: predictive values. BMJ 309, 102.

    Examples
    --------
    >>> ppv, npv = predictive_values(0.01, 0.9, 0.95)
    >>> round(float(ppv), 4), round(float(npv), 4)
    (0.1538, 0.9989)
    """
    ill, found, cleared = floats(
        "predictive_values",
        prevalence=prevalence,
        sensitivity=sensitivity,
        specificity=specificity,
    )
    shares("predictive_values", prevalence=ill, sensitivity=found, specificity=cleared)
    true_positive, false_positive = ill * found, (1 - ill) * (1 - cleared)
    true_negative, false_negative = (1 - ill) * cleared, ill * (1 - found)
    with quiet():
        ppv = true_positive / (true_positive + false_positive)
        npv = true_negative / (true_negative + false_negative)
    return scalar(ppv), scalar(npv)
