"""Live blocks on the side of the build: found, marked, recorded; the runtime and the wheel."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from journey_site import runtime
from journey_site.cache import Cache
from journey_site.livecode import find_blocks, mark_blocks
from journey_site.macros import Blocks
from journey_site.wheel import build_wheel, package_wheel
from tests.site.conftest import ROOT, Mini

PAGE = """\
# Page

```python live
print(1 + 1)
```

```text title="Output"
2
```

```python
not_live()
```

````python live id="fences"
print("```")
````

Text.
"""


def test_blocks_are_found_with_their_output() -> None:
    blocks, wrong = find_blocks(PAGE)
    assert wrong == []
    assert [(block.id, block.number, block.code) for block in blocks] == [
        ("1", 1, "print(1 + 1)\n"),
        ("fences", 2, 'print("```")\n'),
    ]
    assert blocks[0].output.startswith('```text title="Output"')
    assert blocks[1].output == ""


def test_an_output_belongs_to_the_block_directly_before_it() -> None:
    text = '```python live\n1\n```\n\nWords.\n\n```text title="Output"\n1\n```\n'
    (block,) = find_blocks(text)[0]
    assert block.output == ""


def test_marked_blocks_stay_fences_in_elements_of_their_own(tmp_path: Path) -> None:
    kept = Blocks()
    text = mark_blocks(PAGE, "phase/page.md", tmp_path, kept)
    assert "python live" not in text
    assert "```python\nprint(1 + 1)\n```" in text
    placed = kept.place(text)
    assert '<div class="j-live" id="live-fences" data-live="fences" data-number="2">' in placed
    assert placed.index("j-live__recorded") < placed.index('text title="Output"')
    assert placed.count("<div") == placed.count("</div>")


def test_a_recorded_picture_stands_where_the_block_makes_one(tmp_path: Path) -> None:
    picture = tmp_path / "evidence/live/page/fences.svg"
    picture.parent.mkdir(parents=True)
    picture.write_text("<svg>drawn</svg>\n")
    kept = Blocks()
    placed = kept.place(mark_blocks(PAGE, "phase/page.md", tmp_path, kept))
    assert '<div class="j-live__recorded"><svg>drawn</svg></div>' in placed


@pytest.mark.parametrize(
    ("fence", "told"),
    [
        ("```python live id=\"Not So\"\n1\n```", "takes id="),
        ("```python live twice\n1\n```", "takes id="),
        ("```python live\n1\n```\n\n```python live id=\"1\"\n1\n```", "have the id '1'"),
        ("- item\n\n    ```python live\n    1\n    ```", "not indented"),
        ("```python live\nnever closed\n", "is closed"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_file_and_line(mini: Mini, fence: str, told: str) -> None:
    from journey_site.pages import Draft, Pages
    from journey_site.project import load_project

    body = f"# Title\n\nText.\n\n{fence}\n"
    draft = Draft(uri="a.md", url="a/", path="docs/a.md", text=body)
    Pages(load_project(mini.root), {}).prepare(draft, body)
    (problem,) = draft.problems
    assert told in problem.message
    assert problem.path == "docs/a.md"
    assert problem.line == body.count("\n", 0, body.rindex("python live")) + 1


def test_the_wheel_is_the_package_and_the_same_each_time(tmp_path: Path) -> None:
    name, content = build_wheel(ROOT)
    assert (name, content) == build_wheel(ROOT)
    with zipfile.ZipFile(BytesIO(content)) as wheel:
        names = wheel.namelist()
        assert wheel.testzip() is None
        record = wheel.read(next(item for item in names if item.endswith("RECORD"))).decode()
    assert "journey/ml/cluster/_kmeans.py" in names
    assert not [item for item in names if item.startswith(("journey_site", "tests"))]
    assert [line.split(",")[0] for line in record.splitlines()] == names
    path = tmp_path / name
    path.write_bytes(content)
    code = "import journey.ml.cluster, sys; print(journey.__file__)"
    target = tmp_path / "there"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target)]
    subprocess.run([*pip, str(path)], check=True)
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], env={"PYTHONPATH": str(target)}, cwd=tmp_path,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert str(target) in done.stdout


def test_the_wheel_is_built_again_only_when_the_package_changed(
    mini: Mini, monkeypatch: pytest.MonkeyPatch
) -> None:
    mini.write("pyproject.toml", '[project]\nname = "mini"\nversion = "1.0"\n')
    cache, built = Cache(mini.root / ".cache"), []
    real = build_wheel
    monkeypatch.setattr(
        "journey_site.wheel.build_wheel", lambda root: (built.append(1), real(root))[1]
    )
    first = package_wheel(mini.root, cache)
    assert package_wheel(mini.root, cache) == first
    assert len(built) == 1
    mini.edit("src/journey/programming/sorting.py", "Two halves", "Both halves")
    assert package_wheel(mini.root, cache)[0] != first[0]
    assert len(built) == 2


@pytest.fixture
def locked(tmp_path: Path) -> runtime.Runtime:
    """A runtime of two small files, kept in an empty folder."""
    files = [
        {"name": name, "group": group, "sha256": hashlib.sha256(name.encode()).hexdigest()}
        for name, group in (("pyodide.mjs", "core"), ("numpy.whl", "numpy"))
    ]
    lock = {
        "pyodide": "1.0", "info": {}, "distribution": "http://127.0.0.1:9/", "carriers": [],
        "files": files,
    }  # fmt: skip
    (tmp_path / "requirements").mkdir()
    (tmp_path / runtime.LOCK_FILE).write_text(json.dumps(lock))
    found = runtime.load_runtime(tmp_path, tmp_path / "kept")
    assert found
    return found


def test_files_come_from_any_folder_whose_sums_are_right(
    locked: runtime.Runtime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    monkeypatch.setenv(runtime.GIVEN, str(given))
    monkeypatch.setattr("shutil.which", lambda _: None)
    (given / "pyodide.mjs").write_text("pyodide.mjs")
    (given / "numpy.whl").write_text("tampered with")
    failures = runtime.fetch(locked, lambda _: None)
    assert [file.name for file in locked.missing()] == ["numpy.whl"]
    assert any("numpy.whl has another sum" in failure for failure in failures)
    assert any("Pyodide's distribution" in failure for failure in failures), "what did not answer"
    (given / "numpy.whl").write_text("numpy.whl")
    assert runtime.fetch(locked, lambda _: None) == []
    assert locked.missing() == []
    assert runtime.fetch(locked, lambda _: pytest.fail("nothing is asked for")) == []


def test_the_page_is_told_addresses_and_sums(locked: runtime.Runtime) -> None:
    for file in locked.files:
        path = locked.kept(file)
        path.parent.mkdir(parents=True)
        path.write_text(file.name)
    found = runtime.page_config(locked, ("abc/j.whl", b"wheel"))
    assert found["available"] is True
    core = found["core"]["pyodide.mjs"]
    assert core == {
        "url": f"{locked.name}/pyodide.mjs",
        "sha256": hashlib.sha256(b"pyodide.mjs").hexdigest(),
        "size": len("pyodide.mjs"),
    }
    assert found["journey"]["size"] == 5
    assert runtime.page_config(None, None) == {"available": False}


def test_the_lock_is_whole() -> None:
    found = runtime.load_runtime(ROOT)
    assert found
    assert {file.group for file in found.files} == {"core", "numpy", "matplotlib", "review"}
    assert all(len(file.sha256) == 64 for file in found.files)
    assert len({file.name for file in found.files}) == len(found.files)
