"""Simple measures of short texts: how long, how loud, how many numbers.

They say nothing of what the words are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")


def _mean_word(text: str) -> float:
    words = _WORD.findall(text)
    return sum(map(len, words)) / len(words) if words else 0.0


def _share(count: int, text: str) -> float:
    return count / len(text) if text else 0.0


_MEASURES: dict[str, Callable[[str], float]] = {
    "characters": len,
    "words": lambda text: len(_WORD.findall(text)),
    "mean_word": _mean_word,
    "digits": lambda text: sum(letter.isdigit() for letter in text),
    "upper": lambda text: _share(sum(letter.isupper() for letter in text), text),
    "marks": lambda text: sum(letter in "!?.,;:" for letter in text),
    "unique": lambda text: len({word.lower() for word in _WORD.findall(text)}),
}


def text_features(
    texts: Iterable[str],
    measures: Sequence[str] = ("characters", "words", "mean_word", "digits", "upper", "marks"),
) -> NDArray[np.float64]:
    """Return simple measures of texts as columns of numbers.

    Parameters
    ----------
    texts
        One text a sample.
    measures
        Any of characters, words, mean_word (letters a word), digits (how many), upper (share of
        upper-case letters), marks (how many of ``! ? . , ; :``), unique (different words,
        upper and lower case alike). A word is a run of letters, digits and underscores.

    Returns
    -------
    NDArray
        Array of shape (n_samples, len(measures)); zeros for an empty text.

    Raises
    ------
    ValueError
        If a measure is unknown.
    TypeError
        If a text is no string.

    References
    ----------
    The Unicode Standard, version 15.0, section 4.5: letters, digits, case.

    Examples
    --------
    >>> text_features(["Call 911 NOW!"], ["words", "digits", "marks"])
    array([[3., 3., 1.]])
    """
    if wrong := [name for name in measures if name not in _MEASURES]:
        raise ValueError(f"measures: expected some of {', '.join(_MEASURES)}, got {wrong}")
    if isinstance(texts, str):
        raise TypeError("texts: expected several texts, got one str; put it into a list")
    rows = list(texts)
    for text in rows:
        if not isinstance(text, str):
            raise TypeError(f"texts: expected str, got {text!r} ({type(text).__name__})")
    out = [[_MEASURES[name](text) for name in measures] for text in rows]
    return np.array(out, dtype=np.float64).reshape(len(rows), len(measures))
