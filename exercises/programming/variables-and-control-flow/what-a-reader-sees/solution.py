# The idea: one pass; each code point asks only about itself and about the
# cluster before it.
import unicodedata

JOINER = "\u200d"


def clusters(text):
    """Return the parts of a text that a reader sees as one sign each."""
    found = []
    for c in text:
        if found and continues(c, found[-1]):
            found[-1] += c
        else:
            found.append(c)
    return found


def continues(c, before):
    """Return whether a code point belongs to the cluster before it."""
    if unicodedata.category(c).startswith("M") or c == JOINER:
        return True
    if "\U0001f3fb" <= c <= "\U0001f3ff":  # a skin tone
        return True
    if before.endswith(JOINER):
        return True
    return half(c) and len(before) == 1 and half(before)


def half(c):
    """Return whether a code point is half a flag."""
    return "\U0001f1e6" <= c <= "\U0001f1ff"
