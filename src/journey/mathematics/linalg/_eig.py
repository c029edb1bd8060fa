"""Eigenvalues and eigenvectors of all kinds: the public functions, and vectors of a Schur form."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from journey.mathematics.linalg._hessenberg import balance, francis, reduce
from journey.mathematics.linalg._input import (
    EPS,
    LinAlgWarning,
    Matrix,
    check_square,
    check_symmetric,
    scaled,
)
from journey.mathematics.linalg._jacobi import two_sided
from journey.mathematics.linalg._reflect import apply
from journey.mathematics.linalg._tridiagonal import diagonalise, tridiagonalise

__all__ = ["EigResult", "EighResult", "eig", "eigh", "eigvals", "eigvalsh"]

METHODS = ("qr", "jacobi")
Complex = NDArray[np.complex128]


class EighResult(NamedTuple):
    """What `eigh` returns.

    Attributes
    ----------
    eigenvalues : ndarray of shape (n,)
        In rising order.
    eigenvectors : ndarray of shape (n, n)
        Orthonormal, one a column.
    """

    eigenvalues: NDArray[np.float64]
    eigenvectors: NDArray[np.float64]


class EigResult(NamedTuple):
    """What `eig` returns.

    Attributes
    ----------
    eigenvalues : ndarray of shape (n,)
        In the order in which they were found; complex where one of them is. Pairs stand side by
        side, the one with the positive imaginary part first.
    eigenvectors : ndarray of shape (n, n)
        One a column, of length 1, its largest entry real.
    """

    eigenvalues: NDArray[np.float64] | Complex
    eigenvectors: NDArray[np.float64] | Complex


def eigh(a: ArrayLike, *, method: str = "qr") -> EighResult:
    r"""Split a symmetric matrix into directions and what it does to each: $A = V \Lambda V^\top$.

    Parameters
    ----------
    a
        Symmetric matrix of shape (n, n). Both halves are read; NumPy reads one.
    method
        `"qr"`: reflections to a tridiagonal matrix, then QR steps with Wilkinson's shift.
        `"jacobi"`: rotations of the matrix itself, slower. Of a positive definite matrix with
        rows and columns of very different size it keeps the digits of small eigenvalues.

    Returns
    -------
    EighResult
        `eigenvalues`, `eigenvectors`. The signs of the vectors are not determined.

    Raises
    ------
    ValueError
        If `a` is not square, finite and symmetric, or `method` is neither.
    LinAlgError
        If the iteration does not converge.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., sections 8.3 and 8.5.
    Wilkinson, J. H. (1968). Global convergence of tridiagonal QR algorithm with origin shifts.
    Linear Algebra and its Applications 1(3), 409-420.

    Examples
    --------
    >>> from journey.mathematics.linalg import eigh
    >>> values, vectors = eigh([[2.0, 1.0], [1.0, 2.0]])
    >>> values.round(12)
    array([1., 3.])
    """
    matrix = check_symmetric(a)
    if method not in METHODS:
        raise ValueError(f"method: expected 'qr' or 'jacobi', got {method!r}")
    small, scale = scaled(matrix)
    if method == "jacobi":
        values, vectors = two_sided((small + small.T) / 2)
    else:
        diagonal, side, blocks = tridiagonalise((small + small.T) / 2)
        rows = np.ascontiguousarray(apply(blocks, np.eye(len(small))).T)
        values = diagonalise(diagonal, side, rows)
        vectors = rows.T
    order = np.argsort(values, kind="stable")
    return EighResult(values[order] * scale, np.ascontiguousarray(vectors[:, order]))


def eigvalsh(a: ArrayLike) -> NDArray[np.float64]:
    """Eigenvalues of a symmetric matrix alone, in rising order.

    Parameters
    ----------
    a
        Symmetric matrix of shape (n, n).

    Returns
    -------
    ndarray of shape (n,)

    Raises
    ------
    ValueError
        If `a` is not square, finite and symmetric.
    LinAlgError
        If the iteration does not converge.

    References
    ----------
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., section 8.3.

    Examples
    --------
    >>> from journey.mathematics.linalg import eigvalsh
    >>> eigvalsh([[0.0, 2.0], [2.0, 0.0]]).round(12)
    array([-2.,  2.])
    """
    small, scale = scaled(check_symmetric(a))
    diagonal, side, _ = tridiagonalise((small + small.T) / 2)
    return np.sort(diagonalise(diagonal, side)) * scale


def eig(a: ArrayLike) -> EigResult:
    r"""Find the $\lambda$ and $v$ with $A v = \lambda v$, of a real matrix of any kind.

    The matrix is balanced, reflected to Hessenberg form, and brought to a Schur form by Francis'
    double steps; vectors come from back substitution.

    Parameters
    ----------
    a
        Matrix of shape (n, n).

    Returns
    -------
    EigResult
        `eigenvalues`, `eigenvectors`: real if all are real, else complex.

    Warns
    -----
    LinAlgWarning
        If about half of the digits of an eigenvalue, or more, hang on the last digit of `a`:
        the matrix is defective, or close to one that is.

    Raises
    ------
    ValueError
        If `a` is not one finite, square, real matrix.
    LinAlgError
        If the iteration does not converge.

    Notes
    -----
    The eigenvalues are those of a matrix within a small multiple of machine epsilon of the
    balanced one. How far that moves them is told by their condition numbers
    $1 / \lvert y^H v \rvert$, with v and y the right and left eigenvectors of the balanced matrix,
    both of length 1.

    References
    ----------
    Francis, J. G. F. (1961, 1962). The QR transformation. The Computer Journal 4(3), 265-271, and
    4(4), 332-345.
    Golub, G. H. and Van Loan, C. F. (2013). Matrix Computations, 4th ed., chapter 7.

    Examples
    --------
    >>> from journey.mathematics.linalg import eig
    >>> values, vectors = eig([[0.0, -1.0], [1.0, 0.0]])
    >>> values
    array([0.+1.j, 0.-1.j])
    """
    small, scale = scaled(check_square(a))
    small, balancing = balance(small)
    h, blocks = reduce(small)
    rows = np.ascontiguousarray(apply(blocks, np.eye(len(h))).T)
    values = francis(h, rows)
    t, turned = _triangle(h, rows, values)
    vectors = balancing[:, None] * (turned.T @ _substitute(t, values))
    vectors = _normalise(vectors, values)
    _warn(t, values, scale)
    if not values.imag.any():
        return EigResult(values.real * scale, vectors.real.copy())
    return EigResult(values * scale, vectors)


def eigvals(a: ArrayLike) -> NDArray[np.float64] | Complex:
    """Eigenvalues of a real matrix alone; complex where one of them is.

    Parameters
    ----------
    a
        Matrix of shape (n, n).

    Returns
    -------
    ndarray of shape (n,)
        Nothing is said of how far they can be trusted: that takes vectors, and
        [eig][journey.mathematics.linalg.eig].

    Raises
    ------
    ValueError
        If `a` is not one finite, square, real matrix.
    LinAlgError
        If the iteration does not converge.

    References
    ----------
    Francis, J. G. F. (1961, 1962). The QR transformation. The Computer Journal 4(3), 265-271, and
    4(4), 332-345.

    Examples
    --------
    >>> from journey.mathematics.linalg import eigvals
    >>> eigvals([[1.0, 5.0], [0.0, 3.0]])
    array([1., 3.])
    """
    small, scale = scaled(check_square(a))
    values = francis(reduce(balance(small)[0])[0])
    return values * scale if values.imag.any() else values.real * scale


def _triangle(h: Matrix, rows: Matrix, values: Complex) -> tuple[Complex, Complex]:
    """Turn the 2 by 2 blocks of complex pairs to triangles too: the complex Schur form."""
    t, turned = h.astype(np.complex128), rows.astype(np.complex128)
    for k in np.flatnonzero(values.imag > 0):
        # (value - d, c) is the eigenvector of [[a, b], [c, d]]
        p, q = values[k] - t[k + 1, k + 1], t[k + 1, k]
        r = np.hypot(abs(p), abs(q))
        G = np.array([[p.conjugate(), q], [-q, p]]) / r
        t[k : k + 2, k:] = G @ t[k : k + 2, k:]
        t[: k + 2, k : k + 2] = t[: k + 2, k : k + 2] @ G.conj().T
        t[k + 1, k] = 0.0
        turned[k : k + 2] = G.conj() @ turned[k : k + 2]
    return t, turned


def _substitute(t: Complex, values: Complex) -> Complex:
    """Solve (T - value) x = 0 for all values at once, from the bottom row up."""
    n = len(t)
    x = np.eye(n, dtype=np.complex128)
    # A difference that rounding could have made zero is taken for a rounding error, not for zero.
    least = EPS * (float(np.abs(t).max()) or 1.0)
    for i in range(n - 2, -1, -1):
        below = t[i, i + 1 :] @ x[i + 1 :, i + 1 :]
        gap = values[i + 1 :] - values[i]
        small = np.abs(gap) < least
        x[i, i + 1 :] = below / np.where(small, least, gap)
        size = np.abs(x[i])
        for k in np.flatnonzero(size > 1e100):  # a vector may be as long as it likes
            x[:, k] /= size[k]
    return x


def _normalise(vectors: Complex, values: Complex) -> Complex:
    vectors = vectors / np.abs(vectors).max(axis=0)
    vectors /= np.linalg.norm(vectors, axis=0)
    top = vectors[np.abs(vectors).argmax(axis=0), np.arange(len(values))]
    vectors *= top.conj() / np.abs(top)
    real = values.imag == 0
    vectors[:, real] = vectors[:, real].real
    above = np.flatnonzero(values.imag > 0)
    vectors[:, above + 1] = vectors[:, above].conj()
    return vectors


def conditions(t: Complex, values: Complex) -> NDArray[np.float64]:
    """Condition number of each eigenvalue of a triangle: one over |y'x|, lengths 1."""
    right = _substitute(t, values)
    # The left vectors are the right ones of the transposed matrix, written from the end.
    flip = slice(None, None, -1)
    left = _substitute(t.T[flip, flip], values[flip])[flip, flip]
    for x in (right, left):
        x /= np.linalg.norm(x, axis=0)
    overlap = np.abs(np.sum(left * right, axis=0))
    best = np.full(len(values), np.inf)
    return np.asarray(np.divide(1.0, overlap, out=best, where=overlap > 0))


def _warn(t: Complex, values: Complex, scale: float) -> None:
    condition = conditions(t, values)
    worst = int(condition.argmax())
    # Rounding turns a double eigenvalue into two, a root of n eps apart, and then the condition
    # number is one over that.
    if condition[worst] > (100 * len(t) * EPS) ** -0.5:
        move = min(condition[worst], 1 / EPS) * EPS * np.linalg.norm(t) * scale
        warnings.warn(
            f"a: defective or nearly so, eigenvalue {values[worst] * scale:.6g} has condition "
            f"number {condition[worst]:.1g}; rounding alone may move it by {move:.1g} or, where "
            "several are equal, by a root of epsilon",
            LinAlgWarning,
            stacklevel=3,
        )
