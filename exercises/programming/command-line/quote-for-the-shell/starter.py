def quote(text):
    """Return the text as one word of a shell's line."""
    raise NotImplementedError


def join(words):
    """Return one line that the shell reads as these words."""
    raise NotImplementedError
