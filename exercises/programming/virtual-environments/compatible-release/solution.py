# The idea: as lists of numbers, versions compare as Python compares lists. Filled
# up with zeros, 2 and 2.0 are the same, and the front part has enough numbers.
def compatible(version, floor):
    """Return whether version, such as "2.10", satisfies ~=floor."""
    low = [int(part) for part in floor.split(".")]
    found = [int(part) for part in version.split(".")]
    if len(low) < 2:
        raise ValueError(f"floor: expected at least two numbers, got {floor!r}")
    fixed = len(low) - 1
    size = max(len(low), len(found))
    found += [0] * (size - len(found))
    filled = low + [0] * (size - len(low))
    return found[:fixed] == low[:fixed] and found >= filled
