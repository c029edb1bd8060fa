# The idea: single quotes keep everything but a single quote. That one is written
# between double quotes, and pieces that touch are one word.
def quote(text):
    """Return the text as one word of a shell's line."""
    return "'" + text.replace("'", "'\"'\"'") + "'"


def join(words):
    """Return one line that the shell reads as these words."""
    return " ".join(quote(word) for word in words)
