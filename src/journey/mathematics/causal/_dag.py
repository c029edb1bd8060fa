"""Directed graphs without circles: who causes whom, what is independent, what to adjust for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import combinations

Edge = tuple[str, str]


class DAG:
    """A directed acyclic graph; an edge from a to b says that a may cause b.

    Parameters
    ----------
    edges
        Pairs (cause, effect). Names are made nodes as they come.
    nodes
        Further nodes, which may have no edge.

    Attributes
    ----------
    nodes : tuple of str
        Each cause before its effects.
    edges : frozenset of tuple of str

    Raises
    ------
    ValueError
        If the edges make a circle.

    References
    ----------
    Pearl, J. (2009). Causality, 2nd edition, sections 1.2 and 3.3. Cambridge University Press.

    Examples
    --------
    >>> graph = DAG([("age", "drug"), ("age", "health"), ("drug", "health")])
    >>> graph.minimal_adjustment_sets("drug", "health")
    [frozenset({'age'})]
    """

    def __init__(self, edges: Iterable[Edge], nodes: Iterable[str] = ()) -> None:
        pairs = [(str(a), str(b)) for a, b in edges]
        names = dict.fromkeys([name for pair in pairs for name in pair] + list(nodes))
        self.edges: frozenset[Edge] = frozenset(pairs)
        self._parents: dict[str, set[str]] = {name: set() for name in names}
        self._children: dict[str, set[str]] = {name: set() for name in names}
        for a, b in pairs:
            self._parents[b].add(a)
            self._children[a].add(b)
        self.nodes: tuple[str, ...] = self._sorted()

    def __repr__(self) -> str:
        arrows = ", ".join(f"{a} -> {b}" for a, b in sorted(self.edges))
        return f"DAG({arrows})"

    def parents(self, node: str) -> frozenset[str]:
        """Return the direct causes of a node."""
        return frozenset(self._parents[self._known("node", node)])

    def children(self, node: str) -> frozenset[str]:
        """Return the direct effects of a node."""
        return frozenset(self._children[self._known("node", node)])

    def ancestors(self, *nodes: str) -> frozenset[str]:
        """Return everything that leads to one of the nodes, without the nodes themselves."""
        return self._reach(nodes, self._parents)

    def descendants(self, *nodes: str) -> frozenset[str]:
        """Return everything that one of the nodes leads to, without the nodes themselves."""
        return self._reach(nodes, self._children)

    def without_arrows_from(self, node: str) -> DAG:
        """Return the graph in which a node causes nothing: only back doors are left of its ties."""
        self._known("node", node)
        return DAG([(a, b) for a, b in self.edges if a != node], self.nodes)

    def without_arrows_into(self, node: str) -> DAG:
        """Return the graph in which nothing causes a node, as when an experimenter sets it."""
        self._known("node", node)
        return DAG([(a, b) for a, b in self.edges if b != node], self.nodes)

    def is_d_separator(self, x: str, y: str, z: Iterable[str] = ()) -> bool:
        """Return whether `z` blocks every path between `x` and `y`.

        A ball is rolled from `x`. Through a node outside `z` it rolls on, except from one parent to
        another; a node in `z` stops it, and throws it back to the parents if it came from one. The
        second happens as well at a node that leads to `z`. Each node is met at most twice, once
        from above and once from below.

        Parameters
        ----------
        x, y
            Two different nodes.
        z
            Nodes held fixed, neither of them.

        Returns
        -------
        bool
            True: every distribution that the graph can have makes `x` and `y` independent given
            `z`.

        Raises
        ------
        ValueError
            If a node is unknown, `x` is `y`, or `z` holds one of them.

        References
        ----------
        Shachter, R. D. (1998). Bayes-ball: the rational pastime. Proceedings of the 14th Conference
        on Uncertainty in Artificial Intelligence, 480-487.

        Examples
        --------
        >>> graph = DAG([("talent", "fame"), ("looks", "fame")])
        >>> graph.is_d_separator("talent", "looks")
        True
        >>> graph.is_d_separator("talent", "looks", ["fame"])
        False
        """
        fixed = self._checked(x, y, z)
        opened = fixed | self.ancestors(*fixed)
        seen: set[tuple[str, bool]] = set()
        rolling = deque([(x, False)])  # False: it came from a child, or starts
        while rolling:
            node, from_parent = rolling.popleft()
            if (node, from_parent) in seen:
                continue
            seen.add((node, from_parent))
            if node == y:
                return False
            if node not in fixed:
                rolling.extend((child, True) for child in self._children[node])
            if node in opened if from_parent else node not in fixed:
                rolling.extend((parent, False) for parent in self._parents[node])
        return True

    def is_d_separator_naive(self, x: str, y: str, z: Iterable[str] = ()) -> bool:
        """Return the same by the moralised graph, as it is proved.

        Keep the three and their ancestors, marry the parents of each child, forget the arrows, take
        `z` away: are `x` and `y` still connected?

        Parameters and errors are those of
        [is_d_separator][journey.mathematics.causal.DAG.is_d_separator].
        """
        fixed = self._checked(x, y, z)
        kept = {x, y} | fixed | self.ancestors(x, y, *fixed)
        ties = {(a, b) for a, b in self.edges if b in kept}
        for child in kept:
            ties |= set(combinations(sorted(self._parents[child]), 2))
        reached, before = {x}, set[str]()
        while reached != before:
            before = set(reached)
            for a, b in ties:
                if (a in before or b in before) and not fixed & {a, b}:
                    reached |= {a, b}
        return y not in reached

    def satisfies_backdoor(self, x: str, y: str, z: Iterable[str] = ()) -> bool:
        """Return whether adjusting for `z` gives the total effect of `x` on `y`.

        The back-door criterion: no node of `z` is an effect of `x`, and `z` blocks every path
        between `x` and `y` that starts with an arrow into `x`. It suffices; sets that fail it may
        still do.

        Parameters
        ----------
        x, y
            Cause and effect, two different nodes.
        z
            What is adjusted for.

        Returns
        -------
        bool

        Raises
        ------
        ValueError
            If a node is unknown, `x` is `y`, or `z` holds one of them.

        References
        ----------
        Pearl, J. (1993). Comment: graphical models, causality and intervention. Statistical Science
        8(3), 266-269.

        Examples
        --------
        >>> graph = DAG([("drug", "pressure"), ("pressure", "health")])
        >>> graph.satisfies_backdoor("drug", "health")
        True
        >>> graph.satisfies_backdoor("drug", "health", ["pressure"])
        False
        """
        fixed = self._checked(x, y, z)
        if fixed & self.descendants(x):
            return False
        return self.without_arrows_from(x).is_d_separator(x, y, fixed)

    def minimal_adjustment_sets(
        self, x: str, y: str, observed: Iterable[str] | None = None
    ) -> list[frozenset[str]]:
        """Return every back-door set that no smaller one is part of.

        All are made of ancestors of `x` or `y`, so only these are tried, small sets first: with k
        of them up to 2^k sets.

        Parameters
        ----------
        x, y
            Cause and effect, two different nodes.
        observed
            What can be adjusted for. Default: everything.

        Returns
        -------
        list of frozenset of str
            Small ones first, then by name. The empty set alone: nothing confounds. No set at all:
            no adjustment can do it.

        Raises
        ------
        ValueError
            If a node is unknown or `x` is `y`.

        References
        ----------
        van der Zander, B., Liskiewicz, M., Textor, J. (2014). Constructing separators and
        adjustment sets in ancestral graphs. Uncertainty in Artificial Intelligence, workshop on
        causal inference.

        Examples
        --------
        >>> graph = DAG([("u", "x"), ("u", "z"), ("z", "y"), ("x", "y")])
        >>> [sorted(each) for each in graph.minimal_adjustment_sets("x", "y")]
        [['u'], ['z']]
        """
        self._checked(x, y, ())
        allowed = self.nodes if observed is None else observed
        may = {self._known("observed", node) for node in allowed} - {x, y}
        may = (may & self.ancestors(x, y)) - self.descendants(x)
        back_doors = self.without_arrows_from(x)
        # Where any set will do, all of them together will: otherwise there is nothing to try.
        if not back_doors.is_d_separator(x, y, may):
            return []
        found: list[frozenset[str]] = []
        for size in range(len(may) + 1):
            for chosen in combinations(sorted(may), size):
                candidate = frozenset(chosen)
                if any(smaller <= candidate for smaller in found):
                    continue
                if back_doors.is_d_separator(x, y, candidate):
                    found.append(candidate)
        return found

    # Inside

    def _sorted(self) -> tuple[str, ...]:
        left = {node: len(parents) for node, parents in self._parents.items()}
        ready = deque(node for node, count in left.items() if not count)
        order: list[str] = []
        while ready:
            order.append(node := ready.popleft())
            for child in sorted(self._children[node]):
                left[child] -= 1
                if not left[child]:
                    ready.append(child)
        if len(order) < len(left):
            stuck = ", ".join(sorted(set(left) - set(order)))
            raise ValueError(f"DAG: edges: expected no circle, got one among or before {stuck}")
        return tuple(order)

    def _reach(self, nodes: Iterable[str], onwards: dict[str, set[str]]) -> frozenset[str]:
        start = {self._known("node", node) for node in nodes}
        reached: set[str] = set()
        rolling = list(start)
        while rolling:
            for following in onwards[rolling.pop()] - reached:
                reached.add(following)
                rolling.append(following)
        return frozenset(reached - start)

    def _known(self, argument: str, node: str) -> str:
        if node not in self._parents:
            raise ValueError(
                f"DAG: {argument}: expected one of {', '.join(self.nodes)}, got {node!r}"
            )
        return node

    def _checked(self, x: str, y: str, z: Iterable[str]) -> set[str]:
        self._known("x", x)
        self._known("y", y)
        if isinstance(z, str):
            raise TypeError(f"DAG: z: expected a list of nodes, got the string {z!r}")
        fixed = {self._known("z", node) for node in z}
        if x == y:
            raise ValueError(f"DAG: y: expected another node than x, got {y!r} for both")
        if fixed & {x, y}:
            raise ValueError(f"DAG: z: expected neither x nor y in it, got {sorted(fixed)}")
        return fixed
