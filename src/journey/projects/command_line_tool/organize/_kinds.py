"""Which folder a file belongs in: by its type, its date, its size, or the user's own rules."""

from __future__ import annotations

import string
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from journey.projects.command_line_tool.organize._errors import OrganizeError
from journey.projects.command_line_tool.organize._names import split
from journey.projects.command_line_tool.organize._system import Facts

__all__ = ["By", "Rule", "folder_for", "parse_rule"]

_TYPES = {
    "archives": "7z bz2 gz iso rar tar tar.bz2 tar.gz tar.xz tar.zst tgz xz zip zst",
    "audio": "aac aiff flac m4a mid midi mp3 ogg opus wav wma",
    "code": "c cc cpp cs css go h hpp html ipynb java js jsx kt php pl py r rb rs sh sql swift ts",
    "data": "avro csv db feather h5 json jsonl npy npz parquet sqlite toml tsv xml yaml yml",
    "documents": "doc docx epub md mobi odp ods odt pages pdf ppt pptx rst rtf tex txt xls xlsx",
    "fonts": "otf ttf woff woff2",
    "images": "avif bmp gif heic heif ico jpeg jpg png psd raw svg tif tiff webp",
    "programs": "apk app appimage bat deb dmg exe msi pkg rpm",
    "videos": "avi m4v mkv mov mp4 mpeg mpg webm wmv",
}
_FOLDER_OF = {extension: folder for folder, known in _TYPES.items() for extension in known.split()}
_SIZES = (
    (0, "empty"),
    (10**6 - 1, "under-1-MB"),
    (10**8 - 1, "under-100-MB"),
    (10**9 - 1, "under-1-GB"),
)
_FIELDS = ("extension", "month", "size", "type", "year")


class By(StrEnum):
    """What files are sorted by."""

    TYPE = "type"
    DATE = "date"
    SIZE = "size"
    RULE = "rule"


@dataclass(frozen=True)
class Rule:
    """Files whose name matches `glob` go to `folder`."""

    glob: str
    folder: str


def parse_rule(text: str) -> Rule:
    """Read a rule such as `*.pdf=papers/{year}`.

    Parameters
    ----------
    text
        A pattern, an equals sign, a folder. In the pattern `*`, `?` and `[...]` are as in a shell;
        case does not matter; a pattern with a slash is held against the path within the folder
        that is sorted. The folder may name `{extension}`, `{month}`, `{size}`, `{type}`, `{year}`.

    Raises
    ------
    OrganizeError
        If there is no equals sign, a side is empty, or the folder would be outside.

    Examples
    --------
    >>> parse_rule("IMG_*.jpg=photos/{year}")
    Rule(glob='IMG_*.jpg', folder='photos/{year}')
    """
    glob, _, folder = text.rpartition("=")
    if not glob or not folder:
        raise OrganizeError(f"--rule: expected GLOB=FOLDER, got {text!r}", usage=True)
    try:
        fields = [field for _, field, _, _ in string.Formatter().parse(folder) if field is not None]
    except ValueError as error:
        raise OrganizeError(f"--rule: {text!r}: {error}", usage=True) from None
    for field in fields:
        if field not in _FIELDS:
            known = ", ".join("{" + name + "}" for name in _FIELDS)
            raise OrganizeError(
                f"--rule: {text!r}: expected one of {known}, got {{{field}}}", usage=True
            )
    parts = PurePosixPath(folder).parts
    if any(part == ".." or part.startswith(("/", ".")) for part in parts) or not parts:
        raise OrganizeError(
            f"--rule: {text!r}: expected a folder below the one that is sorted into, none hidden",
            usage=True,
        )
    if "\\" in folder or PureWindowsPath(folder).drive:
        raise OrganizeError(
            f"--rule: {text!r}: expected a folder with / between its parts and no drive", usage=True
        )
    return Rule(glob, folder)


def _type(name: str) -> str:
    extension = split(name)[1][1:].lower()
    return _FOLDER_OF.get(extension, "other")


def _size(size: int) -> str:
    return next((folder for most, folder in _SIZES if size <= most), "1-GB-and-more")


def _date(changed: int) -> tuple[str, str]:
    try:
        year, month = time.strftime("%Y %m", time.localtime(changed // 10**9)).split()
    except (OSError, OverflowError, ValueError):  # a time that this system cannot tell
        return "no-year", "no-month"
    return year, month


def folder_for(path: PurePath, facts: Facts, by: By, rules: Sequence[Rule] = ()) -> PurePath | None:
    """Return the folder a file belongs in, or None if it stays.

    Parameters
    ----------
    path
        Where it is within the folder that is sorted.
    facts
        Its size and the time of its last change, which is shown in this machine's time zone.
    by
        What decides.
    rules
        Tried first, in order; the first that matches decides. With `By.RULE` what no rule matches
        stays.

    Examples
    --------
    >>> facts = Facts("file", 5, 0, 1)
    >>> str(folder_for(PurePath("a.JPG"), facts, By.TYPE))
    'images'
    >>> str(folder_for(PurePath("a.JPG"), facts, By.TYPE, [Rule("*.jpg", "{size}")]))
    'under-1-MB'
    """
    year, month = _date(facts.changed)
    for rule in rules:
        subject = path.as_posix() if "/" in rule.glob else path.name
        if fnmatchcase(subject.casefold(), rule.glob.casefold()):
            named = rule.folder.format(
                extension=split(path.name)[1][1:].lower() or "none",
                month=month,
                size=_size(facts.size),
                type=_type(path.name),
                year=year,
            )
            return PurePath(*PurePosixPath(named).parts)
    if by is By.TYPE:
        return PurePath(_type(path.name))
    if by is By.DATE:
        return PurePath(year, month)
    return PurePath(_size(facts.size)) if by is By.SIZE else None
