import itertools

import numpy as np

from journey.mathematics.causal import DAG
from journey.practice import check, equal, unchanged

CHAIN = [("x", "m"), ("m", "y")]
FORK = [("z", "x"), ("z", "y")]
COLLIDER = [("x", "s"), ("y", "s"), ("s", "below")]


@check("a chain and a fork are open, and blocked by their middle")
def middle(work):
    for edges, name, node in ((CHAIN, "chain", "m"), (FORK, "fork", "z")):
        equal(work.separated(edges, "x", "y", []), False, f"separated({name}, 'x', 'y', [])")
        equal(
            work.separated(edges, "x", "y", [node]), True, f"separated({name}, 'x', 'y', {[node]})"
        )


@check("a collider is blocked, and open once it is given")
def collider(work):
    equal(work.separated(COLLIDER, "x", "y", []), True, "separated(collider, 'x', 'y', [])")
    equal(work.separated(COLLIDER, "x", "y", ["s"]), False, "separated(collider, 'x', 'y', ['s'])")


@check("a collider is open as well once an effect of it is given")
def effect(work):
    got = work.separated(COLLIDER, "x", "y", ["below"])
    equal(got, False, "separated(collider, 'x', 'y', ['below'])")


@check("looks further back than one arrow")
def far(work):
    edges = [("u", "a"), ("a", "x"), ("u", "b"), ("b", "y")]
    equal(work.separated(edges, "x", "y", []), False, "separated(x <- a <- u -> b -> y, [])")
    equal(work.separated(edges, "x", "y", ["b"]), True, "separated(x <- a <- u -> b -> y, ['b'])")


@check("an arrow between them cannot be blocked, whichever way it points")
def direct(work):
    for edges in ([("x", "y")], [("y", "x")]):
        got = work.separated([*edges, *FORK], "x", "y", ["z"])
        equal(got, False, f"separated({edges} and a fork, 'x', 'y', ['z'])")


@check("agrees with the package on 300 questions about random graphs")
def random_graphs(work):
    rng = np.random.default_rng(0)
    for _ in range(60):
        names = [f"v{i}" for i in rng.permutation(6)]
        edges = [pair for pair in itertools.combinations(names, 2) if rng.random() < 0.35]
        graph = DAG(edges, names)
        for _ in range(5):
            x, y, *rest = (names[i] for i in rng.permutation(6))
            given = [name for name in rest if rng.random() < 0.4]
            want = graph.is_d_separator(x, y, given)
            got = work.separated(edges, x, y, given)
            equal(got, want, f"separated({edges}, {x!r}, {y!r}, {given})")


@check("leaves its lists as they were")
def keeps(work):
    unchanged(work.separated, FORK, "x", "y", ["z"], call="separated(fork, 'x', 'y', ['z'])")
