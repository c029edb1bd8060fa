"""Two ways through a graph, breadth first and depth first, and the order of tasks."""

from __future__ import annotations

from collections import deque
from typing import Any, Generic, NamedTuple

from journey.programming.graphs._graph import Graph, N, demand, known
from journey.programming.graphs._paths import ShortestPaths


def breadth_first_search(graph: Graph[N], source: N) -> ShortestPaths[N]:
    """Visit all that can be reached, the nearest first: shortest paths where each edge counts 1.

    Weights are not looked at. O(nodes + edges).

    Parameters
    ----------
    graph
        Directed or not.
    source
        Where to start.

    Returns
    -------
    ShortestPaths
        Its distances count edges.

    Raises
    ------
    KeyError
        If `source` is no node.

    References
    ----------
    Moore (1959), *The shortest path through a maze*, Proceedings of the International Symposium on
    the Theory of Switching.

    Examples
    --------
    >>> paths = breadth_first_search(Graph([(1, 2), (1, 3), (2, 4), (3, 4)]), 1)
    >>> paths.distances, paths.path_to(4)
    ({1: 0, 2: 1, 3: 1, 4: 2}, [1, 2, 4])
    """
    known("breadth_first_search", "source", graph, source)
    paths: ShortestPaths[N] = ShortestPaths(source, {source: 0}, {source: None})
    queue = deque([source])
    while queue:
        node = queue.popleft()
        paths.expanded += 1
        for neighbour in graph[node]:
            if neighbour not in paths.distances:  # marked when found, or it would queue up twice
                paths.distances[neighbour] = paths.distances[node] + 1
                paths.predecessors[neighbour] = node
                queue.append(neighbour)
    return paths


class DepthFirst(NamedTuple, Generic[N]):
    """What a depth-first search saw.

    Attributes
    ----------
    preorder : list
        Nodes as they were entered.
    postorder : list
        Nodes as they were left.
    parents : dict
        For each node the one it was entered from; None for a start.

    Examples
    --------
    >>> seen = depth_first_search(Graph([(1, 2), (2, 3), (1, 4)], directed=True), 1)
    >>> seen.preorder, seen.postorder
    ([1, 2, 3, 4], [3, 2, 4, 1])
    """

    preorder: list[N]
    postorder: list[N]
    parents: dict[N, N | None]


def depth_first_search(graph: Graph[N], source: N | None = None) -> DepthFirst[N]:
    """Go on from each node as deep as possible, then back to the last one with a way left.

    The order is that of the recursive definition. A stack of iterators takes the place of the
    calls, so depth is limited by memory only. O(nodes + edges).

    Parameters
    ----------
    graph
        Directed or not.
    source
        Where to start; without it, at every node that was not seen yet.

    Returns
    -------
    DepthFirst
        `preorder`, `postorder`, `parents`.

    Raises
    ------
    KeyError
        If `source` is no node.

    References
    ----------
    Tarjan (1972), *Depth-first search and linear graph algorithms*, SIAM Journal on Computing 1(2).

    Examples
    --------
    >>> depth_first_search(Graph([(1, 2), (2, 3), (3, 1), (4, 5)])).preorder
    [1, 2, 3, 4, 5]
    """
    if source is not None:
        known("depth_first_search", "source", graph, source)
    seen: DepthFirst[N] = DepthFirst([], [], {})
    for start in graph if source is None else (source,):
        if start in seen.parents:
            continue
        seen.parents[start] = None
        seen.preorder.append(start)
        stack = [(start, iter(graph[start]))]
        while stack:
            node, rest = stack[-1]
            for neighbour in rest:
                if neighbour not in seen.parents:
                    seen.parents[neighbour] = node
                    seen.preorder.append(neighbour)
                    stack.append((neighbour, iter(graph[neighbour])))
                    break  # its neighbours first; `rest` remembers where to go on
            else:
                seen.postorder.append(node)
                stack.pop()
    return seen


class CycleError(ValueError):
    """Tasks that wait for each other.

    Attributes
    ----------
    cycle : list
        The nodes round the cycle, the first one again at the end.

    Examples
    --------
    >>> try:
    ...     topological_sort(Graph([("egg", "hen"), ("hen", "egg")], directed=True))
    ... except CycleError as error:
    ...     print(error.cycle)
    ['egg', 'hen', 'egg']
    """

    def __init__(self, message: str, cycle: list[Any]) -> None:
        super().__init__(message, cycle)
        self.cycle = cycle

    def __str__(self) -> str:
        return str(self.args[0])


def topological_sort(graph: Graph[N]) -> list[N]:
    """Order the nodes so that every edge leads forwards, by Kahn's algorithm.

    Again and again it takes a node that no edge leads to any more. O(nodes + edges).

    Parameters
    ----------
    graph
        Directed.

    Returns
    -------
    list
        Of those that are free, the one that became so first comes first.

    Raises
    ------
    CycleError
        If edges lead round in a circle; it names one.
    ValueError
        If the graph is undirected.

    References
    ----------
    Kahn (1962), *Topological sorting of large networks*, Communications of the ACM 5(11).

    Examples
    --------
    >>> topological_sort(Graph([("socks", "shoes"), ("trousers", "shoes")], directed=True))
    ['socks', 'trousers', 'shoes']
    """
    demand("topological_sort", graph, directed=True)
    waiting = {node: len(graph.predecessors(node)) for node in graph}
    order = [node for node in graph if not waiting[node]]
    for node in order:  # the list grows while it is gone through: it is the queue as well
        for neighbour in graph[node]:
            waiting[neighbour] -= 1
            if not waiting[neighbour]:
                order.append(neighbour)
    if len(order) < len(waiting):
        cycle = _cycle(graph, {node for node, count in waiting.items() if count})
        shown = [*map(repr, cycle)]
        if len(shown) > 10:
            shown[5:-4] = ["..."]
        raise CycleError(f"topological_sort: graph: the cycle {' -> '.join(shown)}", cycle)
    return order


def _cycle(graph: Graph[N], stuck: set[N]) -> list[N]:
    """Go backwards among nodes that each wait for another one until a node comes again."""
    node = next(node for node in graph if node in stuck)
    places: dict[N, int] = {}
    while node not in places:
        places[node] = len(places)
        node = next(before for before in graph.predecessors(node) if before in stuck)
    round_ = [*list(places)[places[node] :], node]
    return round_[::-1]
