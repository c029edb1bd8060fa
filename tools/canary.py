"""Builds the docs tree, unchanged, with the builders that may come after MkDocs.

ProperDocs must give the same files but for the generator's name; anything else is a failure. Of
Zensical it is only said what it would lose: pages it does not make, markup that it leaves as text.
Run by hand (``python tools/canary.py``) and weekly by a workflow. Each builder gets an environment
of its own under ``.cache/canary``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "canary"
BUILDERS = {
    "properdocs": ["-r", "requirements/docs.txt", "properdocs==1.6.7"],
    "zensical": ["zensical==0.0.73", "mkdocstrings==1.0.8", "mkdocstrings-python==2.0.11"],
}
_GENERATOR = re.compile(
    rb'<meta name="generator" content="[^"]*">|<(?:lastBuildDate|pubDate|generator)>[^<]*<'
)
_MACRO = re.compile(r"\{\{ *([a-z_]+)\(")
_COPIED = ("docs", "overrides", "src", "notebooks", "evidence", "mkdocs.yml", "roadmap.yml")


def environment(name: str) -> Path:
    """Make a builder's environment, once, and return the folder of its programs."""
    folder = FOLDER / name
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    done = folder / "pins"
    pins = " ".join(BUILDERS[name])
    if not done.is_file() or done.read_text("utf-8") != pins:
        shutil.rmtree(folder, ignore_errors=True)
        uv = [sys.executable, "-m", "uv"]
        subprocess.run([*uv, "venv", "--quiet", str(folder)], cwd=ROOT, check=True)
        install = [*uv, "pip", "install", "--quiet", "--python", str(programs / "python")]
        subprocess.run([*install, *BUILDERS[name]], cwd=ROOT, check=True)
        if name == "properdocs":
            subprocess.run([*install, "--no-deps", "--editable", "."], cwd=ROOT, check=True)
        done.write_text(pins, "utf-8")
    return programs


def run(command: list[str], folder: Path) -> tuple[int, str]:
    """Run a builder and return its exit status and what it said."""
    quiet = {
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "JOURNEY_CACHE": "false",
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | quiet,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def files(site: Path) -> dict[str, bytes]:
    """Return every file of a site, without what names its builder or the second of its making."""
    return {
        path.relative_to(site).as_posix(): _GENERATOR.sub(b"", path.read_bytes())
        for path in site.rglob("*")
        if path.is_file() and path.name != "sitemap.xml.gz"
    }


def properdocs(ours: Path) -> bool:
    """Build with ProperDocs and say whether its files are the same."""
    site = FOLDER / "site-properdocs"
    program = environment("properdocs") / "properdocs"
    command = [str(program), "build", "--strict", "--quiet", "-f", "mkdocs.yml", "-d", str(site)]
    status, said = run(command, ROOT)
    if status:
        print(f"ProperDocs does not build the docs tree:\n{said[-3000:]}")
        return False
    one, other = files(ours), files(site)
    different = sorted(name for name in one | other if one.get(name) != other.get(name))
    print(f"ProperDocs: {len(other)} files, {len(different)} differ.")
    for name in different[:20]:
        print(f"  {name}")
    return not different


def zensical(ours: Path) -> None:
    """Build with Zensical and say what it loses."""
    source = FOLDER / "zensical-source"
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    for name in _COPIED:
        path = ROOT / name
        (shutil.copytree if path.is_dir() else shutil.copy)(path, source / name)
    status, said = run([str(environment("zensical") / "zensical"), "build"], source)
    built = source / "site"
    pages = {path.relative_to(built).as_posix() for path in built.rglob("*.html")}
    wanted = {path.relative_to(ours).as_posix() for path in ours.rglob("*.html")}
    macros = [
        name
        for page in pages
        for name in _MACRO.findall((built / page).read_text("utf-8", errors="replace"))
    ]
    end = said.strip().splitlines()[-1] if said.strip() else ""
    print(f"Zensical: exit status {status}{f' ({end})' if status else ''}.")
    print(f"  {len(wanted & pages)} of {len(wanted)} pages are made.")
    groups: dict[str, int] = {}
    for page in wanted - pages:
        first = page.split("/")[0]
        if "/notebook/" in page:
            kind = "notebook pages"
        elif first.isdigit():
            kind = "short addresses of phases"
        elif "/projects/" in page:
            kind = "pages of milestones"
        else:
            kind = page if first == page else f"pages under {first}/"
        groups[kind] = groups.get(kind, 0) + 1
    for kind, count in sorted(groups.items()):
        print(f"  lost: {count} {kind}")
    print(f"  left as text: {len(macros)} quotes ({', '.join(sorted(set(macros)))})")


def main() -> int:
    """Build with each, and say how it went."""
    ours = FOLDER / "site-mkdocs"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(ours)]
    status, said = run(command, ROOT)
    if status:
        print(f"MkDocs itself does not build the docs tree:\n{said[-3000:]}")
        return 1
    same = properdocs(ours)
    zensical(ours)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
