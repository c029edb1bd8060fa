"""Graphs as dicts of dicts, and the algorithms on them that everything else is made of.

They take [Graph][journey.programming.graphs.Graph] and never change it. None of them calls itself,
so a path may have a million nodes. Not here: graphs of causes
(``journey.mathematics.causal``), PageRank (``journey.mathematics.linalg``), flows, matchings.
"""

from journey.programming.graphs._components import (
    connected_components,
    strongly_connected_components,
)
from journey.programming.graphs._disjoint_set import DisjointSet
from journey.programming.graphs._graph import Graph
from journey.programming.graphs._grid import grid_graph, manhattan
from journey.programming.graphs._paths import ShortestPaths
from journey.programming.graphs._shortest import (
    NegativeCycleError,
    a_star,
    bellman_ford,
    dijkstra,
)
from journey.programming.graphs._spanning_trees import kruskal, prim
from journey.programming.graphs._traversal import (
    CycleError,
    DepthFirst,
    breadth_first_search,
    depth_first_search,
    topological_sort,
)

__all__ = [
    "CycleError",
    "DepthFirst",
    "DisjointSet",
    "Graph",
    "NegativeCycleError",
    "ShortestPaths",
    "a_star",
    "bellman_ford",
    "breadth_first_search",
    "connected_components",
    "depth_first_search",
    "dijkstra",
    "grid_graph",
    "kruskal",
    "manhattan",
    "prim",
    "strongly_connected_components",
    "topological_sort",
]
