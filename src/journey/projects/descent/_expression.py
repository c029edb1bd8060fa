"""A function of x and y, read from text without ever running the text.

Python's own parser makes the tree; only numbers, the two variables, a few names and the operations
listed here are let through. Values come from NumPy, derivatives from
`journey.mathematics.autograd`, both by walking the same tree.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics import autograd

__all__ = ["Expression", "ExpressionError"]

Array = NDArray[np.float64]
_MOST_LETTERS = 400
_MOST_NODES = 200
_MOST_DEPTH = 40
_CONSTANTS = {"pi": math.pi, "e": math.e}
_FUNCTIONS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    name: (getattr(np, name), getattr(autograd, name))
    for name in ("abs", "cos", "exp", "log", "sin", "sqrt", "tanh", "maximum", "minimum")
}
_ARGUMENTS = {"maximum": 2, "minimum": 2}
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}


class ExpressionError(ValueError):
    """The text is not a function of x and y that can be read; says where and what was expected.

    Examples
    --------
    >>> Expression("x + z")
    Traceback (most recent call last):
    ...
    journey.projects.descent._expression.ExpressionError: 'z' (letter 5) is not known: ...
    """


class Expression:
    """A function of two variables with its gradient and Hessian.

    Parameters
    ----------
    text
        For example `"(1 - x)**2 + 100*(y - x**2)**2"`. Known are the variables x and y, numbers, pi
        and e, the operations + - * / and ** (or ^), brackets, and the functions abs, cos, exp, log,
        sin, sqrt, tanh, and maximum and minimum of two. At most 400 letters.

    Raises
    ------
    ExpressionError
        If the text cannot be read, or holds anything else.

    Examples
    --------
    >>> f = Expression("x**2 + 3*y")
    >>> f([2.0, 1.0]), f.gradient([2.0, 1.0]), f.hessian([2.0, 1.0])
    (7.0, array([4., 3.]), array([[2., 0.],
           [0., 0.]]))
    """

    def __init__(self, text: str) -> None:
        if not isinstance(text, str) or not text.strip():
            raise ExpressionError(f"expected a function of x and y, got {text!r}")
        if len(text) > _MOST_LETTERS:
            raise ExpressionError(
                f"expected at most {_MOST_LETTERS} letters, got {len(text)} of them"
            )
        self.text = text.strip()
        try:
            tree = ast.parse(self.text.replace("^", "**"), mode="eval").body
        except (SyntaxError, ValueError, MemoryError, RecursionError) as problem:
            raise ExpressionError(
                f"{self.text!r} cannot be read: {getattr(problem, 'msg', problem)}"
            ) from None
        if sum(isinstance(node, ast.expr) for node in ast.walk(tree)) > _MOST_NODES:
            raise ExpressionError(f"expected at most {_MOST_NODES} numbers, names and operations")
        _check(tree, 0)
        self._tree = tree

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"

    def values(self, x: ArrayLike, y: ArrayLike) -> Array:
        """Return the values at points, of the common shape of x and y; NaN where there is none.

        Parameters
        ----------
        x, y
            Coordinates, of shapes that broadcast.

        Returns
        -------
        NDArray
            The values.
        """
        a, b = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
        with np.errstate(all="ignore"):
            found = np.asarray(_walk(self._tree, {"x": a, "y": b}, 0), np.float64)
        return np.broadcast_to(found, a.shape).copy()

    def __call__(self, point: ArrayLike) -> float:
        """Return the value at a point of shape (2,)."""
        x, y = np.asarray(point, np.float64)
        return float(self.values(x, y))

    def _tensor(self, x: autograd.Tensor, y: autograd.Tensor) -> autograd.Tensor:
        found = _walk(self._tree, {"x": x, "y": y}, 1)
        return found if isinstance(found, autograd.Tensor) else x * 0.0 + found

    def gradient(self, point: ArrayLike) -> Array:
        """Return the gradient at a point, by reverse-mode automatic differentiation.

        Parameters
        ----------
        point
            Shape (2,).

        Returns
        -------
        NDArray
            The two partial derivatives; not finite where there are none.
        """
        p = np.asarray(point, np.float64)
        x, y = (autograd.tensor(v, requires_grad=True) for v in p)
        with np.errstate(all="ignore"):
            (self._tensor(x, y) + 0.0 * (x + y)).backward()
        return np.array([float(x.grad.item()), float(y.grad.item())])

    def hessian(self, point: ArrayLike) -> Array:
        """Return the matrix of second derivatives at a point of shape (2,)."""
        p = autograd.tensor(np.asarray(point, np.float64))
        with np.errstate(all="ignore"):
            H = autograd.hessian(lambda v: self._tensor(v[0], v[1]) + 0.0 * v.sum(), p)
        return np.asarray(H.numpy(), np.float64)


def _check(node: ast.AST, depth: int) -> None:
    place = f" (letter {getattr(node, 'col_offset', 0) + 1})"
    if depth > _MOST_DEPTH:
        raise ExpressionError(f"expected at most {_MOST_DEPTH} operations inside one another")
    match node:
        case ast.Constant(value=bool() | complex()):
            raise ExpressionError(f"{ast.unparse(node)!r}{place} is no real number")
        case ast.Constant(value=int() | float() as value):
            # Every number becomes a float, so that 9**9**9 overflows instead of filling the memory.
            if not abs(value) < 1e300:
                raise ExpressionError(f"the number{place} is too large")
        case ast.Name(id=name):
            if name not in ("x", "y") and name not in _CONSTANTS:
                hint = f"; {name} is a function: write {name}(...)" if name in _FUNCTIONS else ""
                raise ExpressionError(
                    f"{name!r}{place} is not known: expected x, y, pi, e or one of the functions "
                    f"{', '.join(sorted(_FUNCTIONS))}{hint}"
                )
        case ast.UnaryOp(op=op, operand=inner) if type(op) in _UNARY:
            _check(inner, depth + 1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            _check(left, depth + 1)
            _check(right, depth + 1)
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _FUNCTIONS:
            wanted = _ARGUMENTS.get(name, 1)
            if len(args) != wanted:
                raise ExpressionError(
                    f"{name}{place}: expected {wanted} argument{'s' * (wanted > 1)}, "
                    f"got {len(args)}"
                )
            for inner in args:
                _check(inner, depth + 1)
        case ast.Call(func=ast.Name(id=name)):
            raise ExpressionError(
                f"the function {name!r}{place} is not known: expected one of "
                f"{', '.join(sorted(_FUNCTIONS))}"
            )
        case _:
            raise ExpressionError(
                f"{ast.unparse(node)[:40]!r}{place} is not allowed: expected numbers, x, y, "
                "+ - * / **, brackets and functions"
            )


def _walk(node: ast.AST, names: dict[str, Any], kind: int) -> Any:
    """Return the value of a checked tree; kind 0 is NumPy's functions, 1 is autograd's."""
    match node:
        case ast.Constant(value=value):
            return np.float64(value) if kind == 0 else float(value)  # type: ignore[arg-type]
        case ast.Name(id=name):
            return names[name] if name in names else _CONSTANTS[name]
        case ast.UnaryOp(op=op, operand=inner):
            value = _walk(inner, names, kind)
            return -value if isinstance(op, ast.USub) else value
        case ast.BinOp(left=left, op=op, right=right):
            return _operate(_BINARY[type(op)], _walk(left, names, kind), _walk(right, names, kind))
        case ast.Call(func=ast.Name(id=name), args=args):
            values = [_walk(inner, names, kind) for inner in args]
            plain = not any(isinstance(value, autograd.Tensor) for value in values)
            return _FUNCTIONS[name][0 if plain else 1](*values)
    raise AssertionError(node)  # _check let nothing else through


def _operate(apply: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    if isinstance(a, autograd.Tensor) or isinstance(b, autograd.Tensor):
        return apply(a, b)
    return apply(np.asarray(a, np.float64), np.asarray(b, np.float64))[()]
