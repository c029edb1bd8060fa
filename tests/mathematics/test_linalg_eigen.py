"""Eigenvalues and singular values: closed forms, the plain versions, LAPACK, many digits, edges.

Growth: every tolerance that is called "10 n eps" is ten times the size of the matrix times machine
epsilon, as a share of its largest singular value. That is the form of the bounds for a sequence of
n reflections or rotations (Higham 2002, chapter 19), with a modest constant.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

import mpmath
import networkx as nx
import numpy as np
import pytest
import scipy.linalg
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from journey.mathematics import linalg as jl
from journey.mathematics.linalg import _eig, _hessenberg, _jacobi, _tridiagonal

BASE = "journey.mathematics.linalg"
EPS = float(np.finfo(float).eps)
Array = NDArray[np.float64]
METHODS = ("qr", "jacobi")


def _random(m: int, n: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal((m, n))


def _symmetric(values: Any, seed: int = 3) -> Array:
    q = np.linalg.qr(_random(len(values), len(values), seed))[0]
    a = (q * values) @ q.T
    return np.asarray((a + a.T) / 2)


def _graded(n: int) -> Array:
    """Rows and columns that shrink from 1 to 1e-8."""
    scale = np.geomspace(1, 1e-8, n)
    return scale[:, None] * _random(n, n, 1) * scale


def second_difference(n: int) -> Array:
    return 2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)


SYMMETRIC = {
    "one number": np.array([[-3.0]]),
    "random 7": _random(7, 7) + _random(7, 7).T,
    "random 80": _random(80, 80) + _random(80, 80).T,
    "graded 30": _graded(30) + _graded(30).T,
    "graded upwards": np.ascontiguousarray((_graded(30) + _graded(30).T)[::-1, ::-1]),
    "Hilbert 10": jl.hilbert(10),
    "Hilbert 20": jl.hilbert(20),
    "equal in groups": _symmetric(np.repeat([-2.0, 1.0, 5.0], [4, 6, 3])),
    "rank 2 of 12": _symmetric(np.r_[np.zeros(10), 1.0, 3.0]),
    "Wilkinson 21": np.diag(np.abs(np.arange(-10.0, 11))) + np.eye(21, k=1) + np.eye(21, k=-1),
    "diagonal": np.diag([3.0, -1.0, 2.0]),
    "zero": np.zeros((4, 4)),
}
SQUARE = {
    "one number": np.array([[-3.0]]),
    "random 7": _random(7, 7),
    "random 80": _random(80, 80),
    "graded 30": _graded(30),
    "badly scaled": np.array([[1.0, 1e6, 1e12], [1e-6, 1.0, 1e5], [1e-12, 1e-7, 1.0]]),
    "Hilbert 10": jl.hilbert(10),
    "symmetric": SYMMETRIC["random 7"],
    "permutation": np.eye(12)[np.r_[1:12, 0]],
    "triangle": np.triu(_random(9, 9)),
    "lower triangle": np.tril(_random(9, 9)),
    "reducible": scipy.linalg.block_diag(_random(4, 4), _random(5, 5, 2)),
    "zero": np.zeros((4, 4)),
}
DEFECTIVE = {  # with the size of the largest block in Jordan's form
    "defective 2": (np.array([[1.0, 1.0], [0.0, 1.0]]), 2),
    "defective 12": (0.5 * np.eye(12) + np.eye(12, k=1), 12),
}
SHAPES = {
    "tall": _random(70, 37),
    "wide": _random(37, 70),
    "column": _random(6, 1),
    "row": _random(1, 6),
    "rank 5, tall": _random(60, 5) @ _random(5, 20),
    "rank 5, wide": _random(20, 5) @ _random(5, 60),
    "duplicates": np.tile(_random(5, 1), 5),
}
ALL = SQUARE | SHAPES | {name: a for name, (a, _) in DEFECTIVE.items()}


def _norm(a: Any) -> float:
    return float(np.linalg.norm(a, 2)) or 1.0


def _growth(a: Array) -> float:
    return 10 * max(a.shape) * EPS


def _paired(ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Put two sets of eigenvalues in the order in which they lie closest."""
    rows, columns = linear_sum_assignment(np.abs(ours[:, None] - theirs))
    return ours[rows], theirs[columns]


def _quiet_eig(a: Any) -> jl.EigResult:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", jl.LinAlgWarning)
        return jl.eig(a)


def _move(a: Array) -> float:
    """How far rounding may move an eigenvalue: the largest condition number, from SciPy."""
    _, left, right = scipy.linalg.eig(a, left=True)
    return float(1 / np.abs(np.sum(left.conj() * right, axis=0)).min())


# Identities and closed forms ----------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", SYMMETRIC)
def test_symmetric_matrices_come_back(name: str, method: str, parity: Callable[..., None]) -> None:
    a = SYMMETRIC[name]
    values, vectors = jl.eigh(a, method=method)
    assert (np.diff(values) >= 0).all()
    parity(f"{BASE}.eigh", reference="the matrix itself",
           what=f"A V - V L over |A|, {method}, tolerance 10 n eps",
           difference=_norm_of(a @ vectors - vectors * values) / _norm(a),
           tolerance=_growth(a))  # fmt: skip
    parity(f"{BASE}.eigh", reference="the identity", what=f"V'V, {method}, tolerance 10 n eps",
           difference=_norm_of(vectors.T @ vectors - np.eye(len(a))),
           tolerance=_growth(a))  # fmt: skip


def _norm_of(a: Any) -> float:
    return float(np.linalg.norm(a, 2))


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("name", ALL)
def test_singular_values_and_vectors_give_the_matrix_back(
    name: str, full: bool, parity: Callable[..., None]
) -> None:
    a = ALL[name]
    (m, n), k = a.shape, min(a.shape)
    U, S, Vh = jl.svd(a, full_matrices=full)
    assert (U.shape, S.shape, Vh.shape) == (
        ((m, m), (k,), (n, n)) if full else ((m, k), (k,), (k, n))
    )
    assert (S >= 0).all()
    assert (np.diff(S) <= 0).all()
    parity(f"{BASE}.svd", reference="the matrix itself",
           what="U S V' - A over |A|, tolerance 10 n eps",
           difference=_norm_of((U[:, :k] * S) @ Vh[:k] - a) / _norm(a),
           tolerance=_growth(a))  # fmt: skip
    for x in (U, Vh.T):
        parity(f"{BASE}.svd", reference="the identity", what="U'U and V'V, tolerance 10 n eps",
               difference=_norm_of(x.T @ x - np.eye(x.shape[1])),
               tolerance=_growth(a))  # fmt: skip


@pytest.mark.parametrize("name", [*SQUARE, *DEFECTIVE])
def test_each_pair_is_one_of_the_matrix(name: str, parity: Callable[..., None]) -> None:
    a = ALL[name]
    values, vectors = _quiet_eig(a)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=0), 1, rtol=1e-14)
    # A small residual is a small backward error: v belongs exactly to A - r v'.
    parity(f"{BASE}.eig", reference="the matrix itself",
           what="A v - l v over |A|, tolerance 10 n eps",
           difference=float(np.linalg.norm(a @ vectors - vectors * values, axis=0).max())
           / _norm(a), tolerance=_growth(a))  # fmt: skip
    assert abs(values.sum() - np.trace(a)) <= _growth(a) * np.linalg.norm(a)
    pairs = values[np.imag(values) > 0]
    np.testing.assert_array_equal(values[np.flatnonzero(np.imag(values) > 0) + 1], pairs.conj())


@pytest.mark.parametrize("n", [2, 3, 30, 100])
def test_second_differences_have_cosines_for_eigenvalues(
    n: int, parity: Callable[..., None]
) -> None:
    exact = 4 * np.sin(np.arange(1, n + 1) * math.pi / (2 * (n + 1))) ** 2
    a = second_difference(n)
    for name, values in (
        ("eigh", jl.eigh(a).eigenvalues),
        ("eigvalsh", jl.eigvalsh(a)),
        ("svdvals", jl.svdvals(a)[::-1]),
        ("eigvals", np.sort(jl.eigvals(a))),
    ):
        parity(f"{BASE}.{name}", reference="2 - 2 cos(k pi / (n + 1))",
               what="second differences, n up to 100, over the largest",
               difference=float(np.abs(values - exact).max() / exact[-1]),
               tolerance=_growth(a))  # fmt: skip


def test_circulants_have_the_transform_of_their_first_column(parity: Callable[..., None]) -> None:
    for n in (2, 5, 16, 40):
        a = scipy.linalg.circulant(_random(1, n)[0])
        ours, exact = _paired(jl.eigvals(a).astype(complex), np.fft.fft(a[:, 0]))
        parity(f"{BASE}.eigvals", reference="numpy.fft.fft of the first column",
               what="circulants, over |A|, tolerance 10 n eps",
               difference=float(np.abs(ours - exact).max()) / _norm(a),
               tolerance=_growth(a))  # fmt: skip


@pytest.mark.parametrize("n", [3, 4, 8, 17])
def test_permutations_have_roots_of_one_and_do_not_go_in_circles(n: int) -> None:
    values = jl.eigvals(np.eye(n)[np.r_[1:n, 0]])
    ours, exact = _paired(values, np.exp(2j * math.pi * np.arange(n) / n))
    np.testing.assert_allclose(ours, exact, atol=_growth(np.eye(n)))


@pytest.mark.parametrize("n", [4, 5, 9])
def test_nearly_equal_eigenvalues_settle(n: int) -> None:
    """Written with sum and product of the shifts, the first column is rounding, and QR stalls."""
    for size in (1e-15, 1e-14, 1e-12, 1e-8):
        for seed in range(4):
            a = np.eye(n) + size * _random(n, n, seed)
            assert np.abs(jl.eigvals(a) - 1).max() < 20 * n * size + _growth(a)


# The plain version = the fast one -----------------------------------------------------------------


def test_chasing_the_bulge_is_a_shifted_qr_step() -> None:
    d, e = [4.0, 1.0, -2.0, 3.0, 0.5], [1.0, 0.7, -0.3, 2.0, 0.0]
    T = np.diag(d) + np.diag(e[:-1], 1) + np.diag(e[:-1], -1)
    shift = _tridiagonal.wilkinson(d[3], e[3], d[4])
    assert min(abs(np.linalg.eigvalsh(T[3:, 3:]) - shift)) < 1e-15
    Q, R = np.linalg.qr(T - shift * np.eye(5))
    plain = R @ Q + shift * np.eye(5)
    _tridiagonal.chase(d, e, 0, 4, shift)
    np.testing.assert_allclose(d, np.diagonal(plain), atol=1e-14)
    np.testing.assert_allclose(np.abs(e[:-1]), np.abs(np.diagonal(plain, 1)), atol=1e-14)


def test_a_double_step_is_a_qr_step_with_both_shifts() -> None:
    h = np.triu(_random(6, 6), -1)
    x, y, off = 1.0, 0.3, -1.7
    total, product = x + y, x * y - off  # of a complex pair
    Q, _ = np.linalg.qr(h @ h - total * h + product * np.eye(6))
    plain = Q.T @ h @ Q
    rows = np.eye(6)
    _hessenberg.double_step(h, 0, 5, (x, y, off), rows)
    np.testing.assert_allclose(np.abs(h), np.abs(plain), atol=1e-13)
    np.testing.assert_allclose(np.abs(rows), np.abs(Q.T), atol=1e-13)
    np.testing.assert_array_equal(np.tril(h, -2), 0)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 8])
def test_each_pair_of_rows_meets_once(n: int) -> None:
    met = [tuple(sorted(pair)) for i, j in _jacobi.rounds(n)
           for pair in zip(i.tolist(), j.tolist(), strict=True)]  # fmt: skip
    assert sorted(met) == [(i, j) for i in range(n) for j in range(i + 1, n)]


def test_pagerank_is_the_eigenvector_of_the_google_matrix(parity: Callable[..., None]) -> None:
    for seed, n in ((0, 5), (1, 30)):
        links = np.random.default_rng(seed).random((n, n)) * (_random(n, n, seed) > 0.8)
        links[2] = 0.0
        G = jl.google_matrix(links)
        np.testing.assert_allclose(G.sum(axis=1), 1, rtol=1e-14)
        values, vectors = jl.eig(G.T)
        top = int(np.argmax(np.real(values)))
        v = np.real(vectors[:, top])
        parity(f"{BASE}.pagerank", reference="eigenvector of google_matrix by eig",
               what="ranks, added over all nodes",
               difference=float(np.abs(jl.pagerank(links) - v / v.sum()).sum()),
               tolerance=1e-10)  # fmt: skip


# References ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SYMMETRIC)
def test_symmetric_eigenvalues_against_numpy(name: str, parity: Callable[..., None]) -> None:
    a = SYMMETRIC[name]
    theirs = np.linalg.eigh(a)
    for what, values in (
        ("eigh", jl.eigh(a)[0]),
        ("eigh(method='jacobi')", jl.eigh(a, method="jacobi")[0]),
        ("eigvalsh", jl.eigvalsh(a)),
    ):
        parity(f"{BASE}.{what.split('(')[0]}", reference=f"numpy.linalg.{what.split('(')[0]}",
               what=f"{name}{', Jacobi' if '(' in what else ''}, over |A|, tolerance 10 n eps",
               difference=float(np.abs(values - theirs[0]).max()) / _norm(a),
               tolerance=_growth(a))  # fmt: skip
    gaps = np.diff(theirs[0])
    if len(gaps) and gaps.min() > 1e-3 * _norm(a):  # vectors are determined
        for method in METHODS:
            ours = jl.eigh(a, method=method)[1]
            signs = np.sign(np.sum(ours * theirs[1], axis=0))
            parity(f"{BASE}.eigh", reference="numpy.linalg.eigh", what="vectors, over |A| / gap",
                   difference=_norm_of(ours * signs - theirs[1]) * gaps.min() / _norm(a),
                   tolerance=_growth(a))  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_singular_values_against_numpy(name: str, parity: Callable[..., None]) -> None:
    a = ALL[name]
    theirs = np.linalg.svd(a, compute_uv=False)
    quick = jl.lstsq(a, np.ones(len(a))).s
    parity(f"{BASE}.lstsq", reference="numpy.linalg.svdvals",
           what="singular values, over the largest, tolerance 10 n eps",
           difference=float(np.abs(quick - theirs).max()) / _norm(a),
           tolerance=_growth(a))  # fmt: skip
    for what, values in (("svd", jl.svd(a)[1]), ("svdvals", jl.svdvals(a))):
        parity(f"{BASE}.{what}", reference=f"numpy.linalg.{what}",
               what=f"{name}, over the largest, tolerance 10 n eps",
               difference=float(np.abs(values - theirs).max()) / _norm(a),
               tolerance=_growth(a))  # fmt: skip


@pytest.mark.parametrize("name", SQUARE)
def test_eigenvalues_against_numpy(name: str, parity: Callable[..., None]) -> None:
    a = SQUARE[name]
    balanced = _hessenberg.balance(a)[0]  # what the docstring promises the bound for
    bound = _growth(a) * _norm(balanced) * _move(balanced)
    for what, values in (("eig", _quiet_eig(a)[0]), ("eigvals", jl.eigvals(a))):
        ours, theirs = _paired(values, np.linalg.eigvals(a))
        parity(f"{BASE}.{what}", reference=f"numpy.linalg.{what}",
               what=f"{name}, over 10 n eps |A| cond",
               difference=float(np.abs(ours - theirs).max()) / bound, tolerance=1.0)  # fmt: skip


@pytest.mark.parametrize("name", DEFECTIVE)
def test_defective_matrices_against_numpy(name: str, parity: Callable[..., None]) -> None:
    """Hidden by a change of basis, a block of size k costs all but 1/k of the digits, both ways."""
    jordan, k = DEFECTIVE[name]
    q = np.linalg.qr(_random(k, k, 5))[0]
    a = q @ jordan @ q.T
    exact = jordan[0, 0]
    with pytest.warns(jl.LinAlgWarning, match="a: defective or nearly so, eigenvalue"):
        values = jl.eig(a)[0]
    root = (_growth(a) * _norm(a)) ** (1 / k)  # det(A + E - l I) = (exact - l)^k + O(|E|)
    parity(f"{BASE}.eig", reference="Jordan's form",
           what=f"{name}, tolerance (10 n eps |A|)^(1/{k})",
           difference=float(np.abs(values - exact).max()), tolerance=root)  # fmt: skip
    assert np.abs(values - exact).max() > EPS ** (1 / k) / 10  # and no better than that
    theirs = np.linalg.eigvals(a)
    assert EPS ** (1 / k) / 10 < np.abs(theirs - exact).max() < root
    # the mean of the cluster is well determined
    assert abs(values.mean() - exact) < _growth(a) * _norm(a)


@pytest.mark.parametrize("name", ALL)
def test_pseudo_inverse_against_scipy(name: str, parity: Callable[..., None]) -> None:
    a = ALL[name]
    s = np.linalg.svd(a, compute_uv=False)
    kept = s[s > max(a.shape) * EPS * s[0]]
    ours = jl.pinv(a)
    growth = float(kept[0] / kept[-1]) if len(kept) else 1.0
    if growth * _growth(a) < 1:
        parity(f"{BASE}.pinv", reference="scipy.linalg.pinv", what="relative, over 10 n eps cond",
               difference=_norm_of(ours - scipy.linalg.pinv(a)) / _norm(ours)
               / (_growth(a) * growth), tolerance=1.0)  # fmt: skip
    else:  # a singular value just above the tolerance, whose vectors are rounding
        assert name == "graded 30"


def test_pagerank_against_networkx(parity: Callable[..., None]) -> None:
    graphs = {
        "karate club": nx.karate_club_graph(),
        "random": nx.gnp_random_graph(60, 0.05, seed=1, directed=True),  # some without links
        "path": nx.path_graph(7, create_using=nx.DiGraph),
    }
    for name, graph in graphs.items():
        links = nx.to_numpy_array(graph)
        for alpha in (0.5, 0.85, 0.99):
            for favourite in (None, {0: 1.0, 3: 2.0}):
                theirs = nx.pagerank(graph, alpha, favourite, tol=1e-15, max_iter=10_000)
                jump = None
                if favourite:
                    jump = np.array([favourite.get(node, 0.0) for node in graph])
                ranks = jl.pagerank(links, alpha, jump, max_iter=10_000)
                parity(f"{BASE}.pagerank", reference="networkx.pagerank",
                       what=f"{name}, added over all nodes",
                       difference=float(np.abs(ranks - list(theirs.values())).sum()),
                       tolerance=2e-10)  # fmt: skip
                G = jl.google_matrix(links, alpha, jump)
                parity(f"{BASE}.google_matrix", reference="networkx.google_matrix",
                       what="entries",
                       difference=np.abs(G - nx.google_matrix(graph, alpha, favourite)).max(),
                       tolerance=4 * EPS)  # fmt: skip


@pytest.mark.parametrize("name", ["random 80", "random 7", "Hilbert 10", "Wilkinson 21"])
def test_single_pairs_against_numpy(name: str, parity: Callable[..., None]) -> None:
    a = SYMMETRIC[name]
    exact = np.linalg.eigvalsh(a)
    top = exact[np.abs(exact).argmax()]
    tol = 1e-12
    runs = {
        "power_iteration": (jl.power_iteration(a, tol=tol, max_iter=100_000), top),
        "inverse_iteration": (jl.inverse_iteration(a, 0.4, tol=tol),
                              exact[np.abs(exact - 0.4).argmin()]),
    }  # fmt: skip
    run = jl.rayleigh_quotient_iteration(a, tol=tol)
    runs["rayleigh_quotient_iteration"] = (
        run,
        exact[np.abs(exact - run.eigenvalue).argmin()],
    )
    for code, (result, wanted) in runs.items():
        assert result.converged
        v = result.eigenvector
        residual = np.linalg.norm(a @ v - result.eigenvalue * v)
        assert math.isclose(residual, result.residuals[-1], abs_tol=_growth(a) * _norm(a))
        # of a symmetric matrix an eigenvalue lies within the residual
        parity(f"{BASE}.{code}", reference="numpy.linalg.eigvalsh",
               what="the eigenvalue it should find, over |A|",
               difference=abs(result.eigenvalue - wanted) / np.linalg.norm(a),
               tolerance=tol)  # fmt: skip


def test_norms_and_condition_numbers_against_numpy(parity: Callable[..., None]) -> None:
    for name, a in ALL.items():
        for ord in (2, "nuc"):
            theirs = np.linalg.norm(a, ord)
            parity(f"{BASE}.norm", reference="numpy.linalg.norm",
                   what="2 and 'nuc', relative, tolerance 10 n eps",
                   difference=abs(jl.norm(a, ord) - theirs) / (theirs or 1.0),
                   tolerance=_growth(a))  # fmt: skip
        theirs = np.linalg.cond(a) if name != "zero" else math.inf
        if theirs * _growth(a) < 1:
            parity(f"{BASE}.cond", reference="numpy.linalg.cond",
                   what="2, relative, over 10 n eps cond",
                   difference=abs(jl.cond(a) / theirs - 1) / (_growth(a) * theirs),
                   tolerance=1.0)  # fmt: skip
        elif name != "graded 30":
            assert jl.cond(a) > 1e13


# Digits that LAPACK loses -------------------------------------------------------------------------


def test_small_singular_values_keep_their_digits(parity: Callable[..., None]) -> None:
    """Columns from 1e-30 to 1. NumPy has the digits where they fall, and none where they rise."""
    b = _random(8, 8, 7)
    a = b * np.geomspace(1, 1e-30, 8)
    with mpmath.workdps(80):
        exact = np.array([float(s) for s in mpmath.svd_r(mpmath.matrix(a.tolist()),
                                                         compute_uv=False)])  # fmt: skip
    exact = np.sort(exact)[::-1]
    scaled = np.linalg.cond(b / np.linalg.norm(b, axis=0))
    for name, values in (
        ("svd", jl.svd(a)[1]),
        ("svdvals", jl.svdvals(a)),
        ("svdvals", jl.svdvals(a[:, ::-1])),
        ("svdvals", jl.svdvals(a[:, [3, 1, 5, 0, 7, 2, 6, 4]].T)),  # rows, in no order
        ("svd", jl.svd(a[:, ::-1].T)[1]),
    ):
        parity(f"{BASE}.{name}", reference="mpmath.svd_r, 80 digits",
               what="columns or rows 1 to 1e-30, each relative to itself, over 10 n eps cond",
               difference=float(np.abs(values / exact - 1).max()) / (_growth(a) * scaled),
               tolerance=1.0)  # fmt: skip
    assert np.abs(np.linalg.svdvals(a) / exact - 1).max() < 1e-12
    assert np.abs(np.linalg.svdvals(a[:, ::-1]) / exact - 1).max() > 1


def test_jacobi_keeps_small_eigenvalues_of_a_graded_matrix(parity: Callable[..., None]) -> None:
    scale = np.geomspace(1, 1e-12, 8)
    core = second_difference(8) / 2 + np.eye(8)
    a = scale[:, None] * core * scale
    with mpmath.workdps(80):
        exact = np.array([float(v) for v in mpmath.eigsy(mpmath.matrix(a.tolist()),
                                                         eigvals_only=True)])  # fmt: skip
    exact = np.sort(exact)
    parity(f"{BASE}.eigh", reference="mpmath.eigsy, 80 digits",
           what="graded, Jacobi, each relative to itself, over 10 n eps cond",
           difference=float(np.abs(jl.eigh(a, method="jacobi")[0] / exact - 1).max())
           / (_growth(a) * np.linalg.cond(core)), tolerance=1.0)  # fmt: skip


def test_condition_numbers_of_eigenvalues_are_scipys() -> None:
    for name in ("random 7", "random 80", "triangle"):
        a = SQUARE[name]
        t, _ = scipy.linalg.schur(a, output="complex")
        values, left, right = scipy.linalg.eig(t, left=True)
        theirs = 1 / np.abs(np.sum(left.conj() * right, axis=0))
        np.testing.assert_allclose(_eig.conditions(t, np.diagonal(t)), theirs, rtol=1e-8)
        np.testing.assert_allclose(values, np.diagonal(t), atol=1e-13)


# How fast -----------------------------------------------------------------------------------------


def test_each_iteration_has_its_own_pace() -> None:
    values = np.array([1.0, 2.0, 3.0, 8.0, 10.0])
    a = _symmetric(values)
    power = jl.power_iteration(a, tol=1e-9).residuals
    assert math.isclose(power[-1] / power[-2], 0.8, rel_tol=1e-3)  # 8 / 10
    inverse = jl.inverse_iteration(a, 2.9, tol=1e-12).residuals
    assert math.isclose(inverse[-1] / inverse[-2], 0.1 / 0.9, rel_tol=0.01)  # 3 against 2
    # Far enough that the cube of the first residual is well above the last digit.
    start = np.linalg.eigh(a)[1][:, 2] + 0.3 * _random(5, 1)[:, 0]
    cubic = jl.rayleigh_quotient_iteration(a, start, tol=1e-13).residuals
    assert cubic[1] > 1e-5
    assert cubic[2] < 2 * cubic[1] ** 3
    assert len(cubic) <= 4


def test_a_shift_that_is_an_eigenvalue_does_no_harm() -> None:
    for a, shift in ((np.diag([1.0, 2.0, 4.0]), 2.0), (SYMMETRIC["random 7"], None)):
        if shift is None:
            shift = float(np.linalg.eigvalsh(a)[3])
        result = jl.inverse_iteration(a, shift, tol=1e-13)
        assert math.isclose(result.eigenvalue, shift, rel_tol=1e-13)
        assert len(result.residuals) <= 4


# Properties ---------------------------------------------------------------------------------------

entries = st.integers(-50, 50).map(lambda v: v / 4)
squares = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(entries, min_size=n, max_size=n), min_size=n, max_size=n)
)


@settings(max_examples=60, deadline=None)
@given(rows=squares)
def test_any_small_matrix(rows: list[list[float]]) -> None:
    a = np.array(rows)
    U, S, Vh = jl.svd(a)
    assert _norm_of((U * S) @ Vh - a) <= _growth(a) * _norm(a)
    values, vectors = _quiet_eig(a)
    assert _norm_of(a @ vectors - vectors * values) <= 10 * _growth(a) * _norm(a)
    h = a + a.T
    for method in METHODS:
        values, vectors = jl.eigh(h, method=method)
        assert _norm_of((vectors * values) @ vectors.T - h) <= _growth(a) * _norm(h)
    assert math.isclose(jl.norm(a, "nuc"), S.sum(), rel_tol=1e-12, abs_tol=1e-300)


@settings(max_examples=40, deadline=None)
@given(rows=squares, power=st.integers(-300, 300))
def test_powers_of_two_change_nothing(rows: list[list[float]], power: int) -> None:
    a, factor = np.array(rows), 2.0**power
    np.testing.assert_array_equal(jl.svdvals(factor * a), factor * jl.svdvals(a))
    np.testing.assert_array_equal(jl.eigvals(factor * a), factor * jl.eigvals(a))
    h = a + a.T
    np.testing.assert_array_equal(jl.eigvalsh(factor * h), factor * jl.eigvalsh(h))


@settings(max_examples=40, deadline=None)
@given(rows=squares)
def test_the_four_conditions_of_penrose(rows: list[list[float]]) -> None:
    a = np.array(rows)
    x = jl.pinv(a, rtol=1e-10)
    slack = 1e-13 * (1 + _norm(a)) ** 2 * (1 + _norm(x)) ** 2
    np.testing.assert_allclose(a @ x @ a, a, atol=slack)
    np.testing.assert_allclose(x @ a @ x, x, atol=slack)
    np.testing.assert_allclose(a @ x, (a @ x).T, atol=slack)
    np.testing.assert_allclose(x @ a, (x @ a).T, atol=slack)


# Edges, and what is refused -----------------------------------------------------------------------


def test_extreme_sizes_neither_overflow_nor_vanish() -> None:
    for size in (1e300, 1e-300):
        a = size * SYMMETRIC["random 7"]
        for values in (jl.eigh(a)[0], jl.eigh(a, method="jacobi")[0], np.sort(jl.eigvals(a))):
            np.testing.assert_allclose(values / size, jl.eigvalsh(a / size), rtol=1e-12)
        np.testing.assert_allclose(jl.svdvals(a) / size, jl.svdvals(a / size), rtol=1e-12)
        assert math.isclose(jl.power_iteration(a, max_iter=9999).eigenvalue / size,
                            jl.power_iteration(a / size, max_iter=9999).eigenvalue)  # fmt: skip
    tiny = np.diag([1.0, 1e-160, 1e-170, 0.0])[:, [2, 0, 3, 1]]
    U, S, Vh = jl.svd(tiny)
    np.testing.assert_allclose(S, [1.0, 1e-160, 1e-170, 0.0], rtol=1e-15)
    for x in (U, Vh):
        np.testing.assert_allclose(x @ x.T, np.eye(4), atol=1e-15)


def test_defective_matrices_are_told_and_others_are_not() -> None:
    for name in DEFECTIVE:
        with pytest.warns(jl.LinAlgWarning, match=r"condition number \d"):
            jl.eig(ALL[name])
    with pytest.warns(jl.LinAlgWarning, match="defective or nearly so"):
        jl.eig([[1.0, 1.0], [0.0, 1.0 + 1e-9]])
    hidden = 0
    for seed in range(40):  # hidden by a change of basis, a double one among others
        n = 2 + seed % 7
        jordan = np.diag(np.r_[1.0, 1.0, np.arange(2.0, n)])
        jordan[0, 1] = 1.0
        q = np.linalg.qr(_random(n, n, seed))[0]
        a = q @ jordan @ q.T
        if (_hessenberg.balance(a)[1] != 1).any():
            continue  # another matrix is solved, and may be better off
        hidden += 1
        with pytest.warns(jl.LinAlgWarning, match="defective or nearly so"):
            jl.eig(a)
    assert hidden > 20
    for name in ("random 80", "Hilbert 10", "permutation", "zero", "badly scaled"):
        jl.eig(SQUARE[name])  # a warning would be an error here
    jl.eig(np.eye(5))  # equal eigenvalues alone are no defect


@pytest.mark.parametrize(
    "a",
    [
        np.array([[0.0, 2.0], [2.0, 0.0]]),  # 2 and -2
        np.array([[0.0, -1.0], [1.0, 0.0]]),  # a complex pair
    ],
)
def test_power_iteration_says_when_nothing_grows_most(a: Array) -> None:
    with pytest.warns(jl.LinAlgWarning, match="no eigenvector was found"):
        result = jl.power_iteration(a, [1.0, 0.3], max_iter=50)
    assert not result.converged
    assert len(result.residuals) == 51


def test_power_iteration_may_end_at_zero() -> None:
    result = jl.power_iteration([[0.0, 1.0], [0.0, 0.0]], [1.0, 0.3])  # its only eigenvalue
    assert result.converged
    assert result.eigenvalue == 0


def test_a_limit_on_the_steps_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_tridiagonal, "MAX_STEPS", 1)
    monkeypatch.setattr(_hessenberg, "MAX_STEPS", 1)
    monkeypatch.setattr(_jacobi, "MAX_SWEEPS", 1)
    a = SYMMETRIC["random 7"]
    for call in (lambda: jl.eigh(a), lambda: jl.eigvalsh(a), lambda: jl.eig(a),
                 lambda: jl.eigvals(a)):  # fmt: skip
        with pytest.raises(jl.LinAlgError, match="did not settle in 1 steps"):
            call()
    for call in (lambda: jl.svd(a), lambda: jl.svdvals(a), lambda: jl.pinv(a),
                 lambda: jl.eigh(a, method="jacobi"), lambda: jl.cond(a)):  # fmt: skip
        with pytest.raises(jl.LinAlgError, match="rotations did not"):
            call()
    with pytest.raises(jl.LinAlgError, match="adjacency: after 3 steps ranks still change"):
        jl.pagerank(np.abs(a), 0.99, max_iter=3)


def test_whole_numbers_and_inputs_that_stay_as_they_were() -> None:
    whole, square = np.array([[2, 1], [1, 2]]), SYMMETRIC["random 7"].copy()
    kept = square.copy()
    for call in (jl.eigh, jl.eigvalsh, jl.eig, jl.eigvals, jl.svd, jl.svdvals, jl.pinv,
                 jl.inverse_iteration, jl.rayleigh_quotient_iteration):  # fmt: skip
        call(whole)
        call(square)
    jl.eigh(square, method="jacobi")
    jl.power_iteration(whole)
    jl.pagerank(whole)
    jl.google_matrix(whole)
    start = np.array([1.0, 0.0])
    jl.inverse_iteration(whole, v0=start)
    np.testing.assert_array_equal(square, kept)
    np.testing.assert_array_equal(whole, [[2, 1], [1, 2]])
    np.testing.assert_array_equal(start, [1.0, 0.0])


def test_the_same_seed_gives_the_same_result() -> None:
    a = SYMMETRIC["random 7"]
    first, second = (jl.power_iteration(a, random_state=4, max_iter=9999) for _ in range(2))
    np.testing.assert_array_equal(first.residuals, second.residuals)
    other = jl.power_iteration(a, random_state=np.random.default_rng(5), max_iter=9999)
    assert other.residuals[0] != first.residuals[0]


NAN = [[math.nan, 1.0], [1.0, 2.0]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: jl.eigh([[1.0, 2.0], [3.0, 4.0]]), "a: expected a symmetric matrix"),
        (lambda: jl.eigvalsh([[1.0, 2.0]]), "a: expected a square matrix, got shape"),
        (lambda: jl.eigh(np.eye(2), method="power"), "method: expected 'qr' or 'jacobi'"),
        (lambda: jl.eig(NAN), "a: expected finite numbers"),
        (lambda: jl.eigvals(np.zeros((0, 0))), "at least one row"),
        (lambda: jl.svd([1.0, 2.0]), "a: expected a matrix"),
        (lambda: jl.svdvals(NAN), "x: expected finite numbers"),
        (lambda: jl.pinv(np.eye(2), rtol=-1), "rtol: expected"),
        (lambda: jl.power_iteration(np.eye(2), np.zeros(2)), "v0: expected a vector that is not"),
        (lambda: jl.power_iteration(np.eye(2), np.ones(3)), "v0: expected shape"),
        (lambda: jl.power_iteration(np.eye(2), tol=-1), "tol: expected"),
        (lambda: jl.power_iteration(np.eye(2), max_iter=0), "max_iter: expected"),
        (lambda: jl.inverse_iteration(np.eye(2), math.inf), "shift: expected a finite"),
        (lambda: jl.rayleigh_quotient_iteration(NAN), "a: expected finite numbers"),
        (lambda: jl.pagerank([[0.0, -1.0], [1.0, 0.0]]), "adjacency: expected weights"),
        (lambda: jl.pagerank(np.eye(2), 1.0), "alpha: expected a number from 0 to below 1"),
        (lambda: jl.pagerank(np.eye(2), 0.5, [0.0, 0.0]), "personalization: expected a vector"),
        (lambda: jl.pagerank(np.eye(2), tol=0), "tol: expected"),
        (lambda: jl.pagerank(np.eye(2), max_iter=0), "max_iter: expected"),
        (lambda: jl.google_matrix(np.ones((2, 3))), "adjacency: expected a square"),
    ],
)  # fmt: skip
def test_bad_arguments_are_named(call: Callable[[], Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_complex_numbers_are_refused() -> None:
    with pytest.raises(TypeError, match="a: expected real numbers"):
        jl.eig(np.eye(2) * 1j)
