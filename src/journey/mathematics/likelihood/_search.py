"""Newton's method on the likelihood, with all parameters free or with one of them held."""

from __future__ import annotations

import numpy as np

from journey.mathematics.likelihood._model import Model, link, unlink
from journey.mathematics.optimize import minimize_newton
from journey.mathematics.special._arrays import Floats, quiet

# On data without a unit the score is about 1 away from the maximum. Below this, two pure Newton
# steps square the distance twice and reach rounding, where values can no longer tell steps apart.
_COARSE, _FINE = 1e-5, 1e-14


class Objective:
    """Minus the mean log-likelihood, as a function of the linked parameters u."""

    def __init__(self, model: Model, x: Floats) -> None:
        self.model = model
        terms = model.terms(x)
        self.terms = terms.mean(axis=1, keepdims=True) if model.linear else terms

    def value(self, u: Floats) -> float:
        with quiet():
            return float(-self.model.log_density(self.terms, unlink(self.model.links, u)[0]).mean())

    def gradient(self, u: Floats) -> Floats:
        theta, first, _ = unlink(self.model.links, u)
        with quiet():
            slope: Floats = -self.model.score(self.terms, theta).mean(axis=-1) * first
        return slope

    def hessian(self, u: Floats) -> Floats:
        theta, first, second = unlink(self.model.links, u)
        with quiet():
            score = self.model.score(self.terms, theta).mean(axis=-1)
            bend = self.model.hessian(self.terms, theta).mean(axis=-1)
        curvature: Floats = -(bend * np.outer(first, first) + np.diag(second * score))
        return curvature


def search(objective: Objective, u: Floats, held: int | None = None) -> tuple[Floats, int, bool]:
    """Return the linked parameters of the maximum near u, the steps, and whether it converged.

    With `held`, that parameter stays as it is and the others are optimised: a profile.
    """
    free = np.array([i for i in range(len(u)) if i != held])
    if not len(free):
        return u, 0, True

    def at(part: Floats) -> Floats:
        full = u.copy()
        full[free] = part
        return full

    functions = (
        lambda v: objective.value(at(v)),
        lambda v: objective.gradient(at(v))[free],
        lambda v: objective.hessian(at(v))[np.ix_(free, free)],
    )
    fun, jac, hess = functions
    rough = minimize_newton(fun, u[free], jac, hess, gtol=_COARSE)
    fine = minimize_newton(fun, rough.x, jac, hess, gtol=_FINE, maxiter=2, safeguard=False)
    better = rough.success and np.abs(fine.jac).max() <= np.abs(rough.jac).max()
    best = fine if better else rough
    return at(best.x), rough.nit + better * fine.nit, bool(rough.success)


def maximise(model: Model, x: Floats) -> tuple[Floats, int, bool]:
    """Return the parameters with the largest likelihood of all starts, steps and convergence."""
    loc, scale = model.normalise(x)
    z = (x - loc) / scale
    objective = Objective(model, z)
    runs = [search(objective, link(model.links, start)) for start in model.starts(z)]
    u, steps, converged = min(runs, key=lambda run: objective.value(run[0]))
    return model.restore(unlink(model.links, u)[0], loc, scale), steps, converged
