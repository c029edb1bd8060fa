PARENT = {
    "Puppy": "Dog", "Dog": "Animal", "Cat": "Animal",
    "Animal": "object", "None": "object",
}  # fmt: skip


def fits(a, b):
    """Tell whether a value of type `a` may stand where `b` is expected."""
    # Who only gives? Who only takes? Who does both?
    raise NotImplementedError
