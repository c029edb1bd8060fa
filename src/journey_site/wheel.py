"""The package as a wheel, for the browser: ``src/journey`` and nothing of the site engine.

The same source gives the same bytes. It is written here rather than by the build backend, which
takes half a second and would put the site engine in: a save of a module must show at once.
"""

from __future__ import annotations

import base64
import hashlib
import io
import tomllib
import zipfile
from pathlib import Path

from journey_site.cache import Cache

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file knows


def package_wheel(root: Path, cache: Cache) -> tuple[str, bytes]:
    """Return the wheel's address below ``assets/live/``, named by its content, and its bytes.

    It is built again only where the package or its metadata changed.
    """
    parts = [(root / "pyproject.toml").read_bytes()]
    for name, content in _sources(root).items():
        parts += [name.encode(), content]
    name, wheel = cache.memo("wheel", tuple(parts), lambda: build_wheel(root))
    return f"{hashlib.sha256(wheel).hexdigest()[:12]}/{name}", wheel


def _sources(root: Path) -> dict[str, bytes]:
    source = root / "src"
    return {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted((source / "journey").rglob("*"))
        if path.suffix in {".py", ".typed"} and "__pycache__" not in path.parts
    }


def build_wheel(root: Path) -> tuple[str, bytes]:
    """Return the wheel's file name and its bytes.

    Parameters
    ----------
    root
        The project's root, with ``pyproject.toml`` and ``src/journey``.

    References
    ----------
    PyPA specifications, "Binary distribution format", version 1.0.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stem = f"{project['name'].replace('-', '_')}-{project['version']}"
    files = _sources(root)
    needs = "".join(f"Requires-Dist: {item}\n" for item in project.get("dependencies", ()))
    files[f"{stem}.dist-info/METADATA"] = (
        f"Metadata-Version: 2.4\nName: {project['name']}\nVersion: {project['version']}\n"
        f"Summary: {project.get('description', '')}\n"
        f"Requires-Python: {project.get('requires-python', '>=3.11')}\n{needs}"
    ).encode()
    files[f"{stem}.dist-info/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: journey_site\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    record = f"{stem}.dist-info/RECORD"
    files[record] = "".join(
        [f"{name},{_sum(content)},{len(content)}\n" for name, content in files.items()]
        + [f"{record},,\n"]
    ).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return f"{stem}-py3-none-any.whl", stream.getvalue()


def _sum(content: bytes) -> str:
    found = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return f"sha256={found.decode().rstrip('=')}"
