"""Git's objects: bytes and names as git's own, and malformed ones refused like ``fsck`` does."""

from __future__ import annotations

import hashlib
import random
import re
import stat
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.programming.git_command import ME, git, needs_git, random_history, random_tree, words

from journey.programming.git import (
    Blob,
    Commit,
    Identity,
    LooseStore,
    MemoryStore,
    MissingObjectError,
    ObjectError,
    Pack,
    Repository,
    Tag,
    Tree,
    TreeEntry,
    apply_delta,
    hash_object,
    parse_object,
)

BASE = "journey.programming.git"
A, B = "a" * 40, "b" * 40
FIRST = Commit(Tree().id, (), ME, ME, b"first")
BLOB, TREE = bytes.fromhex(Blob(b"").id), bytes.fromhex(Tree().id)
MODES = [0o40000, 0o100644, 0o100755, 0o120000, 0o160000]

names = st.binary(min_size=1, max_size=6).filter(
    lambda name: not re.search(rb"[/\0]", name) and name.lower() not in (b".", b"..", b".git")
)
plain = st.binary(max_size=12).map(lambda text: re.sub(rb"[<>\n\0]", b"?", text))
messages = st.binary(max_size=40).map(lambda text: text.replace(b"\0", b"0"))
ids = st.binary(min_size=20, max_size=20).map(bytes.hex).filter(lambda name: int(name, 16) > 0)
people = st.builds(
    Identity, plain, plain, st.integers(0, 2**40),
    st.from_regex(r"[+-][0-9]{4}", fullmatch=True).filter(str.isascii),
)  # fmt: skip
headers = st.lists(
    st.tuples(
        st.sampled_from([b"encoding", b"gpgsig", b"mergetag", b"x-unknown"]),
        st.binary(max_size=20).map(lambda value: re.sub(rb"\0|\n\n+|^\n|\n$", b".", value)),
    ),
    max_size=3,
).map(tuple)
entries = st.lists(
    st.builds(TreeEntry, st.sampled_from(MODES), names, ids),
    max_size=8, unique_by=lambda entry: entry.name,
)  # fmt: skip


# Identities


@given(st.binary(max_size=200))
def test_the_name_is_the_hash_of_kind_size_and_bytes(data: bytes) -> None:
    expected = hashlib.sha1(b"blob " + str(len(data)).encode() + b"\0" + data).hexdigest()
    assert hash_object(data) == Blob(data).id == expected


@given(entries, st.randoms(use_true_random=False))
def test_a_tree_does_not_depend_on_the_order_it_is_given_in(given_: list[Any], rng: Any) -> None:
    tree = Tree(given_)
    assert Tree(rng.sample(given_, len(given_))).id == tree.id
    assert Tree.parse(tree.serialize()) == tree


@given(st.tuples(ids, st.lists(ids, max_size=3).map(tuple), people, people, messages, headers))
def test_a_commit_comes_back_byte_for_byte(parts: Any) -> None:
    commit = Commit(*parts)
    assert parse_object("commit", commit.serialize()) == commit


@given(ids, st.sampled_from(["blob", "tree", "commit", "tag"]), st.none() | people, messages)
def test_a_tag_comes_back_byte_for_byte(target: str, kind: str, who: Any, message: bytes) -> None:
    tag = Tag(target, kind, b"v1", who, message)
    assert parse_object("tag", tag.serialize()) == tag


def test_the_same_content_is_kept_once_and_a_file_is_never_written_again(tmp_path: Path) -> None:
    store = LooseStore(tmp_path)
    name = store.write(Blob(b"content"))
    before = store.path(name).stat()
    assert store.write(Blob(b"content")) == name
    after = store.path(name).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert not after.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert [path.name for path in store.path(name).parent.iterdir()] == [name[2:]]
    assert list(store) == [name]


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError("disk full")

    store = LooseStore(tmp_path, durable=True)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="disk full"):
        store.write(Blob(b"content"))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_one_changed_byte_changes_every_name_above_it() -> None:
    store = MemoryStore()

    def chain(data: bytes) -> list[str]:
        blob = store.write(Blob(data))
        tree = store.write(Tree([TreeEntry(0o100644, b"f", blob)]))
        first = store.write(Commit(tree, (), ME, ME, b"1"))
        second = store.write(Commit(Tree().id, (first,), ME, ME, b"2"))
        return [blob, tree, first, second]

    assert not set(chain(b"old")) & set(chain(b"olD"))


# The reference


def _objects_of(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Return all objects of a repository, as git itself unpacks them."""
    data = git(folder, "cat-file", "--batch-all-objects", "--batch", "--unordered")
    found, at = {}, 0
    while at < len(data):
        end = data.index(b"\n", at)
        name, kind, size = data[at:end].decode().split()
        found[name] = kind, data[end + 1 : end + 1 + int(size)]
        at = end + 2 + int(size)
    return found


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Return a repository that was written by ours alone, with every kind of object."""
    folder = tmp_path_factory.mktemp("written")
    repository, rng = Repository.init(folder), random.Random(0)
    history = random_history(repository, rng, 60, trees=True)
    special = [
        Commit(Tree().id, (), ME, Identity(b"", b"", 0, "-0000"), b""),
        Commit(Tree().id, tuple(history[:4]), ME, ME, b"four parents\n"),
        Commit(Tree().id, (), Identity("Zoë".encode(), b"z@e", 2**33, "+1345"), ME, b"\xe9\n",
               ((b"encoding", b"ISO-8859-1"),)),
        Commit(Tree().id, (), ME, ME, b"signed\n", (
            (b"gpgsig", b"-----BEGIN PGP SIGNATURE-----\n\niQ\n-----END PGP SIGNATURE-----"),
            (b"x-unknown", b"kept"))),
    ]  # fmt: skip
    repository.write(Tree())
    history += [repository.write(commit) for commit in special]
    for number, name in enumerate(history):
        repository.refs.update(f"refs/heads/b{number}", name)
    repository.refs.set_symbolic("HEAD", "refs/heads/b0")
    repository.tag("v1", history[-1], ME, "A tag")
    return folder, history


@needs_git
def test_what_ours_writes_passes_the_strict_check(
    written: Any, parity: Callable[..., None]
) -> None:
    folder, _ = written
    complaints = git(folder, "fsck", "--strict", "--full", "--no-dangling", fails=True).splitlines()
    parity(f"{BASE}.Repository", reference="git fsck --strict --full", tolerance=0,
           difference=len([line for line in complaints if line]),
           what="complaints about a repository that ours wrote")  # fmt: skip


@needs_git
@pytest.mark.parametrize("kind", ["blob", "tree", "commit", "tag"])
def test_git_reads_what_ours_wrote(written: Any, kind: str, parity: Callable[..., None]) -> None:
    folder, _ = written
    repository, theirs = Repository(folder), _objects_of(folder)
    assert sorted(theirs) == list(repository)
    chosen = {name: data for name, (of, data) in theirs.items() if of == kind}
    differ = sum(
        repository.read_raw(name) != (kind, data) or parse_object(kind, data).serialize() != data
        for name, data in chosen.items()
    )
    parity(f"{BASE}.{kind.title()}", reference="git cat-file --batch", what="objects that differ",
           difference=differ, of=len(chosen), tolerance=0)  # fmt: skip


@needs_git
def test_git_gives_the_same_names(tmp_path: Path, parity: Callable[..., None]) -> None:
    git(tmp_path, "init", "-q")
    rng, folder = random.Random(1), tmp_path / "files"
    folder.mkdir()
    contents = [rng.randbytes(rng.choice([0, 1, 10, 1000, 70_000])) for _ in range(60)]
    for number, content in enumerate(contents):
        (folder / str(number)).write_bytes(content)
    paths = "\n".join(f"files/{number}" for number in range(60))
    theirs = words(
        git(tmp_path, "hash-object", "--no-filters", "--stdin-paths", given=paths.encode())
    )
    differ = sum(hash_object(data) != name for data, name in zip(contents, theirs, strict=True))
    parity(f"{BASE}.hash_object", reference="git hash-object", what="names that differ",
           difference=differ, of=60, tolerance=0)  # fmt: skip


@needs_git
def test_trees_are_sorted_as_git_sorts_them(tmp_path: Path, parity: Callable[..., None]) -> None:
    git(tmp_path, "init", "-q")
    store, rng, differ = LooseStore(tmp_path / ".git" / "objects"), random.Random(2), 0
    trees = [store.tree(random_tree(store, rng, 1)) for _ in range(40)]
    lines = []
    for tree in trees:
        for entry in rng.sample(tree.entries, len(tree.entries)):
            kind = "tree" if entry.mode == 0o40000 else "blob"
            lines.append(
                b"%06o %s %s\t%s\0" % (entry.mode, kind.encode(), entry.id.encode(), entry.name)
            )
        lines.append(b"\0")
    theirs = words(git(tmp_path, "mktree", "-z", "--batch", given=b"".join(lines)))
    differ = sum(tree.id != name for tree, name in zip(trees, theirs, strict=True))
    parity(f"{BASE}.Tree", reference="git mktree", what="names that differ, given in random order",
           difference=differ, of=40, tolerance=0)  # fmt: skip


@needs_git
@pytest.mark.parametrize("deltas", ["--delta-base-offset", "--no-delta-base-offset"])
def test_packs_are_read(
    written: Any, tmp_path: Path, deltas: str, parity: Callable[..., None]
) -> None:
    folder, _ = written
    store, rng = Repository(folder), random.Random(3)
    lines = [b"line %d of a text that changes slowly\n" % number for number in range(3000)]
    for _ in range(40):  # long enough for copies with offsets of three bytes, and chains of deltas
        lines[rng.randrange(3000)] = rng.randbytes(20).hex().encode() + b"\n"
        store.write(Blob(b"".join(lines)))
    theirs = _objects_of(folder)
    arguments = ["pack-objects", "-q", "--depth=50", "--window=20", str(tmp_path / "pack")]
    arguments += ["--delta-base-offset"] if deltas == "--delta-base-offset" else []
    git(folder, *arguments, given="\n".join(theirs).encode())
    (index,) = tmp_path.glob("*.idx")
    pack = Pack(index)
    assert sorted(pack) == sorted(theirs)
    assert len(pack) == len(theirs)
    assert "f" * 40 not in pack
    chains = git(folder, "verify-pack", "-v", str(index)).count(b"chain length = ")
    assert chains > 5
    differ = sum(pack.read_raw(name) != theirs[name] for name in theirs)
    parity(f"{BASE}.Pack", reference=f"git cat-file --batch, packed with {deltas}",
           what="objects that differ", difference=differ, of=len(theirs), tolerance=0)  # fmt: skip


# Malformed objects


def _mutants() -> list[tuple[str, bytes]]:
    """Return objects, some still sound, most broken in one place."""
    who = b"A <a@b> 1 +0000"
    tree, parent = Tree().id.encode(), FIRST.id.encode()
    good = b"tree %s\nparent %s\nauthor %s\ncommitter %s\n\nm" % (tree, parent, who, who)
    tag = b"object %s\ntype commit\ntag v1\ntagger %s\n\nm" % (parent, who)
    entry = b"100644 a\0" + BLOB
    found = [("commit", good), ("tag", tag), ("tree", entry), ("tree", b"")]
    for old, new in [
        (b"tree ", b"tre "), (tree, tree[1:]), (tree, b"g" + tree[1:]),
        (b"parent ", b"parents "), (b"author ", b"writer "), (b"committer ", b"commiter "),
        (b"A <", b"A<"), (b"A <", b"<"), (b"A <", b" <"), (b"a@b>", b"a@b"), (b"a@b", b"a<b"),
        (b"> 1", b">1"), (b" 1 ", b" 01 "), (b" 1 ", b" 0 "), (b" 1 ", b" -1 "), (b" 1 ", b"  "),
        (b" 1 ", b" 1"), (b"+0000", b"0000"), (b"+0000", b"+000"), (b"+0000", b"-0000"),
        (b"+0000", b"+00:00"), (b"+0000", b"+9999"), (b" 1 ", b" 99999999999999999999 "),
        (b"\n\nm", b"\n\n"), (b"\n\nm", b"\n\nm\0"), (b"\nparent", b"\n\nparent"),
        (b"A <", b"\0A <"), (b"\n\nm", b"\ngpgsig x\n y\n\nm"), (b"\n\nm", b"\nnew header\n\nm"),
        (b"\n\nm", b""),
    ]:  # fmt: skip
        assert old in good
        found.append(("commit", good.replace(old, new, 1)))
    for old, new in [
        (b"object", b"objects"), (parent, parent[1:]), (b"type commit", b"type tig"),
        (b"type commit\n", b""), (b"tag v1\n", b""), (b"A <", b"<"), (b"+0000", b"+0"),
    ]:  # fmt: skip
        found.append(("tag", tag.replace(old, new, 1)))
    two = b"100644 b\0" + BLOB
    found += [("tree", data) for data in [
        entry + two, two + entry, entry + entry, entry[:-1], entry + b"100644 ", b"100644 a",
        b"100644 \0" + BLOB, b"100644 a/b\0" + BLOB, b"100644 .\0" + BLOB,
        b"100644 ..\0" + BLOB, b"100644 .git\0" + BLOB, b"100644 .GIT\0" + BLOB,
        b"0100644 a\0" + BLOB, b"100664 a\0" + BLOB, b"100600 a\0" + BLOB,
        b"100644 a\0" + b"\0" * 20, b"40000 a\0" + TREE, b"040000 a\0" + TREE,
        b"120000 a\0" + BLOB, b"160000 a\0" + BLOB, b"100755 a\0" + BLOB,
        b"100644 a.b\0" + BLOB + b"40000 a\0" + TREE,
        b"40000 a\0" + TREE + b"100644 a.b\0" + BLOB,
        b"100644 a\0" + BLOB + b"100644 a.b\0" + BLOB + b"40000 a\0" + TREE,
        b"10064x a\0" + BLOB, b" a\0" + BLOB,
    ]]  # fmt: skip
    return found


def _refused(kind: str, data: bytes) -> bool:
    try:
        parse_object(kind, data)
    except ObjectError:
        return True
    return False


@needs_git
def test_what_the_strict_check_refuses_is_refused(
    tmp_path: Path, parity: Callable[..., None]
) -> None:
    git(tmp_path, "init", "-q")
    store = LooseStore(tmp_path / ".git" / "objects")
    for item in (Blob(b""), Tree(), FIRST):
        store.write(item)
    mutants = {store.write_raw(kind, data): (kind, data) for kind, data in _mutants()}
    said = git(tmp_path, "fsck", "--strict", "--no-dangling", fails=True).decode(errors="replace")
    lines = [line for line in said.splitlines() if re.match("error|warning", line)]
    theirs = {name for line in lines for name in re.findall("[0-9a-f]{40}", line)}
    ours = {name for name, (kind, data) in mutants.items() if _refused(kind, data)}
    differ = (ours ^ theirs) & set(mutants)
    assert 30 < len(ours) < len(mutants) - 8
    parity(f"{BASE}.parse_object", reference="git fsck --strict", difference=len(differ),
           what="objects that one refuses and not the other", of=len(mutants),
           tolerance=0)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data", "message"),
    [
        ("commit", b"tree " + A.encode() + b"\n\n", "expected header 'author', got 'the end'"),
        ("commit", b"author x\n\n", "commit: expected header 'tree', got 'author'"),
        ("commit", b" x\n\n", "begins with a continuation line"),
        ("commit", b"tree\n\n", "header b'tree' has no value"),
        (
            "commit",
            b"tree " + A.encode() + b"\nauthor me\n\n",
            "commit: author must be 'name <email>",
        ),
        ("tree", b"100644 a\0short", "entry b'a' is cut off"),
        ("tree", b"x", "no mode, space, name and NUL at byte 0"),
        ("tree", b"100640 a\0" + b"\1" * 20, "mode 100640 of b'a' is none of git's"),
        ("tag", b"object x\ntype blob\ntag v\n\n", "must lead to 40 hexadecimal digits, got 'x'"),
        ("note", b"", "kind must be one of blob, tree, commit, tag, got 'note'"),
    ],
    ids=range(10),
)
def test_malformed_objects_say_what_is_wrong(kind: str, data: bytes, message: str) -> None:
    with pytest.raises(ObjectError, match=re.escape(message)):
        parse_object(kind, data)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: hash_object(b"", "folder"), "kind must be one of"),
        (lambda: Identity(b"A<", b"", 0), "free of <, >"),
        (lambda: Identity(b"A", b"", -1), "time not negative"),
        (lambda: Identity(b"A", b"", 2**63), "below 2**63"),
        (lambda: Identity(b"A", b"", 0, "0100"), "offset like '+0100'"),
        (lambda: Commit("main", (), ME, ME, b""), "40 hexadecimal digits, got 'main'"),
        (lambda: Commit(A, (), ME, ME, b"\0"), "must not hold a NUL"),
        (lambda: Commit(A, (), ME, ME, b"", ((b"tree", b"x"),)), "'tree' is out of place"),
        (lambda: Commit(A, (), ME, ME, b"", ((b"a b", b"x"),)), "header b'a b' cannot be written"),
        (lambda: Tag(A, "note", b"v", ME, b""), "type must be one of"),
        (lambda: Tag(A, "blob", b"v\n", ME, b""), "is not the name of a tag"),
        (
            lambda: Tree([TreeEntry(0o100644, b"a", A), TreeEntry(0o40000, b"a", B)]),
            "is there twice",
        ),
        (lambda: TreeEntry(0o100644, b"a/b", A), "is not the name of a file or folder"),
        (lambda: TreeEntry(0o100644, b".Git", A), "into the repository itself"),
    ],
    ids=range(14),
)
def test_what_cannot_be_written_cannot_be_made(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(ObjectError, match=re.escape(message)):
        make()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: data[:-6], "the file is damaged"),
        (lambda data: b"x" + data, "the file is damaged"),
        (lambda _: zlib.compress(b"blob 4\0abc"), "4 bytes announced, 3 came"),
        (lambda _: zlib.compress(b"blob 3\0abd"), "another name, so they changed"),
        (lambda _: zlib.compress(b"blub 3\0abc"), "is not 'kind size'"),
        (lambda _: zlib.compress(b"blob 03\0abc"), "is not 'kind size'"),
    ],
    ids=range(6),
)
def test_damaged_files_are_noticed(
    tmp_path: Path, damage: Callable[[bytes], bytes], message: str
) -> None:
    store = LooseStore(tmp_path)
    path = store.path(name := store.write(Blob(b"abc")))
    path.chmod(0o600)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ObjectError, match=message):
        store.read(name)


def test_missing_and_mistaken_objects() -> None:
    store = MemoryStore()
    blob = store.write(Blob(b""))
    with pytest.raises(MissingObjectError, match="object aaaaaaaaaa is not in this store"):
        store.read(A)
    with pytest.raises(ObjectError, match="must be a commit, is a blob"):
        store.commit(blob)
    with pytest.raises(ObjectError, match="must be a tree, is a blob"):
        store.tree(blob)
    with pytest.raises(ObjectError, match="must be a blob, is a tree"):
        store.blob(store.write(Tree()))


@pytest.mark.parametrize(
    ("delta", "message"),
    [
        (b"\4\3", "made for 4 bytes, the base has 3"),
        (b"\3\3\0", "instruction 0 is reserved"),
        (b"\3\3\5ab", "cut off in new bytes"),
        (b"\3\3\x91", "cut off in a copy"),
        (b"\3\3\x91\1\3", "copies up to byte 4 of 3"),
        (b"\3\5\x90\3", "5 bytes announced, 3 came"),
        (b"\x80", "cut off in a size"),
    ],
    ids=range(7),
)
def test_deltas_that_do_not_fit(delta: bytes, message: str) -> None:
    with pytest.raises(ObjectError, match=message):
        apply_delta(b"abc", delta)


def test_a_copy_without_a_size_is_of_64_kilobytes() -> None:
    base = bytes(range(256)) * 300
    delta = b"\x80\xd8\4" + b"\x80\x80\4" + b"\x80"
    assert apply_delta(base, delta) == base[:0x10000]


@needs_git
def test_a_damaged_pack_is_noticed(written: Any, tmp_path: Path) -> None:
    folder, _ = written
    blob = Repository(folder).write(Blob(b"to be damaged"))
    git(folder, "pack-objects", "-q", str(tmp_path / "pack"), given=blob.encode())
    (index,) = tmp_path.glob("*.idx")
    path = index.with_suffix(".pack")
    path.chmod(0o600)
    data = bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)
    with pytest.raises(ObjectError):
        Pack(index).read(blob)
    path.write_bytes(data[:12])
    with pytest.raises(ObjectError, match="cut off at byte 12"):
        Pack(index).read(blob)
    index.chmod(0o600)
    index.write_bytes(index.read_bytes()[:-30])
    with pytest.raises(ObjectError, match=r"not an index|cut off"):
        Pack(index)


def test_text_of_a_message_in_its_encoding() -> None:
    latin = Commit(A, (), ME, ME, "Zoë\n".encode("latin-1"), ((b"encoding", b"ISO-8859-1"),))
    assert latin.text == "Zoë\n"
    assert Commit(A, (), ME, ME, b"x", ((b"encoding", b"no-such"),)).text == "x"
    assert Commit(A, (), ME, ME, b"\none\ntwo\n\nthree").subject == "one two"
