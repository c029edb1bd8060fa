import random

from journey.practice import check, equal, within_steps


def definition(parents, one, other):
    """Return the best common ancestors by comparing every pair."""

    def below(commit):
        found = {commit}
        for parent in parents[commit]:
            found |= below(parent)
        return found

    common = below(one) & below(other)
    return {c for c in common if not any(c != d and c in below(d) for d in common)}


FORK = {"a": [], "b": ["a"], "c": ["b"], "d": ["b"]}


@check("finds where two branches parted")
def fork(work):
    equal(work.merge_bases(FORK, "c", "d"), {"b"}, "merge_bases of two branches from b")


@check("takes a commit for its own ancestor")
def own(work):
    equal(work.merge_bases(FORK, "b", "d"), {"b"}, "merge_bases of b and its child")
    equal(work.merge_bases(FORK, "c", "c"), {"c"}, "merge_bases of c and c")


@check("finds both after merges that cross")
def cross(work):
    parents = {"a": [], "l": ["a"], "r": ["a"], "x": ["l", "r"], "y": ["r", "l"]}
    equal(work.merge_bases(parents, "x", "y"), {"l", "r"}, "merge_bases of two crossing merges")


@check("finds none where nothing is common")
def strangers(work):
    equal(work.merge_bases({"a": [], "b": []}, "a", "b"), set(), "merge_bases of two roots")


@check("follows every parent, not only the first")
def second(work):
    parents = {"a": [], "b": [], "m": ["a", "b"], "o": ["a", "x", "b"], "x": []}
    equal(
        work.merge_bases(parents, "m", "b"), {"b"}, "merge_bases of a merge and its second parent"
    )
    equal(
        work.merge_bases(parents, "m", "o"), {"a", "b"}, "merge_bases of merges of the same roots"
    )


@check("agrees with the definition on random histories")
def many(work):
    rng = random.Random(0)
    for _ in range(60):
        parents = {}
        for commit in range(rng.randint(2, 9)):
            recent = list(range(max(0, commit - 4), commit))
            parents[commit] = rng.sample(recent, min(len(recent), rng.randint(0, 3)))
        one, other = rng.choice(list(parents)), rng.choice(list(parents))
        call = f"merge_bases({parents}, {one}, {other})"
        equal(work.merge_bases(parents, one, other), definition(parents, one, other), call)


@check("visits a commit once, however many ways lead to it")
def ladder(work):
    parents = {0: []}
    for rung in range(60):  # 2 ** 60 ways down
        low = 3 * rung
        parents |= {low + 1: [low], low + 2: [low], low + 3: [low + 1, low + 2]}
    got = within_steps(60_000, work.merge_bases, parents, 180, 179, call="merge_bases on a ladder")
    equal(got, {179}, "merge_bases on a ladder of 60 merges")


@check("walks down a long history")
def deep(work):
    parents = {0: []} | {commit: [commit - 1] for commit in range(1, 5000)} | {"x": [7]}
    equal(work.merge_bases(parents, 4999, "x"), {7}, "merge_bases below 5,000 commits in a row")
