"""Executes notebooks: in parallel, deterministically, and without ever leaving a half-written one.

A notebook is replaced only after all its cells ran; a failure leaves the file as it was and is
reported with its cell. Outputs are normalised, so that a re-run changes nothing but the stamp.
"""

from __future__ import annotations

import copy
import datetime
import importlib.metadata
import importlib.util
import json
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journey_site import stamps
from journey_site.files import write_text
from journey_site.installcell import repository, with_cell, without_cell
from journey_site.problems import relative
from journey_site.results import joined, source, tags

TIMEOUT = 600  # seconds a notebook may take
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")
_VERSIONS = ("numpy", "scipy", "scikit-learn", "pandas", "matplotlib")


@dataclass(frozen=True)
class Outcome:
    """What became of one notebook."""

    path: str
    seconds: float
    error: str = ""  # what failed, with cell and traceback; empty where all went well
    changed: bool = False  # whether outputs differ from the file's


class NotebookFailure(Exception):
    """Raised where a notebook cannot be executed or its outputs break a contract."""


def missing_libraries() -> str:
    """Return a sentence naming what must be installed before notebooks can run, or nothing."""
    missing = [n for n in ("nbclient", "nbformat", "ipykernel") if not importlib.util.find_spec(n)]
    if not missing:
        return ""
    return (
        f"Running notebooks needs {', '.join(missing)}: call 'make notebooks', "
        "or install requirements/notebooks.txt."
    )


def run_all(
    paths: Iterable[Path], root: Path, *, jobs: int = 0, verify: bool = False
) -> Iterator[Outcome]:
    """Execute notebooks in parallel and yield each outcome as it comes.

    Parameters
    ----------
    paths
        The notebooks.
    root
        The project's root.
    jobs
        How many at a time. Default: as many as there are cores.
    verify
        Compare the outputs with the committed ones instead of writing them.
    """
    os.environ.update({"PYTHONHASHSEED": "0", **dict.fromkeys(_THREADS, "1")})
    beside = root.parent / "shared" / "data"  # where the data sets are kept beside the project
    data = os.environ.get("JOURNEY_DATA") or (str(beside) if beside.is_dir() else "")
    if data:
        os.environ["JOURNEY_DATA"] = str(Path(data).resolve())
    with ProcessPoolExecutor(max_workers=jobs or os.cpu_count() or 1) as pool:
        futures = [pool.submit(run_one, path, root, verify=verify) for path in paths]
        for future in as_completed(futures):
            yield future.result()


def run_one(path: Path, root: Path, *, verify: bool = False) -> Outcome:
    """Execute one notebook; write it with its stamp, or compare it when verifying."""
    name = relative(path, root)
    start = time.perf_counter()
    before = without_cell(json.loads(path.read_text(encoding="utf-8")))
    try:
        after = execute(before, path.parent)
        normalise(after)
        check_outputs(after)
        taken = time.perf_counter() - start
        difference = first_difference(before, after)
        if verify:
            return Outcome(name, taken, difference, bool(difference))
        stamp(after, root, taken)
        write_text(path, dumps(with_cell(after, repository(root))))
    except NotebookFailure as failure:
        return Outcome(name, time.perf_counter() - start, str(failure))
    return Outcome(name, taken, changed=bool(difference))


def dumps(notebook: dict[str, Any]) -> str:
    """Return a notebook as text, always the same for the same content."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def execute(notebook: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Execute a notebook with the kernel of the running interpreter and return it anew.

    Raises
    ------
    NotebookFailure
        If a cell fails that is not tagged ``raises-exception``, or time runs out.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    plain_text = copy.deepcopy(notebook)
    for cell in plain_text["cells"]:  # files may hold lists of lines, nbclient wants text
        cell["source"] = source(cell)
    node = nbformat.from_dict(plain_text)
    for cell in node.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(
        node,
        timeout=TIMEOUT,
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        coalesce_streams=True,
    )
    manager: Any = client.create_kernel_manager()
    manager.kernel_spec.argv = [
        sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}",
        "--HistoryManager.enabled=False", "--log-level=ERROR",
    ]  # fmt: skip
    try:
        client.execute()
    except CellExecutionError:
        raise NotebookFailure(_failure_report(node)) from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise NotebookFailure(f"{type(error).__name__}: {error}") from None
    plain: dict[str, Any] = json.loads(nbformat.writes(node, version=nbformat.NO_CONVERT))
    return plain


def _failure_report(node: Any) -> str:
    for number, cell in enumerate(node.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "error" and "raises-exception" not in tags(cell):
                trace = _ANSI.sub("", "\n".join(output.traceback)).splitlines()
                head = f"cell {number} ({cell.get('id', 'no id')}) failed: "
                head += f"{output.ename}: {output.evalue}"
                body = [f"    | {line}" for line in source(cell).splitlines()[:30]]
                return "\n".join([head, *body, *(f"    {line}" for line in trace[-14:])])
    return "a cell failed"


def normalise(notebook: dict[str, Any]) -> None:
    """Take out of a fresh notebook whatever would differ on the next run, in place."""
    spec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    notebook["metadata"] = {
        "journey": notebook["metadata"].get("journey", {}),
        "kernelspec": spec,
        "language_info": {"name": "python"},
    }
    count = 0
    for cell in notebook["cells"]:
        cell["source"] = source(cell)
        cell["metadata"] = {
            key: cell["metadata"][key] for key in ("tags",) if cell["metadata"].get(key)
        }
        if cell["cell_type"] != "code":
            continue
        count += bool(cell["source"].strip())
        cell["execution_count"] = count if cell["source"].strip() else None
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = count
            if "text" in output:
                output["text"] = _ANSI.sub("", joined(output["text"]))
            for mime, value in output.get("data", {}).items():
                if isinstance(value, list):
                    output["data"][mime] = joined(value)
            if output["output_type"] == "error":
                output["traceback"] = [f"{output['ename']}: {output['evalue']}"]


def check_outputs(notebook: dict[str, Any]) -> None:
    """Refuse outputs that cannot be the same next time, or that nobody should read.

    Raises
    ------
    NotebookFailure
        If an output shows a memory address, or something was written to stderr in a cell that
        is not tagged ``stderr-expected``.
    """
    for number, cell in enumerate(notebook["cells"], start=1):
        for output in cell.get("outputs", []):
            where = f"cell {number} ({cell.get('id', 'no id')})"
            if output.get("name") == "stderr" and "stderr-expected" not in tags(cell):
                raise NotebookFailure(f"{where} wrote to stderr:\n{output['text'][-2000:]}")
            shown = output.get("text", "") or joined(output.get("data", {}).get("text/plain", ""))
            if found := _ADDRESS.search(shown):
                raise NotebookFailure(
                    f"{where} shows a memory address ({found[0]}), which differs on each run."
                )


def first_difference(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the first output that differs, in words; nothing where all are the same."""
    before = copy.deepcopy(before)
    normalise(before)
    for number, (old, new) in enumerate(zip(before["cells"], after["cells"], strict=True), 1):
        if old.get("outputs") != new.get("outputs"):
            where = f"cell {number} ({new.get('id', 'no id')})"
            return f"{where}: the outputs differ\n{_shorten(old)}\n  now\n{_shorten(new)}"
    return ""


def _shorten(cell: dict[str, Any]) -> str:
    lines = []
    for output in cell.get("outputs", []):
        text = output.get("text") or joined(output.get("data", {}).get("text/plain", ""))
        lines += [f"    {line}" for line in str(text).splitlines()[:12]]
    return "\n".join(lines)


def stamp(notebook: dict[str, Any], root: Path, seconds: float) -> None:
    """Write today's stamp into a notebook's metadata, in place."""
    versions = {"python": platform.python_version()}
    for name in _VERSIONS:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    notebook["metadata"]["journey"]["stamp"] = {
        **stamps.compute_stamp(root, notebook).as_metadata(),
        "executed": datetime.date.today().isoformat(),
        "seconds": round(seconds, 1),
        "versions": versions,
    }
