# The idea: what gives is compared in the same direction, what takes in the
# other one, what does both in both; all else is climbing a tree of names.
PARENT = {
    "Puppy": "Dog", "Dog": "Animal", "Cat": "Animal",
    "Animal": "object", "None": "object",
}  # fmt: skip


def fits(a, b):
    """Tell whether a value of type `a` may stand where `b` is expected."""
    if a[0] == "Union":
        return all(fits(member, b) for member in a[1:])
    if b[0] == "Union":
        return any(fits(a, member) for member in b[1:])
    if b == "object":
        return True
    if isinstance(a, str):
        return a == b or (a in PARENT and fits(PARENT[a], b))
    kinds = (a[0], b[0])
    if kinds in [("Sequence", "Sequence"), ("list", "Sequence")]:
        return fits(a[1], b[1])
    if kinds == ("list", "list"):
        return fits(a[1], b[1]) and fits(b[1], a[1])
    if kinds == ("Callable", "Callable"):
        return fits(b[1], a[1]) and fits(a[2], b[2])
    return False
