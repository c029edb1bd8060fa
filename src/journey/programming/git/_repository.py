"""A repository: objects, loose and packed, references to them, and a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from journey.programming.contexts import atomic_write
from journey.programming.git._errors import GitError, MissingObjectError
from journey.programming.git._headers import Identity
from journey.programming.git._history import log, merge_bases
from journey.programming.git._objects import Commit, Tag
from journey.programming.git._pack import Pack
from journey.programming.git._patch import diff_trees, patch
from journey.programming.git._refs import RefStore
from journey.programming.git._store import LooseStore, ObjectStore
from journey.programming.git._worktree import index_bytes, write_tree

__all__ = ["Repository"]

_CONFIG = """[core]
\trepositoryformatversion = 0
\tfilemode = {filemode}
\tbare = false
"""


class Repository(ObjectStore):
    r"""A repository on disk, for reading and writing; git itself can take over at any time.

    Left out: the network, ``.gitignore``, filters and line ends, writing files back from a tree,
    repositories of SHA-256 or with reftables (which are refused).

    Parameters
    ----------
    path
        A folder in the repository's worktree, or the repository's own folder.

    Raises
    ------
    GitError
        If there is no repository, or one of a format that is not read here.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> me = Identity(b"Ada", b"ada@example.org", 0)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     repository = Repository.init(folder)
    ...     size = pathlib.Path(folder, "a.txt").write_bytes(b"one\n")
    ...     first = repository.commit_all("First", me)
    ...     size = pathlib.Path(folder, "a.txt").write_bytes(b"two\n")
    ...     second = repository.commit_all("Second", me)
    ...     print(repository.diff(first, second).decode(), end="")
    diff --git a/a.txt b/a.txt
    index 5626abf..f719efd 100644
    --- a/a.txt
    +++ b/a.txt
    @@ -1 +1 @@
    -one
    +two
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.folder = _find(Path(path).absolute())
        common = self.folder / "commondir"  # there in linked worktrees
        self.common = self.folder / common.read_text().strip() if common.exists() else self.folder
        self.worktree = self.folder.parent if self.folder.name == ".git" else None
        self.refs = RefStore(self.folder, self.common)
        config = (self.common / "config").read_text(encoding="utf-8", errors="replace")
        if re.search(r"(?im)^\s*(objectformat\s*=\s*sha256|refstorage\s*=\s*reftable)", config):
            raise GitError(f"{self.folder}: only SHA-1 and references in files are read")
        shallow = self.common / "shallow"
        self.shallow = frozenset(shallow.read_text().split() if shallow.exists() else ())
        self._loose = LooseStore(self.common / "objects")
        self._stores: list[ObjectStore] = [self._loose]
        self._packs: list[Pack] = []
        self._seen: dict[str, Commit] = {}
        self._look()

    def _look(self) -> bool:
        """Open the packs that are new; return whether there were any."""
        folders = [self._loose.folder]
        alternates = folders[0] / "info" / "alternates"
        if alternates.exists():
            folders += [folders[0] / line for line in alternates.read_text().splitlines() if line]
        known = {pack.path for pack in self._packs}
        found = [path for folder in folders for path in sorted(folder.glob("pack/*.idx"))]
        new = [path for path in found if path.with_suffix(".pack") not in known]
        self._packs += [Pack(path, self.read_raw) for path in new]
        self._stores = [*map(LooseStore, folders), *self._packs]
        return bool(new)

    @classmethod
    def init(cls, folder: str | os.PathLike[str], branch: str = "main") -> Repository:
        """Make an empty repository in a folder; GitError where one is there."""
        own = Path(folder) / ".git"
        if own.exists():
            raise GitError(f"{own} is there already")
        for inner in ("objects/info", "objects/pack", "refs/heads", "refs/tags"):
            (own / inner).mkdir(parents=True)
        config = _CONFIG.format(filemode="false" if os.name == "nt" else "true")
        (own / "config").write_bytes(config.encode())
        RefStore(own).set_symbolic("HEAD", f"refs/heads/{branch}")
        return cls(folder)

    def read_raw(self, name: str) -> tuple[str, bytes]:
        """Return kind and bytes of an object; MissingObjectError where it is not there."""
        store = self._holder(name)
        if store is not None:
            return store.read_raw(name)
        hint = " (a shallow clone: git fetch --unshallow)" if self.shallow else ""
        raise MissingObjectError(f"object {name[:10]} is not in {self.folder}{hint}")

    def _holder(self, name: object) -> ObjectStore | None:
        """Return the store that holds an object; git may have packed it since the last look."""
        for _ in range(2):
            for store in self._stores:
                if name in store:
                    return store
            if not self._look():
                break
        return None

    def write_raw(self, kind: str, data: bytes) -> str:
        """Keep some bytes, unless they are there, and return their name."""
        return self._loose.write_raw(kind, data)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({name for store in self._stores for name in store}))

    def __contains__(self, name: object) -> bool:
        return self._holder(name) is not None

    def commit(self, name: str) -> Commit:
        """Return a commit, through annotated tags; kept, since history is walked often."""
        if name not in self._seen:
            self._seen[name] = super().commit(name)
        return self._seen[name]

    def parents(self, name: str) -> tuple[str, ...]:
        """Return the commits before a commit; none where a shallow clone was cut off."""
        return () if name in self.shallow else super().parents(name)

    def resolve(self, revision: str) -> str:
        """Return the object that a revision means: ``v1.0~2^2``, ``3fa2c1``, ``HEAD^{tree}``.

        Parameters
        ----------
        revision
            A name or its unique beginning (4 digits or more), or a reference, then any of ``^n``,
            ``~n``, ``^{tree}`` and ``^{commit}``.

        Raises
        ------
        GitError
            If it means nothing, or several objects.
        """
        match = re.fullmatch(r"([^~^]+)((?:\^\{\w+\}|[~^]\d*)*)", revision)
        if match is None:
            raise GitError(f"revision {revision!r} is not one that is understood here")
        name = self._resolve_name(match[1])
        for mark, what, count in re.findall(r"([~^])(?:\{(\w+)\}|(\d*))", match[2]):
            if what:
                item = self.read(name)
                while isinstance(item, Tag):
                    name, item = item.object, self.read(item.object)
                if what == "tree" and isinstance(item, Commit):
                    name, item = item.tree, self.read(item.tree)
                if item.kind != what:
                    raise GitError(f"revision {revision!r}: a {item.kind} is no {what}")
                continue
            number = int(count or 1)
            name = self.commit(name).id
            for _ in range(number if mark == "~" else min(number, 1)):
                parents, which = self.parents(name), 1 if mark == "~" else number
                if which > len(parents):
                    raise GitError(f"revision {revision!r}: {name[:10]} has {len(parents)} parents")
                name = parents[which - 1]
        return name

    def _resolve_name(self, text: str) -> str:
        if re.fullmatch("[0-9a-f]{40}", text):
            return text
        text = "HEAD" if text == "@" else text
        for prefix in ("", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"):
            if prefix or text.isupper() or text.startswith("refs/"):
                found = self.refs.resolve(prefix + text)
                if found:
                    return found
        if re.fullmatch("[0-9a-f]{4,39}", text):
            names = [name for name in self if name.startswith(text)]
            if len(names) > 1:
                raise GitError(f"revision {text!r}: {len(names)} objects begin like this")
            if names:
                return names[0]
        raise GitError(f"revision {text!r}: no reference and no object is called so")

    def commit_all(
        self,
        message: str | bytes,
        author: Identity,
        committer: Identity | None = None,
        *,
        parents: Iterable[str] | None = None,
        ignore: Callable[[str], bool] = lambda path: False,
    ) -> str:
        """Commit the whole worktree to the branch that HEAD leads to, and return the commit's name.

        Parameters
        ----------
        message
            A line end is added where it lacks one.
        author, committer
            Who and when; the committer is the author unless given.
        parents
            Instead of HEAD: two or more make a merge.
        ignore
            Paths to leave out.

        Raises
        ------
        GitError
            If there is no worktree.
        RefError
            If the branch moved in the meantime.
        """
        if self.worktree is None:
            raise GitError(f"{self.folder} has no worktree")
        data = message.encode() if isinstance(message, str) else message
        data += b"" if data.endswith(b"\n") else b"\n"
        head = self.refs.resolve("HEAD")
        before = tuple(parents) if parents is not None else (head,) if head else ()
        tree = write_tree(self, self.worktree, ignore=ignore)
        made = Commit(tree, before, author, committer or author, data)
        name = self.write(made)
        branch = self.refs.target("HEAD")
        self.refs.update("HEAD", name, expected=head or "0" * 40)
        kind = "commit (initial)" if not before else "commit (merge)" if before[1:] else "commit"
        line = f"{head or '0' * 40} {name} ".encode() + made.committer.serialize()
        line += f"\t{kind}: {made.subject}\n".encode()
        for ref in ["HEAD", *([branch] if branch else [])]:
            path = (self.folder if ref == "HEAD" else self.common) / "logs" / ref
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.write(line)
        with atomic_write(self.folder / "index", "wb") as file:
            file.write(index_bytes(self, tree))
        return name

    def tag(self, name: str, target: str, tagger: Identity, message: str) -> str:
        """Write an annotated tag and the reference to it; RefError where there is one."""
        kind = self.read(target).kind
        made = self.write(Tag(target, kind, name.encode(), tagger, message.encode() + b"\n"))
        self.refs.update(f"refs/tags/{name}", made, expected="0" * 40)
        return made

    def log(
        self, revision: str = "HEAD", *, exclude: Iterable[str] = (), order: str = "date"
    ) -> Iterator[tuple[str, Commit]]:
        """Walk through history; the orders are those of [log][journey.programming.git.log]."""
        hidden = [self.resolve(other) for other in exclude]
        for name in log(self, self.commit_id(revision), exclude=hidden, order=order):
            yield name, self.commit(name)

    def commit_id(self, revision: str) -> str:
        """Return the commit that a revision means, through annotated tags."""
        return self.resolve(revision + "^{commit}")

    def merge_bases(self, one: str, other: str) -> set[str]:
        """Return the best common ancestors of two revisions."""
        return merge_bases(self, self.commit_id(one), self.commit_id(other))

    def diff(self, old: str, new: str, context: int = 3) -> bytes:
        """Return what changed from one revision to another, for ``git apply`` to read."""
        trees = (self.resolve(old + "^{tree}"), self.resolve(new + "^{tree}"))
        return b"".join(patch(self, change, context) for change in diff_trees(self, *trees))


def _find(path: Path) -> Path:
    """Return the repository's own folder: look here, then in each folder above."""
    for folder in (path, *path.parents):
        own = folder / ".git"
        if own.is_file():  # a linked worktree or a submodule: "gitdir: <folder>"
            own = folder / own.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
        for candidate in (own, folder):
            if (candidate / "HEAD").is_file() and (candidate / "objects").is_dir():
                return candidate
            if (candidate / "HEAD").is_file() and (candidate / "commondir").is_file():
                return candidate
    raise GitError(f"{path}: no repository here or in any folder above")
