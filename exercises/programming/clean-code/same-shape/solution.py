# The idea: number the names in order of appearance. Functions that differ by a
# renaming get the same numbers, and one that swaps two names does not.
import ast


def shape(source):
    """Return a text that is equal for functions of the same shape."""
    function = ast.parse(source).body[0]
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:] or [ast.Pass()]
    numbers = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Constant):
            node.value = type(node.value).__name__
        for field in ("id", "arg", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str) and not isinstance(node, ast.keyword):
                number = numbers.setdefault(name, len(numbers))
                setattr(node, field, str(number))
    return ast.dump(function)


def same_shape(one, other):
    """Return whether two functions have one shape."""
    return shape(one) == shape(other)
