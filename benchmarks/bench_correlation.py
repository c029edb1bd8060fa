"""Correlations and separation in graphs against SciPy and networkx."""

from __future__ import annotations

import itertools

import networkx as nx
import numpy as np
import scipy.stats

from benchmarks.harness import Pair, case
from journey.mathematics import causal
from journey.mathematics.stats import correlation

BASE = "journey.mathematics.stats.correlation"


def _register(name: str, n: int, decimals: int | None = None) -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=n)
    y = x + rng.normal(size=n)
    if decimals is not None:
        x, y = np.round(x, decimals), np.round(y, decimals)
    tied = "" if decimals is None else ", many ties"

    @case(f"{BASE}.{name}", reference=f"scipy.stats.{name}", label=f"{n:,} pairs{tied}")
    def prepare() -> Pair:
        def ours() -> object:
            return getattr(correlation, name)(x, y)

        def theirs() -> object:
            return getattr(scipy.stats, name)(x, y)

        np.testing.assert_allclose(ours().statistic, theirs().statistic, rtol=1e-11)  # type: ignore[attr-defined]
        return ours, theirs


_register("pearsonr", 10_000)
_register("spearmanr", 10_000)
_register("kendalltau", 30)
_register("kendalltau", 10_000)
_register("kendalltau", 10_000, decimals=1)


@case(
    f"{BASE}.kendalltau",
    reference="journey.mathematics.stats.correlation.kendalltau_naive",
    label="2,000 pairs, against all pairs one by one",
)
def naive() -> Pair:
    x, y = np.random.default_rng(0).normal(size=(2, 2000))
    return lambda: correlation.kendalltau(x, y), lambda: correlation.kendalltau_naive(x, y)


@case(
    "journey.mathematics.causal.DAG.is_d_separator",
    reference="networkx.is_d_separator",
    label="60 nodes, a third of all arrows, 10 given",
)
def separation() -> Pair:
    rng = np.random.default_rng(0)
    names = [f"v{i}" for i in range(60)]
    edges = [pair for pair in itertools.combinations(names, 2) if rng.random() < 1 / 3]
    graph = causal.DAG(edges, names)
    theirs = nx.DiGraph(edges)
    given = names[5:15]

    def ask() -> object:
        return graph.is_d_separator("v2", "v50", given)

    def ask_networkx() -> object:
        return nx.is_d_separator(theirs, {"v2"}, {"v50"}, set(given))

    assert ask() == ask_networkx()
    return ask, ask_networkx
