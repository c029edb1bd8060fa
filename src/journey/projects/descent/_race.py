"""Optimisers by name and settings, the paths they take, and why a path ended.

The rules are `journey.mathematics.optim`'s, the methods `journey.mathematics.optimize`'s. Drawing
is in `_draw` and `_page`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics import optim, optimize
from journey.projects.descent._expression import Expression

__all__ = ["OPTIMIZERS", "Racer", "Run", "descend"]

Array = NDArray[np.float64]
_FAR = 1e12  # from here on a path counts as diverged


# Rules take one gradient a step; methods evaluate as they like and know when they are done.
_RULES: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "sgd": (optim.SGD, {"lr": 0.01}),
    "momentum": (optim.SGD, {"lr": 0.01, "momentum": 0.9}),
    "nesterov": (optim.SGD, {"lr": 0.01, "momentum": 0.9, "nesterov": True}),
    "adagrad": (optim.Adagrad, {"lr": 0.5}),
    "rmsprop": (optim.RMSprop, {"lr": 0.05}),
    "adam": (optim.Adam, {"lr": 0.1}),
}
_METHODS: dict[str, tuple[str, Callable[..., Any]]] = {
    "gradient-descent": ("gradient-descent", optimize.minimize_gradient_descent),
    "newton": ("Newton", optimize.minimize_newton),
    "bfgs": ("BFGS", optimize.minimize_bfgs),
    "l-bfgs": ("L-BFGS", optimize.minimize_lbfgs),
    "cg": ("CG", optimize.minimize_cg),
}
_NOT_SETTINGS = {
    "self", "params", "fun", "x0", "jac", "hess", "args", "callback", "return_all", "maxiter",
    "maximize", "gtol",
}  # fmt: skip
OPTIMIZERS = (*_RULES, *_METHODS)


def _settings_of(name: str) -> list[str]:
    known = _RULES[name][0] if name in _RULES else _METHODS[name][1]
    return sorted(set(inspect.signature(known).parameters) - _NOT_SETTINGS)


@dataclass(frozen=True)
class Racer:
    """An optimiser with its settings.

    Attributes
    ----------
    name
        One of `OPTIMIZERS`.
    settings
        By name, as the optimiser itself calls them.

    Examples
    --------
    >>> Racer.parse("momentum:lr=0.02,momentum=0.8")
    Racer(name='momentum', settings={'lr': 0.02, 'momentum': 0.8})
    >>> Racer.parse("adam:betas=0.8/0.99").settings
    {'betas': (0.8, 0.99)}
    """

    name: str
    settings: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Racer:
        """Read an optimiser as `name` or `name:setting=value,setting=value`.

        Parameters
        ----------
        text
            What stands on the command line. A pair of numbers is written `0.9/0.99`, yes and no as
            `true` and `false`.

        Returns
        -------
        Racer

        Raises
        ------
        ValueError
            If the name or a setting is not known, or a value is neither number, pair nor truth.
        """
        name, _, rest = text.strip().partition(":")
        name = name.strip().lower()
        if name not in OPTIMIZERS:
            raise ValueError(
                f"{name!r} is no optimiser here: expected one of {', '.join(OPTIMIZERS)}"
            )
        known, settings = _settings_of(name), {}
        for part in filter(None, (part.strip() for part in rest.split(","))):
            key, equals, value = (piece.strip() for piece in part.partition("="))
            if not equals or key not in known:
                raise ValueError(
                    f"{part!r} is no setting of {name}: expected name=value with one of "
                    f"{', '.join(known)}"
                )
            settings[key] = _value(key, value)
        return cls(name, settings)

    @property
    def label(self) -> str:
        """What the legend says: the name and the settings that were given."""
        given = ", ".join(f"{key} {_shown(value)}" for key, value in self.settings.items())
        return f"{self.name} ({given})" if given else self.name


def _value(key: str, text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    try:
        numbers = [float(piece) for piece in text.split("/")]
    except ValueError:
        raise ValueError(
            f"{key}: expected a number, a pair such as 0.9/0.99, true or false, got {text!r}"
        ) from None
    if len(numbers) > 1:
        return tuple(numbers)
    return int(numbers[0]) if text.isdigit() else numbers[0]


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "/".join(f"{number:g}" for number in value)
    return str(value).lower() if isinstance(value, bool) else f"{value:g}"


@dataclass(frozen=True)
class Run:
    """The path of one optimiser.

    Attributes
    ----------
    racer
        Who ran.
    path
        The points, of shape (steps + 1, 2), the start first.
    values
        The function there, of shape (steps + 1,).
    evaluations, gradients
        How often the function and its gradient were asked for on the way.
    outcome
        "converged", "still moving", "diverged" or "stuck".
    why
        The same in a sentence, with the numbers.
    """

    racer: Racer
    path: Array
    values: Array
    evaluations: int
    gradients: int
    outcome: str
    why: str

    @property
    def steps(self) -> int:
        """How many steps were made."""
        return len(self.path) - 1

    def error(self, minima: Sequence[tuple[float, float]]) -> float:
        """Return the distance from the end to the nearest minimum; NaN where none is known."""
        if not minima:
            return float("nan")
        return float(np.linalg.norm(self.path[-1] - np.array(minima), axis=1).min())


def descend(
    function: Expression, start: ArrayLike, racer: Racer, *, steps: int = 200, tol: float = 1e-6
) -> Run:
    """Run an optimiser and say how it ended.

    Parameters
    ----------
    function
        What is made small.
    start
        Where it begins, shape (2,).
    racer
        The optimiser.
    steps
        The most steps. Default: 200.
    tol
        It has converged when no entry of the gradient is larger than this. Default: 1e-6.

    Returns
    -------
    Run

    Raises
    ------
    ValueError
        If the function or its gradient is not finite at the start, or a setting is refused.

    Examples
    --------
    >>> run = descend(Expression("x**2 + y**2"), [1.0, 1.0], Racer("sgd", {"lr": 0.25}))
    >>> run.outcome, run.steps, float(run.values[0])
    ('converged', 21, 2.0)
    """
    x0 = np.array(start, dtype=np.float64)
    if x0.shape != (2,):
        raise ValueError(f"start: expected two numbers, got shape {x0.shape}")
    if not np.isfinite(x0).all() or not np.isfinite(function(x0)):
        raise ValueError(f"start: the function has no finite value at {_point(x0)}")
    if not np.isfinite(function.gradient(x0)).all():
        raise ValueError(f"start: the function has no gradient at {_point(x0)}")
    if steps < 1:
        raise ValueError(f"steps: expected a whole number of at least 1, got {steps}")
    if racer.name in _RULES:
        return _by_rule(function, x0, racer, steps, tol)
    return _by_method(function, x0, racer, steps, tol)


def _by_rule(function: Expression, x0: Array, racer: Racer, steps: int, tol: float) -> Run:
    kind, fixed = _RULES[racer.name]
    x = x0.copy()
    optimizer = kind([x], **{**fixed, **racer.settings})
    path, values = [x0], [function(x0)]
    outcome, gradients = "still moving", 0
    for _ in range(steps):
        g = function.gradient(x)
        gradients += 1
        if not np.isfinite(g).all():
            outcome = "stuck"
            break
        if np.abs(g).max() <= tol:
            outcome = "converged"
            break
        with np.errstate(all="ignore"):
            optimizer.step([g])
        value = function(x)
        if np.abs(x).max() <= _FAR and np.isnan(value):
            outcome = "stuck"  # the step led out of where the function has values
            break
        if not np.isfinite(x).all() or not np.isfinite(value) or np.abs(x).max() > _FAR:
            outcome = "diverged"
            break
        path.append(x.copy())
        values.append(value)
    else:
        if np.abs(function.gradient(x)).max() <= tol:
            outcome = "converged"
    rate = float(racer.settings.get("lr", fixed["lr"]))
    memory = float(racer.settings.get("momentum", fixed.get("momentum", 0.0)))
    nesterov = bool(racer.settings.get("nesterov", fixed.get("nesterov", False)))
    why = _why(function, np.array(path), np.array(values), outcome, tol)
    if outcome == "stuck" and np.isfinite(x).all() and np.isnan(function(x)):
        why = f"its next step led to {_point(x)}, where the function has no value"
    if outcome == "diverged":
        why = _divergence(function, racer.name, np.array(path), rate, memory, nesterov)
    return Run(racer, np.array(path), np.array(values), 0, gradients, outcome, why)


def _by_method(function: Expression, x0: Array, racer: Racer, steps: int, tol: float) -> Run:
    method, known = _METHODS[racer.name]
    options = {**racer.settings, "maxiter": steps, "gtol": tol, "return_all": True}
    hess = function.hessian if method == "Newton" else None
    if "hess" not in inspect.signature(known).parameters:
        hess = None
    found = optimize.minimize(
        function, x0, method=method, jac=function.gradient, hess=hess, options=options
    )
    assert found.allvecs is not None
    assert found.allfuns is not None
    outcome = {0: "converged", 1: "still moving", 3: "diverged"}.get(found.status, "stuck")
    why = _why(function, found.allvecs, found.allfuns, outcome, tol)
    if outcome in ("stuck", "diverged"):
        why = found.message.rstrip(".")
    if np.abs(found.allvecs).max() > _FAR or np.abs(found.allfuns[-1]) > _FAR**4:
        outcome = "diverged"
        why = f"after {found.nit} steps it was out of bounds; the function falls without end there"
    return Run(racer, found.allvecs, found.allfuns, found.nfev, found.njev, outcome, why)


def _point(x: Array) -> str:
    return f"({x[0]:.4g}, {x[1]:.4g})"


def _why(function: Expression, path: Array, values: Array, outcome: str, tol: float) -> str:
    x = path[-1]
    if outcome == "converged":
        lowest = np.linalg.eigvalsh(np.nan_to_num(function.hessian(x)))[0]
        kind = "a saddle point or a maximum, not a minimum," if lowest < -1e-8 else "a point"
        return f"it reached {kind} where the gradient is below {tol:g}: {_point(x)}"
    if outcome == "stuck":
        return f"at {_point(x)} the function has no gradient"
    slope = float(np.abs(function.gradient(x)).max())
    if len(values) > 20 and values[-20:].min() >= values[:-20].min():
        return (
            f"it goes back and forth near {_point(x)}: the last 20 steps found nothing lower, the "
            f"gradient is still {slope:.2g}"
        )
    return f"the steps ended at {_point(x)}, where the gradient is still {slope:.2g}"


def _divergence(
    function: Expression, name: str, path: Array, rate: float, memory: float, nesterov: bool
) -> str:  # fmt: skip
    """Say why a rule left, by the first curvature on its path that its rate does not suit."""
    far = f"after {len(path)} steps it was out of bounds"
    if name not in ("sgd", "momentum", "nesterov"):
        return f"{far}; the rate is {rate:g}"
    curvatures = [float(np.linalg.eigvalsh(np.nan_to_num(function.hessian(p)))[-1]) for p in path]
    # On a parabola the heavy ball is stable below 2 (1 + m) / curvature, Nesterov's form below
    # 2 (1 + m) / (curvature (1 + 2 m)).
    stable = 2 * (1 + memory) / (1 + 2 * memory if nesterov else 1)
    steep = next((k for k, c in enumerate(curvatures) if c > 0 and rate > stable / c), None)
    if steep is None:
        return f"{far}; the function falls without end there"
    where = "where it started" if steep == 0 else f"at step {steep}, {_point(path[steep])},"
    return (
        f"{far}: {where} the function is curved by {curvatures[steep]:.4g}, so steps grow when "
        f"the rate is above {stable / curvatures[steep]:.3g}; it is {rate:g}"
    )
