"""Shortest paths in weighted graphs: Dijkstra, A* and Bellman-Ford."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from journey.programming.graphs._graph import Graph, N, known
from journey.programming.graphs._paths import ShortestPaths
from journey.programming.trees import Handle, Heap


def dijkstra(
    graph: Graph[N], source: N, target: N | None = None, *, check: bool = True
) -> ShortestPaths[N]:
    """Find shortest paths from one node, where no edge has a negative weight.

    Of all nodes not yet final, the one with the smallest distance becomes so, and its edges may
    shorten the ways to others. O((nodes + edges) log nodes), with a heap that decreases keys.

    Parameters
    ----------
    graph
        Directed or not.
    source
        Where to start.
    target
        Where to stop; without it, all that can be reached is.
    check
        False trusts the weights. With a negative one, distances may then be wrong.

    Returns
    -------
    ShortestPaths
        Only nodes whose distance is final.

    Raises
    ------
    KeyError
        If `source` or `target` is no node.
    ValueError
        If an edge that is looked at has a negative weight.

    References
    ----------
    Dijkstra (1959), *A note on two problems in connexion with graphs*, Numerische Mathematik 1,
    problem 2.

    Examples
    --------
    >>> roads = Graph([("A", "B", 7), ("A", "C", 2), ("C", "B", 3), ("B", "D", 1)])
    >>> paths = dijkstra(roads, "A")
    >>> paths.distances, paths.path_to("D")
    ({'A': 0, 'C': 2, 'B': 5, 'D': 6}, ['A', 'C', 'B', 'D'])
    """
    known("dijkstra", "source", graph, source)
    if target is not None:
        known("dijkstra", "target", graph, target)
    heap: Heap[N] = Heap()
    waiting: dict[N, Handle[N]] = {source: heap.push(source, 0)}
    before: dict[N, N | None] = {source: None}
    paths = ShortestPaths(source)
    while heap:
        distance, node = heap.peek_priority(), heap.pop()
        paths.distances[node] = distance  # final: every other way leads through something farther
        paths.predecessors[node] = before[node]
        if target is not None and node == target:
            break
        paths.expanded += 1
        for neighbour, weight in graph[node].items():
            if check and weight < 0:
                raise ValueError(_negative("dijkstra", node, neighbour, weight))
            if neighbour in paths.distances:
                continue
            length = distance + weight
            handle = waiting.get(neighbour)
            if handle is None:
                waiting[neighbour] = heap.push(neighbour, length)
            elif length < handle.priority:
                heap.decrease_key(handle, length)
            else:
                continue
            before[neighbour] = node
    return paths


def _negative(function: str, node: Any, neighbour: Any, weight: Any) -> str:
    return (
        f"{function}: graph: expected no negative weights, the edge from {node!r} to "
        f"{neighbour!r} has {weight!r}"
    )


def a_star(
    graph: Graph[N],
    source: N,
    target: N,
    heuristic: Callable[[N, N], Any],
    *,
    reopen: bool = True,
) -> ShortestPaths[N]:
    """Find one shortest path, looking first where an estimate says that the target is near.

    Nodes are taken by their distance from the source plus the estimated rest, the one estimated to
    be nearer first where these are equal. Where the estimate is *admissible*, never above the
    truth, the path is shortest. Where it is *consistent*, falling by at most the edge's weight
    along each edge, no node is expanded twice. An estimate of 0 makes it Dijkstra's algorithm.

    Parameters
    ----------
    graph
        Directed or not.
    source, target
        The two ends.
    heuristic
        Estimates the distance from a node to the target.
    reopen
        Whether a node is expanded again when a shorter way to it is found. Without that, an
        estimate that is admissible but not consistent may give a path that is not shortest; with
        it, it may cost exponentially many expansions.

    Returns
    -------
    ShortestPaths
        Of the nodes that were expanded, and the target if it was reached. Only the target's
        distance is sure to be the smallest.

    Raises
    ------
    KeyError
        If `source` or `target` is no node.
    ValueError
        If an edge that is looked at has a negative weight.

    References
    ----------
    Hart, Nilsson, Raphael (1968), *A formal basis for the heuristic determination of minimum cost
    paths*, IEEE Transactions on Systems Science and Cybernetics 4(2). Martelli (1977), *On the
    complexity of admissible search algorithms*, Artificial Intelligence 8(1).

    Examples
    --------
    >>> from journey.programming.graphs import grid_graph, manhattan
    >>> field = grid_graph(["....."] * 5)
    >>> found = a_star(field, (2, 0), (2, 4), manhattan)
    >>> found.distances[2, 4], found.expanded, dijkstra(field, (2, 0), (2, 4)).expanded
    (4, 4, 17)
    """
    known("a_star", "source", graph, source)
    known("a_star", "target", graph, target)
    rest: dict[N, Any] = {source: heuristic(source, target)}
    reached: dict[N, Any] = {source: 0}
    before: dict[N, N | None] = {source: None}
    heap: Heap[N] = Heap()
    waiting: dict[N, Handle[N]] = {source: heap.push(source, (rest[source], rest[source]))}
    paths = ShortestPaths(source)
    while heap:
        node = heap.pop()
        paths.distances[node] = reached[node]
        paths.predecessors[node] = before[node]
        if node == target:
            break
        paths.expanded += 1
        for neighbour, weight in graph[node].items():
            if weight < 0:
                raise ValueError(_negative("a_star", node, neighbour, weight))
            length = reached[node] + weight
            closed = neighbour in paths.distances and not waiting[neighbour].in_heap
            if neighbour in reached and (length >= reached[neighbour] or (closed and not reopen)):
                continue
            if neighbour not in rest:
                rest[neighbour] = heuristic(neighbour, target)
            reached[neighbour], before[neighbour] = length, node
            priority = (length + rest[neighbour], rest[neighbour])
            handle = waiting.get(neighbour)
            if handle is not None and handle.in_heap:
                heap.decrease_key(handle, priority)
            else:
                waiting[neighbour] = heap.push(neighbour, priority)
    return paths


class NegativeCycleError(ValueError):
    """A cycle whose weights sum to less than 0, so that no path along it is shortest.

    Attributes
    ----------
    cycle : list
        The nodes round the cycle, the first one again at the end.

    Examples
    --------
    >>> try:
    ...     bellman_ford(Graph([(1, 2, 1), (2, 3, -4), (3, 1, 2)], directed=True), 1)
    ... except NegativeCycleError as error:
    ...     print(error)
    bellman_ford: graph: the cycle 1 -> 2 -> 3 -> 1 sums to -1
    """

    def __init__(self, message: str, cycle: list[Any]) -> None:
        super().__init__(message, cycle)
        self.cycle = cycle

    def __str__(self) -> str:
        return str(self.args[0])


def bellman_ford(graph: Graph[N], source: N) -> ShortestPaths[N]:
    """Find shortest paths from one node with any weights, or a cycle that makes them endless.

    In each round every edge may shorten a way. After k rounds all shortest paths of up to k edges
    are known, so a change in round n (of n nodes) means a negative cycle. It ends with the first
    round that changes nothing. O(nodes * edges). An undirected edge with a negative weight is such
    a cycle by itself. Rounding counts too: 0.3 - 0.2 - 0.1 is below 0 in floating point; use
    `fractions.Fraction` or whole numbers where cycles sum to 0.

    Parameters
    ----------
    graph
        Directed or not.
    source
        Where to start.

    Returns
    -------
    ShortestPaths
        Its `expanded` counts every node of every round.

    Raises
    ------
    KeyError
        If `source` is no node.
    NegativeCycleError
        If the source reaches a negative cycle; it names one.

    References
    ----------
    Bellman (1958), *On a routing problem*, Quarterly of Applied Mathematics 16(1). Ford (1956),
    *Network flow theory*, RAND paper P-923.

    Examples
    --------
    >>> graph = Graph([("s", "a", 2), ("s", "b", 3), ("b", "a", -2)], directed=True)
    >>> bellman_ford(graph, "s").distances
    {'s': 0, 'a': 1, 'b': 3}
    """
    known("bellman_ford", "source", graph, source)
    paths: ShortestPaths[N] = ShortestPaths(source, {source: 0}, {source: None})
    distances, before = paths.distances, paths.predecessors
    changed: set[N] = {source}
    for _ in range(len(graph)):
        now: set[N] = set()
        for node in [node for node in distances if node in changed]:
            paths.expanded += 1
            for neighbour, weight in graph[node].items():
                length = distances[node] + weight
                if neighbour not in distances or length < distances[neighbour]:
                    distances[neighbour], before[neighbour] = length, node
                    now.add(neighbour)
        changed = now
        if not changed:
            return paths
    cycle = _negative_cycle(before, next(node for node in distances if node in changed))
    total = sum(graph.weight(one, other) for one, other in pairwise(cycle))
    shown = [*map(repr, cycle)]
    if len(shown) > 10:
        shown[5:-4] = ["..."]
    raise NegativeCycleError(
        f"bellman_ford: graph: the cycle {' -> '.join(shown)} sums to {total!r}", cycle
    )


def _negative_cycle(before: dict[N, N | None], node: N) -> list[N]:
    """Follow the predecessors of a node that changed in the last round until one comes again."""
    places: dict[N, int] = {}
    here: N | None = node
    while here is not None and here not in places:
        places[here] = len(places)
        here = before[here]
    assert here is not None
    return [*list(places)[places[here] :], here][::-1]
