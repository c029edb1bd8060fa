import ast


def complexity(source):
    """Return one plus the number of decisions in the source of a function."""
    tree = ast.parse(source)
    raise NotImplementedError
