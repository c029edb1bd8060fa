"""Git's store in plain Python against git, a program of its own, and differences against difflib.

Git is started anew for each call, as a script would: that start is part of its time.
"""

from __future__ import annotations

import difflib
import itertools
import os
import random
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import Pair, case
from journey.programming.git import (
    Blob,
    Commit,
    Identity,
    Repository,
    Tree,
    TreeEntry,
    diff_opcodes,
    edit_distance,
    edit_path,
    log,
)

BASE = "journey.programming.git"
_KEPT: list[tempfile.TemporaryDirectory[str]] = []


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    environment |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        check=True,
    )
    return done.stdout


def _packed(commits: int) -> tuple[Path, str]:
    """Return a packed repository: two lines of history that meet now and then, one file changed."""
    kept = tempfile.TemporaryDirectory()
    _KEPT.append(kept)  # removed when the process ends
    folder, rng = Path(kept.name), random.Random(0)
    repository, lines = Repository.init(folder), [b"%d\n" % n for n in range(300)]
    tips: list[str] = []
    for number in range(commits):
        lines[rng.randrange(300)] = b"%d\n" % rng.randrange(10**9)
        blob = repository.write(Blob(b"".join(lines)))
        tree = repository.write(Tree([TreeEntry(0o100644, b"file", blob)]))
        who = Identity(b"A", b"a@b", 1_700_000_000 + number)
        parents = tuple(tips) if number % 10 == 0 else tuple(tips[number % 2 :][:1])
        name = repository.write(Commit(tree, parents, who, who, b"%d\n" % number))
        tips = [name, *tips[:1]]
    repository.refs.update("refs/heads/main", tips[0])
    repository.refs.update("refs/heads/side", tips[1])
    _git(folder, "gc", "-q")
    return folder, tips[0]


@case(f"{BASE}.Repository", reference="git cat-file --batch", label="read 1,500 packed objects")
def read_a_pack() -> Pair:
    folder, _ = _packed(500)
    names = list(Repository(folder))
    given = "\n".join(names).encode()

    def ours() -> int:
        repository = Repository(folder)
        return sum(len(repository.read_raw(name)[1]) for name in names)

    def theirs() -> int:
        out = _git(folder, "cat-file", "--batch", given=given)
        return len(out)

    assert ours() < theirs()
    return ours, theirs


def _history(work: Callable[[Repository, str], object], *arguments: str) -> Pair:
    folder, tip = _packed(1000)

    def ours() -> object:
        return work(Repository(folder), tip)

    def theirs() -> list[str]:
        return _git(folder, *arguments).decode().split()

    assert ours() == theirs()
    return ours, theirs


@case(f"{BASE}.log", reference="git rev-list --topo-order", label="1,000 commits, packed")
def topological_log() -> Pair:
    return _history(
        lambda repository, tip: list(log(repository, tip, order="topo-order")),
        "rev-list", "--topo-order", "main",
    )  # fmt: skip


@case(f"{BASE}.merge_bases", reference="git merge-base --all", label="1,000 commits, packed")
def common_ancestors() -> Pair:
    return _history(
        lambda repository, tip: sorted(repository.merge_bases("main", "side")),
        "merge-base", "--all", "main", "side",
    )  # fmt: skip


def _texts(changes: int) -> tuple[list[str], list[str]]:
    rng = random.Random(1)
    one = [f"line {rng.randrange(500)}\n" for _ in range(2000)]
    two = list(one)
    for _ in range(changes):
        two[rng.randrange(2000)] = f"new {rng.randrange(500)}\n"
    return one, two


def _against_difflib(changes: int) -> Pair:
    one, two = _texts(changes)
    matcher = difflib.SequenceMatcher
    return (
        lambda: diff_opcodes(one, two),
        lambda: matcher(None, one, two, autojunk=False).get_opcodes(),
    )


@case(f"{BASE}.diff_opcodes", reference="difflib.SequenceMatcher", label="2,000 lines, 20 changed")
def few_changes() -> Pair:
    return _against_difflib(20)


@case(f"{BASE}.diff_opcodes", reference="difflib.SequenceMatcher", label="2,000 lines, 400 changed")
def many_changes() -> Pair:
    return _against_difflib(400)


@case(f"{BASE}.edit_path", reference="from both ends", label="2,000 lines, 100 changed")
def one_end_against_two() -> Pair:
    one, two = _texts(100)
    path = itertools.pairwise(edit_path(one, two))
    steps = sum(v - y + u - x == 1 for (x, y), (u, v) in path)
    assert steps == edit_distance(one, two)
    return lambda: edit_path(one, two), lambda: diff_opcodes(one, two)
