import numpy as np

from journey.practice import check, equal, holds, raises, unchanged


def by_hand(groups, k):
    """One group at a time, with plain lists."""
    groups = list(groups)
    order = sorted(set(groups), key=lambda name: (-groups.count(name), name))
    rows, place = [0] * k, {}
    for name in order:
        place[name] = rows.index(min(rows))
        rows[place[name]] += groups.count(name)
    return np.array([place[name] for name in groups])


def same(got, want, call):
    equal([int(each) for each in got], [int(each) for each in want], call)


@check("gives the example's folds")
def example(work):
    names = ["ann", "bob", "ann", "cat", "bob", "ann"]
    same(work.whole_groups(names, 2), [0, 1, 0, 1, 1, 0], f"whole_groups({names}, 2)")


@check("never splits a group")
def whole(work):
    rng = np.random.default_rng(0)
    groups = rng.integers(0, 9, 60)
    got = np.asarray(work.whole_groups(groups, 4))
    for group in range(9):
        holds(len(set(got[groups == group].tolist())) == 1, f"the folds of group {group}",
              expected="one fold", got=sorted(set(got[groups == group].tolist())))  # fmt: skip


@check("takes the largest group first")
def largest(work):
    groups = [1, 2, 3, 3, 3, 4, 4]
    same(work.whole_groups(groups, 2), by_hand(groups, 2), f"whole_groups({groups}, 2)")


@check("keeps equal groups in the order of their names")
def ties(work):
    groups = ["d", "a", "c", "b"] * 2
    same(work.whole_groups(groups, 3), by_hand(groups, 3), f"whole_groups({groups}, 3)")


@check("counts rows of the folds, not groups")
def rows(work):
    groups = [0] * 6 + [1, 2, 3, 4, 5, 6]
    same(work.whole_groups(groups, 2), by_hand(groups, 2), f"whole_groups({groups}, 2)")


@check("agrees with the rule on random groups, numbers and words")
def random(work):
    rng = np.random.default_rng(7)
    for k in (2, 3, 5):
        groups = rng.integers(0, 12, 40) * 10
        same(work.whole_groups(groups, k), by_hand(groups.tolist(), k), f"40 rows, {k} folds")
        words = np.array(["north", "south", "east", "west", "up", "down"])[rng.integers(0, 6, 30)]
        same(work.whole_groups(words, k), by_hand(words.tolist(), k), f"30 words, {k} folds")


@check("refuses more folds than groups, and takes as many")
def few(work):
    raises(
        ValueError, work.whole_groups, ["a", "b", "a"], 3, call='whole_groups(["a", "b", "a"], 3)'
    )
    same(work.whole_groups(["a", "b"], 2), [0, 1], 'whole_groups(["a", "b"], 2)')


@check("leaves the groups as they were")
def keeps(work):
    unchanged(work.whole_groups, np.array([2, 1, 2, 1, 0]), 2, call="whole_groups(groups, 2)")
