"""The graph of commits against ``git rev-list`` and ``git merge-base``, on random histories."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.programming.git_command import ME, git, needs_git, random_history, words

from journey.programming.git import (
    Commit,
    Identity,
    LooseStore,
    MemoryStore,
    MissingObjectError,
    Repository,
    Tree,
    ancestors,
    is_ancestor,
    log,
    merge_bases,
)

BASE = "journey.programming.git"
ORDERS = {"date": [], "topo-order": ["--topo-order"], "date-order": ["--date-order"]}


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[str]]]:
    """Return a folder with random histories: clocks right, off by a little, and far off."""
    folder = tmp_path_factory.mktemp("histories")
    repository, rng = Repository.init(folder), random.Random(5)
    sizes = [(rng.randint(2, 30), rng.choice([0, 1, 3, 100])) for _ in range(25)]
    histories = [
        random_history(repository, rng, size, skew, tangled=number % 2 == 1)
        for number, (size, skew) in enumerate(sizes)
    ]
    return folder, histories


def chain(store: MemoryStore, size: int, *parents: str) -> list[str]:
    names: list[str] = []
    for number in range(size):
        before = (names[-1],) if names else parents
        names.append(store.write(Commit(Tree().id, before, ME, ME, b"%d" % number)))
    return names


# Identities


@given(st.randoms(use_true_random=False), st.integers(1, 25), st.sampled_from(list(ORDERS)))
def test_every_commit_comes_once_and_children_first(
    rng: random.Random, size: int, order: str
) -> None:
    store = MemoryStore()
    history = random_history(store, rng, size, skew=50)
    shown = list(log(store, history[-3:], order=order))
    assert sorted(shown) == sorted(ancestors(store, history[-3:]))
    if order != "date":
        at = {name: place for place, name in enumerate(shown)}
        assert all(at[name] < at[parent] for name in shown for parent in store.parents(name))


@given(st.randoms(use_true_random=False), st.integers(2, 25))
def test_merge_bases_are_what_the_definition_says(rng: random.Random, size: int) -> None:
    store = MemoryStore()
    history = random_history(store, rng, size)
    one, other = rng.choice(history), rng.choice(history)
    reach = {name: ancestors(store, [name]) for name in history}
    common = reach[one] & reach[other]
    best = {c for c in common if not any(c in reach[d] for d in common if d != c)}
    assert merge_bases(store, one, other) == merge_bases(store, other, one) == best
    assert (best == {one}) == is_ancestor(store, one, other)


def test_a_criss_cross_has_two_and_strangers_have_none() -> None:
    store = MemoryStore()
    (root,) = chain(store, 1)
    left, right = (store.write(Commit(Tree().id, (root,), ME, ME, side)) for side in (b"l", b"r"))
    one = store.write(Commit(Tree().id, (left, right), ME, ME, b"1"))
    two = store.write(Commit(Tree().id, (right, left), ME, ME, b"2"))
    stranger = store.write(Commit(Tree().id, (), ME, ME, b"stranger"))
    assert merge_bases(store, one, two) == {left, right}
    assert merge_bases(store, one, left) == {left}
    assert merge_bases(store, one, stranger) == set()


def test_only_the_default_order_can_begin_before_it_has_read_everything() -> None:
    store = MemoryStore()
    history = chain(store, 500)
    reads = {}
    for order in ORDERS:
        before = store.reads
        assert next(log(store, history[-1], order=order)) == history[-1]
        reads[order] = store.reads - before
    assert reads["date"] == 1
    assert reads["topo-order"] > 500 < reads["date-order"]


def test_a_parent_dated_after_its_child() -> None:
    store = MemoryStore()

    def commit(time: int, *parents: str) -> str:
        who = Identity(b"A", b"a@b", time)
        return store.write(Commit(Tree().id, parents, who, who, b"%d" % time))

    root = commit(10)
    late = commit(900, root)  # its clock was ahead
    child = commit(20, late)
    other = commit(30, root)
    tip = commit(40, child, other)
    assert list(log(store, tip)) == [tip, other, child, late, root]
    assert list(log(store, tip, order="topo-order"))[-1] == root
    assert list(log(store, [late, child])) == [late, child, root]
    assert list(log(store, [late, child], order="date-order")) == [child, late, root]


def test_a_long_history_needs_no_recursion() -> None:
    store = MemoryStore()
    history = chain(store, 3000)
    assert list(log(store, history[-1], order="topo-order")) == history[::-1]
    assert merge_bases(store, history[-1], history[7]) == {history[7]}


# The reference


@needs_git
@pytest.mark.parametrize("order", list(ORDERS))
def test_log_is_in_the_order_of_git(
    histories: tuple[Path, list[list[str]]], order: str, parity: Callable[..., None]
) -> None:
    folder, all_of_them = histories
    repository, differ = Repository(folder), 0
    for history in all_of_them:
        starts = [history[-1], *history[-4:-1]]
        theirs = words(git(folder, "rev-list", *ORDERS[order], *starts))
        differ += list(log(repository, starts, order=order)) != theirs
    parity(f"{BASE}.log", reference=" ".join(["git rev-list", *ORDERS[order]]), difference=differ,
           what="random histories in another order", of=len(all_of_them), tolerance=0)  # fmt: skip


@needs_git
@pytest.mark.parametrize("order", ["topo-order", "date"])
def test_what_one_branch_has_and_the_other_lacks(
    histories: tuple[Path, list[list[str]]], order: str, parity: Callable[..., None]
) -> None:
    folder, all_of_them = histories
    repository, differ = Repository(folder), 0
    for history in all_of_them:
        old, new = history[len(history) // 2], history[-1]
        theirs = words(git(folder, "rev-list", *ORDERS[order], f"{old}..{new}"))
        ours = list(log(repository, new, exclude=[old], order=order))
        differ += set(ours) != set(theirs) if order == "date" else ours != theirs
    what = "sets" if order == "date" else "orders"
    parity(f"{BASE}.log", reference=f"git rev-list {order} old..new",
           difference=differ, what=f"ranges; {what} that differ", of=len(all_of_them),
           tolerance=0)  # fmt: skip


@needs_git
def test_merge_bases_are_those_of_git(
    histories: tuple[Path, list[list[str]]], parity: Callable[..., None]
) -> None:
    folder, all_of_them = histories
    repository, rng, differ, several, cases = Repository(folder), random.Random(7), 0, 0, 0
    for history in all_of_them:
        for _ in range(12):
            pair = rng.choice(history[-6:]), rng.choice(history[-6:])
            theirs = set(words(git(folder, "merge-base", "--all", *pair, fails=True)))
            ours = merge_bases(repository, *pair)
            differ, cases, several = differ + (ours != theirs), cases + 1, several + (len(ours) > 1)
    assert several > 10
    parity(f"{BASE}.merge_bases", reference="git merge-base --all", difference=differ, of=cases,
           what="pairs with other best common ancestors", tolerance=0)  # fmt: skip


@needs_git
def test_ancestors_are_those_of_git(
    histories: tuple[Path, list[list[str]]], parity: Callable[..., None]
) -> None:
    folder, all_of_them = histories
    repository, differ, cases = Repository(folder), 0, 0
    for history in all_of_them[:8]:
        for new in history[-3:]:
            theirs = set(words(git(folder, "rev-list", new)))
            differ += ancestors(repository, [new]) != theirs
            differ += any(is_ancestor(repository, old, new) != (old in theirs) for old in history)
            cases += 2
    for name in ("ancestors", "is_ancestor"):
        parity(f"{BASE}.{name}", reference="git rev-list", what="commits with other ancestors",
               difference=differ, of=cases, tolerance=0)  # fmt: skip


@needs_git
def test_a_shallow_clone_ends_where_it_was_cut(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    repository = Repository.init(origin)
    history = [repository.commit_all(f"{number}", ME) for number in range(9)]
    git(tmp_path, "clone", "-q", "--depth=4", origin.as_uri(), "clone")
    clone = Repository(tmp_path / "clone")
    assert [name for name, _ in clone.log()] == history[:4:-1]
    assert words(git(tmp_path / "clone", "rev-list", "HEAD")) == history[:4:-1]
    with pytest.raises(MissingObjectError, match=r"a shallow clone: git fetch --unshallow"):
        clone.read(history[0])


@needs_git
def test_this_repository_is_read_as_git_reads_it(parity: Callable[..., None]) -> None:
    here = Path(__file__).parents[2]
    if not (here / ".git").exists():
        pytest.skip("the tests do not lie in a repository")
    repository, differ = Repository(here), 0
    for order, options in ORDERS.items():
        theirs = words(git(here, "rev-list", *options, "--max-count=400", "HEAD"))
        differ += [name for name, _ in repository.log(order=order)][:400] != theirs
    parity(f"{BASE}.Repository", reference="git rev-list HEAD", of=len(ORDERS), tolerance=0,
           what="orders of this repository's history that differ", difference=differ)  # fmt: skip


# Bad input


def test_bad_orders_and_missing_commits() -> None:
    store = MemoryStore()
    with pytest.raises(ValueError, match="order must be 'date', 'topo-order' or 'date-order'"):
        next(log(store, "a" * 40, order="random"))
    with pytest.raises(MissingObjectError, match="object aaaaaaaaaa"):
        merge_bases(store, "a" * 40, "b" * 40)


def test_a_store_on_disk_and_in_memory_agree(tmp_path: Path) -> None:
    stores = MemoryStore(), LooseStore(tmp_path)
    one, two = (random_history(store, random.Random(3), 12) for store in stores)
    assert one == two
    assert list(log(stores[0], one[-1])) == list(log(stores[1], one[-1]))
