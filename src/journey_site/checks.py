"""The fast checks, as one list of problems: what ``journey check`` and ``make check`` report."""

from __future__ import annotations

from pathlib import Path

from journey_site import installcell, paritylog, progressids
from journey_site.problems import Problem, SiteError
from journey_site.project import load_project


def run_checks(root: Path) -> list[Problem]:
    """Load the project, render its views and verify every stamp; return all problems, sorted."""
    try:
        project = load_project(root)
        assert project.site_view  # claims are checked as they are rendered
        found = [
            *project.problems,
            *paritylog.check(root),
            *progressids.check_ids(project),
            *installcell.check_cells(
                root, {str(root / n.path): n.data for n in project.notebooks.values()}
            ),
        ]
    except SiteError as error:
        found = error.problems
    return sorted(set(found))
