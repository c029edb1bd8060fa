# The idea: a list of anchors that are taken. Counting how often a text came is not
# enough, since "Setup 1" may want the very anchor that the second "Setup" got.
import re


def anchors(headings):
    """Return an anchor for each heading; no two are equal."""
    taken = []
    for heading in headings:
        plain = re.sub(r"[^a-z0-9 -]", "", heading.lower())
        plain = re.sub(" +", "-", plain.strip())
        anchor, number = plain, 0
        while anchor in taken:
            number += 1
            anchor = f"{plain}-{number}"
        taken.append(anchor)
    return taken
