"""The workflows: linted, pinned, least permissions, and the contracts that deployment rests on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
BASH = shutil.which("bash") or "/bin/bash"


class _Loader(yaml.SafeLoader):
    """YAML 1.2's booleans: ``on`` is a key like any other."""


_Loader.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:bool"]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # a SafeLoader


def steps_of(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def command(name: str, *arguments: str) -> None:
    tool = Path(sys.executable).parent / name
    run = subprocess.run(
        [str(tool), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_all_workflows_are_there() -> None:
    assert [path.name for path in WORKFLOWS] == [
        "canary.yml",
        "deploy.yml",
        "notebooks.yml",
        "properties.yml",
        "test.yml",
    ]


def test_zizmor_finds_nothing_even_where_told_to_ignore() -> None:
    command(
        "zizmor", "--offline", "--no-progress", "--no-ignores", "--no-config",
        "--strict-collection", "--pedantic", ".github",
    )  # fmt: skip


@pytest.mark.parametrize(
    "schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"]
)
def test_workflows_follow_their_schema(schema: str) -> None:
    command("check-jsonschema", "--builtin-schema", schema, *map(str, WORKFLOWS))


def test_dependency_updates_follow_their_schema_and_cover_both_kinds() -> None:
    path = ROOT / ".github" / "dependabot.yml"
    command("check-jsonschema", "--builtin-schema", "vendor.dependabot", str(path))
    updates = {update["package-ecosystem"]: update for update in load(path)["updates"]}
    assert updates.keys() == {"pip", "github-actions"}
    assert updates["pip"]["directory"] == "/requirements"
    for update in updates.values():
        assert update["schedule"]["interval"] == "weekly"
        assert update["groups"], "one pull request a week, not one a package"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_commit_with_its_version(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert len(lines) == sum("uses" in step for step in steps_of(load(path)))
    for line in lines:
        assert re.fullmatch(r" +(?:- )?uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


def test_an_action_has_one_pin_in_all_workflows() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    pins = set(re.findall(r"uses: (\S+)@(\S+ # \S+)", text))
    assert len({action for action, _ in pins}) == len(pins)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_permissions_start_at_none_and_are_stated_by_each_job(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    for job in workflow["jobs"].values():
        assert job["permissions"]


def test_writing_is_allowed_to_two_jobs_and_neither_of_them_runs_the_project() -> None:
    writing = {}
    for path in WORKFLOWS:
        for name, job in load(path)["jobs"].items():
            if granted := {key for key, value in job["permissions"].items() if value == "write"}:
                writing[path.stem, name] = granted
                assert not any("checkout" in step.get("uses", "") for step in job["steps"])
    assert writing == {
        ("deploy", "deploy"): {"pages", "id-token"},
        ("notebooks", "report"): {"issues"},
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_checkouts_leave_no_credentials_behind(path: Path) -> None:
    checkouts = [step for step in steps_of(load(path)) if "checkout" in step.get("uses", "")]
    assert checkouts
    for step in checkouts:
        assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_expression_stands_inside_a_script(path: Path) -> None:
    for step in steps_of(load(path)):
        assert "${{" not in step.get("run", ""), "pass it through the environment"


def test_tests_run_on_every_push_and_pull_request() -> None:
    assert load(FOLDER / "test.yml")["on"].keys() == {"push", "pull_request"}


def test_the_matrix_covers_every_python_from_the_lowest_to_the_newest() -> None:
    matrix = load(FOLDER / "test.yml")["jobs"]["package"]["strategy"]["matrix"]
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lowest = int(re.fullmatch(r">=3\.(\d+)", metadata["project"]["requires-python"])[1])
    minors = [int(version.removeprefix("3.")) for version in matrix["python"]]
    assert minors == list(range(lowest, minors[-1] + 1)), "a version is left out"
    assert minors[-1] >= max(sys.version_info.minor, 15), "a newer Python is not tested"
    assert matrix["os"] == ["ubuntu-latest"]
    ends = {matrix["python"][0], matrix["python"][-1]}
    for system in ("macos-latest", "windows-latest"):
        assert {row["python"] for row in matrix["include"] if row["os"] == system} == ends


def test_the_matrix_runs_the_tests_of_every_wing_and_the_docstrings() -> None:
    steps = load(FOLDER / "test.yml")["jobs"]["package"]["steps"]
    given = steps[-1]["run"].split()
    wings = [path.parent.name for path in (ROOT / "src" / "journey").glob("*/__init__.py")]
    assert "src/journey" in given
    assert {f"tests/{wing}" for wing in wings} <= set(given)


def test_everything_else_runs_by_the_command_of_the_authors() -> None:
    assert load(FOLDER / "test.yml")["jobs"]["site"]["steps"][-1]["run"] == "make test"


@pytest.mark.parametrize(
    ("name", "job"), [("deploy", "build"), ("test", "site"), ("notebooks", "execute")]
)
def test_site_and_notebooks_are_made_from_the_full_history(name: str, job: str) -> None:
    checkout = load(FOLDER / f"{name}.yml")["jobs"][job]["steps"][0]
    assert checkout["with"]["fetch-depth"] == 0, "a shallow clone gives every page one date"


def test_notebooks_are_executed_on_the_python_of_the_committed_outputs() -> None:
    versions = {
        step["with"]["python-version"]
        for name, job in (("test", "site"), ("notebooks", "execute"))
        for step in load(FOLDER / f"{name}.yml")["jobs"][job]["steps"]
        if "setup-python" in step.get("uses", "")
    }
    assert versions == {"3.11"}


def test_deployment_takes_addresses_from_where_it_runs() -> None:
    workflow = load(FOLDER / "deploy.yml")
    assert workflow["on"]["push"]["branches"] == ["main"]
    build = next(step for step in steps_of(workflow) if step.get("run") == "make build")
    assert build["env"] == {
        "SITE_URL": "${{ steps.pages.outputs.base_url }}/",
        "REPO_URL": "${{ github.server_url }}/${{ github.repository }}",
        "REPO_NAME": "${{ github.repository }}",
        "EDIT_URI": "edit/${{ github.ref_name }}/docs/",
        "BRANCH": "${{ github.ref_name }}",
        "JOURNEY_LIVE": "require",
    }
    used = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for name in build["env"].keys() - {"JOURNEY_LIVE"}:
        assert f"!ENV [{name}," in used, f"mkdocs.yml does not read {name}"


def test_deployment_is_by_artifact_and_only_from_main() -> None:
    jobs = load(FOLDER / "deploy.yml")["jobs"]
    used = [
        step["uses"].split("@")[0]
        for job in jobs.values()
        for step in job["steps"]
        if "uses" in step
    ]
    assert used[-2:] == ["actions/upload-pages-artifact", "actions/deploy-pages"]
    assert jobs["deploy"]["if"] == "github.ref == 'refs/heads/main'"
    assert jobs["deploy"]["environment"]["name"] == "github-pages"


@pytest.mark.parametrize("name", ["notebooks", "properties"])
def test_notebooks_and_new_examples_are_tried_each_week(name: str) -> None:
    (schedule,) = load(FOLDER / f"{name}.yml")["on"]["schedule"]
    minute, hour, day, month, weekday = schedule["cron"].split()
    assert minute.isdigit()
    assert hour.isdigit()
    assert (day, month) == ("*", "*")
    assert re.fullmatch("[0-6]", weekday)


def script(workflow: str, job: str, start: str) -> str:
    steps = load(FOLDER / f"{workflow}.yml")["jobs"][job]["steps"]
    return str(next(step for step in steps if step.get("name", "").startswith(start))["run"])


def bash(text: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner's ``shell: bash`` does, programs in ``folder`` first."""
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=folder, env=environment | {"PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{BASH}\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize(
    ("drifted", "existing", "expected"),
    [
        ("true", "", ["api --silent repos/o/r/issues --raw-field title=T --field body=@body.md"]),
        ("true", "7\n9", ["api --silent --method PATCH repos/o/r/issues/7 --field body=@body.md"]),
        (
            "false",
            "7",
            [
                "api --silent repos/o/r/issues/7/comments --raw-field body=All outputs are the "
                "same again: U",
                "api --silent --method PATCH repos/o/r/issues/7 --raw-field state=closed",
            ],
        ),
        ("false", "", []),
    ],
)
def test_one_issue_is_opened_updated_and_closed(
    tmp_path: Path, drifted: str, existing: str, expected: list[str]
) -> None:
    program(
        tmp_path / "gh",
        'if [ "$2" = --paginate ]; then printf "%s" "$EXISTING"; else echo "$@" >> calls; fi',
    )
    report = "notebooks/a.ipynb: failed\n```$(touch owned)\n" + "x" * 50_000
    run = bash(
        script("notebooks", "report", "Open, update"), tmp_path,
        DRIFTED=drifted, EXISTING=existing, ISSUES="repos/o/r/issues", TITLE="T", REPORT=report,
        RUN_URL="U",
    )  # fmt: skip
    calls = tmp_path / "calls"
    assert (calls.read_text().splitlines() if calls.exists() else []) == expected, run.stderr
    assert run.returncode == (drifted == "true"), "a drift must show in the list of runs"
    assert not (tmp_path / "owned").exists()
    if drifted == "true":
        assert report in (tmp_path / "body.md").read_text()


def test_no_second_issue_where_the_first_cannot_be_looked_up(tmp_path: Path) -> None:
    program(tmp_path / "gh", 'if [ "$2" = --paginate ]; then exit 4; else touch called; fi')
    run = bash(script("notebooks", "report", "Open, update"), tmp_path, DRIFTED="true", ISSUES="i")
    assert run.returncode == 4
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize(("status", "drifted"), [(0, "false"), (1, "true"), (2, None)])
def test_the_report_of_the_execution_is_handed_on(
    tmp_path: Path, status: int, drifted: str | None
) -> None:
    line = "naïve: the outputs differ"
    program(tmp_path / ".venv/bin/journey", f"yes '{line}' | head -n 4000; exit {status}")
    run = bash(script("notebooks", "execute", "Compare all"), tmp_path, GITHUB_OUTPUT="output")
    if drifted is None:
        assert run.returncode == status
        return
    assert run.returncode == 0, run.stderr
    lines = (tmp_path / "output").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"drifted={drifted}"
    assert lines[1] == f"report<<{lines[-1]}"
    assert lines[2] == line
    assert 45_000 < len("\n".join(lines[2:-1])) < 60_000


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("nothing", ""),
        ("", "The home page does not answer"),
        ("feed_rss_created.xml", "The feed does not answer"),
        ("sitemap.xml", "The sitemap does not name the home page"),
        ("assets/live/config.json", "The browser's Python is not there"),
        ("assets/live/abc/pyodide.asm.wasm", "The WebAssembly file has another type"),
    ],
)
def test_the_deployed_address_is_asked(tmp_path: Path, missing: str, message: str) -> None:
    site = "https://someone.github.io/journey"
    answers = {
        f"{site}/": "<html></html>",
        f"{site}/feed_rss_created.xml": "<rss></rss>",
        f"{site}/sitemap.xml": f"<loc>{site}/</loc>",
        f"{site}/assets/live/config.json": '{"url": "abc/pyodide.asm.wasm"}',
        f"{site}/assets/live/abc/pyodide.asm.wasm": "content-type: application/wasm",
    }
    cases = "\n".join(
        f"{url}) echo '{text}' ;;" for url, text in answers.items() if url != f"{site}/{missing}"
    )
    program(tmp_path / "curl", f'case "${{@: -1}}" in\n{cases}\n*) exit 22 ;;\nesac')
    run = bash(script("deploy", "deploy", "See that"), tmp_path, PAGE_URL=f"{site}/")
    assert run.returncode == (missing != "nothing"), run.stdout + run.stderr
    assert message in run.stdout
    assert ("is not compressed" in run.stdout) is (missing == "nothing")
