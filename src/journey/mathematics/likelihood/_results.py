"""What the likelihood says at its maximum and around it: errors, information, intervals."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from journey.mathematics.likelihood._intervals import profile_end
from journey.mathematics.likelihood._model import Model, link, unlink
from journey.mathematics.likelihood._search import Objective
from journey.mathematics.special._arrays import Floats, quiet
from journey.mathematics.stats import chi2, norm

Kind = Literal["observed", "expected"]


class LikelihoodResults:
    """A maximum-likelihood fit; the names are those of statsmodels.

    Made by [fit][journey.mathematics.likelihood.fit].

    Attributes
    ----------
    params : ndarray of shape (p,)
        The estimates.
    param_names : tuple of str
        Their names, SciPy's.
    llf : float
        The log-likelihood there.
    nobs : int
        Number of observations.
    converged : bool
        Whether the maximum was found; a formula always does.
    nit : int
        Steps of Newton's method, 0 for a formula.

    Examples
    --------
    >>> from journey.mathematics.likelihood import fit
    >>> fit("poisson", [3, 0, 2, 4, 1, 2])
    poisson: mu = 2 (0.57735), log-likelihood -10.0383, n = 6
    """

    def __init__(self, model: Model, x: Floats, params: Floats, nit: int, converged: bool) -> None:
        self._model, self._x = model, x
        self.family, self.param_names = model.name, model.params
        self.params = params
        self.nobs, self.nit, self.converged = len(x), nit, converged
        self.llf = self.loglike(params)

    def __repr__(self) -> str:
        try:
            errors = [f" ({error:.6g})" for error in self.bse]
        except ValueError:
            errors = [""] * len(self.params)
        rows = zip(self.param_names, self.params, errors, strict=True)
        told = ", ".join(f"{name} = {value:.6g}{error}" for name, value, error in rows)
        return f"{self.family}: {told}, log-likelihood {self.llf:.6g}, n = {self.nobs}"

    @property
    def aic(self) -> float:
        """Akaike's criterion, twice the number of parameters less twice the log-likelihood."""
        return 2 * (len(self.params) - self.llf)

    @property
    def bic(self) -> float:
        """The Bayesian criterion, with log n in place of 2."""
        return float(np.log(self.nobs) * len(self.params) - 2 * self.llf)

    @property
    def bse(self) -> Floats:
        """Standard errors of the estimates, from the observed information."""
        return np.sqrt(np.diag(self.cov_params()))

    def loglike(self, params: ArrayLike) -> float:
        """Return the log-likelihood of the sample at any parameters.

        Parameters
        ----------
        params
            Shape (p,), in the order of `param_names`.

        Returns
        -------
        float
        """
        theta = self._theta(params)
        with quiet():
            return float(self._model.log_density(self._model.terms(self._x), theta).sum())

    def score_obs(self, params: ArrayLike | None = None) -> Floats:
        """Return the derivatives of the log-density of each observation.

        Parameters
        ----------
        params
            Where; default: at the estimates.

        Returns
        -------
        ndarray of shape (n, p)

        Raises
        ------
        ValueError
            If the family is not regular.
        """
        self._regular("score")
        theta = self.params if params is None else self._theta(params)
        with quiet():
            return self._model.score(self._model.terms(self._x), theta).T

    def score(self, params: ArrayLike | None = None) -> Floats:
        """Return the score: the gradient of the log-likelihood, zero at a maximum.

        Parameters and errors are those of
        [score_obs][journey.mathematics.likelihood.LikelihoodResults.score_obs].
        """
        total: Floats = self.score_obs(params).sum(axis=0)
        return total

    def information(self, params: ArrayLike | None = None, *, kind: Kind = "observed") -> Floats:
        """Return the Fisher information of the whole sample.

        Parameters
        ----------
        params
            Where; default: at the estimates.
        kind
            `"observed"`: minus the second derivatives on this sample; `"expected"`: what they are
            on average over samples with these parameters.

        Returns
        -------
        ndarray of shape (p, p)

        Raises
        ------
        ValueError
            If the family is not regular, or `kind` is neither.
        """
        self._regular("information")
        theta = self.params if params is None else self._theta(params)
        if kind not in ("observed", "expected"):
            raise ValueError(f"information: kind: expected 'observed' or 'expected', got {kind!r}")
        with quiet():
            if kind == "expected":
                return self.nobs * self._model.information(theta)
            bend = self._model.hessian(self._model.terms(self._x), theta)
            return np.asarray(-bend.sum(axis=-1))

    def cov_params(self, *, kind: Kind = "observed") -> Floats:
        """Return the inverse of the information: the covariance of the estimates in the long run.

        Parameters
        ----------
        kind
            Which information.

        Returns
        -------
        ndarray of shape (p, p)

        Raises
        ------
        ValueError
            If the family is not regular, or the maximum is at the end of a parameter's range.
        """
        self._regular("cov_params")
        if not np.isfinite(link(self._model.links, self.params)).all():
            raise ValueError(
                f"cov_params: {self.family}: the maximum {self.params} is at the end of the range, "
                "where the score is not zero and the information is no measure of error; "
                "conf_int(method='profile') is one"
            )
        matrix = self.information(kind=kind)
        root = np.sqrt(np.diag(matrix))  # units out, so that small and large scales can meet
        units = np.outer(root, root)
        return np.asarray(np.linalg.inv(matrix / units) / units)

    def conf_int(self, alpha: float = 0.05, method: Literal["wald", "profile"] = "wald") -> Floats:
        r"""Return intervals that hold each parameter with probability $1 - \alpha$, nearly.

        Parameters
        ----------
        alpha
            The probability left out.
        method
            `"wald"`: estimate plus and minus standard errors, symmetric, whatever the range.
            `"profile"`: where twice the drop of the log-likelihood, the other parameters at their
            best, stays below the quantile of chi-squared with one degree; inside the range, and the
            same for a parameter and its logarithm.

        Returns
        -------
        ndarray of shape (p, 2)

        Raises
        ------
        ValueError
            If an argument is out of its range, the family is not regular, or the maximum is at the
            end of a range and the method is Wald's.

        References
        ----------
        Venzon, D. J., Moolgavkar, S. H. (1988). Applied Statistics 37(1), 87-94.
        """
        self._regular("conf_int")
        if not 0 < alpha < 1:
            raise ValueError(f"conf_int: alpha: expected a number between 0 and 1, got {alpha!r}")
        if method == "wald":
            reach = float(norm.isf(alpha / 2)) * self.bse
            return np.array([self.params - reach, self.params + reach]).T
        if method != "profile":
            raise ValueError(f"conf_int: method: expected 'wald' or 'profile', got {method!r}")
        loc, scale = self._model.normalise(self._x)
        unit = self._model.restore(np.ones_like(self.params), loc, scale)
        zero = self._model.restore(np.zeros_like(self.params), loc, scale)
        u = link(self._model.links, (self.params - zero) / (unit - zero))
        objective = Objective(self._model, (self._x - loc) / scale)
        height = float(chi2.isf(alpha, 1))
        out = np.empty((len(u), 2))
        for j in range(len(u)):
            for column, side in enumerate((-1, 1)):
                end = u.copy()
                end[j] = profile_end(objective, u, j, side, self.nobs, height)
                theta = unlink(self._model.links, end)[0]
                out[j, column] = self._model.restore(theta, loc, scale)[j]
        return out

    def _regular(self, method: str) -> None:
        if not self._model.regular:
            raise ValueError(
                f"{method}: {self.family}: its support depends on its parameters, so the score "
                "is zero nowhere and there is no Fisher information"
            )

    def _theta(self, params: ArrayLike) -> Floats:
        theta = np.array(params, dtype=np.float64)
        if theta.shape != self.params.shape:
            names = ", ".join(self.param_names)
            raise ValueError(
                f"params: expected shape {self.params.shape} ({names}), got {theta.shape}"
            )
        return theta
