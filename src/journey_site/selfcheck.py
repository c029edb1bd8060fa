"""Self-check questions: parsed from a note's last section and held to their contract.

The questions are written as plain Markdown (a numbered list, a task list of options, a collapsed
answer), so that they read well in any builder. Rendering is done by the template.
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
_ANSWER = re.compile(r"^\s*\?\?\?\+? +\w+ +\"[^\"]*\"[ ]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """One question: its words, its options, the right one and why."""

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

    Three to six questions at the note's end, each with three to six options, exactly one of them
    right, and an explanation; no letter holds more than half of the right answers (rounded up).
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
    problems = []
    options = list(_OPTION.finditer(text))
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
    head = text[: options[0].start()]
    prompt = _dedent(_QUESTION.sub("", head, count=1)).strip()
    return (
        Question(
            number=number,
            prompt=prompt,
            options=tuple(" ".join(option[2].split()) for option in options),
            answer=right[0],
            explanation=explanation,
            offset=start,
        ),
        [],
    )


def _dedent(text: str) -> str:
    lines = text.splitlines()
    indents = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    if lines and lines[0].strip():
        indents.append(len(lines[0]) - len(lines[0].lstrip())) if lines[0][:1] == " " else None
    cut = min(indents, default=0)
    return "\n".join(line[min(cut, len(line) - len(line.lstrip())) :] for line in lines)
