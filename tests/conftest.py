"""Fixtures shared by all tests: the parity recorder and the data folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# Speed is a matter of the benchmark; a busy machine fails no test. The examples follow from each
# test's code, so that one commit has one result; `make deep` looks for new ones.
hypothesis.settings.register_profile("journey", deadline=None, derandomize=True)
hypothesis.settings.register_profile("deep", deadline=None, max_examples=1000, print_blob=True)
hypothesis.settings.load_profile("journey")

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-parity",
        action="store",
        metavar="FILE",
        help="write the differences measured by the parity fixture to FILE (JSON lines)",
    )


@pytest.fixture
def parity(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Hold an implementation against its reference and keep the difference that was measured.

    ``parity(code, reference=..., difference=..., tolerance=..., what=...)`` fails when the
    difference is not a number or is above the tolerance. With ``--record-parity`` every call is
    written down; the site's parity tables come from there. Where the difference counts cases,
    ``of`` says among how many.
    """

    def check(
        code: str,
        *,
        reference: str,
        difference: float,
        tolerance: float,
        what: str,
        of: int | None = None,
    ) -> None:
        difference = float(difference)
        if target := request.config.getoption("--record-parity"):
            row: dict[str, Any] = {
                "code": code,
                "reference": reference,
                "what": what,
                "difference": difference,
                "tolerance": tolerance,
                **({} if of is None else {"of": of}),
                "test": request.node.nodeid.split("[")[0],
            }
            with Path(target).open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")
        assert difference <= tolerance, (
            f"{code} differs from {reference} in {what} by {difference:.3g}, "
            f"allowed are {tolerance:.3g}"
        )

    return check


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """The folder of the real data sets; a test that needs one skips where it is not set."""
    folder = os.environ.get("JOURNEY_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("JOURNEY_DATA does not name a folder with the real data sets")
    return Path(folder)
