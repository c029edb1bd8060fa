"""Sliders, choices and switches: values that a reader may change while a block runs in the page.

In ordinary Python a control is its default and nothing more. How it looks in the page, and how the
page finds the name it is assigned to, is not here.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar, overload

T = TypeVar("T")


class Controls:
    """Gives controls the reader's values, and remembers what was declared.

    While it is entered, every control that has a name looks its value up here. A value that does
    not fit (out of range, no longer an option) is left over from an earlier version of the code:
    the control then has its default.

    Parameters
    ----------
    values
        The reader's values by name; names without a control are ignored.

    Attributes
    ----------
    declared : list of dict
        One for each control that has a name, in order: `name`, `kind` (`"slider"`, `"choice"` or
        `"toggle"`), `label`, `value`, `default`; of a slider also `low`, `high`, `step` (None:
        any), `log` and `integer`; of a choice `options`. What does not apply is None.

    Examples
    --------
    >>> from journey.live import Controls, slider
    >>> with Controls({"rate": 0.5}) as controls:
    ...     rate = slider(0.0, 1.0, 0.1, name="rate")
    >>> rate, controls.declared[0]["default"]
    (0.5, 0.1)
    """

    _active: ClassVar[Controls | None] = None

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self.values = dict(values or {})
        self.declared: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._outer = Controls._active
        Controls._active = self
        return self

    def __exit__(self, *error: object) -> None:
        Controls._active = self._outer

    def _declare(self, control: dict[str, Any]) -> None:
        name = control["name"]
        if any(earlier["name"] == name for earlier in self.declared):
            raise ValueError(f"name: expected one control for each name, got a second {name!r}")
        self.declared.append(control)


@overload
def slider(
    low: int,
    high: int,
    value: int | None = None,
    *,
    step: int | None = None,
    log: bool = False,
    label: str = "",
    name: str = "",
) -> int: ...


@overload
def slider(
    low: float,
    high: float,
    value: float | None = None,
    *,
    step: float | None = None,
    log: bool = False,
    label: str = "",
    name: str = "",
) -> float: ...


def slider(
    low: float,
    high: float,
    value: float | None = None,
    *,
    step: float | None = None,
    log: bool = False,
    label: str = "",
    name: str = "",
) -> float:
    """Return a number that the reader may move between two bounds.

    Written at the top level of a live block as `rate = slider(0.001, 1.0, log=True)`, it appears
    under the block, and moving it runs the block again. Anywhere else it is its default.

    Parameters
    ----------
    low, high
        The bounds, both included. Where they and `value` and `step` are whole numbers of type
        `int`, so is what is returned.
    value
        The default. Without it: the middle, of the logarithms where `log` is true.
    step
        The distance between two values; without it whole numbers go by 1, others have no step.
    log
        Whether equal distances on the slider are equal factors; then `low` is above 0, and there
        is no `step`.
    label
        What is written beside it; without it the name.
    name
        The name it is assigned to. The page fills it in.

    Returns
    -------
    float or int

    Raises
    ------
    TypeError
        If a bound, the default or the step is not a number.
    ValueError
        If it is not finite or not in its range.

    Examples
    --------
    >>> from journey.live import slider
    >>> slider(0.0, 1.0), slider(1, 9), slider(0.01, 1.0, log=True)
    (0.5, 5, 0.1)
    """
    given = {"low": low, "high": high, "value": value, "step": step}
    checked = {
        key: _number(f"slider: {key}", number)
        for key, number in given.items()
        if number is not None or key in ("low", "high")
    }
    whole = all(isinstance(number, int) for number in checked.values())
    low, high = checked["low"], checked["high"]
    if not low < high:
        raise ValueError(f"slider: high: expected a number above low ({low!r}), got {high!r}")
    if log and low <= 0:
        raise ValueError(f"slider: low: expected a number above 0 where log=True, got {low!r}")
    if log and step is not None:
        raise ValueError(f"slider: step: expected none where log=True, got {step!r}")
    if step is not None and not 0 < checked["step"] <= (high - low) * (1 + 1e-9):
        raise ValueError(
            f"slider: step: expected a number above 0, at most high - low, got {step!r}"
        )
    grid = checked.get("step") or (1 if whole and not log else None)
    if value is None:
        middle = math.sqrt(low) * math.sqrt(high) if log else low / 2 + high / 2
        default = _fit(middle, low, high, grid, whole)
    elif low <= checked["value"] <= high:
        default = checked["value"] if whole else float(checked["value"])
    else:
        raise ValueError(f"slider: value: expected {low!r} to {high!r}, got {value!r}")

    def accept(wanted: Any) -> float | int:
        number = _number("value", wanted)
        # A page's sliders compute with logarithms and may miss a bound by a rounding error.
        slack = 1e-9 * max(abs(low), abs(high))
        if not low - slack <= number <= high + slack:
            raise ValueError("out of range")
        return _fit(number, low, high, grid, whole)

    bounds = {"low": low, "high": high, "step": grid, "log": bool(log), "integer": whole}
    found: float = _control("slider", name, label, default, accept, bounds)
    return found


def choice(
    options: Sequence[T],
    value: T | None = None,
    *,
    label: str = "",
    name: str = "",
) -> T:
    """Return one of several options, which the reader may change.

    Parameters
    ----------
    options
        Texts or numbers, at least two, all different.
    value
        The default; without it the first.
    label, name
        As for [slider][journey.live.slider].

    Returns
    -------
    str or number
        One of the options.

    Raises
    ------
    TypeError
        If the options are no sequence of texts or numbers.
    ValueError
        If there are fewer than two, two are alike, or the default is none of them.

    Examples
    --------
    >>> from journey.live import choice
    >>> choice(["blobs", "moons"]), choice([1, 2, 4], 2)
    ('blobs', 2)
    """
    if isinstance(options, str) or not isinstance(options, Sequence):
        raise TypeError(f"choice: options: expected a list, got {type(options).__name__}")
    for option in options:
        if not isinstance(option, str | numbers.Real):
            raise TypeError(f"choice: options: expected texts or numbers, got {option!r}")
    shown = [str(option) for option in options]
    if len(options) < 2 or len(set(shown)) < len(shown):
        raise ValueError(
            f"choice: options: expected at least two, all different, got {list(options)!r}"
        )
    if value is not None and value not in options:
        raise ValueError(f"choice: value: expected one of {', '.join(shown)}, got {value!r}")

    def accept(wanted: Any) -> T:
        return options[shown.index(str(wanted))]  # what a page sends back is text

    default = options[0] if value is None else options[options.index(value)]
    found: T = _control("choice", name, label, default, accept, {"options": list(options)})
    return found


def toggle(value: bool = False, *, label: str = "", name: str = "") -> bool:
    """Return true or false, which the reader may change.

    Parameters
    ----------
    value
        The default.
    label, name
        As for [slider][journey.live.slider].

    Returns
    -------
    bool

    Raises
    ------
    TypeError
        If the default is neither `True` nor `False`.

    Examples
    --------
    >>> from journey.live import toggle
    >>> toggle(True)
    True
    """

    def accept(wanted: Any) -> bool:
        if not isinstance(wanted, bool):
            raise TypeError(f"toggle: value: expected True or False, got {wanted!r}")
        return wanted

    found: bool = _control("toggle", name, label, accept(value), accept, {})
    return found


def _control(
    kind: str, name: str, label: str, default: Any, accept: Any, settings: dict[str, Any]
) -> Any:
    """Return the reader's value where there is one that fits, and declare the control."""
    for what, text in (("name", name), ("label", label)):
        if not isinstance(text, str):
            raise TypeError(f"{kind}: {what}: expected text, got {text!r}")
    active = Controls._active
    if active is None or not name:
        return default
    value = default
    if name in active.values:
        try:
            value = accept(active.values[name])
        except (TypeError, ValueError):
            value = default  # left over from an earlier version of the block
    blank = dict.fromkeys(("low", "high", "step", "log", "integer", "options"))
    described = {"name": name, "kind": kind, "label": label or name.replace("_", " ")}
    active._declare(blank | described | {"value": value, "default": default} | settings)
    return value


def _number(what: str, given: Any) -> float | int:
    """Return a number as `int` or `float`, NumPy's too; raise where it is none."""
    if isinstance(given, bool) or not isinstance(given, numbers.Real):
        raise TypeError(f"{what}: expected a number, got {given!r}")
    number = int(given) if isinstance(given, numbers.Integral) else float(given)
    if isinstance(number, float) and not math.isfinite(number):
        raise ValueError(f"{what}: expected a finite number, got {given!r}")
    return number


def _fit(number: float, low: float, high: float, step: float | None, whole: bool) -> float | int:
    """Return the nearest value that the slider can stand at."""
    if step is not None:
        last = math.floor((high - low) / step * (1 + 1e-9))  # 0.3 / 0.1 is a little less than 3
        number = low + step * min(round((number - low) / step), last)
        number = number if whole else float(f"{number:.12g}")  # 0.3, not 0.30000000000000004
    if whole:
        return min(max(round(number), int(low)), int(high))
    return float(min(max(number, low), high))
