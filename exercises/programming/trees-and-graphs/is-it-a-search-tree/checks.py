import random

from journey.practice import check, equal, holds, unchanged, within_steps


def from_keys(keys):
    """Hang keys into a search tree, in the order given."""
    nodes, number = {}, {}
    for key in keys:
        here, place = 0, len(nodes)
        while here in nodes:
            held, left, right = nodes[here]
            side = left if key < held else right
            if side is None:
                nodes[here] = (held, place, right) if key < held else (held, left, place)
                break
            here = side
        nodes[place] = (key, None, None)
        number[key] = place
    return nodes, number


@check("accepts search trees of any shape")
def good(work):
    rng = random.Random(0)
    for size in range(1, 30):
        nodes, _ = from_keys(rng.sample(range(100), size))
        equal(work.is_search_tree(nodes), True, f"a search tree of {size} keys")


@check("accepts an empty tree and negative keys")
def edges(work):
    equal(work.is_search_tree({}), True, "is_search_tree({})")
    nodes, _ = from_keys([0, -5, -7, 3])
    equal(work.is_search_tree(nodes), True, "a search tree of 0, -5, -7 and 3")


@check("rejects a child on the wrong side")
def child(work):
    swapped = {0: (2, 1, 2), 1: (3, None, None), 2: (1, None, None)}
    equal(work.is_search_tree(swapped), False, "3 on the left of 2, 1 on its right")
    left = {0: (2, 1, None), 1: (3, None, None)}
    equal(work.is_search_tree(left), False, "3 on the left of 2")


@check("rejects a key that is wrong only for a node further up")
def grandchild(work):
    example = {0: (4, 1, None), 1: (2, None, 2), 2: (5, None, None)}
    equal(work.is_search_tree(example), False, "5 below 2, on the left of 4")
    rng = random.Random(1)
    for _ in range(40):
        keys = rng.sample(range(0, 100, 2), 12)
        nodes, number = from_keys(keys)
        place = number[keys[-1]]
        key, left, right = nodes[place]
        for other in (101, -1):
            moved = {**nodes, place: (other, left, right)}
            ordered = sorted([*keys[:-1], other])
            fits = ordered.index(other) == sorted(keys).index(key)
            equal(work.is_search_tree(moved), fits, f"{key} exchanged for {other} in {keys}")


@check("rejects equal keys, on either side")
def equals(work):
    for left, right in ((1, None), (None, 1)):
        nodes = {0: (7, left, right), 1: (7, None, None)}
        equal(work.is_search_tree(nodes), False, "7 below 7")


@check("takes keys that are words")
def words(work):
    nodes, _ = from_keys(["pear", "apple", "quince"])
    equal(work.is_search_tree(nodes), True, "a search tree of apple, pear and quince")


@check("goes down twenty thousand nodes, each looked at a few times")
def deep(work):
    size = 20_000
    chain = {k: (size - k, k + 1 if k < size - 1 else None, None) for k in range(size)}
    wrong = {**chain, size - 1: (size + 1, None, None)}
    for nodes, expected in ((chain, True), (wrong, False)):
        found = within_steps(100 * size, work.is_search_tree, nodes, call="a chain of 20,000 nodes")
        equal(found, expected, "a chain of 20,000 nodes")


@check("leaves the tree as it is")
def same(work):
    nodes, _ = from_keys([2, 1, 3])
    unchanged(work.is_search_tree, nodes, call="is_search_tree of 1, 2, 3")
    holds(work.is_search_tree(nodes) is True, "is_search_tree", expected="True for 1, 2, 3")
