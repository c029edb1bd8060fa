"""References: names for commits, the only thing in a repository that ever changes."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from journey.programming.git._errors import RefError

__all__ = ["RefStore", "check_ref_format"]

_RULES = (
    (r"(^|/)\.", "a part begins with a dot"),
    (r"\.lock(/|$)", "a part ends with .lock"),
    (r"\.\.", "two dots in a row"),
    (r"[\x00-\x20\x7f~^:?*\[\\]", "a space, a control character or one of ~^:?*[\\"),
    (r"^/|/$|//|^$", "an empty part"),
    (r"\.$", "a dot at the end"),
    (r"@\{", "the sequence @{"),
    (r"^@$", "the single character @"),
)


def check_ref_format(name: str, *, allow_onelevel: bool = False) -> None:
    """Raise unless git allows a reference of this name. O(n).

    Most of the rules keep names apart from revisions such as ``main~2`` or ``a..b``. Patterns and
    the shorthand of branches, which ``git check-ref-format`` has options for, are left out.

    Parameters
    ----------
    name
        The full name, such as ``refs/heads/main``.
    allow_onelevel
        Whether a name without a slash will do.

    Raises
    ------
    RefError
        Says which rule is broken.

    References
    ----------
    Git documentation, *git-check-ref-format*.

    Examples
    --------
    >>> check_ref_format("refs/heads/main")
    >>> check_ref_format("refs/heads/a..b")
    Traceback (most recent call last):
    ...
    journey.programming.git._errors.RefError: 'refs/heads/a..b' is not allowed: two dots in a row
    """
    for pattern, why in _RULES:
        if re.search(pattern.replace("$", r"\Z"), name):
            raise RefError(f"{name!r} is not allowed: {why}")
    if "/" not in name and not allow_onelevel:
        raise RefError(f"{name!r} is not allowed: no slash, as in refs/heads/main")


class RefStore:
    """References of a repository: one file each, or all in ``packed-refs``.

    Parameters
    ----------
    folder
        The repository's own folder (``.git``).
    common
        Where branches and tags lie, if elsewhere: a linked worktree has only its own ``HEAD``.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     refs = RefStore(folder)
    ...     refs.set_symbolic("HEAD", "refs/heads/main")
    ...     refs.update("refs/heads/main", "1" * 40)
    ...     refs.target("HEAD"), refs.resolve("HEAD") == "1" * 40
    ('refs/heads/main', True)
    """

    def __init__(
        self, folder: str | os.PathLike[str], common: str | os.PathLike[str] | None = None
    ) -> None:
        self.folder = Path(folder)
        self.common = Path(common or folder)

    def _path(self, name: str) -> Path:
        return (self.common if name.startswith("refs/") else self.folder) / name

    def _raw(self, name: str) -> str | None:
        """Return the text of a reference: an id, or ``ref: `` and a name."""
        with contextlib.suppress(
            FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError
        ):
            return self._path(name).read_text(encoding="utf-8").strip()
        return self._packed().get(name)

    def _packed(self) -> dict[str, str]:
        """Read ``packed-refs``; the lines with ``^`` only repeat what tags point to."""
        path = self.common / "packed-refs"
        if not path.exists():
            return {}
        lines = path.read_text(encoding="utf-8").splitlines()
        return {line[41:]: line[:40] for line in lines if line and line[0] not in "#^"}

    def target(self, name: str) -> str | None:
        """Return which reference a symbolic one leads to, or None where it holds an id."""
        raw = self._raw(name)
        return raw[5:].strip() if raw and raw.startswith("ref:") else None

    def resolve(self, name: str) -> str | None:
        """Return the id that a reference leads to, or None where it or its target is missing."""
        for _ in range(6):
            raw = self._raw(name)
            if raw is None:
                return None
            if not raw.startswith("ref:"):
                if not re.fullmatch("[0-9a-f]{40}", raw):
                    raise RefError(f"{name}: holds {raw[:50]!r}, which is no object's name")
                return raw
            name = raw[5:].strip()
        raise RefError(f"{name}: symbolic references lead to one another without an end")

    def __iter__(self) -> Iterator[str]:
        names = set(self._packed())
        for path in (self.common / "refs").rglob("*"):
            if path.is_file() and path.suffix != ".lock":
                names.add(path.relative_to(self.common).as_posix())
        return iter(sorted(names))

    def update(self, name: str, new: str, *, expected: str | None = None) -> None:
        """Let a reference lead to an id, or, if it is symbolic, the one behind it.

        Parameters
        ----------
        name
            The reference.
        new
            The id.
        expected
            The id that it must hold now; 40 zeros: it must not be there. With this a writer notices
            that another one was faster (``--force-with-lease`` is the same over the network).

        Raises
        ------
        RefError
            If the name is not allowed or clashes with another, another writer holds its lock, or
            it does not hold what was expected.
        """
        name = self.target(name) or name
        check_ref_format(name, allow_onelevel=name.isupper())
        if not re.fullmatch("[0-9a-f]{40}", new):
            raise RefError(f"{name}: new must be 40 hexadecimal digits, got {new!r}")
        for other in self:
            if other.startswith(name + "/") or name.startswith(other + "/"):
                raise RefError(f"{name}: {other} is there, and a name cannot be file and folder")
        with self._locked(name) as lines:
            now = self.resolve(name) or "0" * 40
            if expected is not None and now != expected:
                raise RefError(f"{name}: expected {expected[:10]}, holds {now[:10]}")
            lines.append(new)

    def set_symbolic(self, name: str, target: str) -> None:
        """Let a reference lead to another one, which need not be there yet."""
        check_ref_format(name, allow_onelevel=True)
        check_ref_format(target)
        with self._locked(name) as lines:
            lines.append(f"ref: {target}")

    def delete(self, name: str) -> None:
        """Remove a reference, packed or not; RefError where it is missing."""
        if self._raw(name) is None:
            raise RefError(f"{name}: is not there")
        if name in self._packed():
            path = self.common / "packed-refs"
            keep, skip = [], False
            for line in path.read_text(encoding="utf-8").splitlines():
                skip = line[41:] == name or (skip and line.startswith("^"))
                keep += [] if skip else [line]
            with self._locked("packed-refs") as lines:
                lines.extend(keep)
        with contextlib.suppress(FileNotFoundError):
            self._path(name).unlink()

    @contextlib.contextmanager
    def _locked(self, name: str) -> Iterator[list[str]]:
        """Hold ``name.lock``, which only one can create; rename it into place at the end."""
        path = self.common / name if name == "packed-refs" else self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():  # left behind, empty, by a branch such as topic/one
            with contextlib.suppress(OSError):
                path.rmdir()
        lock = path.with_name(path.name + ".lock")
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            raise RefError(f"{name}: {lock.name} is there, so another program writes it") from None
        try:
            lines: list[str] = []
            with os.fdopen(handle, "wb") as file:
                yield lines
                file.write("".join(line + "\n" for line in lines).encode())
            os.replace(lock, path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                lock.unlink()
            raise
