"""What a search from one node gives back: distances, and the way."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

N = TypeVar("N", bound=Hashable)


@dataclass
class ShortestPaths(Generic[N]):
    """Shortest paths from one node.

    Attributes
    ----------
    source
        Where they start.
    distances : dict
        The length of the way to each node that was reached, in the order in which they became
        final.
    predecessors : dict
        For each of them the node before it; None for the source.
    expanded : int
        How often the edges of a node were looked at.

    Examples
    --------
    >>> from journey.programming.graphs import Graph, dijkstra
    >>> paths = dijkstra(Graph([("A", "B", 2), ("B", "C", 2), ("A", "C", 5)]), "A")
    >>> paths.distances, paths.path_to("C")
    ({'A': 0, 'B': 2, 'C': 4}, ['A', 'B', 'C'])
    """

    source: N
    distances: dict[N, Any] = field(default_factory=dict)
    predecessors: dict[N, N | None] = field(default_factory=dict)
    expanded: int = 0

    def path_to(self, target: N) -> list[N]:
        """Return the nodes of a shortest path, both ends among them.

        Raises
        ------
        ValueError
            If the target was not reached.
        """
        if target not in self.distances:
            raise ValueError(f"path_to: target: no path from {self.source!r} to {target!r}")
        path: list[N] = [target]
        while (before := self.predecessors[path[-1]]) is not None:
            path.append(before)
        return path[::-1]
