"""Words changed at random, markup left alone: text that compresses and reads like real text."""

from __future__ import annotations

import random
import re
from collections import Counter

_SYLLABLES = [
    *("ran", "tor", "mel", "vi", "ka", "sto", "pel", "un", "der", "lin", "gra"),
    *("fo", "sen", "mi", "tal", "qua", "res", "co", "ver", "di", "am", "plu"),
]
_PROTECTED = re.compile(
    r"(\{\{.*?\}\}|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>|\{[^}]*\}"
    r"|https?://\S+)"
)
_WORD = re.compile(r"(?<![\w.*-])[a-z]{4,}(?![\w(=*-])")
_SHARE = 0.5  # of the words are replaced


class Words:
    """Replaces words by others of the same texts and by new ones, frequent ones more often.

    Parameters
    ----------
    texts
        Where words and their frequencies come from.
    random
        Decides.
    """

    def __init__(self, texts: list[str], random: random.Random) -> None:
        self.random = random
        counts = Counter(word for text in texts for word in re.findall(r"\b[a-z]{4,}\b", text))
        new = sorted(
            {
                "".join(random.choices(_SYLLABLES, k=random.choice([2, 3, 3, 4])))
                for _ in range(4000)
            }
        )
        self.vocabulary = [*sorted(counts), *new]
        self.weights = [*(counts[word] for word in sorted(counts)), *([0.5] * len(new))]

    def _changed(self, text: str) -> str:
        def other(match: re.Match[str]) -> str:
            if self.random.random() > _SHARE:
                return match[0]
            return self.random.choices(self.vocabulary, cum_weights=self._cumulative)[0]

        pieces = _PROTECTED.split(text)
        return "".join(
            piece if number % 2 else _WORD.sub(other, piece) for number, piece in enumerate(pieces)
        )

    @property
    def _cumulative(self) -> list[float]:
        if not hasattr(self, "_sums"):
            self._sums, total = [], 0.0
            for weight in self.weights:
                total += weight
                self._sums.append(total)
        return self._sums

    def prose(self, text: str) -> str:
        """Change the words of Markdown outside code, maths, macros, links and headings."""
        lines, fence, maths = [], "", False
        for line in text.split("\n"):
            mark = re.match(r" *(`{3,})", line)
            if mark:
                fence = "" if fence else mark[1]
            elif line.strip() == "$$":
                maths = not maths
            elif not fence and not maths and not line.lstrip().startswith(("#", "<", "???", "!!!")):
                line = self._changed(line)
            lines.append(line)
        return "\n".join(lines)

    def docstrings(self, source: str) -> str:
        """Change the words of sentences in the docstrings of Python source."""
        lines, inside, example = [], False, False
        for line in source.split("\n"):
            quotes = line.count('"""')
            words = line.split()
            if inside and words:
                example = line.lstrip().startswith((">>>", "...")) or example
            if not words:
                example = False
            names = re.fullmatch(r"\s*[\w*]+(, [\w*]+)*", line)
            sentence = len(words) > 3 and " : " not in line and not example and not names
            if sentence and (inside or (quotes and line.lstrip().startswith(('"""', 'r"""')))):
                line = self._changed(line)
            if quotes % 2:
                inside = not inside
                example = False
            lines.append(line)
        return "\n".join(lines)
