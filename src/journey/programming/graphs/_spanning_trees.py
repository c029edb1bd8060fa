"""Minimum spanning trees, by Kruskal and by Prim."""

from __future__ import annotations

from typing import Any

from journey.programming.graphs._disjoint_set import DisjointSet
from journey.programming.graphs._graph import Graph, N, demand, known
from journey.programming.trees import Handle, Heap


def kruskal(graph: Graph[N]) -> list[tuple[N, N, Any]]:
    """Find the cheapest edges that hold a graph together: the lightest that is needed, again.

    An edge is needless where its ends hang together already. O(edges log edges), for sorting.

    Parameters
    ----------
    graph
        Undirected; a part that is not connected gets a tree of its own.

    Returns
    -------
    list of tuple
        The edges with their weights, the lightest first.

    Raises
    ------
    ValueError
        If the graph is directed.

    References
    ----------
    Kruskal (1956), *On the shortest spanning subtree of a graph and the traveling salesman
    problem*, Proceedings of the American Mathematical Society 7(1).

    Examples
    --------
    >>> kruskal(Graph([("A", "B", 3), ("B", "C", 1), ("A", "C", 2)]))
    [('B', 'C', 1), ('A', 'C', 2)]
    """
    demand("kruskal", graph, directed=False)
    parts = DisjointSet(graph)
    edges = sorted(graph.edges(), key=lambda edge: edge[2])
    return [(one, other, weight) for one, other, weight in edges if parts.union(one, other)]


def prim(graph: Graph[N], start: N | None = None) -> list[tuple[N, N, Any]]:
    """Find the cheapest edges that hold a graph together: a tree grows by its lightest edge.

    O((nodes + edges) log nodes), with a heap that decreases keys.

    Parameters
    ----------
    graph
        Undirected; a part that is not connected gets a tree of its own.
    start
        Where the first tree starts; without it, at the first node.

    Returns
    -------
    list of tuple
        The edges with their weights, as the tree grew.

    Raises
    ------
    KeyError
        If `start` is no node.
    ValueError
        If the graph is directed.

    References
    ----------
    Prim (1957), *Shortest connection networks and some generalizations*, Bell System Technical
    Journal 36(6); first found by Jarník in 1930.

    Examples
    --------
    >>> prim(Graph([("A", "B", 3), ("B", "C", 1), ("A", "C", 2)]))
    [('A', 'C', 2), ('C', 'B', 1)]
    """
    demand("prim", graph, directed=False)
    if start is not None:
        known("prim", "start", graph, start)
    tree: list[tuple[N, N, Any]] = []
    done: set[N] = set()
    for root in [*graph] if start is None else [start, *graph]:
        if root in done:
            continue
        done.add(root)
        heap: Heap[tuple[N, N]] = Heap()  # for each node next to the tree, its lightest edge
        waiting: dict[N, Handle[tuple[N, N]]] = {}
        node = root
        while True:
            for neighbour, weight in graph[node].items():
                handle = waiting.get(neighbour)
                if neighbour in done:
                    continue
                if handle is None:
                    waiting[neighbour] = heap.push((node, neighbour), weight)
                elif weight < handle.priority:
                    handle.value = (node, neighbour)
                    heap.decrease_key(handle, weight)
            if not heap:
                break
            weight = heap.peek_priority()
            inside, node = heap.pop()
            done.add(node)
            tree.append((inside, node, weight))
    return tree
