"""Structural causal models: each variable a function of its causes and of noise of its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from journey.mathematics.causal._dag import DAG

Sample = dict[str, NDArray[np.float64]]
Equation = Callable[..., object]
Noise = Callable[[np.random.Generator, int], object]


class StructuralModel:
    """Variables made one after the other, by any functions, and what happens when one is set.

    Parameters
    ----------
    equations
        For each variable a function of its noise, its first parameter, and of its causes, which its
        other parameters name: `{"z": lambda u: u, "x": lambda u, z: 0.8 * z + u}`. All are arrays
        of shape (n,).
    noise
        For a variable a function of generator and n. Default: standard normal. The noises are
        independent of each other, so what two variables share must be a variable too.

    Attributes
    ----------
    graph : DAG
        The parameters' names, read as arrows.

    Raises
    ------
    ValueError
        If an equation names something that is no variable, or the causes go in a circle.

    References
    ----------
    Pearl, J. (2009). Causality, 2nd edition, sections 1.4 and 3.2. Cambridge University Press.

    Examples
    --------
    >>> model = StructuralModel({"x": lambda u: u, "y": lambda u, x: x**2 + u})
    >>> sample = model.do(x=3.0).sample(10_000, random_state=0)
    >>> float(sample["y"].mean().round(1))
    9.0
    """

    def __init__(
        self, equations: Mapping[str, Equation], noise: Mapping[str, Noise] | None = None
    ) -> None:
        self._equations = dict(equations)
        self._noise = dict(noise or {})
        self._fixed: dict[str, float] = {}
        edges = []
        for name, equation in self._equations.items():
            parameters = list(inspect.signature(equation).parameters)
            if not parameters:
                raise ValueError(
                    f"StructuralModel: equations: expected {name!r} to take its noise first, got "
                    "a function without parameters"
                )
            edges += [(cause, name) for cause in parameters[1:]]
        for argument, names in (
            ("equations", [a for a, _ in edges]),
            ("noise", list(self._noise)),
        ):
            if unknown := sorted(set(names) - set(self._equations)):
                raise ValueError(
                    f"StructuralModel: {argument}: expected the names of variables, got "
                    f"{', '.join(unknown)}"
                )
        self.graph = DAG(edges, self._equations)

    def do(self, **values: float) -> StructuralModel:
        """Return the model in which variables are set from outside, whatever would cause them.

        Only their own equations are replaced: that everything else stays as it is makes it a causal
        model, and not only a distribution.

        Parameters
        ----------
        **values
            A number for each variable that is set.

        Returns
        -------
        StructuralModel
            Another model. With the same seed it has the same noise, so a sample of it is what would
            have become of the same individuals.

        Raises
        ------
        ValueError
            If a name is no variable.
        """
        if unknown := sorted(set(values) - set(self._equations)):
            raise ValueError(
                f"do: values: expected some of {', '.join(self.graph.nodes)}, got "
                f"{', '.join(unknown)}"
            )
        other = StructuralModel(self._equations, self._noise)
        other._fixed = self._fixed | {name: float(value) for name, value in values.items()}
        for name in other._fixed:
            other.graph = other.graph.without_arrows_into(name)
        return other

    def sample(self, n: int, random_state: int | np.random.Generator | None = None) -> Sample:
        """Draw individuals.

        Parameters
        ----------
        n
            How many, at least 1.
        random_state
            Seed or generator.

        Returns
        -------
        dict of str to ndarray
            An array of shape (n,) for each variable, in the order of the equations.

        Raises
        ------
        ValueError
            If `n` is below 1, or an equation gives something that is not of shape (n,).
        """
        if n < 1:
            raise ValueError(f"sample: n: expected at least 1, got {n!r}")
        rng = np.random.default_rng(random_state)
        # In the order of the equations, and for what is set as well: do() changes no noise.
        drawn = {
            name: np.asarray(self._noise.get(name, _standard_normal)(rng, n), dtype=np.float64)
            for name in self._equations
        }
        made: Sample = {}
        for name in self.graph.nodes:
            if name in self._fixed:
                made[name] = np.full(n, self._fixed[name])
                continue
            equation = self._equations[name]
            causes = list(inspect.signature(equation).parameters)[1:]
            value = np.asarray(
                equation(drawn[name], **{cause: made[cause] for cause in causes}),
                dtype=np.float64,
            )
            if value.shape not in ((), (n,)):
                raise ValueError(
                    f"sample: expected the equation of {name!r} to give shape ({n},), got "
                    f"{value.shape}"
                )
            made[name] = np.broadcast_to(value, (n,)).copy()
        return {name: made[name] for name in self._equations}

    def average_effect(
        self,
        x: str,
        y: str,
        *,
        to: float = 1.0,
        of: float = 0.0,
        n: int = 100_000,
        random_state: int | np.random.Generator | None = None,
    ) -> float:
        """Return what setting `x` to `to` instead of `of` does to the mean of `y`, by simulation.

        Parameters
        ----------
        x, y
            Cause and effect.
        to, of
            The two values compared.
        n
            Individuals, the same ones both times, which takes most of the noise away.
        random_state
            Seed or generator.

        Returns
        -------
        float

        Raises
        ------
        ValueError
            If a name is no variable.
        """
        if y not in self._equations:
            raise ValueError(
                f"average_effect: y: expected one of {', '.join(self.graph.nodes)}, got {y!r}"
            )
        rng = np.random.default_rng(random_state)
        seed = int(rng.integers(2**31))
        high, low = (self.do(**{x: value}).sample(n, seed)[y] for value in (to, of))
        return float(np.mean(high - low))


def _standard_normal(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    return rng.normal(size=n)
