"""Runs the blocks of a page on this machine: JSON in, JSON out.

``python -m journey.live`` reads a list of ``{"id", "code"}`` and writes, for each block, the list
of what :func:`journey.live._run.run` told. The site keeps the pictures.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from journey.live._run import run


def main() -> None:
    """Run the blocks in one namespace."""
    namespace: dict[str, Any] = {}
    everything: list[list[tuple[str, Any]]] = []
    for block in json.load(sys.stdin):
        told: list[tuple[str, Any]] = []
        run(
            block["code"],
            namespace,
            lambda kind, what, told=told: told.append((kind, what)),  # type: ignore[misc]
            name=f"block {block['id']}",
        )
        everything.append(told)
    json.dump(everything, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
