"""The graph: for each node a dict of its neighbours with the weights of the edges."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from numbers import Real
from types import MappingProxyType
from typing import Any, Generic, TypeVar

N = TypeVar("N", bound=Hashable)


class Graph(Generic[N]):
    r"""Nodes and weighted edges, directed or not.

    Nodes are anything that can be hashed but None. At most one edge leads from one node to another;
    adding it again changes its weight. Nodes and neighbours keep the order in which they came, so
    every algorithm gives the same answer each time. Attributes other than the weight, and several
    edges between two nodes, are left out.

    Parameters
    ----------
    edges
        Pairs, or triples with a weight, that it has at first; an edge without one weighs 1.
    directed
        Whether an edge leads only one way.

    Attributes
    ----------
    directed : bool
        As given.

    Raises
    ------
    KeyError
        If a node or an edge is not there.
    TypeError
        If a weight is no number, or a node cannot be hashed.
    ValueError
        If an edge has not two or three parts, a weight is not finite, or a node is None.

    References
    ----------
    Cormen, Leiserson, Rivest, Stein (2022), *Introduction to Algorithms*, 4th edition, section
    20.1.

    Examples
    --------
    >>> roads = Graph([("A", "B", 4), ("B", "C", 1), ("A", "C", 7)])
    >>> roads.weight("B", "A"), sorted(roads["C"]), len(roads), roads.number_of_edges()
    (4, ['A', 'B'], 3, 3)
    >>> tasks = Graph([("wash", "dry")], directed=True)
    >>> tasks.has_edge("dry", "wash")
    False
    """

    def __init__(
        self, edges: Iterable[tuple[N, N] | tuple[N, N, Any]] = (), *, directed: bool = False
    ) -> None:
        self.directed = bool(directed)
        self._next: dict[N, dict[N, Any]] = {}
        self._before: dict[N, dict[N, Any]] = {} if directed else self._next
        for edge in edges:
            if not 2 <= len(edge) <= 3:
                raise ValueError(
                    f"Graph: edges: expected two nodes and perhaps a weight, got {edge!r}"
                )
            self.add_edge(*edge)

    def add_node(self, node: N) -> None:
        """Add a node, if it is not there yet."""
        if node is None:
            raise ValueError("Graph: node: expected anything but None, which stands for no node")
        self._next.setdefault(node, {})
        self._before.setdefault(node, {})

    def add_edge(self, start: N, end: N, weight: Any = 1) -> None:
        """Add an edge, and its nodes where they are new, or change its weight."""
        if not isinstance(weight, Real):
            raise TypeError(f"Graph: weight: expected a number, got {type(weight).__name__}")
        if weight - weight != 0:  # not so for inf and nan
            raise ValueError(f"Graph: weight: expected a finite number, got {weight!r}")
        self.add_node(start)
        self.add_node(end)
        self._next[start][end] = weight
        self._before[end][start] = weight

    def remove_edge(self, start: N, end: N) -> None:
        """Take away an edge; its nodes stay."""
        if not self.has_edge(start, end):
            raise KeyError((start, end))
        del self._next[start][end]
        self._before[end].pop(start, None)  # an undirected loop is gone by now

    def remove_node(self, node: N) -> None:
        """Take away a node and its edges, in as many steps as it has edges."""
        for other in list(self[node]):
            self.remove_edge(node, other)
        for other in list(self._before[node]):
            self.remove_edge(other, node)
        del self._next[node]
        self._before.pop(node, None)

    def __contains__(self, node: object) -> bool:
        return node in self._next

    def __iter__(self) -> Iterator[N]:
        return iter(self._next)

    def __len__(self) -> int:
        return len(self._next)

    def __getitem__(self, node: N) -> Mapping[N, Any]:
        """Return the neighbours that a node's edges lead to, with their weights; read only."""
        return MappingProxyType(self._next[node])

    def predecessors(self, node: N) -> Mapping[N, Any]:
        """Return the nodes whose edges lead to this one, with their weights; read only."""
        return MappingProxyType(self._before[node])

    def has_edge(self, start: N, end: N) -> bool:
        """Say whether an edge leads from one node to another."""
        return start in self._next and end in self._next[start]

    def weight(self, start: N, end: N) -> Any:
        """Return the weight of an edge."""
        if not self.has_edge(start, end):
            raise KeyError((start, end))
        return self._next[start][end]

    def edges(self) -> Iterator[tuple[N, N, Any]]:
        """Go through the edges with their weights, an undirected one once."""
        done: set[N] = set()
        for start, neighbours in self._next.items():
            for end, weight in neighbours.items():
                if self.directed or end not in done:
                    yield start, end, weight
            done.add(start)

    def number_of_edges(self) -> int:
        """Return how many edges there are, an undirected one counted once. O(nodes)."""
        ends = sum(len(neighbours) for neighbours in self._next.values())
        if self.directed:
            return ends
        return (ends + sum(node in neighbours for node, neighbours in self._next.items())) // 2

    def reversed(self) -> Graph[N]:
        """Return a graph in which every edge leads the other way."""
        turned: Graph[N] = Graph(directed=self.directed)
        for node in self:
            turned.add_node(node)
        for start, end, weight in self.edges():
            turned.add_edge(end, start, weight)
        return turned

    def __repr__(self) -> str:
        kind = "directed" if self.directed else "undirected"
        return f"<Graph: {kind}, {len(self)} nodes, {self.number_of_edges()} edges>"


def known(function: str, argument: str, graph: Graph[Any], node: Any) -> None:
    """Raise a `KeyError` that says which argument of which function is no node."""
    if node not in graph:
        raise KeyError(f"{function}: {argument}: expected a node of the graph, got {node!r}")


def demand(function: str, graph: Graph[Any], *, directed: bool) -> None:
    """Raise a `ValueError` where the graph is of the other kind."""
    if graph.directed != directed:
        wanted, got = (
            ("a directed", "an undirected") if directed else ("an undirected", "a directed")
        )
        raise ValueError(f"{function}: graph: expected {wanted} one, got {got} one")
