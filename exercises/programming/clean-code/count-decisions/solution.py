# The idea: each kind of decision is a kind of node. Only `and` and `or` need care,
# since a chain of them is one node with several values.
import ast

DECISIONS = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler)


def complexity(source):
    """Return one plus the number of decisions in the source of a function."""
    found = 1
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DECISIONS):
            found += 1
        elif isinstance(node, ast.BoolOp):
            found += len(node.values) - 1
    return found
