"""Linear algebra: identities, the naive version, LAPACK on hard matrices, then what is refused."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from journey.mathematics import linalg as jl
from journey.mathematics.linalg._condition import reciprocal
from journey.mathematics.linalg._lu import factor

BASE = "journey.mathematics.linalg"
EPS = float(np.finfo(float).eps)
Array = NDArray[np.float64]


def _random(m: int, n: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal((m, n))


def _graded(n: int) -> Array:
    """Rows and columns that shrink from 1 to 1e-8: badly scaled, and only that."""
    scale = np.geomspace(1, 1e-8, n)
    return scale[:, None] * _random(n, n, 1) * scale


def _with_condition(m: int, n: int, condition: float, seed: int = 2) -> Array:
    r = min(m, n)
    left, right = np.linalg.qr(_random(m, r, seed))[0], np.linalg.qr(_random(n, r, seed + 1))[0]
    return (left * np.geomspace(1, 1 / condition, r)) @ right.T


def kahan(n: int, theta: float = 1.2) -> Array:
    """Kahan's triangle: no entry of its diagonal is small, yet it is nearly singular."""
    s, c = math.sin(theta), math.cos(theta)
    return np.diag(s ** np.arange(n)) @ (np.eye(n) - c * np.triu(np.ones((n, n)), 1))


SQUARE = {
    "one": np.array([[-3.0]]),
    "random 7": _random(7, 7),
    "random 80": _random(80, 80),
    "graded 30": _graded(30),
    "condition 1e8": _with_condition(40, 40, 1e8),
    "defective 12": 0.5 * np.eye(12) + np.eye(12, k=1),
    "Hilbert 6": jl.hilbert(6),
    "Hilbert 10": jl.hilbert(10),
}
SINGULAR = {
    "rank 3 of 6": _random(6, 3) @ _random(3, 6),
    "Hilbert 14": jl.hilbert(14),
    "duplicates": np.tile(_random(5, 1), 5),
    "zero": np.zeros((4, 4)),
    "Kahan 110": kahan(110),
}
SHAPES = {
    "tall": _random(70, 37),
    "wide": _random(37, 70),
    "column": _random(6, 1),
    "row": _random(1, 6),
    "rank 5, tall": _random(60, 5) @ _random(5, 20),
    "rank 5, wide": _random(20, 5) @ _random(5, 60),
}
ALL = SQUARE | SINGULAR | SHAPES


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", jl.LinAlgWarning)
        yield


def _size(a: Any) -> float:
    return float(np.abs(a).max(initial=0.0))


def _apart(a: Any, b: Any) -> float:
    """Largest difference, as a share of the reference's largest entry."""
    return _size(np.asarray(a) - np.asarray(b)) / (_size(b) or 1.0)


def _positive(n: int, condition: float) -> Array:
    half = _with_condition(n, n, math.sqrt(condition))
    return half @ half.T


# Identities ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_lu_gives_the_matrix_back(name: str, parity: Callable[..., None]) -> None:
    a = ALL[name]
    P, L, U = jl.lu(a)
    assert _size(L) <= 1
    np.testing.assert_array_equal(P @ P.T, np.eye(len(a)))
    np.testing.assert_array_equal(np.triu(L, 1), 0)
    np.testing.assert_array_equal(np.tril(U, -1), 0)
    parity(f"{BASE}.lu", reference="the matrix itself", what="P L U, relative",
           difference=_apart(P @ L @ U, a), tolerance=1e-14)  # fmt: skip


@pytest.mark.parametrize("pivoting", [False, True])
@pytest.mark.parametrize("name", ALL)
def test_qr_gives_the_matrix_back(name: str, pivoting: bool, parity: Callable[..., None]) -> None:
    a = ALL[name]
    for mode in ("reduced", "complete"):
        Q, R, *order = jl.qr(a, mode, pivoting=pivoting)
        wanted = a[:, order[0]] if pivoting else a
        np.testing.assert_array_equal(np.tril(R, -1), 0)
        parity(f"{BASE}.qr", reference="the matrix itself", what="Q R, relative",
               difference=_apart(Q @ R, wanted), tolerance=5e-14)  # fmt: skip
        parity(f"{BASE}.qr", reference="the identity", what="Q'Q of Householder, any matrix",
               difference=_size(Q.T @ Q - np.eye(Q.shape[1])), tolerance=1e-14)  # fmt: skip
    np.testing.assert_array_equal(jl.qr(a, "r", pivoting=pivoting)[0] if pivoting else
                                  jl.qr(a, "r"), jl.qr(a, pivoting=pivoting)[1])  # fmt: skip


@pytest.mark.parametrize("method", ["gram-schmidt", "modified-gram-schmidt"])
def test_gram_schmidt_is_householder_up_to_signs(method: str) -> None:
    for a in (_random(40, 12), _random(7, 7), _with_condition(30, 10, 100.0)):
        Q, R = jl.qr(a)
        signs = np.sign(np.diagonal(R))
        q, r = jl.qr(a, method=method)
        np.testing.assert_allclose(q, Q * signs, atol=1e-10)
        np.testing.assert_allclose(r, R * signs[:, None], atol=1e-10)
        np.testing.assert_allclose(q @ r, a, atol=1e-14)


@pytest.mark.parametrize("n", [4, 6, 8])
def test_orthogonality_is_lost_as_the_theory_says(n: int) -> None:
    """Modified: like the condition number. Classical: like its square (Giraud and others 2005)."""
    a = jl.hilbert(n)
    loss = {}
    with _quiet():
        for method in ("gram-schmidt", "modified-gram-schmidt", "householder"):
            Q, _ = jl.qr(a, method=method)
            loss[method] = np.linalg.norm(Q.T @ Q - np.eye(n), 2)
    kappa = np.linalg.cond(a)
    assert loss["householder"] < 50 * EPS
    assert loss["modified-gram-schmidt"] < 10 * kappa * EPS
    assert loss["gram-schmidt"] < 10 * kappa**2 * EPS
    assert loss["gram-schmidt"] > 10 * loss["modified-gram-schmidt"]


def test_projections_stand_at_right_angles_and_stay() -> None:
    a, b = _random(30, 6), _random(30, 1)[:, 0]
    shadow = jl.project(b, a)
    np.testing.assert_allclose(a.T @ (b - shadow), 0, atol=1e-13)
    np.testing.assert_allclose(jl.project(shadow, a), shadow, atol=1e-14)
    np.testing.assert_allclose(a @ jl.lstsq(a, b).x, shadow, atol=1e-13)
    P = jl.projector(a)
    np.testing.assert_allclose(P @ P, P, atol=1e-14)
    np.testing.assert_allclose(P, P.T, atol=1e-15)
    assert math.isclose(np.trace(P), 6)


def test_determinants_with_a_closed_form(parity: Callable[..., None]) -> None:
    nodes = np.array([1.0, 2.0, 4.0, 7.0, 11.0])
    product = math.prod(b - a for i, a in enumerate(nodes) for b in nodes[i + 1 :])
    parity(f"{BASE}.det", reference="Vandermonde's product", what="5 nodes, relative",
           difference=abs(jl.det(np.vander(nodes, increasing=True)) / product - 1),
           tolerance=1e-12)  # fmt: skip
    assert jl.det(np.eye(5)[[1, 0, 2, 3, 4]]) == -1


def test_hilbert_inverse_is_known_in_whole_numbers(parity: Callable[..., None]) -> None:
    exact = scipy.linalg.invhilbert(6)
    parity(f"{BASE}.inv", reference="scipy.linalg.invhilbert", what="n = 6, relative",
           difference=_apart(jl.inv(jl.hilbert(6)), exact),
           tolerance=10 * EPS * np.linalg.cond(exact))  # fmt: skip


# Naive = fast -------------------------------------------------------------------------------------


# Not of low rank: there it is chance which of several rows of rounding errors becomes a pivot.
@pytest.mark.parametrize("name", [name for name in SQUARE | SHAPES if "rank" not in name])
def test_blocked_lu_equals_plain_elimination(name: str, parity: Callable[..., None]) -> None:
    a = ALL[name]
    worst = max(_apart(x, y) for x, y in zip(jl.lu(a), jl.lu_naive(a), strict=True))
    tolerance = EPS * 1e3 * min(1e9, np.linalg.cond(a))
    assert worst <= tolerance
    if "random" in name or name in ("tall", "wide"):
        parity(f"{BASE}.lu_naive", reference="the blocked version", what="P, L and U, relative",
               difference=worst, tolerance=1e-11)  # fmt: skip


# References ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("ord", [None, 0, 0.5, 1, 2, 3, math.inf, -math.inf])
def test_vector_norms_against_numpy(ord: Any, parity: Callable[..., None]) -> None:
    for x in (_random(1, 50)[0], np.array([3.0]), np.array([0.0, -2.0, 0.0])):
        parity(f"{BASE}.norm", reference="numpy.linalg.norm", what="vectors, relative",
               difference=abs(jl.norm(x, ord) - np.linalg.norm(x, ord)) / np.linalg.norm(x, ord)
               if np.linalg.norm(x, ord) else jl.norm(x, ord), tolerance=1e-14)  # fmt: skip


@pytest.mark.parametrize("ord", [None, "fro", 1, 2, math.inf])
@pytest.mark.parametrize("name", ALL)
def test_matrix_norms_against_numpy(name: str, ord: Any, parity: Callable[..., None]) -> None:
    a = ALL[name]
    parity(f"{BASE}.norm", reference="numpy.linalg.norm", what="matrices, relative",
           difference=_apart(jl.norm(a, ord), np.linalg.norm(a, ord)), tolerance=1e-14)  # fmt: skip


def test_lu_against_scipy(parity: Callable[..., None]) -> None:
    for a in (_random(7, 7), _random(80, 80), _random(70, 37), _random(37, 70), _graded(30)):
        for ours, theirs in zip(jl.lu(a), scipy.linalg.lu(a), strict=True):
            parity(f"{BASE}.lu", reference="scipy.linalg.lu", what="P, L and U, relative",
                   difference=_apart(ours, theirs), tolerance=1e-12)  # fmt: skip
    for a in (_random(7, 7), _random(80, 80), _graded(30)):
        ours, theirs = jl.lu_factor(a), scipy.linalg.lu_factor(a)
        np.testing.assert_array_equal(ours[1], theirs[1])
        parity(f"{BASE}.lu_factor", reference="scipy.linalg.lu_factor", what="factors, relative",
               difference=_apart(ours[0], theirs[0]), tolerance=1e-12)  # fmt: skip
        for trans in (0, 1):
            b = _random(len(a), 3, 9)
            x, y = (f(g, b, trans=trans) for f, g in
                    ((jl.lu_solve, ours), (scipy.linalg.lu_solve, theirs)))  # fmt: skip
            parity(f"{BASE}.lu_solve", reference="scipy.linalg.lu_solve",
                   what="solutions, both ways, relative", difference=_apart(x, y),
                   tolerance=1e-10)  # fmt: skip


@pytest.mark.parametrize("name", SQUARE)
def test_solve_against_numpy(name: str, parity: Callable[..., None]) -> None:
    a = SQUARE[name]
    truth = _random(len(a), 2, 4)
    b = a @ truth
    x = jl.solve(a, b)
    # small whatever the condition number is: the solution of a system next door
    backward = _size(a @ x - b) / (_size(np.abs(a) @ np.abs(x)))
    parity(f"{BASE}.solve", reference="a system next door", what=f"backward error, {name}",
           difference=backward, tolerance=20 * EPS)  # fmt: skip
    theirs = np.linalg.solve(a, b)
    # Entry by entry, a bound that bad scaling does not make worthless, as it does the next
    reach = np.abs(np.linalg.inv(a)) @ (np.abs(a) @ np.abs(theirs))
    parity(f"{BASE}.solve", reference="numpy.linalg.solve", what="entries over |A^-1| |A| |x|",
           difference=float((np.abs(x - theirs) / reach).max()), tolerance=20 * EPS)  # fmt: skip
    bound = 10 * EPS * np.linalg.cond(a)
    if bound < 0.1:  # above, as for the graded matrix, it would allow anything
        parity(f"{BASE}.solve", reference="numpy.linalg.solve", what=f"solution, {name}, relative",
               difference=_apart(x, theirs), tolerance=bound)  # fmt: skip


def _reach(a: Array) -> Array:
    """How far rounding each entry of a matrix moves each entry of its inverse, in epsilons."""
    inverse = np.abs(np.linalg.inv(a))
    return np.asarray(inverse @ np.abs(a) @ inverse)


@pytest.mark.parametrize("name", SQUARE)
def test_inverse_against_numpy(name: str, parity: Callable[..., None]) -> None:
    a = SQUARE[name]
    ours, theirs, reach = jl.inv(a), np.linalg.inv(a), _reach(a)
    np.testing.assert_array_equal(ours[reach == 0], theirs[reach == 0])
    parity(f"{BASE}.inv", reference="numpy.linalg.inv", what="entries over |A^-1| |A| |A^-1|",
           difference=float((np.abs(ours - theirs)[reach > 0] / reach[reach > 0]).max()),
           tolerance=20 * EPS)  # fmt: skip


@pytest.mark.parametrize("name", SQUARE)
def test_determinants_against_numpy(name: str, parity: Callable[..., None]) -> None:
    a = SQUARE[name]
    # Rounding the entry (i, j) changes the determinant by its cofactor, which is det A^-1[j, i].
    bound = 10 * EPS * float((np.abs(a) * np.abs(np.linalg.inv(a)).T).sum())
    parity(f"{BASE}.det", reference="numpy.linalg.det", what="relative, share of its bound",
           difference=_apart(jl.det(a), np.linalg.det(a)) / bound, tolerance=1.0)  # fmt: skip
    sign, log = np.linalg.slogdet(a)
    assert jl.slogdet(a)[0] == sign
    parity(f"{BASE}.slogdet", reference="numpy.linalg.slogdet", what="share of its bound",
           difference=abs(jl.slogdet(a)[1] - log) / bound, tolerance=1.0)  # fmt: skip


@pytest.mark.parametrize("p", [1, math.inf, "fro"])
def test_condition_numbers_against_numpy(p: Any, parity: Callable[..., None]) -> None:
    for a in SQUARE.values():
        bound = 10 * EPS * np.linalg.norm(_reach(a), p) / np.linalg.norm(np.linalg.inv(a), p)
        parity(f"{BASE}.cond", reference="numpy.linalg.cond", what="relative, share of its bound",
               difference=_apart(jl.cond(a, p), np.linalg.cond(a, p)) / bound,
               tolerance=1.0)  # fmt: skip
    for name in ("zero", "duplicates"):
        assert jl.cond(SINGULAR[name], p) > 1e15


@pytest.mark.parametrize("p", [None, 2])
def test_condition_numbers_by_singular_values(p: Any) -> None:
    # Known by how the matrices were made; test_linalg_eigen.py compares with NumPy.
    assert math.isclose(jl.cond(_with_condition(40, 40, 1e8), p), 1e8, rel_tol=1e-6)
    assert math.isclose(jl.cond(_with_condition(70, 37, 1e3), p), 1e3, rel_tol=1e-11)
    assert jl.cond(SINGULAR["zero"], p) == math.inf
    assert jl.cond(SINGULAR["duplicates"], p) > 1e15


def test_the_estimate_behind_the_warnings_is_close() -> None:
    for name, a in SQUARE.items():
        estimate = reciprocal(*factor(a.copy()), float(np.linalg.norm(a, 1)))
        true = 1 / np.linalg.cond(a, 1)
        assert true * 0.99 <= estimate <= 3 * true, name


@pytest.mark.parametrize("condition", [10.0, 1e4, 1e8])
def test_cholesky_against_numpy(condition: float, parity: Callable[..., None]) -> None:
    for n in (1, 5, 32, 33, 90):
        a = _positive(n, condition)
        a = (a + a.T) / 2
        L = jl.cholesky(a)
        np.testing.assert_array_equal(np.triu(L, 1), 0)
        assert _apart(L @ L.T, a) < 1e-14
        parity(f"{BASE}.cholesky", reference="numpy.linalg.cholesky",
               what=f"condition {condition:.0e}, relative",
               difference=_apart(L, np.linalg.cholesky(a)),
               tolerance=10 * EPS * condition)  # fmt: skip
        np.testing.assert_array_equal(jl.cholesky(a, upper=True), L.T)
        b = _random(n, 2)
        for c in ((L, True), (L.T, False)):
            parity(f"{BASE}.cho_solve", reference="scipy.linalg.cho_solve",
                   what="solutions, share of 10 eps cond",
                   difference=_apart(jl.cho_solve(c, b), scipy.linalg.cho_solve(c, b))
                   / (10 * EPS * condition), tolerance=1.0)  # fmt: skip


def test_triangular_systems_against_scipy(parity: Callable[..., None]) -> None:
    for n in (1, 31, 32, 70):
        a = _random(n, n) + n * np.eye(n)
        for b in (_random(n, 1)[:, 0], _random(n, 4)):
            for lower in (False, True):
                for trans in (0, 1):
                    for unit in (False, True):
                        # ones on the diagonal need small entries beside it, or all overflows
                        m = a / n if unit else a
                        how = {"lower": lower, "trans": trans, "unit_diagonal": unit}
                        parity(f"{BASE}.solve_triangular",
                               reference="scipy.linalg.solve_triangular", what="relative",
                               difference=_apart(jl.solve_triangular(m, b, **how),
                                                 scipy.linalg.solve_triangular(m, b, **how)),
                               tolerance=1e-13)  # fmt: skip


def test_householder_has_lapacks_signs(parity: Callable[..., None]) -> None:
    for a in (_random(7, 7), _random(80, 80), _random(70, 37), _random(37, 70)):
        for ours, theirs in zip(jl.qr(a), np.linalg.qr(a), strict=True):
            parity(f"{BASE}.qr", reference="numpy.linalg.qr", what="Q and R, relative",
                   difference=_apart(ours, theirs), tolerance=1e-12)  # fmt: skip
        ours = jl.qr(a, pivoting=True)
        theirs = scipy.linalg.qr(a, pivoting=True, mode="economic")
        np.testing.assert_array_equal(ours[2], theirs[2])
        for x, y in zip(ours, theirs, strict=True):
            parity(f"{BASE}.qr", reference="scipy.linalg.qr(pivoting=True)",
                   what="Q, R and order, relative", difference=_apart(x, y),
                   tolerance=1e-12)  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_least_squares_against_numpy(name: str, parity: Callable[..., None]) -> None:
    a = ALL[name]
    b = _random(len(a), 2, 6)
    ours = jl.lstsq(a, b)
    theirs = np.linalg.lstsq(a, b)
    assert ours.rank == theirs[2]
    s = theirs[3]
    kept = s[: ours.rank]
    growth = float(kept[0] / kept[-1]) if ours.rank else 1.0
    # What is left of b counts the condition number twice, what is fitted once (Wedin 1973).
    fitted = np.linalg.norm(a, 2) * np.linalg.norm(theirs[0])
    left = np.linalg.norm(a @ theirs[0] - b)
    bound = 100 * EPS * (growth + growth**2 * left / fitted) if fitted else EPS
    if bound < 1:  # else a singular value lies where the two methods cut, and each cuts elsewhere
        parity(f"{BASE}.lstsq", reference="numpy.linalg.lstsq", what="solution, share of its bound",
               difference=_apart(ours.x, theirs[0]) / bound, tolerance=1.0)  # fmt: skip
    else:
        assert name in ("graded 30", "Hilbert 14")
    parity(f"{BASE}.lstsq", reference="numpy.linalg.lstsq", what="residual over |A| |x| + |b|",
           difference=abs(np.linalg.norm(a @ ours.x - b) - left) / (fitted + np.linalg.norm(b)),
           tolerance=100 * EPS)  # fmt: skip
    np.testing.assert_allclose(ours.residuals, theirs[1], rtol=1e-9)
    np.testing.assert_allclose(ours.s, s, atol=1e-13 * (s[0] + 1))


@pytest.mark.parametrize("name", ALL)
def test_rank_against_numpy(name: str, parity: Callable[..., None]) -> None:
    parity(f"{BASE}.matrix_rank", reference="numpy.linalg.matrix_rank", what="mismatches",
           difference=abs(jl.matrix_rank(ALL[name]) - np.linalg.matrix_rank(ALL[name])),
           tolerance=0)  # fmt: skip


def test_projections_against_the_normal_equations(parity: Callable[..., None]) -> None:
    for a in (_random(30, 6), _random(70, 37), _random(6, 1)):
        b = _random(len(a), 3, 5)
        P = a @ np.linalg.solve(a.T @ a, a.T)
        parity(f"{BASE}.projector", reference="A (A'A)^-1 A', numpy.linalg.solve", what="entries",
               difference=_size(jl.projector(a) - P), tolerance=1e-12)  # fmt: skip
        parity(f"{BASE}.project", reference="A (A'A)^-1 A' b, numpy.linalg.solve", what="entries",
               difference=_size(jl.project(b, a) - P @ b), tolerance=1e-12)  # fmt: skip


def test_hilbert_against_scipy(parity: Callable[..., None]) -> None:
    parity(f"{BASE}.hilbert", reference="scipy.linalg.hilbert", what="n = 1 to 20",
           difference=max(_size(jl.hilbert(n) - scipy.linalg.hilbert(n)) for n in range(1, 21)),
           tolerance=0)  # fmt: skip


# Kahan's matrix: why the diagonal of a pivoted QR is not believed ---------------------------------


def test_the_diagonal_of_a_pivoted_qr_can_be_taken_in() -> None:
    a = kahan(90)
    R = scipy.linalg.qr(a, mode="r", pivoting=True)[0]
    assert np.count_nonzero(np.abs(np.diagonal(R)) > 90 * EPS) == 90
    assert np.linalg.matrix_rank(a) == 89
    assert jl.matrix_rank(a) == 89


@pytest.mark.parametrize("copies", [2, 3])
def test_several_dependent_columns_are_all_found(copies: int) -> None:
    a = scipy.linalg.block_diag(*[kahan(90)] * copies)
    b = _random(len(a), 1)[:, 0]
    ours, theirs = jl.lstsq(a, b), np.linalg.lstsq(a, b)
    assert ours.rank == theirs[2] == 89 * copies
    np.testing.assert_allclose(ours.x, theirs[0], rtol=1e-8, atol=1e-8 * _size(theirs[0]))


# Properties ---------------------------------------------------------------------------------------

numbers = st.floats(-100, 100).map(lambda v: round(v, 3))
matrices = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(
    lambda shape: st.lists(
        st.lists(numbers, min_size=shape[1], max_size=shape[1]),
        min_size=shape[0], max_size=shape[0],
    )
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(rows=matrices)
def test_factorisations_of_any_matrix(rows: list[list[float]]) -> None:
    a = np.array(rows)
    P, L, U = jl.lu(a)
    np.testing.assert_allclose(P @ L @ U, a, atol=1e-12 * (1 + _size(a)))
    Q, R, order = jl.qr(a, pivoting=True)
    np.testing.assert_allclose(Q @ R, a[:, order], atol=1e-13 * (1 + _size(a)))
    diagonal = np.abs(np.diagonal(R))
    assert (diagonal[1:] <= diagonal[:-1] * (1 + 1e-12)).all()


@settings(max_examples=60, deadline=None)
@given(rows=matrices, power=st.integers(-300, 300))
def test_powers_of_two_change_nothing(rows: list[list[float]], power: int) -> None:
    a = np.array(rows)
    b = np.arange(1.0, len(a) + 1)
    factor = 2.0**power
    assert jl.norm(factor * a) == factor * jl.norm(a)
    ours, plain = jl.lstsq(factor * a, b), jl.lstsq(a, b)
    assert ours.rank == plain.rank
    np.testing.assert_array_equal(ours.x * factor, plain.x)


@settings(max_examples=60, deadline=None)
@given(rows=matrices)
def test_least_squares_leaves_a_right_angle(rows: list[list[float]]) -> None:
    a = np.array(rows)
    b = np.arange(1.0, len(a) + 1)
    shadow = jl.project(b, a)
    assert np.linalg.norm(shadow) <= np.linalg.norm(b) * (1 + 1e-12)
    np.testing.assert_allclose(jl.project(shadow, a), shadow, atol=1e-11)


# Edges, and what is refused -----------------------------------------------------------------------


def test_extreme_sizes_neither_overflow_nor_vanish() -> None:
    assert math.isclose(jl.norm([3e200, 4e200]), 5e200)
    assert math.isclose(jl.norm([3e-200, 4e-200]), 5e-200)
    for size in (1e300, 1e-300):
        a = size * _random(5, 5)
        b = a @ np.ones(5)
        np.testing.assert_allclose(jl.solve(a, b), 1, rtol=1e-12)
        np.testing.assert_allclose(jl.lstsq(a, b).x, 1, rtol=1e-12)
        Q, R = jl.qr(a, method="modified-gram-schmidt")
        np.testing.assert_allclose(Q @ R, a, rtol=1e-10)


@pytest.mark.parametrize("name", ["zero", "duplicates"])
def test_singular_matrices_are_refused(name: str) -> None:
    a = SINGULAR[name]
    b = np.ones(len(a))
    for call in (lambda: jl.solve(a, b), lambda: jl.inv(a)):
        with pytest.raises(jl.LinAlgError, match="a: singular matrix, pivot"):
            call()
    assert jl.det(a) == 0
    assert jl.slogdet(a) == (0, -math.inf)
    with pytest.warns(jl.LinAlgWarning, match="pivot"):
        factors = jl.lu_factor(a)
    with pytest.raises(jl.LinAlgError, match="singular"):
        jl.lu_solve(factors, b)
    with pytest.raises(np.linalg.LinAlgError):  # the error is NumPy's, too
        jl.solve(a, b)


@pytest.mark.parametrize("name", ["rank 3 of 6", "Hilbert 14", "Kahan 110"])
def test_nearly_singular_matrices_are_answered_with_a_warning(name: str) -> None:
    a = SINGULAR[name]
    for call in (lambda: jl.solve(a, np.ones(len(a))), lambda: jl.inv(a)):
        with pytest.warns(jl.LinAlgWarning, match="ill-conditioned"):
            call()


def test_elimination_that_doubles_at_each_step_is_noticed() -> None:
    """Wilkinson's matrix (1961): cond is 27, yet partial pivoting loses every digit."""
    n = 60
    a = np.eye(n) - np.tril(np.ones((n, n)), -1)
    a[:, -1] = 1.0
    assert np.linalg.cond(a) < 30
    assert jl.lu(a)[2][-1, -1] == 2.0 ** (n - 1)
    truth = _random(n, 1)[:, 0]
    b = a @ truth
    assert _size(np.linalg.solve(a, b) - truth) > 0.1  # NumPy says nothing
    with pytest.warns(jl.LinAlgWarning, match="misses b by"):
        assert _size(jl.solve(a, b) - truth) > 0.1
    np.testing.assert_allclose(jl.lstsq(a, b).x, truth, atol=1e-12)


def test_gram_schmidt_says_when_it_fails() -> None:
    with pytest.warns(jl.LinAlgWarning, match="orthogonal only to"):
        jl.qr(jl.hilbert(9), method="gram-schmidt")
    for method in ("gram-schmidt", "modified-gram-schmidt"):
        with pytest.raises(jl.LinAlgError, match="column 1 is a combination"):
            jl.qr([[1.0, 2.0], [0.0, 0.0]], method=method)


def test_determinants_that_float64_does_not_hold() -> None:
    with pytest.warns(jl.LinAlgWarning, match="use slogdet"):
        assert jl.det(1e200 * np.eye(3)) == math.inf
    with pytest.warns(jl.LinAlgWarning, match="use slogdet"):
        assert jl.det(1e-200 * np.eye(3)) == 0
    assert math.isclose(jl.det(np.diag([1e200, 1e200, 1e-200, 1e-200])), 1)
    assert math.isclose(jl.slogdet(1e200 * np.eye(3))[1], 600 * math.log(10))


def test_cholesky_names_the_block_that_is_not_positive() -> None:
    a = np.eye(40)
    a[35, 35] = -1
    with pytest.raises(jl.LinAlgError, match="leading block of 36 rows"):
        jl.cholesky(a)
    with pytest.raises(ValueError, match="a: expected a symmetric"):
        jl.cholesky([[2.0, 1.0], [0.0, 2.0]])


def test_whole_numbers_and_inputs_that_stay_as_they_were() -> None:
    a, b = np.array([[2, 1], [1, 3]]), np.array([3, 4])
    kept = a.copy(), b.copy()
    np.testing.assert_allclose(jl.solve(a, b), 1)
    np.testing.assert_allclose(jl.lstsq(a, b).x, 1)
    assert jl.solve(a, np.ones((2, 0))).shape == (2, 0)
    wide = _random(6, 6)
    before = wide.copy()
    for call in (jl.lu, jl.lu_naive, jl.lu_factor, jl.qr, jl.inv, jl.det, jl.slogdet, jl.cond,
                 jl.matrix_rank, jl.norm, jl.projector):  # fmt: skip
        call(wide)
        call(a)
    jl.cholesky(a)
    jl.qr(wide, pivoting=True)
    jl.qr(wide, method="modified-gram-schmidt")
    jl.solve_triangular(a, b)
    jl.project(b, a)
    np.testing.assert_array_equal(wide, before)
    np.testing.assert_array_equal(a, kept[0])
    np.testing.assert_array_equal(b, kept[1])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: jl.solve([[1.0, 2.0]], [1.0]), "a: expected a square matrix, got shape"),
        (lambda: jl.solve(np.eye(2), np.ones(3)), "b: expected shape"),
        (lambda: jl.solve([[math.nan]], [1.0]), "a: expected finite numbers"),
        (lambda: jl.lu([1.0, 2.0]), "a: expected a matrix"),
        (lambda: jl.lu(np.zeros((0, 3))), "at least one row"),
        (lambda: jl.norm(np.eye(2), 3), "ord: expected"),
        (lambda: jl.norm([1.0], -2), "ord: expected"),
        (lambda: jl.norm([1.0], "fro"), "ord: expected"),
        (lambda: jl.cond(np.eye(2), 3), "p: expected"),
        (lambda: jl.qr(np.eye(2), "full"), "mode: expected"),
        (lambda: jl.qr(np.eye(2), method="givens"), "method: expected one of"),
        (lambda: jl.qr(np.ones((1, 2)), method="gram-schmidt"), "no more columns than rows"),
        (lambda: jl.lstsq(np.eye(2), np.ones(2), rcond=-1), "rcond: expected"),
        (lambda: jl.matrix_rank(np.eye(2), rtol=math.nan), "rtol: expected"),
        (lambda: jl.solve_triangular(np.eye(2), np.ones(2), trans=2), "trans: expected"),
        (lambda: jl.lu_solve((np.eye(2), [0]), np.ones(2)), "piv: expected shape"),
        (lambda: jl.hilbert(0), "n: expected"),
    ],
)
def test_bad_arguments_are_named(call: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_complex_numbers_are_refused() -> None:
    with pytest.raises(TypeError, match="a: expected real numbers"):
        jl.inv(np.eye(2) * 1j)
