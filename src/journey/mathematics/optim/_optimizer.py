"""What all optimisers share: groups of parameters, their gradients and their state.

The rules that turn a gradient into a step are in the modules of the single optimisers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Optimizer"]

Array = NDArray[Any]


class Optimizer:
    """Base class: keeps parameters in groups, checks gradients, and calls the rule for each.

    Parameters
    ----------
    params
        Arrays of floating point numbers, or objects with such an array as `.data` and its gradient
        as `.grad`. Or dictionaries, each with a list `"params"` and options of its own. **They are
        changed in place by each step.**
    defaults
        The options of every group that does not bring its own.

    Attributes
    ----------
    param_groups
        A dictionary for each group: `"params"` and the options, as `"lr"`. Schedules write here.
    state
        What the rule remembers of each parameter, in the order of the parameters.

    Raises
    ------
    TypeError
        If a parameter is neither a floating-point array nor an object that holds one.
    ValueError
        If there are no parameters, one is given twice or is read-only, or an option is not allowed.

    Examples
    --------
    A rule of one's own needs one method:

    >>> class SignDescent(Optimizer):
    ...     def _update(self, p, g, state, group):
    ...         p -= group["lr"] * np.sign(g)
    >>> w = np.array([1.0, -2.0])
    >>> SignDescent([w], {"lr": 0.5}).step([np.array([3.0, -0.1])])
    >>> w
    array([ 0.5, -1.5])
    """

    def __init__(self, params: Iterable[Any], defaults: dict[str, Any]) -> None:
        self.defaults = dict(defaults)
        self.param_groups: list[dict[str, Any]] = []
        self.state: list[dict[str, Any]] = []
        for group in _groups(params):
            options = {key: value for key, value in group.items() if key != "params"}
            if unknown := options.keys() - defaults.keys():
                raise ValueError(
                    f"params: expected options among {', '.join(defaults)}, "
                    f"got {', '.join(sorted(unknown))}"
                )
            merged = {**defaults, **options}
            self._check(merged)
            self.param_groups.append({"params": list(group["params"]), **merged})
        parameters = self._parameters()
        if not parameters:
            raise ValueError("params: expected at least one array, got none")
        for index, parameter in enumerate(parameters):
            _check_parameter(index, parameter)
        if len({id(parameter) for parameter in parameters}) < len(parameters):
            raise ValueError("params: expected each parameter once, got one of them twice")
        self.state = [{} for _ in parameters]

    def step(self, grads: Sequence[Any] | None = None) -> None:
        """Take one step: change every parameter in place.

        Parameters
        ----------
        grads
            A gradient for each parameter, in the order in which they were given, each of its
            parameter's shape; they are not changed. `None` in a place leaves that parameter and its
            state as they are. Where nothing is given, each parameter's `.grad` is taken.

        Raises
        ------
        ValueError
            If number or shapes do not fit. Then no parameter has been changed.
        """
        gradients = self._gradients(grads)
        index = 0
        for group in self.param_groups:
            for parameter in group["params"]:
                g = gradients[index]
                if g is not None:
                    self._update(_values(parameter), g, self.state[index], group)
                index += 1

    def zero_grad(self) -> None:
        """Set `.grad` to `None` where parameters have one, so that gradients do not add up."""
        for parameter in self._parameters():
            if not isinstance(parameter, np.ndarray):
                parameter.grad = None

    def _update(self, p: Array, g: Array, state: dict[str, Any], group: dict[str, Any]) -> None:
        """Change `p` in place by the gradient `g`; `state` starts empty and is kept."""
        raise NotImplementedError

    def _check(self, options: dict[str, Any]) -> None:
        """Raise `ValueError` where an option is out of its range."""
        check_at_least_0(options, *(key for key in ("lr", "weight_decay", "eps") if key in options))

    def _parameters(self) -> list[Any]:
        return [parameter for group in self.param_groups for parameter in group["params"]]

    def _gradients(self, grads: Sequence[Any] | None) -> list[Array | None]:
        parameters = self._parameters()
        if grads is None:
            if any(isinstance(parameter, np.ndarray) for parameter in parameters):
                raise ValueError("grads: expected a list, since arrays do not carry gradients")
            grads = [parameter.grad for parameter in parameters]
        elif isinstance(grads, np.ndarray) or len(grads) != len(parameters):
            got = "one array" if isinstance(grads, np.ndarray) else f"{len(grads)}"
            raise ValueError(f"grads: expected a list of {len(parameters)} arrays, got {got}")
        checked: list[Array | None] = []
        for index, (parameter, grad) in enumerate(zip(parameters, grads, strict=True)):
            if grad is None:
                checked.append(None)
                continue
            p = _values(parameter)
            g = np.asarray(grad if isinstance(grad, np.ndarray) else getattr(grad, "data", grad))
            if g.shape != p.shape or g.dtype.kind not in "fiu":
                raise ValueError(
                    f"grads[{index}]: expected real numbers of shape {p.shape}, "
                    f"got shape {g.shape} of type {g.dtype}"
                )
            checked.append(g.astype(p.dtype, copy=False))
        return checked


def objective_gradient(p: Array, g: Array, group: dict[str, Any]) -> Array:
    """Return the gradient of what is minimised: turned for `maximize`, with the L2 penalty's."""
    if group["maximize"]:
        g = -g
    if group["weight_decay"]:
        g = g + group["weight_decay"] * p
    return g


def lerp(mean: Array, value: Array, weight: float) -> None:
    """Move a mean towards a value by a share of the way, in place.

    Seen from the nearer end, as `torch.lerp` does it: `mean + (value - mean)` would round off a
    small value beside a large mean, and with a weight of 1 only the value must be left.
    """
    gap = value - mean
    if weight < 0.5:
        mean += weight * gap
    else:
        mean[...] = value - (1 - weight) * gap


def check_at_least_0(options: dict[str, Any], *names: str) -> None:
    """Raise `ValueError` unless the options named are finite numbers of at least 0."""
    for name in names:
        check_range(name, options[name], 0, math.inf)


def check_range(name: str, value: Any, low: float, below: float) -> None:
    """Raise `ValueError` unless `low <= value < below`."""
    try:
        good = bool(low <= value < below)
    except (TypeError, ValueError):
        good = False
    if not good:
        end = "" if below == math.inf else f" and below {below:g}"
        raise ValueError(f"{name}: expected a number of at least {low:g}{end}, got {value!r}")


def _groups(params: Iterable[Any]) -> list[dict[str, Any]]:
    if isinstance(params, np.ndarray | dict):
        raise TypeError(f"params: expected a list, got {type(params).__name__}: write [params]")
    given = list(params)
    if not any(isinstance(entry, dict) for entry in given):
        return [{"params": given}]
    for entry in given:
        if not (isinstance(entry, dict) and isinstance(entry.get("params"), list | tuple)):
            raise ValueError(
                "params: expected dictionaries with a list 'params' each, or arrays only"
            )
    return given


def _values(parameter: Any) -> Array:
    array: Array = parameter if isinstance(parameter, np.ndarray) else parameter.data
    return array


def _check_parameter(index: int, parameter: Any) -> None:
    array = parameter if isinstance(parameter, np.ndarray) else getattr(parameter, "data", None)
    if not isinstance(array, np.ndarray) or array.dtype.kind != "f":
        kind = array.dtype if isinstance(array, np.ndarray) else type(parameter).__name__
        raise TypeError(f"params[{index}]: expected a floating-point array, got {kind}")
    if not array.flags.writeable:
        raise ValueError(f"params[{index}]: expected an array that can be changed, got a read-only")
