"""Graphs: definitions by brute force, networkx on random graphs, depth, cycles, and bad input."""

from __future__ import annotations

import graphlib
import itertools
import math
import pickle
import random
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster import hierarchy

from journey.programming.graphs import (
    CycleError,
    DisjointSet,
    Graph,
    NegativeCycleError,
    a_star,
    bellman_ford,
    breadth_first_search,
    connected_components,
    depth_first_search,
    dijkstra,
    grid_graph,
    kruskal,
    manhattan,
    prim,
    strongly_connected_components,
    topological_sort,
)

BASE = "journey.programming.graphs"
DEEP = 5 * sys.getrecursionlimit()


def drawn(seed: int, *, directed: bool, least: int = 0, acyclic: bool = False) -> Graph[int]:
    """Return a random graph; its weights are whole numbers, so that sums are exact."""
    rng = random.Random(seed)
    n = rng.randrange(1, 25)
    graph: Graph[int] = Graph(directed=directed)
    for node in rng.sample(range(n), n):
        graph.add_node(node)
    for _ in range(rng.randrange(3 * n)):
        start, end = rng.randrange(n), rng.randrange(n)
        if not acyclic or start < end:
            graph.add_edge(start, end, rng.randrange(least, 20))
    return graph


def theirs(graph: Graph[Any]) -> Any:
    """Return the same graph for networkx, with everything in the same order."""
    other = nx.DiGraph() if graph.directed else nx.Graph()
    other.add_nodes_from(graph)
    other.add_weighted_edges_from(
        (node, end, weight) for node in graph for end, weight in graph[node].items()
    )
    return other


def length(graph: Graph[Any], path: list[Any]) -> Any:
    """Return the sum of the weights along a path; an error where an edge is missing."""
    return sum(graph.weight(one, other) for one, other in itertools.pairwise(path))


def floyd_warshall(graph: Graph[Any]) -> dict[Any, dict[Any, float]]:
    """Return all distances by the definition: which nodes may lie between is widened one by one."""
    far: dict[Any, dict[Any, float]] = {
        a: {b: 0 if a == b else graph[a].get(b, math.inf) for b in graph} for a in graph
    }
    for middle, a, b in itertools.product(graph, repeat=3):
        far[a][b] = min(far[a][b], far[a][middle] + far[middle][b])
    return far


def chain(n: int, *, directed: bool = True, closed: bool = False) -> Graph[int]:
    """Return a path, or a circle, of n nodes."""
    edges = [(node, node + 1) for node in range(n - 1)] + ([(n - 1, 0)] if closed else [])
    return Graph(edges, directed=directed)


# Definitions


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_shortest_paths_agree_with_the_definition(seed: int) -> None:
    for directed in (False, True):
        graph = drawn(seed, directed=directed)
        far = floyd_warshall(graph)
        for source in graph:
            found = {node: far[source][node] for node in graph if far[source][node] < math.inf}
            for paths in (dijkstra(graph, source), bellman_ford(graph, source)):
                assert paths.distances == found
                assert all(length(graph, paths.path_to(node)) == found[node] for node in found)
            order = list(dijkstra(graph, source).distances.values())
            assert order == sorted(order)
            hops = breadth_first_search(graph, source)
            assert set(hops.distances) == set(found)
            assert list(hops.distances.values()) == sorted(hops.distances.values())


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_strong_components_are_mutual_reach_in_reverse_order(seed: int) -> None:
    graph = drawn(seed, directed=True)
    reach = {node: set(breadth_first_search(graph, node).distances) for node in graph}
    parts = strongly_connected_components(graph)
    assert sorted(node for part in parts for node in part) == sorted(graph)
    for part in parts:
        for node in part:
            assert part == {other for other in reach[node] if node in reach[other]}
    place = {node: number for number, part in enumerate(parts) for node in part}
    assert all(place[start] >= place[end] for start, end, _ in graph.edges())


def spanning_forests(graph: Graph[Any]) -> Iterator[int]:
    """Yield the weights of all spanning trees of a connected graph, by trying every choice."""
    for choice in itertools.combinations(list(graph.edges()), len(graph) - 1):
        parts = DisjointSet(graph)
        if sum(parts.union(one, other) for one, other, _ in choice) == len(choice):
            yield sum(weight for _, _, weight in choice)


@pytest.mark.parametrize("seed", range(25))
def test_no_spanning_tree_is_lighter(seed: int) -> None:
    rng = random.Random(seed)
    graph = Graph([(a, b, rng.randrange(-5, 9)) for a, b in itertools.combinations(range(5), 2)])
    lightest = min(spanning_forests(graph))
    for tree in (kruskal(graph), prim(graph), prim(graph, 3)):
        assert len(tree) == 4
        assert sum(weight for _, _, weight in tree) == lightest


def test_a_tree_of_different_weights_is_the_only_one() -> None:
    for seed in range(30):
        rng = random.Random(seed)
        pairs = list(itertools.combinations(range(12), 2))
        weights = rng.sample(range(1000), len(pairs))
        graph = Graph([(a, b, weight) for (a, b), weight in zip(pairs, weights, strict=True)])
        trees = [{frozenset(edge[:2]) for edge in tree} for tree in (kruskal(graph), prim(graph))]
        assert trees[0] == trees[1]
        for one, other, weight in kruskal(graph):  # the cut property, edge by edge
            cut = DisjointSet(graph)
            for a, b in (tuple(edge) for edge in trees[0] - {frozenset((one, other))}):
                cut.union(a, b)
            across = [w for a, b, w in graph.edges() if not cut.connected(a, b)]
            assert weight == min(across)


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_a_cycle_is_named_or_there_is_an_order(seed: int) -> None:
    graph = drawn(seed, directed=True)
    loops = any(len(part) > 1 for part in strongly_connected_components(graph))
    if loops or any(graph.has_edge(node, node) for node in graph):
        with pytest.raises(CycleError, match="topological_sort: graph: the cycle") as caught:
            topological_sort(graph)
        cycle = caught.value.cycle
        assert cycle[0] == cycle[-1]
        assert len(set(cycle)) == len(cycle) - 1 >= 1
        length(graph, cycle)
    else:
        place = {node: number for number, node in enumerate(topological_sort(graph))}
        assert len(place) == len(graph)
        assert all(place[start] < place[end] for start, end, _ in graph.edges())


@given(st.integers(0, 10**6))
@settings(max_examples=80)
def test_a_negative_cycle_is_named_or_distances_are_right(seed: int) -> None:
    graph = drawn(seed, directed=True, least=-3)
    source = next(iter(graph))
    far = floyd_warshall(graph)
    reached = [node for node in graph if far[source][node] < math.inf]
    if any(far[node][node] < 0 or graph[node].get(node, 0) < 0 for node in reached):
        with pytest.raises(NegativeCycleError, match="bellman_ford: graph: the cycle") as caught:
            bellman_ford(graph, source)
        cycle = caught.value.cycle
        assert cycle[0] == cycle[-1]
        assert length(graph, cycle) < 0
        assert set(cycle) <= set(reached)
    else:
        assert bellman_ford(graph, source).distances == {
            node: far[source][node] for node in reached
        }


# A*


def maze(seed: int, walls: float = 0.3) -> Graph[tuple[int, int]]:
    rows, columns = 15, 20
    rng = random.Random(seed)
    letters = [["#" if rng.random() < walls else "." for _ in range(columns)] for _ in range(rows)]
    letters[0][0] = letters[-1][-1] = "."
    return grid_graph(["".join(row) for row in letters])


def test_a_star_in_mazes_is_shortest_and_expands_no_more() -> None:
    fewer = reached = 0
    for seed in range(40):
        graph, end = maze(seed, walls=0.2), (14, 19)
        plain = dijkstra(graph, (0, 0), end)
        guided = a_star(graph, (0, 0), end, manhattan)
        blind = a_star(graph, (0, 0), end, lambda cell, target: 0)
        assert plain.distances.get(end) == guided.distances.get(end) == blind.distances.get(end)
        if end in plain.distances:
            assert length(graph, guided.path_to(end)) == guided.distances[end]
            assert guided.expanded <= plain.expanded
            assert set(guided.distances) <= {
                cell for cell, far in dijkstra(graph, (0, 0)).distances.items()
                if far + manhattan(cell, end) <= plain.distances[end]
            }  # fmt: skip
            reached += 1
            fewer += guided.expanded < plain.expanded
        assert len(guided.distances) == guided.expanded + (end in plain.distances)
    assert fewer == reached > 0


@given(st.integers(0, 10**6))
@settings(max_examples=80)
def test_an_admissible_estimate_is_enough_when_nodes_are_reopened(seed: int) -> None:
    graph = drawn(seed, directed=True)
    rng = random.Random(seed)
    target = rng.choice(list(graph))
    rest = dijkstra(graph.reversed(), target).distances
    below = {node: rng.randrange(rest[node] + 1) if node in rest else 10**6 for node in graph}
    for source in graph:
        found = a_star(graph, source, target, lambda node, _: below[node])
        assert found.distances.get(target) == rest.get(source)
        if source in rest:
            assert length(graph, found.path_to(target)) == rest[source]
        perfect = a_star(graph, source, target, lambda node, _: rest.get(node, 10**6))
        assert perfect.distances.get(target) == rest.get(source)


def inconsistent() -> tuple[Graph[str], dict[str, int]]:
    """Return a graph and an admissible estimate that falls by 6 along an edge of weight 1."""
    graph = Graph([("s", "a", 1), ("s", "c", 3), ("a", "c", 1), ("c", "t", 5)], directed=True)
    return graph, {"s": 0, "a": 6, "c": 0, "t": 0}


def test_admissible_is_not_enough_without_reopening() -> None:
    graph, rest = inconsistent()
    true = dijkstra(graph.reversed(), "t").distances
    assert all(rest[node] <= true[node] for node in graph)  # admissible
    assert rest["a"] > graph.weight("a", "c") + rest["c"]  # not consistent

    def estimate(node: str, _: str) -> int:
        return rest[node]

    right = a_star(graph, "s", "t", estimate)
    wrong = a_star(graph, "s", "t", estimate, reopen=False)
    assert (right.distances["t"], right.path_to("t")) == (7, ["s", "a", "c", "t"])
    assert (wrong.distances["t"], wrong.path_to("t")) == (8, ["s", "c", "t"])


def martelli(m: int) -> tuple[Graph[int], Callable[[int, int], int]]:
    """Return a graph and an admissible estimate with which A* counts in binary.

    Higher nodes lead to lower ones, from m to 1, and 1 to the target 0. Passing through node j
    saves 2**(j - 2), so all ways from m to 1 differ in length; the estimates see to it that the
    lowest open node always comes first, and so the ways are found from the longest to the shortest.
    """
    edges = [(j, i, 2 ** (j - 2) - 2 ** (i - 1)) for j in range(2, m + 1) for i in range(1, j)]
    graph = Graph([*edges, (1, 0, m * 2 ** (m - 2))], directed=True)
    return graph, lambda node, _: (node - 1) * 2 ** (m - 2) if node else 0


@pytest.mark.parametrize("m", range(3, 12))
def test_reopening_may_take_exponentially_many_expansions(m: int) -> None:
    graph, estimate = martelli(m)
    rest = dijkstra(graph.reversed(), 0).distances
    assert all(0 <= estimate(node, 0) <= rest[node] for node in graph)
    found = a_star(graph, m, 0, estimate)
    assert found.distances[0] == rest[m]
    assert found.expanded == 2 ** (m - 1)
    assert dijkstra(graph, m, 0).expanded == m


def test_an_estimate_that_is_too_high_still_tells_its_path_truly() -> None:
    for seed in range(60):
        graph, end = maze(seed, walls=0.25), (14, 19)
        best = dijkstra(graph, (0, 0), end).distances.get(end)
        found = a_star(graph, (0, 0), end, lambda cell, target: 3 * manhattan(cell, target))
        assert (best is None) == (end not in found.distances)
        if best is not None:
            assert length(graph, found.path_to(end)) == found.distances[end]
            assert best <= found.distances[end] <= 3 * best


@given(st.integers(0, 10**6))
@settings(max_examples=60)
def test_any_estimate_at_all_gives_a_way_and_its_true_length(seed: int) -> None:
    graph = drawn(seed, directed=True)
    rng = random.Random(seed)
    guess = {node: rng.randrange(60) for node in graph}
    source = rng.choice(list(graph))
    rest = dijkstra(graph, source).distances
    for target in graph:
        found = a_star(graph, source, target, lambda node, _: guess[node])
        best = rest.get(target)
        assert (target in found.distances) == (best is not None)
        if best is not None:
            assert length(graph, found.path_to(target)) == found.distances[target] >= best


# The reference


@pytest.mark.parametrize("directed", [False, True])
def test_traversals_equal_networkx(directed: bool, parity: Callable[..., None]) -> None:
    wrong, cases = {"bfs": 0, "dfs": 0}, 0
    for seed in range(120):
        drawn_one = drawn(seed, directed=directed)
        graph: Graph[int] = Graph(directed=directed)
        for node in drawn_one:
            graph.add_node(node)
        for node in drawn_one:  # as `theirs` adds them, so that neighbours are in the same order
            for end in drawn_one[node]:
                graph.add_edge(node, end)
        other = theirs(drawn_one)
        for source in graph:
            cases += 1
            hops = breadth_first_search(graph, source).distances
            wrong["bfs"] += list(hops.items()) != list(
                nx.single_source_shortest_path_length(other, source).items()
            )
            seen = depth_first_search(graph, source)
            wrong["dfs"] += seen.preorder != list(nx.dfs_preorder_nodes(other, source))
            wrong["dfs"] += seen.postorder != list(nx.dfs_postorder_nodes(other, source))
        assert depth_first_search(graph).postorder == list(nx.dfs_postorder_nodes(other))
    for name, reference, key, of in (
        ("breadth_first_search", "networkx.single_source_shortest_path_length", "bfs", cases),
        ("depth_first_search", "networkx.dfs_preorder_nodes", "dfs", 2 * cases),
    ):
        parity(f"{BASE}.{name}", reference=reference, difference=wrong[key], tolerance=0, of=of,
               what="orders that differ on random graphs")  # fmt: skip


def test_orders_equal_networkx(parity: Callable[..., None]) -> None:
    wrong = parts = 0
    for seed in range(200):
        graph = drawn(seed, directed=True, acyclic=True)
        order = topological_sort(graph)
        wrong += order != list(nx.topological_sort(theirs(graph)))
        before = {node: set(graph.predecessors(node)) for node in graph}
        assert set(graphlib.TopologicalSorter(before).static_order()) == set(order)
        other = drawn(seed, directed=True)
        expected = sorted(map(sorted, nx.strongly_connected_components(theirs(other))))
        parts += sorted(map(sorted, strongly_connected_components(other))) != expected
    parity(f"{BASE}.topological_sort", reference="networkx.topological_sort", difference=wrong,
           tolerance=0, of=200, what="orders that differ on random graphs")  # fmt: skip
    parity(f"{BASE}.strongly_connected_components",
           reference="networkx.strongly_connected_components", difference=parts, tolerance=0,
           of=200, what="divisions that differ on random graphs")  # fmt: skip


@pytest.mark.parametrize("directed", [False, True])
def test_paths_equal_networkx(directed: bool, parity: Callable[..., None]) -> None:
    rng = random.Random(0)
    n, apart = 300, {"dijkstra": 0.0, "bellman_ford": 0.0, "a_star": 0.0}
    places = [(rng.random(), rng.random()) for _ in range(n)]
    graph: Graph[int] = Graph(directed=directed)
    for _ in range(1500):
        one, other = rng.randrange(n), rng.randrange(n)
        graph.add_edge(one, other, math.dist(places[one], places[other]) * rng.uniform(1, 2))
    reference = theirs(graph)

    def straight(node: int, target: int) -> float:
        return math.dist(places[node], places[target])

    for source in range(0, n, 30):
        expected = nx.single_source_dijkstra_path_length(reference, source)
        for name, search in (("dijkstra", dijkstra), ("bellman_ford", bellman_ford)):
            found = search(graph, source).distances
            assert set(found) == set(expected)
            apart[name] = max(apart[name], *(abs(found[node] - expected[node]) for node in found))
        for target in range(7, n, 50):
            if target in expected:
                found = a_star(graph, source, target, straight).distances
                far = nx.astar_path_length(reference, source, target, straight)
                apart["a_star"] = max(apart["a_star"], abs(found[target] - far))
    for name, reference_name in (
        ("dijkstra", "networkx.single_source_dijkstra_path_length"),
        ("bellman_ford", "networkx.single_source_dijkstra_path_length"),
        ("a_star", "networkx.astar_path_length"),
    ):
        parity(f"{BASE}.{name}", reference=reference_name, difference=apart[name],
               tolerance=1e-12, what="distances on a random graph of 300 nodes")  # fmt: skip


def test_negative_weights_equal_networkx(parity: Callable[..., None]) -> None:
    wrong = negative = 0
    for seed in range(300):
        graph = drawn(seed, directed=True, least=-5)
        source = next(iter(graph))
        try:
            found: Any = bellman_ford(graph, source).distances
        except NegativeCycleError:
            found = "cycle"
        try:
            expected: Any = nx.single_source_bellman_ford_path_length(theirs(graph), source)
        except nx.NetworkXUnbounded:
            expected, negative = "cycle", negative + 1
        wrong += found != expected
    assert 0 < negative < 300
    parity(f"{BASE}.bellman_ford", reference="networkx.single_source_bellman_ford_path_length",
           difference=wrong, tolerance=0, of=300,
           what="answers that differ, negative cycles among them")  # fmt: skip


def test_trees_and_parts_equal_networkx(parity: Callable[..., None]) -> None:
    wrong = {"kruskal": 0, "prim": 0, "connected_components": 0}
    for seed in range(200):
        graph = drawn(seed, directed=False, least=-5)
        other = theirs(graph)
        expected = nx.minimum_spanning_tree(other).size(weight="weight")
        for name, tree in (("kruskal", kruskal(graph)), ("prim", prim(graph))):
            wrong[name] += sum(weight for _, _, weight in tree) != expected
            wrong[name] += len(tree) != len(graph) - len(connected_components(graph))
        parts = sorted(map(sorted, connected_components(graph)))
        wrong["connected_components"] += parts != sorted(
            map(sorted, nx.connected_components(other))
        )
    for name in ("kruskal", "prim"):
        parity(f"{BASE}.{name}", reference="networkx.minimum_spanning_tree", difference=wrong[name],
               tolerance=0, of=400, what="sizes and weights that differ")  # fmt: skip
    parity(f"{BASE}.connected_components", reference="networkx.connected_components",
           difference=wrong["connected_components"], tolerance=0, of=200,
           what="divisions that differ")  # fmt: skip


def test_disjoint_sets_equal_scipy(parity: Callable[..., None]) -> None:
    rng = random.Random(0)
    wrong = 0
    ours, others = DisjointSet(range(300)), hierarchy.DisjointSet(range(300))
    for _ in range(600):
        one, other = rng.randrange(300), rng.randrange(300)
        wrong += ours.connected(one, other) != others.connected(one, other)
        if rng.random() < 0.5:
            wrong += ours.union(one, other) != others.merge(one, other)
        wrong += ours.n_components != others.n_subsets
        wrong += ours.size_of(one) != others.subset_size(one)
    wrong += sorted(map(sorted, ours.components())) != sorted(map(sorted, others.subsets()))
    parity(f"{BASE}.DisjointSet", reference="scipy.cluster.hierarchy.DisjointSet", difference=wrong,
           tolerance=0, of=2401, what="answers that differ in random operations")  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15), st.booleans()), max_size=60))
def test_disjoint_sets_are_sets_that_are_merged(acts: list[tuple[int, int, bool]]) -> None:
    ours, model = DisjointSet(range(16)), {element: {element} for element in range(16)}
    for one, other, join in acts:
        if join:
            assert ours.union(one, other) == (model[one] is not model[other])
            if model[one] is not model[other]:
                merged = model[one] | model[other]
                model.update(dict.fromkeys(merged, merged))
        assert ours.connected(one, other) == (model[one] is model[other])
        assert ours.size_of(one) == len(model[one])
    assert {frozenset(part) for part in ours.components()} == {frozenset(p) for p in model.values()}


def test_a_way_up_is_no_longer_than_a_logarithm() -> None:
    ours = DisjointSet(range(1024))
    for span in (1 << k for k in range(10)):  # the deepest trees there are: equals with equals
        for first in range(0, 1024, 2 * span):
            ours.union(first, first + span)
    for element in range(1024):
        before = ours.steps
        ours.find(element)
        assert ours.steps - before <= 10
    before = ours.steps
    for _ in range(3):
        for element in range(1024):
            ours.find(element)
    before = ours.steps
    for element in range(1024):
        ours.find(element)
    assert ours.steps - before == 1024  # all hang below the root now


def test_the_small_set_hangs_below_the_large_one() -> None:
    for first in (True, False):
        ours, root = DisjointSet(range(1000)), 0
        for element in range(1, 1000):  # roots only, so that no search shortens a way
            ours.union(*((root, element) if first else (element, root)))
            root = ours.find(element) if ours.find(element) == element else root
        before = ours.steps
        ours.find(0)
        assert ours.steps - before == 1


# Depth


def test_nothing_stops_at_the_recursion_limit() -> None:
    line, ring = chain(DEEP), chain(DEEP, closed=True)
    assert depth_first_search(line, 0).postorder == list(range(DEEP))[::-1]
    assert topological_sort(line) == list(range(DEEP))
    assert strongly_connected_components(ring) == [set(range(DEEP))]
    assert len(strongly_connected_components(line)) == DEEP
    assert dijkstra(line, 0).path_to(DEEP - 1) == list(range(DEEP))
    assert bellman_ford(line, 0).distances[DEEP - 1] == DEEP - 1
    flat = chain(DEEP, directed=False)
    assert len(connected_components(flat)) == 1
    assert len(kruskal(flat)) == len(prim(flat)) == DEEP - 1
    with pytest.raises(CycleError, match=r"0 -> .* -> \.\.\. -> .* -> 0") as caught:
        topological_sort(ring)
    assert len(caught.value.cycle) == DEEP + 1
    assert len(str(caught.value)) < 150


# The graph itself


ACTS = st.sampled_from(["edge", "cut", "drop", "node"])
STEPS = st.lists(st.tuples(ACTS, st.integers(0, 6), st.integers(0, 6), st.integers(-3, 3)))


@given(STEPS, st.booleans())
def test_a_graph_equals_networkx(acts: list[tuple[str, int, int, int]], directed: bool) -> None:
    ours: Graph[int] = Graph(directed=directed)
    other = nx.DiGraph() if directed else nx.Graph()
    for act, one, two, weight in acts:
        if act == "edge":
            ours.add_edge(one, two, weight)
            other.add_edge(one, two, weight=weight)
        elif act == "node":
            ours.add_node(one)
            other.add_node(one)
        elif act == "cut" and other.has_edge(one, two):
            ours.remove_edge(one, two)
            other.remove_edge(one, two)
        elif act == "drop" and one in other:
            ours.remove_node(one)
            other.remove_node(one)
        assert list(ours) == list(other)
        assert len(ours) == len(other)
        assert ours.number_of_edges() == other.number_of_edges() == len(list(ours.edges()))
        for node in ours:
            assert dict(ours[node]) == {end: d["weight"] for end, d in other[node].items()}
            back = other.pred[node] if directed else other[node]
            assert dict(ours.predecessors(node)) == {end: d["weight"] for end, d in back.items()}
    turned = ours.reversed()
    assert all(turned.weight(end, start) == weight for start, end, weight in ours.edges())
    assert turned.number_of_edges() == ours.number_of_edges()


def test_dijkstra_on_negative_weights_is_refused_and_wrong_where_it_is_forced() -> None:
    graph = Graph([("s", "a", 2), ("s", "b", 3), ("b", "a", -2), ("a", "t", 1)], directed=True)
    with pytest.raises(ValueError, match="dijkstra: graph: expected no negative weights, the edge "
                                         "from 'b' to 'a' has -2"):  # fmt: skip
        dijkstra(graph, "s")
    for weight in (-1, -0.5, Fraction(-1, 10**20)):
        graph.add_edge("b", "a", weight)
        with pytest.raises(ValueError, match="dijkstra: graph: expected no negative weights"):
            dijkstra(graph, "s")
    graph.add_edge("b", "a", -2)
    assert dijkstra(graph, "s", check=False).distances["t"] == 3
    assert bellman_ford(graph, "s").distances["t"] == 2
    with pytest.raises(ValueError, match="a_star: graph: expected no negative weights"):
        a_star(graph, "s", "t", lambda node, target: 0)
    with pytest.raises(NegativeCycleError, match="the cycle 1 -> 2 -> 1 sums to -2"):
        bellman_ford(Graph([(1, 2, -1)]), 1)


def test_rounding_makes_a_negative_cycle_and_fractions_do_not() -> None:
    edges = [(1, 2, 0.3), (2, 3, -0.2), (3, 1, -0.1)]
    with pytest.raises(NegativeCycleError) as caught:
        bellman_ford(Graph(edges, directed=True), 1)
    assert pickle.loads(pickle.dumps(caught.value)).cycle == caught.value.cycle
    exact = [(a, b, Fraction(str(weight))) for a, b, weight in edges]
    assert bellman_ford(Graph(exact, directed=True), 1).distances == {
        1: 0, 2: Fraction(3, 10), 3: Fraction(1, 10)
    }  # fmt: skip


def test_bad_input_is_named() -> None:
    graph = Graph([("a", "b")])
    for search in (breadth_first_search, depth_first_search, dijkstra, bellman_ford):
        with pytest.raises(
            KeyError, match=f"{search.__name__}: source: expected a node of the gra"
        ):
            search(graph, "z")  # type: ignore[operator]
    with pytest.raises(KeyError, match="target: expected a node of the graph, got 'z'"):
        a_star(graph, "a", "z", lambda node, target: 0)
    with pytest.raises(KeyError, match="prim: start: expected a node"):
        prim(graph, "z")
    for call in (topological_sort, strongly_connected_components):
        with pytest.raises(ValueError, match="graph: expected a directed one, got an undirected"):
            call(graph)  # type: ignore[operator]
    for call in (connected_components, kruskal, prim):
        with pytest.raises(ValueError, match="graph: expected an undirected one, got a directed"):
            call(Graph(directed=True))  # type: ignore[operator]
    with pytest.raises(TypeError, match="Graph: weight: expected a number, got str"):
        graph.add_edge("a", "b", "5")
    for weight in (math.nan, math.inf):
        with pytest.raises(ValueError, match="Graph: weight: expected a finite number"):
            graph.add_edge("a", "b", weight)
    with pytest.raises(ValueError, match="edges: expected two nodes and perhaps a weight"):
        Graph([(1,)])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="node: expected anything but None"):
        graph.add_node(None)  # type: ignore[arg-type]
    for call in (graph.weight, graph.remove_edge):
        with pytest.raises(KeyError, match="'a', 'z'"):
            call("a", "z")
    graph.add_node("far")
    with pytest.raises(ValueError, match="path_to: target: no path from 'a' to 'far'"):
        dijkstra(graph, "a").path_to("far")
    with pytest.raises(ValueError, match="rows: expected 2 letters each, line 1 has 1"):
        grid_graph(["..", "."])
    with pytest.raises(KeyError, match="9"):
        DisjointSet([1]).connected(1, 9)
    with pytest.raises(TypeError):
        graph["a"]["b"] = 3  # type: ignore[index]


def test_small_graphs() -> None:
    empty: Graph[int] = Graph()
    assert kruskal(empty) == prim(empty) == connected_components(empty) == []
    assert topological_sort(Graph(directed=True)) == []
    lonely = Graph([("a", "a", 3)])
    assert kruskal(lonely) == prim(lonely) == []
    assert dijkstra(lonely, "a").distances == {"a": 0}
    assert a_star(lonely, "a", "a", lambda node, target: 0).path_to("a") == ["a"]
    assert repr(lonely) == "<Graph: undirected, 1 nodes, 1 edges>"
    large = DisjointSet([1000])
    assert large.connected(10**3, 1000.0)
    assert (repr(large), len(large), 1000 in large, list(large)) == (
        "<DisjointSet: 1 elements, 1 sets>", 1, True, [1000]
    )  # fmt: skip
