"""Which nodes hang together: in an undirected graph, and both ways in a directed one."""

from __future__ import annotations

from journey.programming.graphs._graph import Graph, N, demand
from journey.programming.graphs._traversal import breadth_first_search


def connected_components(graph: Graph[N]) -> list[set[N]]:
    """Divide an undirected graph into its connected parts, in O(nodes + edges).

    Parameters
    ----------
    graph
        Undirected.

    Returns
    -------
    list of set
        In the order of their first nodes.

    Raises
    ------
    ValueError
        If the graph is directed.

    References
    ----------
    Hopcroft, Tarjan (1973), *Algorithm 447: Efficient algorithms for graph manipulation*,
    Communications of the ACM 16(6).

    Examples
    --------
    >>> connected_components(Graph([(1, 2), (3, 4), (2, 5)]))
    [{1, 2, 5}, {3, 4}]
    """
    demand("connected_components", graph, directed=False)
    parts: list[set[N]] = []
    seen: set[N] = set()
    for node in graph:
        if node not in seen:
            parts.append(set(breadth_first_search(graph, node).distances))
            seen |= parts[-1]
    return parts


def strongly_connected_components(graph: Graph[N]) -> list[set[N]]:
    """Divide a directed graph into parts within which every node reaches every other.

    Tarjan's algorithm: one depth-first search. Each node has a number, and `low`, the smallest
    number known to be reachable from it among nodes whose part is still open. Where the two agree
    when a node is left, the part is what was entered since. O(nodes + edges), without recursion.

    Parameters
    ----------
    graph
        Directed.

    Returns
    -------
    list of set
        A part comes after all parts that it leads to.

    Raises
    ------
    ValueError
        If the graph is undirected.

    References
    ----------
    Tarjan (1972), *Depth-first search and linear graph algorithms*, SIAM Journal on Computing 1(2),
    section 4.

    Examples
    --------
    >>> loops = Graph([(1, 2), (2, 1), (2, 3), (3, 4), (4, 3)], directed=True)
    >>> strongly_connected_components(loops)
    [{3, 4}, {1, 2}]
    """
    demand("strongly_connected_components", graph, directed=True)
    number: dict[N, int] = {}
    low: dict[N, int] = {}
    open_nodes: list[N] = []
    is_open: set[N] = set()
    parts: list[set[N]] = []

    for start in graph:
        if start in number:
            continue
        stack = [(start, iter(graph[start]))]
        number[start] = low[start] = len(number)
        open_nodes.append(start)
        is_open.add(start)
        while stack:
            node, rest = stack[-1]
            for neighbour in rest:
                if neighbour not in number:
                    number[neighbour] = low[neighbour] = len(number)
                    open_nodes.append(neighbour)
                    is_open.add(neighbour)
                    stack.append((neighbour, iter(graph[neighbour])))
                    break
                if neighbour in is_open:  # not one of a finished part, which leads nowhere back
                    low[node] = min(low[node], number[neighbour])
            else:
                stack.pop()
                if stack:
                    parent = stack[-1][0]
                    low[parent] = min(low[parent], low[node])
                if low[node] == number[node]:
                    parts.append(set())
                    while node not in parts[-1]:
                        parts[-1].add(open_nodes.pop())
                    is_open -= parts[-1]
    return parts
