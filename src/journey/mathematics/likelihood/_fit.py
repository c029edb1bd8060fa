"""Maximum likelihood for one sample: which family, which data, formula or search."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.likelihood._closed import (
    Bernoulli,
    Binomial,
    Exponential,
    Normal,
    Poisson,
    Uniform,
)
from journey.mathematics.likelihood._model import Model, link, observations
from journey.mathematics.likelihood._numerical import Beta, Gamma, StudentT, Weibull
from journey.mathematics.likelihood._results import LikelihoodResults
from journey.mathematics.likelihood._search import maximise
from journey.mathematics.special._arrays import Floats, quiet

_MODELS: dict[str, type[Model]] = {
    kind.name: kind
    for kind in (Bernoulli, Poisson, Normal, Exponential, Uniform, Gamma, Beta, StudentT, Weibull)
}
FAMILIES = ("bernoulli", "binom", *sorted(set(_MODELS) - {"bernoulli"}))


def model_of(function: str, family: Any, n: int | None) -> Model:
    """Return the model that a family's name, or a distribution with that name, stands for."""
    name = getattr(family, "name", family)
    if name not in FAMILIES:
        raise ValueError(f"{function}: family: expected one of {', '.join(FAMILIES)}, got {name!r}")
    if (name == "binom") != (n is not None):
        raise ValueError(
            f"{function}: n: expected the number of trials for 'binom' and nothing else, "
            f"got n={n!r} for {name!r}"
        )
    if name != "binom":
        return _MODELS[name]()
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise ValueError(f"{function}: n: expected a whole number from 1 on, got {n!r}")
    return Binomial(int(n))


def fit(family: Any, data: ArrayLike, *, n: int | None = None) -> LikelihoodResults:
    """Fit a family to a sample by maximum likelihood.

    Bernoulli, binomial, Poisson, normal, exponential and uniform by formula; gamma, beta, Student's
    t and Weibull by Newton's method on logarithms of the positive parameters. SciPy's `floc=0`
    holds throughout: only `norm`, `uniform` and `t` have a location.

    Parameters
    ----------
    family
        A name of `scipy.stats`: `"bernoulli"`, `"binom"`, `"poisson"`, `"norm"`, `"expon"`,
        `"uniform"`, `"gamma"`, `"beta"`, `"t"` or `"weibull_min"`; or a distribution so called.
    data
        The sample, shape (n,).
    n
        The number of trials behind each observation, for `"binom"` only.

    Returns
    -------
    LikelihoodResults

    Raises
    ------
    ValueError
        If the family is unknown, the data cannot come from it, or the likelihood has no maximum.

    Warns
    -----
    RuntimeWarning
        If the search did not end at a maximum. For `"t"` that is data with tails no heavier than
        the normal distribution's: the likelihood then rises with the degrees of freedom for ever.

    References
    ----------
    Fisher, R. A. (1922). Philosophical Transactions of the Royal Society A 222, 309-368. Section 6.

    Minka, T. P. (2002). Estimating a Gamma distribution. Microsoft Research.

    Examples
    --------
    >>> from journey.mathematics.likelihood import fit
    >>> results = fit("expon", [1.0, 3.0, 2.0, 6.0])
    >>> results.params, results.bse
    (array([3.]), array([1.5]))
    >>> results.conf_int(method="profile").round(3)
    array([[1.291, 9.663]])
    """
    model = model_of("fit", family, n)
    x = observations(model.name, data)
    model.check(x)
    formula = model.closed_form(x)
    if formula is not None:
        return LikelihoodResults(model, x, formula, 0, True)
    with quiet():
        params, nit, converged = maximise(model, x)
    results = LikelihoodResults(model, x, params, nit, converged)
    if model.name == "t" and results.llf <= fit("norm", x).llf + 1e-6:
        results.converged = False
        warnings.warn(
            "fit: t: the likelihood rises with df without end, to that of the normal distribution; "
            "fit 'norm' instead",
            RuntimeWarning,
            stacklevel=2,
        )
    elif not converged:
        warnings.warn(
            f"fit: {model.name}: the search stopped after {nit} steps before a maximum",
            RuntimeWarning,
            stacklevel=2,
        )
    return results


def fisher_information(family: Any, params: ArrayLike, *, n: int | None = None) -> Floats:
    r"""Return the expected information of one observation.

    It is the covariance of the score and minus the mean of its derivative; no unbiased estimate
    from $m$ observations has a smaller covariance than its inverse over $m$ (Cramér and Rao).

    Parameters
    ----------
    family
        As in [fit][journey.mathematics.likelihood.fit].
    params
        Shape (p,).
    n
        The number of trials, for `"binom"` only.

    Returns
    -------
    ndarray of shape (p, p)

    Raises
    ------
    ValueError
        If the family is unknown or not regular, or the parameters are out of their range.

    References
    ----------
    Lange, K. L., Little, R. J. A., Taylor, J. M. G. (1989). Journal of the American Statistical
    Association 84(408), 881-896. Appendix B, for Student's t.

    Examples
    --------
    >>> from journey.mathematics.likelihood import fisher_information
    >>> fisher_information("norm", [5.0, 2.0])
    array([[0.25, 0.  ],
           [0.  , 0.5 ]])
    """
    model = model_of("fisher_information", family, n)
    theta = np.array(params, dtype=np.float64)
    if not model.regular:
        raise ValueError(
            f"fisher_information: {model.name}: its support depends on its parameters; "
            "there is no Fisher information"
        )
    if theta.shape != (len(model.params),) or not np.isfinite(link(model.links, theta)).all():
        names = ", ".join(model.params)
        raise ValueError(
            f"fisher_information: params: expected {names} inside their ranges, "
            f"got {np.asarray(params).tolist()}"
        )
    return model.information(theta)
