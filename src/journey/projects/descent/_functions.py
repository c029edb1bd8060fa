"""Eight functions that minimisers are tried on, with their minima, a window and a start."""

from __future__ import annotations

from dataclasses import dataclass

from journey.projects.descent._expression import Expression

__all__ = ["FUNCTIONS", "Function"]


@dataclass(frozen=True)
class Function:
    """A function to descend on.

    Attributes
    ----------
    name
        A short name.
    expression
        The function itself.
    minima
        Where it is smallest; empty where that is not known.
    window
        Left, right, bottom and top of what is drawn.
    start
        Where paths begin unless told otherwise.
    about
        What makes it hard, in one sentence.

    Examples
    --------
    >>> FUNCTIONS["rosenbrock"].minima
    ((1.0, 1.0),)
    """

    name: str
    expression: Expression
    minima: tuple[tuple[float, float], ...]
    window: tuple[float, float, float, float]
    start: tuple[float, float]
    about: str


def _made(
    name: str,
    text: str,
    minima: tuple[tuple[float, float], ...],
    window: tuple[float, float, float, float],
    start: tuple[float, float],
    about: str,
) -> Function:
    return Function(name, Expression(text), minima, window, start, about)


FUNCTIONS = {
    function.name: function
    for function in (
        _made(
            "bowl", "(x**2 + y**2) / 2", ((0.0, 0.0),), (-5, 5, -4, 4), (-4.0, 3.0),
            "the same curvature in every direction: the easiest of all",
        ),
        _made(
            "ravine", "(x**2 + 50*y**2) / 2", ((0.0, 0.0),), (-5, 5, -2, 2), (-4.0, 1.0),
            "curved 50 times as much across as along, so that one rate suits no direction",
        ),
        _made(
            "rosenbrock", "(1 - x)**2 + 100*(y - x**2)**2", ((1.0, 1.0),), (-2, 2, -1, 3),
            (-1.2, 1.0), "a curved valley with a nearly flat floor (Rosenbrock 1960)",
        ),
        _made(
            "beale", "(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2",
            ((3.0, 0.5),), (-1, 4.5, -1.5, 2), (0.0, 1.5),
            "flat plains between steep walls (Beale 1958)",
        ),
        _made(
            "himmelblau", "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
            ((3.0, 2.0), (-2.805118086952745, 3.131312518250573),
             (-3.779310253377747, -3.283185991286170), (3.584428340330492, -1.848126526964404)),
            (-5, 5, -5, 5), (-0.5, -1.0),
            "four minima; which is reached hangs on the start (Himmelblau 1972)",
        ),
        _made(
            "rastrigin", "20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)", ((0.0, 0.0),),
            (-5.12, 5.12, -5.12, 5.12), (-3.4, 2.7),
            "a bowl with a hundred dents, each a trap (Rastrigin 1974)",
        ),
        _made(
            "ackley",
            "20 + e - 20*exp(-0.2*sqrt((x**2 + y**2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)",
            ((0.0, 0.0),), (-5, 5, -5, 5), (-3.2, 2.4),
            "dents on a plain, and a kink at the minimum, where there is no gradient (Ackley 1987)",
        ),
        _made(
            "saddle", "x**2 - y**2 + y**4 / 4", ((0.0, 2**0.5), (0.0, -(2**0.5))), (-3, 3, -3, 3),
            (-2.5, 1e-6), "a saddle at the centre, which a start on its ridge runs into",
        ),
    )
}  # fmt: skip
