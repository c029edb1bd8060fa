"""Eigenvalues, singular values and PageRank against LAPACK and NetworkX, on random matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

from benchmarks.harness import Pair, case
from journey.mathematics import linalg

BASE = "journey.mathematics.linalg"


def _register(name: str, n: int, values: Callable[[Any], Any]) -> None:
    theirs = getattr(np.linalg, name)

    @case(f"{BASE}.{name}", reference=f"numpy.linalg.{name}", label=f"random, {n} by {n}")
    def prepare() -> Pair:
        a = np.random.default_rng(0).standard_normal((n, n))
        if name.startswith("eigh") or name == "eigvalsh":
            a = a + a.T
        ours = getattr(linalg, name)
        np.testing.assert_allclose(values(ours(a)), values(theirs(a)), rtol=1e-9, atol=1e-9)
        return lambda: ours(a), lambda: theirs(a)


def _sizes(values: Any) -> Any:
    return np.sort(np.abs(values))  # one order for both, whatever the phases


for _n in (50, 200):
    _register("eigh", _n, lambda r: r[0])
    _register("eigvalsh", _n, lambda r: r)
    _register("eig", _n, lambda r: _sizes(r[0]))
    _register("eigvals", _n, _sizes)
    _register("svd", _n, lambda r: r[1])
    _register("svdvals", _n, lambda r: r)


@case(f"{BASE}.eigh", reference="numpy.linalg.eigh", label="Jacobi, random, 50 by 50")
def prepare_jacobi() -> Pair:
    a = np.random.default_rng(0).standard_normal((50, 50))
    a = a + a.T
    np.testing.assert_allclose(
        linalg.eigh(a, method="jacobi")[0], np.linalg.eigh(a)[0], rtol=1e-9, atol=1e-9
    )
    return lambda: linalg.eigh(a, method="jacobi"), lambda: np.linalg.eigh(a)


@case(f"{BASE}.pagerank", reference="networkx.pagerank", label="random graph, 500 nodes")
def prepare_pagerank() -> Pair:
    graph = nx.gnp_random_graph(500, 0.02, seed=1, directed=True)
    links = nx.to_numpy_array(graph)
    theirs = nx.pagerank(graph, tol=1e-12)
    np.testing.assert_allclose(linalg.pagerank(links), list(theirs.values()), atol=1e-9)
    return lambda: linalg.pagerank(links), lambda: nx.pagerank(graph, tol=1e-12)
