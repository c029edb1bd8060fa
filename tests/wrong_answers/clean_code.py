"""Wrong answers to the exercises of clean-code."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "clean-code/count-decisions": [
        Wrong("is one where nothing is decided", "found = 1", "found = 0"),
        Wrong("counts if and elif, but not else", "DECISIONS = (ast.If, ", "DECISIONS = ("),
        Wrong("counts a conditional expression", "ast.IfExp, ", ""),
        Wrong("counts for and while", "ast.For, ast.While, ", "ast.For, "),
        Wrong("counts each except, but not try and finally", "ast.ExceptHandler)", "ast.Try)"),
        Wrong("counts each and and each or", "len(node.values) - 1", "1"),
        Wrong("looks inside, however deep",
              "ast.walk(ast.parse(source))", "ast.parse(source).body[0].body"),
    ],
    "clean-code/same-shape": [
        Wrong("sees through other names", "field, str(number)", "field, name"),
        Wrong("sees through comments and blank lines",
              "return ast.dump(function)", "return ast.dump(function) + str(source.count('\\n'))"),
        Wrong("sees through a docstring, and one that is missing",
              "function.body = function.body[1:] or [ast.Pass()]", "pass"),
        Wrong("sees through other constants of the same type",
              "node.value = type(node.value).__name__", "pass"),
        Wrong("notices when two names are swapped", "field, str(number)", "field, 'x'"),
        Wrong("notices when two names become one", "field, str(number)", "field, 'x'"),
        Wrong("notices another operator",
              "return ast.dump(function)", "return ast.dump(function).replace('Sub', 'Add')"),
        Wrong("takes attributes and names of arguments in calls as they are",
              "isinstance(name, str) and not isinstance(node, ast.keyword)",
              "isinstance(name, str)"),
    ],
}  # fmt: skip
