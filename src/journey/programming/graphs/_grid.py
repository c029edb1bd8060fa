"""Mazes on squared paper as graphs."""

from __future__ import annotations

from collections.abc import Sequence

from journey.programming.graphs._graph import Graph

Cell = tuple[int, int]


def grid_graph(rows: Sequence[str], *, wall: str = "#") -> Graph[Cell]:
    """Make a graph of a map: one node a cell that is no wall, edges to the up to four next to it.

    Parameters
    ----------
    rows
        Lines of text, of equal length.
    wall
        The letter that stands for a wall.

    Returns
    -------
    Graph
        Undirected; its nodes are (row, column), every edge weighs 1.

    Raises
    ------
    ValueError
        If the lines differ in length.

    References
    ----------
    Lee (1961), *An algorithm for path connections and its applications*, IRE Transactions on
    Electronic Computers EC-10(3).

    Examples
    --------
    >>> maze = grid_graph(["..", "#."])
    >>> list(maze.edges())
    [((0, 0), (0, 1), 1), ((0, 1), (1, 1), 1)]
    """
    graph: Graph[Cell] = Graph()
    for r, row in enumerate(rows):
        if len(row) != len(rows[0]):
            raise ValueError(
                f"grid_graph: rows: expected {len(rows[0])} letters each, line {r} has {len(row)}"
            )
        for c, letter in enumerate(row):
            if letter == wall:
                continue
            graph.add_node((r, c))
            for before in ((r - 1, c), (r, c - 1)):
                if before in graph:
                    graph.add_edge(before, (r, c))
    return graph


def manhattan(cell: Cell, target: Cell) -> int:
    """Return the steps between two cells if there were no walls: never more than there are.

    Parameters
    ----------
    cell, target
        Row and column of each.

    Returns
    -------
    int
        The sum of both differences.

    References
    ----------
    Hart, Nilsson, Raphael (1968), *A formal basis for the heuristic determination of minimum cost
    paths*, IEEE Transactions on Systems Science and Cybernetics 4(2).

    Examples
    --------
    >>> manhattan((0, 0), (2, 3))
    5
    """
    return abs(cell[0] - target[0]) + abs(cell[1] - target[1])
