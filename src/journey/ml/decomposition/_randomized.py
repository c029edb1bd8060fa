"""The randomised SVD: a few random products find the directions that matter."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from journey.ml.utils import (
    FloatArray,
    Rng,
    check_array,
    check_choice,
    check_integer,
    check_random_state,
)

Normalizer = Literal["auto", "QR", "LU", "none"]
NORMALIZERS = ("auto", "QR", "LU", "none")


class SVD(NamedTuple):
    """The factors of U diag(s) Vt."""

    U: FloatArray
    s: FloatArray
    Vt: FloatArray


def with_signs(U: FloatArray | None, Vt: FloatArray) -> None:
    """Turn components, in place, so that the entry of largest size in each row of Vt is positive.

    A component is a line, not an arrow: both signs are right, and one has to be chosen.
    """
    rows = np.arange(len(Vt), dtype=np.intp)
    largest = np.abs(Vt).argmax(axis=1) if Vt.size else rows
    signs = np.where(Vt[rows, largest] < 0, -1, 1).astype(Vt.dtype)
    Vt *= signs[:, None]
    if U is not None:
        U[:, : len(Vt)] *= signs


def randomized_svd(
    M: ArrayLike,
    n_components: int,
    *,
    n_oversamples: int = 10,
    n_iter: int | Literal["auto"] = "auto",
    power_iteration_normalizer: Normalizer = "auto",
    random_state: int | Rng | None = None,
) -> SVD:
    r"""Return the leading singular values and vectors of a matrix, nearly.

    Random combinations of the columns, $M\Omega$, lie mostly along the leading singular vectors,
    and $(MM^\top)^q M\Omega$ more so. With Q an orthonormal basis of them, the SVD of the small
    matrix $Q^\top M$ gives that of M. The same seed draws the same $\Omega$ as scikit-learn's
    function. The signs follow the rows of Vt: the largest entry of each is positive.

    Parameters
    ----------
    M
        Matrix of shape (n, d).
    n_components
        How many singular values, k.
    n_oversamples
        Random columns above k: more of them make it more accurate.
    n_iter
        Power iterations, q. `"auto"`: 7 where k is below a tenth of the smaller side, else 4.
    power_iteration_normalizer
        What keeps the columns apart between products: `"QR"`, `"none"`, or `"auto"`, which is none
        up to two iterations. `"LU"` does the same as `"QR"`: both keep the space that is spanned.
    random_state
        Seed or generator.

    Returns
    -------
    U : NDArray
        Shape (n, k), orthonormal columns.
    s : NDArray
        Singular values of shape (k,), falling.
    Vt : NDArray
        Shape (k, d), orthonormal rows.

    References
    ----------
    Halko, N., Martinsson, P. G., Tropp, J. A. (2011). Finding structure with randomness:
    probabilistic algorithms for constructing approximate matrix decompositions. SIAM Review 53(2),
    217-288. Algorithms 4.4 and 5.1; the error is bounded in section 10.

    Examples
    --------
    >>> U, s, Vt = randomized_svd([[3.0, 0.0], [0.0, 2.0], [0.0, 0.0]], 1, random_state=0)
    >>> s.round(6).tolist(), Vt.round(6).tolist()
    ([3.0], [[1.0, 0.0]])
    """
    table = check_array(M, name="M")
    k = check_integer("n_components", n_components, 1)
    rng = check_random_state(random_state)
    found = leading(table, k, n_oversamples, n_iter, power_iteration_normalizer, rng)
    with_signs(found.U, found.Vt)
    return found


def leading(
    table: FloatArray, k: int, n_oversamples: int, n_iter: object, normalizer: str, rng: Any
) -> SVD:
    """Return the k leading singular triples of a checked table; the signs are left as they come."""
    check_choice("power_iteration_normalizer", normalizer, NORMALIZERS)
    extra = check_integer("n_oversamples", n_oversamples, 1)
    if isinstance(n_iter, str):
        check_choice("n_iter", n_iter, ("auto",))
        rounds = 7 if k < 0.1 * min(table.shape) else 4
    else:
        rounds = check_integer("n_iter", n_iter, 0)
    wide = table.shape[0] < table.shape[1]
    A = table.T if wide else table
    Q = rng.normal(size=(A.shape[1], k + extra)).astype(table.dtype, copy=False)
    normalised = normalizer in ("QR", "LU") or (normalizer == "auto" and rounds > 2)
    for _ in range(rounds):
        for factor in (A, A.T):
            Q = factor @ Q
            if normalised:
                Q = _apart(Q)
    Q = np.linalg.qr(A @ Q)[0]
    U, s, Vt = np.linalg.svd(Q.T @ A, full_matrices=False)
    U = Q @ U[:, :k]
    if wide:
        return SVD(Vt[:k].T.copy(), s[:k].copy(), U.T.copy())
    return SVD(U, s[:k].copy(), Vt[:k].copy())


def _apart(Q: FloatArray) -> FloatArray:
    """Return an orthonormal basis, to about half the digits, of what the columns span."""
    # The factor of the columns' products by Cholesky is R of QR, at the price of one product. It
    # has no digits left where the columns are nearly dependent: there QR is taken.
    if Q.shape[0] >= Q.shape[1]:
        scale = np.sqrt((Q * Q).sum(axis=0))
        if (scale > 0).all():
            Q = Q / scale
            try:
                L = np.linalg.cholesky(Q.T @ Q)
            except np.linalg.LinAlgError:
                pass
            else:
                if np.diag(L).min() > 10 * np.finfo(Q.dtype).eps ** 0.25:
                    return Q @ np.linalg.inv(L).T
    return np.linalg.qr(Q)[0]
