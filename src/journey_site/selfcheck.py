"""Self-check questions: parsed from a note's last section and held to their contract.

The questions are written as plain Markdown (a numbered list, a task list of options, a collapsed
answer), so that they read well in any builder. A question's permanent id is an attribute list below
its words, ``{#short-name}``, which other builders take for the paragraph's id. Rendering is done by
:mod:`journey_site.questions` and the template.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from journey_site.frontmatter import Page
from journey_site.problems import Problem

LETTERS = "ABCDEF"
_HEADING = re.compile(r"^## +Self-check *(\{[^}]*\})? *$", re.MULTILINE)
_QUESTION = re.compile(r"^(\d+)\.\s+", re.MULTILINE)
_OPTION = re.compile(
    r"^\s*[-*] +\[([ xX])\] +(.*(?:\n(?!\s*[-*] +\[|\s*\?\?\?|\s*\n).*)*)", re.MULTILINE
)
# An attribute list on a line of its own, and what was probably meant to be one.
_IDENT = re.compile(r"^[ \t]*\{:?[ \t]*#([^\s}]*)[ \t]*\}[ \t]*$", re.MULTILINE)
_ALMOST = re.compile(r"\{:?[ \t]*#[^}\n]*\}?")
_SOUND_IDENT = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LONGEST_IDENT = 40
_ANSWER = re.compile(r"^\s*\?\?\?\+? +\w+ +\"[^\"]*\"[ ]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """One question: its permanent id, its words, its options, the right one and why."""

    id: str  # unique in its note; "<topic>/<id>" is what readers' progress hangs on
    number: int
    prompt: str  # Markdown
    options: tuple[str, ...]  # Markdown
    answer: int  # index of the right option
    explanation: str  # Markdown
    offset: int  # where it starts in the body

    @property
    def letter(self) -> str:
        """The right option's letter."""
        return LETTERS[self.answer]


def section_span(body: str) -> tuple[int, int] | None:
    """Return start and end of the self-check section's content in a note's body, or None."""
    heading = _HEADING.search(body)
    if heading is None:
        return None
    following = re.search(r"^#{1,2} ", body[heading.end() :], re.MULTILINE)
    end = heading.end() + following.start() if following else len(body)
    return heading.end(), end


def parse_selfcheck(page: Page) -> tuple[tuple[Question, ...], list[Problem]]:
    """Read a note's questions and check the contract.

    Three to six questions at the note's end, each with an id of its own, three to six options,
    exactly one of them right, and an explanation; no letter holds more than half of the right
    answers (rounded up).
    """
    span = section_span(page.body)
    if span is None:
        where = max(len(page.body) - 1, 0)
        return (), [page.body_problem(where, "The note has no '## Self-check' section.")]
    start, end = span
    problems: list[Problem] = []
    if re.search(r"^## ", page.body[end:], re.MULTILINE):
        problems.append(page.body_problem(end, "The self-check must be the note's last section."))
    starts = [match.start() for match in _QUESTION.finditer(page.body, start, end)]
    questions: list[Question] = []
    for position, stop in zip(starts, [*starts[1:], end], strict=True):
        question, more = _question(page, position, stop, len(questions) + 1)
        problems += more
        if question and (first := next((q for q in questions if q.id == question.id), None)):
            place = _IDENT.search(page.body, position)
            message = f"the id {question.id!r} is used twice, first by question {first.number}."
            problems.append(
                page.body_problem(
                    place.start() + place[0].index("{") if place else position,
                    f"Question {question.number}: {message}",
                )
            )
        if question:
            questions.append(question)
    if not 3 <= len(starts) <= 6:
        problems.append(
            page.body_problem(
                start - 1, f"A self-check has three to six questions, this one {len(starts)}."
            )
        )
    elif questions:
        letter, count = Counter(question.letter for question in questions).most_common(1)[0]
        if count > (len(questions) + 1) // 2:
            problems.append(
                page.body_problem(
                    start - 1,
                    f"{count} of {len(questions)} right answers are {letter}: spread them.",
                )
            )
    return tuple(questions), problems


def _question(
    page: Page, start: int, stop: int, number: int
) -> tuple[Question | None, list[Problem]]:
    text = page.body[start:stop]
    options = list(_OPTION.finditer(text))
    head = text[: options[0].start()] if options else text
    ident, problems = _ident(page, start, head, number)
    answer = _ANSWER.search(text)
    right = [index for index, option in enumerate(options) if option[1] != " "]
    if not 3 <= len(options) <= 6:
        problems.append(
            page.body_problem(
                start, f"Question {number}: expected three to six options, got {len(options)}."
            )
        )
    if len(right) != 1:
        problems.append(
            page.body_problem(
                start, f"Question {number}: exactly one option is right, {len(right)} are marked."
            )
        )
    explanation = _dedent(text[answer.end() :]).strip() if answer else ""
    if not explanation:
        problems.append(
            page.body_problem(start, f"Question {number}: the answer has no explanation.")
        )
    if problems:
        return None, problems
    head = _IDENT.sub("", _QUESTION.sub("", head, count=1), count=1)
    prompt = _dedent(head).strip()
    return (
        Question(
            id=ident,
            number=number,
            prompt=prompt,
            options=tuple(" ".join(option[2].split()) for option in options),
            answer=right[0],
            explanation=explanation,
            offset=start,
        ),
        [],
    )


def _ident(page: Page, start: int, head: str, number: int) -> tuple[str, list[Problem]]:
    """Return a question's id, and what is wrong with it."""
    found = list(_IDENT.finditer(head))
    if not found:
        almost = _ALMOST.search(head)
        where = start + almost.start() if almost else start
        said = f"got {almost[0]!r}" if almost else "it has no id"
        message = f"expected {{#short-name}} on a line of its own below its words, {said}."
        return "", [page.body_problem(where, f"Question {number}: {message}")]
    ident = found[0][1]
    if len(found) > 1:
        where = start + found[1].start() + found[1][0].index("{")
        return ident, [page.body_problem(where, f"Question {number}: it has two ids.")]
    if len(ident) > _LONGEST_IDENT or not _SOUND_IDENT.fullmatch(ident):
        where = start + found[0].start() + found[0][0].index("{")
        message = (
            f"the id {ident!r} is malformed: lower-case letters, digits and single hyphens, a "
            f"letter first, at most {_LONGEST_IDENT} characters."
        )
        return ident, [page.body_problem(where, f"Question {number}: {message}")]
    return ident, []


def _dedent(text: str) -> str:
    lines = text.splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    if lines and lines[0].strip():
        indents.append(len(lines[0]) - len(lines[0].lstrip())) if lines[0][:1] == " " else None
    cut = min(indents, default=0)
    return "\n".join(line[min(cut, len(line) - len(line.lstrip())) :] for line in lines)
