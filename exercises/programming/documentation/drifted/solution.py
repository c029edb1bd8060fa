# The idea: getdoc takes the indent away, so that names stand at the left edge and
# a section ends where the next pair of title and hyphens begins.
import inspect
from itertools import pairwise


def names(text):
    """Return the names in the section Parameters."""
    lines = [*text.splitlines(), ""]
    if "Parameters" not in lines:
        return []
    lines = lines[lines.index("Parameters") + 2 :]
    found = []
    for line, below in pairwise(lines):
        if below.startswith("---"):
            break
        if line and not line[0].isspace():
            before = line.split(":")[0]
            found += [name.strip().lstrip("*") for name in before.split(",")]
    return found


def drift(function):
    """Return what is not documented, and what is documented but is none."""
    wanted = list(inspect.signature(function).parameters)
    wanted = [name for name in wanted if name != "self"]
    said = names(inspect.getdoc(function) or "")
    lost = [name for name in wanted if name not in said]
    return lost, [name for name in said if name not in wanted]
