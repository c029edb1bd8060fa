"""Wrong but plausible answers to the exercises, and the check that must notice each.

An answer is the exercise's own solution with a piece of it replaced. Together they make every
check of every exercise fail at least once: a check that nothing can fail would prove nothing.
Each topic has a module of its own here, named after it; adding the file is enough.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from tests.wrong_answers._wrong import Wrong

__all__ = ["WRONG", "Wrong"]

WRONG: dict[str, list[Wrong]] = {}
for _module in iter_modules(__path__):
    if not _module.name.startswith("_"):
        _answers: dict[str, list[Wrong]] = import_module(f"{__name__}.{_module.name}").WRONG
        if _twice := WRONG.keys() & _answers.keys():
            raise ValueError(f"tests/wrong_answers: {sorted(_twice)} stand in two modules")
        WRONG.update(_answers)
