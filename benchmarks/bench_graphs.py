"""Graph algorithms against networkx, which is plain Python too, and SciPy's disjoint sets."""

from __future__ import annotations

import random

import networkx as nx
from scipy.cluster import hierarchy

from benchmarks.harness import Pair, case
from journey.programming import graphs
from journey.programming.graphs import Graph

BASE = "journey.programming.graphs"
N = 2_000
SIZE = "2,000 nodes, 8,000 edges"


def _both(*, directed: bool, acyclic: bool = False) -> tuple[Graph[int], nx.Graph]:
    """Return a graph of 2,000 nodes and 8,000 edges, ours and theirs."""
    rng = random.Random(0)
    ours: Graph[int] = Graph(directed=directed)
    theirs = nx.DiGraph() if directed else nx.Graph()
    for node in range(N):
        ours.add_node(node)
        theirs.add_node(node)
    for _ in range(4 * N):
        start, end = rng.randrange(N), rng.randrange(N)
        if acyclic:
            start, end = min(start, end), max(start, end) + 1
        if max(start, end) < N:
            weight = rng.randrange(1, 1000)
            ours.add_edge(start, end, weight)
            theirs.add_edge(start, end, weight=weight)
    return ours, theirs


@case(
    f"{BASE}.breadth_first_search",
    reference="networkx.single_source_shortest_path_length",
    label=SIZE,
)
def breadth_first() -> Pair:
    ours, theirs = _both(directed=True)
    work = graphs.breadth_first_search
    assert work(ours, 0).distances == nx.single_source_shortest_path_length(theirs, 0)
    return lambda: work(ours, 0), lambda: nx.single_source_shortest_path_length(theirs, 0)


@case(f"{BASE}.depth_first_search", reference="networkx.dfs_postorder_nodes", label=SIZE)
def depth_first() -> Pair:
    ours, theirs = _both(directed=True)
    work = graphs.depth_first_search
    assert work(ours, 0).postorder == list(nx.dfs_postorder_nodes(theirs, 0))
    return lambda: work(ours, 0), lambda: list(nx.dfs_postorder_nodes(theirs, 0))


@case(f"{BASE}.topological_sort", reference="networkx.topological_sort", label=SIZE)
def order() -> Pair:
    ours, theirs = _both(directed=True, acyclic=True)
    assert graphs.topological_sort(ours) == list(nx.topological_sort(theirs))
    return lambda: graphs.topological_sort(ours), lambda: list(nx.topological_sort(theirs))


@case(
    f"{BASE}.strongly_connected_components",
    reference="networkx.strongly_connected_components",
    label=SIZE,
)
def strong_components() -> Pair:
    ours, theirs = _both(directed=True)
    work = graphs.strongly_connected_components
    assert len(work(ours)) == len(list(nx.strongly_connected_components(theirs)))
    return lambda: work(ours), lambda: list(nx.strongly_connected_components(theirs))


@case(f"{BASE}.dijkstra", reference="networkx.single_source_dijkstra", label=SIZE)
def dijkstra() -> Pair:
    ours, theirs = _both(directed=True)
    assert graphs.dijkstra(ours, 0).distances == nx.single_source_dijkstra(theirs, 0)[0]
    return lambda: graphs.dijkstra(ours, 0), lambda: nx.single_source_dijkstra(theirs, 0)


@case(f"{BASE}.bellman_ford", reference="networkx.single_source_bellman_ford", label=SIZE)
def bellman_ford() -> Pair:
    ours, theirs = _both(directed=True)
    assert graphs.bellman_ford(ours, 0).distances == nx.single_source_bellman_ford(theirs, 0)[0]
    return lambda: graphs.bellman_ford(ours, 0), lambda: nx.single_source_bellman_ford(theirs, 0)


@case(f"{BASE}.a_star", reference="networkx.astar_path", label="a field of 50 by 50")
def a_star() -> Pair:
    ours = graphs.grid_graph(["." * 50] * 50)
    theirs = nx.Graph([(one, other, {"weight": 1}) for one, other, _ in ours.edges()])
    ends = (0, 0), (49, 30)
    way = graphs.a_star(ours, *ends, graphs.manhattan).path_to(ends[1])
    assert len(way) == len(nx.astar_path(theirs, *ends, graphs.manhattan))
    return (lambda: graphs.a_star(ours, *ends, graphs.manhattan),
            lambda: nx.astar_path(theirs, *ends, graphs.manhattan))  # fmt: skip


@case(
    f"{BASE}.kruskal", reference="networkx.minimum_spanning_edges(algorithm='kruskal')", label=SIZE
)
def kruskal() -> Pair:
    ours, theirs = _both(directed=False)
    assert len(graphs.kruskal(ours)) == len(list(nx.minimum_spanning_edges(theirs, "kruskal")))
    return (lambda: graphs.kruskal(ours),
            lambda: list(nx.minimum_spanning_edges(theirs, "kruskal")))  # fmt: skip


@case(f"{BASE}.prim", reference="networkx.minimum_spanning_edges(algorithm='prim')", label=SIZE)
def prim() -> Pair:
    ours, theirs = _both(directed=False)
    assert len(graphs.prim(ours)) == len(list(nx.minimum_spanning_edges(theirs, "prim")))
    return lambda: graphs.prim(ours), lambda: list(nx.minimum_spanning_edges(theirs, "prim"))


@case(f"{BASE}.DisjointSet", reference="scipy.cluster.hierarchy.DisjointSet",
      label="5,000 unions of 5,000 elements")  # fmt: skip
def disjoint_set() -> Pair:
    rng = random.Random(0)
    pairs = [(rng.randrange(5000), rng.randrange(5000)) for _ in range(5000)]

    def ours() -> int:
        sets = graphs.DisjointSet(range(5000))
        return sum(sets.union(one, other) for one, other in pairs)

    def theirs() -> int:
        sets = hierarchy.DisjointSet(range(5000))
        return sum(sets.merge(one, other) for one, other in pairs)

    assert ours() == theirs()
    return ours, theirs
