import unicodedata

JOINER = "\u200d"


def clusters(text):
    """Return the parts of a text that a reader sees as one sign each."""
    raise NotImplementedError
