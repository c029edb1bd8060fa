"""Repositories on disk: folders written as git writes them, references, and who may move them."""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.programming.git_command import ME, git, git_agrees, needs_git, random_history, words

from journey.programming.git import (
    GitError,
    Identity,
    LooseStore,
    MemoryStore,
    MissingObjectError,
    RefError,
    RefStore,
    Repository,
    Tree,
    check_ref_format,
    index_bytes,
    walk_tree,
    write_tree,
)

BASE = "journey.programming.git"
A, B, NONE = "a" * 40, "b" * 40, "0" * 40


def _fill(folder: Path, rng: random.Random) -> None:
    """Write files with awkward names, contents and modes."""
    for number, name in enumerate(
        ["a", "a.b", "a-b", "a0", "z/a", "z.a", "z/y/x", "é", "two words"]
    ):
        path = folder / name
        path = path / "inner" if name == "a" else path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rng.choice([b"", b"line\n", b"crlf\r\n", rng.randbytes(3000)]))
        if number % 3 == 0 and os.name != "nt":
            path.chmod(0o755)
    (folder / "empty" / "folder").mkdir(parents=True)
    if os.name != "nt":
        (folder / "link").symlink_to("a/inner")
        (folder / "dangling").symlink_to("nowhere")


# A folder becomes a commit


@needs_git
@pytest.mark.parametrize("seed", range(4))
def test_a_folder_is_the_tree_that_git_writes(
    tmp_path: Path, seed: int, parity: Callable[..., None]
) -> None:
    _fill(tmp_path, random.Random(seed))
    ours = write_tree(MemoryStore(), tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "--all")
    theirs = words(git(tmp_path, "write-tree"))
    parity(f"{BASE}.write_tree", reference="git add --all, git write-tree", tolerance=0, of=1,
           what="folders with another name", difference=int([ours] != theirs))  # fmt: skip
    store = LooseStore(tmp_path / ".git" / "objects")
    listed = git(tmp_path, "ls-tree", "-r", "-z", "--name-only", ours).split(b"\0")[:-1]
    walked = [path for path, _ in walk_tree(store, ours)]
    parity(f"{BASE}.walk_tree", reference="git ls-tree -r", what="paths in another order or place",
           difference=sum(p != q for p, q in zip(listed, walked, strict=True)), of=len(listed),
           tolerance=0)  # fmt: skip


@needs_git
def test_the_same_work_gives_the_same_commits(tmp_path: Path, parity: Callable[..., None]) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
    git(theirs, "init", "-q", "-b", "main")
    repository, mine = Repository.init(ours), []
    for number in range(4):
        for folder in (ours, theirs):
            (folder / f"f{number}").write_bytes(b"content %d\n" % number)
        mine.append(repository.commit_all(f"Commit {number}\n\nBecause.", ME))
        git(theirs, "add", "--all")
        git(theirs, "commit", "-q", "-m", f"Commit {number}", "-m", "Because.")
    repository.tag("v1", mine[1], ME, "First")
    git(theirs, "tag", "-a", "-m", "First", "v1", "HEAD~2")
    assert words(git(theirs, "rev-list", "--reverse", "main")) == mine
    for name in ("logs/HEAD", "logs/refs/heads/main", "HEAD", "refs/heads/main", "refs/tags/v1"):
        same = (ours / ".git" / name).read_bytes() == (theirs / ".git" / name).read_bytes()
        parity(f"{BASE}.Repository", reference="git commit, git tag", what=f"bytes of {name}",
               difference=int(not same), tolerance=0)  # fmt: skip
    assert git(ours, "status", "--porcelain") == b""
    assert git(ours, "fsck", "--strict", "--full", fails=True).strip() == b""
    assert git(ours, "ls-files", "--stage") == git(theirs, "ls-files", "--stage")
    parity(f"{BASE}.index_bytes", reference="git ls-files --stage", tolerance=0,
           what="index written by ours, read by git", difference=0 if git(ours, "ls-files", "-s")
           == git(theirs, "ls-files", "-s") else 1)  # fmt: skip
    git(ours, "commit", "-q", "--allow-empty", "-m", "git goes on")
    assert repository.commit(repository.commit_id("HEAD")).parents == (mine[-1],)


def test_a_merge_has_two_parents_and_an_empty_folder_an_empty_tree(tmp_path: Path) -> None:
    repository = Repository.init(tmp_path)
    first = repository.commit_all("first", ME)
    assert repository.commit(first).tree == Tree().id
    second = repository.commit_all("second", ME)
    merge = repository.commit_all("merge", ME, parents=[second, first])
    assert repository.resolve("HEAD^2") == first
    assert [name for name, _ in repository.log(order="topo-order")] == [merge, second, first]
    assert repository.merge_bases("HEAD^1", "HEAD^2") == {first}
    assert b"\tcommit (merge): merge\n" in (tmp_path / ".git" / "logs" / "HEAD").read_bytes()


def test_what_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "inner" / ".git").mkdir(parents=True)
    with pytest.raises(GitError, match="inner/ is a repository of its own"):
        write_tree(MemoryStore(), tmp_path)
    assert write_tree(MemoryStore(), tmp_path, ignore=lambda path: path == "inner") == Tree().id
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(GitError, match="pipe is neither file, link nor folder"):
            write_tree(MemoryStore(), tmp_path, ignore=lambda path: path == "inner")


def test_a_long_path_in_the_index() -> None:
    store = MemoryStore()
    assert len(index_bytes(store, store.write(Tree()))) == 12 + 20


# References


def _allowed(name: str, **options: bool) -> bool:
    try:
        check_ref_format(name, **options)
    except RefError:
        return False
    return True


REF_NAMES = [
    "refs/heads/main", "main", "", "/", "a/", "/a", "a//b", "a/.b", ".a/b", "a/b.lock", "a.lock/b",
    "a/b.lock.c", "a..b/c", "a/b..", "a/b.", "a./b", "a/b c", "a/b~", "a/^", "a:b/c", "a/?", "a/*",
    "a/[", "a/]", "a\\b/c", "a/@{", "a/@", "@", "@/a", "a/{", "a/é", "a/\x7f", "a/\x01", "a/\n",
    "a/b\n", "HEAD", "a/-", "a/.lock", "a/lock", "a/b.Lock", "a/@.{",
]  # fmt: skip


@needs_git
def test_names_are_allowed_as_git_allows_them(tmp_path: Path, parity: Callable[..., None]) -> None:
    rng = random.Random(3)
    parts = ["a", "b", "/", ".", "..", ".lock", "@", "{", "@{", "~", " ", "*", "-", "é", "\\"]
    cases = REF_NAMES + ["".join(rng.choices(parts, k=rng.randint(1, 6))) for _ in range(150)]
    cases = [name for name in cases if name[:1] != "-"]  # git would take it for an option
    differ = 0
    for number, name in enumerate(cases):
        options = ["--allow-onelevel"] if number % 2 else []
        theirs = git_agrees(tmp_path, "check-ref-format", *options, name)
        differ += _allowed(name, allow_onelevel=bool(number % 2)) != theirs
    parity(f"{BASE}.check_ref_format", reference="git check-ref-format", difference=differ,
           what="names that one allows and not the other", of=len(cases), tolerance=0)  # fmt: skip


@given(st.text(st.sampled_from("ab/.@{~"), max_size=8))
def test_a_name_that_is_allowed_stays_so_below_a_folder(name: str) -> None:
    assert _allowed(name, allow_onelevel=True) <= (_allowed(f"refs/{name}") or name == "@")
    assert _allowed(name) <= _allowed(name, allow_onelevel=True)


@needs_git
def test_references_loose_and_packed(tmp_path: Path, parity: Callable[..., None]) -> None:
    repository = Repository.init(tmp_path)
    names = [repository.commit_all(f"{number}", ME) for number in range(5)]
    for number, name in enumerate(names):
        repository.refs.update(f"refs/heads/topic/{number}", name)
    repository.tag("v1", names[0], ME, "First")
    git(tmp_path, "pack-refs", "--all")
    assert not (tmp_path / ".git" / "refs" / "heads" / "topic" / "0").exists()
    repository.refs.update("refs/heads/topic/0", names[4])  # loose again, in front of the packed
    repository.refs.delete("refs/heads/topic/1")
    repository.refs.delete("refs/tags/v1")
    git(tmp_path, "update-ref", "refs/remotes/origin/main", names[2])
    lines = git(tmp_path, "for-each-ref", "--format=%(refname) %(objectname)").decode().splitlines()
    ours = [f"{name} {repository.refs.resolve(name)}" for name in repository.refs]
    parity(f"{BASE}.RefStore", reference="git for-each-ref", difference=len(set(lines) ^ set(ours)),
           what="references that differ", of=len(lines), tolerance=0)  # fmt: skip
    assert git(tmp_path, "fsck", "--strict", "--no-dangling", fails=True).strip() == b""
    assert repository.resolve("origin/main") == names[2]


@needs_git
def test_revisions_mean_what_git_says(tmp_path: Path, parity: Callable[..., None]) -> None:
    repository = Repository.init(tmp_path)
    history = random_history(repository, random.Random(4), 25)
    repository.refs.update("HEAD", history[-1])
    repository.refs.update("refs/heads/topic", history[12])
    repository.tag("v1", history[20], ME, "Tagged")
    cases = ["HEAD", "@", "main", "heads/main", "refs/heads/main", "topic", "v1", "v1~0",
             "v1^{commit}", "v1^{tree}", "HEAD^{tree}", "main~3", "main^^", "main^2", "main^0",
             "main~2^1~1", "v1^", "topic~99", "main^9", "nothing", history[3], history[3][:12],
             "v1^{blob}", "topic^{tag}", "v1~1^{tree}", "0000000", "main^{commit}~1"]  # fmt: skip
    differ = 0
    for case in cases:
        theirs = words(git(tmp_path, "rev-parse", "--verify", "-q", case, fails=True))
        try:
            ours = [repository.resolve(case)]
        except GitError:
            ours = []
        differ += ours != [word for word in theirs if re.fullmatch("[0-9a-f]{40}", word)]
    parity(f"{BASE}.Repository", reference="git rev-parse", what="revisions with another meaning",
           difference=differ, of=len(cases), tolerance=0)  # fmt: skip


def test_who_was_slower_is_told(tmp_path: Path) -> None:
    refs = RefStore(tmp_path)
    refs.update("refs/heads/main", A, expected=NONE)
    with pytest.raises(RefError, match="expected bbbbbbbbbb, holds aaaaaaaaaa"):
        refs.update("refs/heads/main", B, expected=B)
    with pytest.raises(RefError, match="expected 0000000000, holds aaaaaaaaaa"):
        refs.update("refs/heads/main", B, expected=NONE)
    assert refs.resolve("refs/heads/main") == A
    lock = tmp_path / "refs" / "heads" / "main.lock"
    assert not lock.exists()
    lock.touch()
    with pytest.raises(RefError, match=r"main.lock is there, so another program writes it"):
        refs.update("refs/heads/main", B)
    lock.unlink()
    refs.update("refs/heads/main", B, expected=A)
    assert refs.resolve("refs/heads/main") == B
    assert list(refs) == ["refs/heads/main"]


def test_a_name_cannot_be_file_and_folder(tmp_path: Path) -> None:
    refs = RefStore(tmp_path)
    refs.update("refs/heads/topic/one", A)
    for name in ("refs/heads/topic", "refs/heads/topic/one/more"):
        with pytest.raises(RefError, match="refs/heads/topic/one is there"):
            refs.update(name, A)
    refs.delete("refs/heads/topic/one")
    refs.update("refs/heads/topic", B)
    assert list(refs) == ["refs/heads/topic"]
    with pytest.raises(RefError, match="refs/heads/gone: is not there"):
        refs.delete("refs/heads/gone")


def test_symbolic_references_and_broken_ones(tmp_path: Path) -> None:
    refs = RefStore(tmp_path)
    refs.set_symbolic("HEAD", "refs/heads/main")
    assert refs.resolve("HEAD") is None
    refs.update("HEAD", A)
    assert (refs.resolve("refs/heads/main"), refs.target("HEAD")) == (A, "refs/heads/main")
    refs.set_symbolic("refs/heads/x", "refs/heads/y")
    refs.set_symbolic("refs/heads/y", "refs/heads/x")
    with pytest.raises(RefError, match="lead to one another without an end"):
        refs.resolve("refs/heads/x")
    (tmp_path / "refs" / "heads" / "main").write_text("rubbish")
    with pytest.raises(RefError, match="holds 'rubbish', which is no object's name"):
        refs.resolve("HEAD")
    with pytest.raises(RefError, match="new must be 40 hexadecimal digits, got 'main'"):
        refs.update("HEAD", "main")
    with pytest.raises(RefError, match="two dots in a row"):
        refs.update("refs/heads/a..b", A)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([A, B, NONE]),
                          st.sampled_from([A, B, NONE, None])), max_size=15))  # fmt: skip
def test_references_behave_like_a_dictionary(steps: list[tuple[str, str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        refs, model = RefStore(folder), dict[str, str]()
        for letter, new, expected in steps:
            name = f"refs/heads/{letter}"
            now = model.get(name, NONE)
            if new == NONE and name in model:
                refs.delete(name)
                del model[name]
            elif new != NONE and expected in (None, now):
                refs.update(name, new, expected=expected)
                model[name] = new
            elif new != NONE:
                with pytest.raises(RefError, match="expected"):
                    refs.update(name, new, expected=expected)
        assert {name: refs.resolve(name) for name in refs} == model


# Where a repository is


@needs_git
def test_linked_worktrees_borrowed_objects_and_packs_that_come_later(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    repository = Repository.init(origin)
    first = repository.commit_all("first", ME)
    git(origin, "worktree", "add", "-q", "-b", "side", str(tmp_path / "linked"))
    linked = Repository(tmp_path / "linked")
    assert (linked.refs.target("HEAD"), linked.resolve("HEAD")) == ("refs/heads/side", first)
    git(tmp_path, "clone", "-q", "--shared", str(origin), "borrower")
    borrower = Repository(tmp_path / "borrower")
    assert borrower.commit(first).message == b"first\n"
    other = Repository(origin)
    second = repository.commit_all("second", ME)
    git(origin, "gc", "-q", "--prune=now")
    assert not repository._loose.path(second).exists()
    assert other.commit(second).parents == (first,)
    assert second in repository
    assert len(list(repository)) == 3
    (origin / "deep" / "down").mkdir(parents=True)
    assert Repository(origin / "deep" / "down").resolve("HEAD") == second


def test_what_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="no repository here or in any folder above"):
        Repository(tmp_path)
    repository = Repository.init(tmp_path)
    with pytest.raises(GitError, match="is there already"):
        Repository.init(tmp_path)
    with pytest.raises(MissingObjectError, match="object aaaaaaaaaa is not in"):
        repository.read(A)
    for text, message in (
        ("nothing", "no reference and no object is called so"),
        ("a b~", "no reference and no object"),
        ("main^{", "is not one that is understood here"),
    ):
        with pytest.raises(GitError, match=re.escape(message)):
            repository.resolve(text)
    bare = tmp_path / "bare"
    (tmp_path / ".git").rename(bare)
    with pytest.raises(GitError, match="has no worktree"):
        Repository(bare).commit_all("x", ME)
    (bare / "config").write_text("[extensions]\n\tobjectFormat = sha256\n")
    with pytest.raises(GitError, match="only SHA-1"):
        Repository(bare)


def test_someone_else_moved_the_branch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository.init(tmp_path)
    first = repository.commit_all("first", ME)
    other = repository.commit_all("other", Identity(b"B", b"b@b", 5))
    repository.refs.update("refs/heads/main", first)
    real = RefStore.resolve
    answers = iter([first])

    def late(self: RefStore, name: str) -> str | None:
        answer = next(answers, None) or real(self, name)
        self._path("refs/heads/main").write_text(other + "\n")  # between reading and writing
        return answer

    monkeypatch.setattr(RefStore, "resolve", late)
    with pytest.raises(RefError, match=f"expected {first[:10]}, holds {other[:10]}"):
        repository.commit_all("mine", ME)
