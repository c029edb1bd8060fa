"""Parameters of estimators that hold a list of named estimators: pipelines, column transformers.

`step` is a parameter that replaces the whole step, `step__alpha` one of the step's own. What such
an estimator does with its steps is not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from journey.ml.base import BaseEstimator


class Named(dict[str, Any]):
    """A dictionary whose entries are attributes too, as scikit-learn's `Bunch`."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"There is no {name!r}, only {sorted(self)}") from None


class Composition(BaseEstimator):
    """Parameters by name, for a subclass that stores ``(name, estimator, ...)`` tuples."""

    _parts: ClassVar[str]  # the attribute that holds the tuples

    def _named_parts(self) -> list[tuple[str, Any]]:
        # Empty where the list is not one of tuples: `fit` says what is wrong with it.
        try:
            return [(part[0], part[1]) for part in getattr(self, self._parts)]
        except (TypeError, IndexError):
            return []

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return the parameters by name, with those of the named estimators.

        Parameters
        ----------
        deep
            Also the estimators by their names, and their parameters as `name__parameter`.

        Returns
        -------
        dict
            Names and values.
        """
        found = super().get_params(deep=deep)
        if deep:
            for name, part in self._named_parts():
                found[name] = part
                if hasattr(part, "get_params") and not isinstance(part, type):
                    found |= {f"{name}__{key}": value for key, value in part.get_params().items()}
        return found

    def set_params(self, **params: Any) -> Self:
        """Set parameters by name; a named estimator's as `name__parameter`.

        Parameters
        ----------
        **params
            Names as `get_params` gives them, with their values.

        Returns
        -------
        BaseEstimator
            This estimator.

        Raises
        ------
        ValueError
            If a name is not one of the parameters.
        """
        # The list first, then whole steps, then their parameters: each may change what follows.
        if self._parts in params:
            setattr(self, self._parts, params.pop(self._parts))
        names = [name for name, _ in self._named_parts()]
        for name in [key for key in params if key in names]:
            self._replace(name, params.pop(name))
        own = {}
        parts = dict(self._named_parts())
        for key, value in params.items():
            name, _, rest = key.partition("__")
            if name in parts and rest:
                parts[name].set_params(**{rest: value})
            else:
                own[key] = value
        super().set_params(**own)
        return self

    def _replace(self, name: str, part: Any) -> None:
        old = getattr(self, self._parts)
        setattr(
            self,
            self._parts,
            [(one[0], part, *one[2:]) if one[0] == name else one for one in old],
        )

    def _check_names(self, names: Iterable[str]) -> None:
        names = list(names)
        kind = self._parts
        if twice := [name for name, count in Counter(names).items() if count > 1]:
            raise ValueError(f"{kind}: names provided are not unique: {twice}")
        if taken := sorted(set(names) & set(self._defaults())):
            raise ValueError(f"{kind}: names conflict with constructor arguments: {taken}")
        if wrong := [name for name in names if "__" in name]:
            raise ValueError(f"{kind}: names must not contain __: got {wrong}")


def named_by_class(estimators: Iterable[Any]) -> list[tuple[str, Any]]:
    """Name estimators by their class in lower case, numbered where one comes twice."""
    estimators = list(estimators)
    names = [each if isinstance(each, str) else type(each).__name__.lower() for each in estimators]
    counts, seen = Counter(names), Counter[str]()
    named = []
    for name, each in zip(names, estimators, strict=True):
        seen[name] += 1
        named.append((f"{name}-{seen[name]}" if counts[name] > 1 else name, each))
    return named
