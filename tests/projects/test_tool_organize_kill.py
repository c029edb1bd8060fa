"""`organize` is killed at every point, at random points and at random times; nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import journey
from tests.projects import killing

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(journey.__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="processes are forked, and killed by a signal"
)


def run(what: str, way: str, base: Path, apart: Path, number: int = 1) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.projects.killing",
         what, way, str(base), str(apart), str(number)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{PACKAGE}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def folders(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "base").mkdir()
    (tmp_path / "apart").mkdir()
    return tmp_path / "base", tmp_path / "apart"


# What a move calls; a run adds the plan, four folders and the end, whatever the way.
CALLS = {
    "rename": {"rename": 10},
    "link": {"link": 10, "unlink": 10},
    "copy": {"create": 9, "symlink": 1, "stamp": 10, "rename": 10, "unlink": 10},
    "copy and link": {"create": 9, "symlink": 1, "stamp": 10, "link": 10, "unlink": 20},
}


@pytest.mark.parametrize("way", killing.WAYS)
def test_killed_at_every_point(way: str, tmp_path: Path) -> None:
    found = run("every point", way, *folders(tmp_path))
    assert found["problems"] == []
    assert found["kills"]["sort"] == found["points"]  # no point was missed
    steps = found["steps"]
    assert {name: steps[name] for name in CALLS[way]} == CALLS[way]
    assert steps["mkdir"] == 4


@pytest.mark.parametrize("way", killing.WAYS)
def test_killed_at_random_points_of_sorting_recovering_and_undoing(
    way: str, tmp_path: Path
) -> None:
    found = run("random points", way, *folders(tmp_path), 25)
    assert found["problems"] == []
    kills = found["kills"]
    assert kills["sort"] == 25  # in all ways together a hundred
    assert kills["recover"] > 0
    assert kills["undo"] > 0


def test_killed_from_outside_at_random_times(tmp_path: Path) -> None:
    found = run("random times", "rename", *folders(tmp_path), 60)
    assert found["problems"] == []


def test_killed_between_two_real_file_systems(tmp_path: Path) -> None:
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system at /dev/shm")
    base = tmp_path / "base"
    base.mkdir()
    apart = memory / f"journey-organize-{os.getpid()}"
    apart.mkdir()
    try:
        found = run("every point", "rename", base, apart)
    finally:
        killing.clear(apart)
    assert found["problems"] == []
    assert found["kills"]["sort"] == found["points"]
    assert found["steps"]["create"] == 9  # the renaming was tried, and refused by the system


def test_the_program_itself_is_killed_and_the_next_run_settles(tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    for number in range(300):
        (box / f"{number}.txt").write_text(f"content {number}")
    before = killing.tree(box)
    program = [sys.executable, "-m", "journey.projects.command_line_tool", "organize"]
    state = tmp_path / "state"
    env = {
        **os.environ,
        "PYTHONPATH": str(PACKAGE),
        "JOURNEY_TOOL_STATE": str(state),
        "JOURNEY_TOOL_CONFIG": os.devnull,
    }
    journal = state / "journals" / "000001.jsonl"
    sort = [*program, "sort", str(box), "--apply", "--quiet"]
    with subprocess.Popen(sort, env=env, stdout=subprocess.DEVNULL) as child:
        # However fast the machine is: it is killed once it has begun, or it has ended.
        begun = False
        while child.poll() is None and not begun:
            time.sleep(0.001)
            begun = journal.exists() and b'"done"' in journal.read_bytes()
        child.kill()
    found = {killing.content(path) for path in killing.files(box)}
    assert found == {f"content {number}".encode() for number in range(300)}

    def call(*words: str) -> Any:
        done = subprocess.run([*program, *words], env=env, capture_output=True, check=False)
        return done.returncode, json.loads(done.stdout)

    code, told = call("undo", "--last", "--apply", "--json")  # settles first
    assert (code, told["failed"]) == (0, [])
    assert killing.tree(box) == before
    _, rows = call("history", "--json")
    assert [row["state"] for row in rows] == ["undone", "finished"]
    assert rows[0]["moved"] == rows[1]["moved"] > 0


def test_the_checks_notice_a_move_that_copies_to_the_final_name(tmp_path: Path) -> None:
    found = run("every point", "careless", *folders(tmp_path))
    told = " ".join(found["problems"])
    assert "a file that nobody wrote" in told  # half a file under a final name
    assert "a content is there twice" in told or "a target that the run did not make" in told
