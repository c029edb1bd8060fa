"""The real git, as the reference: nothing of this machine's settings reaches it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from journey.programming.git import Blob, Commit, Identity, ObjectStore, Tree, TreeEntry

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
ME = Identity(b"Ada Lovelace", b"ada@example.org", 1_700_000_000, "+0100")


def _run(
    folder: Path, arguments: Sequence[str], given: bytes
) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(folder),
        "LC_ALL": "C", "TZ": "UTC", "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "Ada Lovelace", "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_AUTHOR_DATE": "1700000000 +0100", "GIT_COMMITTER_NAME": "Ada Lovelace",
        "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_DATE": "1700000000 +0100",
    }  # fmt: skip
    settings = [
        "-c",
        "core.autocrlf=false",
        "-c",
        "gc.auto=0",
        "-c",
        "maintenance.auto=false",
        "-c",
        "safe.directory=*",
    ]
    return subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder, env=environment, input=given, capture_output=True, check=False,
    )  # fmt: skip


def git(folder: Path, *arguments: str, given: bytes = b"", fails: bool = False) -> bytes:
    """Run git in a folder and return what it printed; errors too, where it may fail."""
    done = _run(folder, arguments, given)
    assert fails or done.returncode == 0, done.stderr.decode()
    return done.stdout + (done.stderr if fails else b"")


def git_agrees(folder: Path, *arguments: str) -> bool:
    """Run git in a folder and return whether it ended without an error."""
    return _run(folder, arguments, b"").returncode == 0


def words(output: bytes) -> list[str]:
    """Return what git printed, split at spaces and line ends."""
    return output.decode().split()


def random_tree(store: ObjectStore, rng: random.Random, depth: int = 3) -> str:
    """Write a random tree whose names are near one another in git's order."""
    names = rng.sample(
        [b"a", b"a.b", b"a-b", b"a0", b"ab", b"b", b"\xc3\xa9", b"x y"], rng.randint(1, 5)
    )
    entries = []
    for name in names:
        if depth and rng.random() < 0.4:
            entries.append(TreeEntry(0o40000, name, random_tree(store, rng, depth - 1)))
            continue
        mode = rng.choice([0o100644, 0o100644, 0o100755, 0o120000])
        lines = [rng.choice([b"one\n", b"two\n", b"three\n"]) for _ in range(rng.randint(0, 8))]
        data = b"target" if mode == 0o120000 else b"".join(lines) + rng.choice([b"", b"end"])
        entries.append(TreeEntry(mode, name, store.write(Blob(data))))
    return store.write(Tree(entries))


def random_history(
    store: ObjectStore,
    rng: random.Random,
    size: int,
    skew: int = 3,
    *,
    trees: bool = False,
    tangled: bool = False,
) -> list[str]:
    """Write commits, each on up to three earlier ones, by clocks that may be wrong."""
    names: list[str] = []
    counts = [2] if tangled else [0, 1, 1, 1, 1, 2, 2, 3]  # parents of a commit
    empty = store.write(Tree())
    for number in range(size):
        recent = names[-5:]
        parents = rng.sample(recent, min(len(recent), rng.choice(counts)))
        when = Identity(b"A", b"a@b", 1000 + 2 * number + rng.randint(-skew, skew), "+0000")
        tree = random_tree(store, rng) if trees else empty
        message = b"commit %d\n" % number
        names.append(store.write(Commit(tree, tuple(parents), ME, when, message)))
    return names
