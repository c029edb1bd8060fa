"""A tree in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journey.ml.utils import check_integer, check_is_fitted


def export_text(
    decision_tree: Any,
    *,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    max_depth: int = 10,
    spacing: int = 3,
    decimals: int = 2,
) -> str:
    """Return the rules of a tree, a line each, as scikit-learn writes them.

    scikit-learn's `show_weights` is left out.

    Parameters
    ----------
    decision_tree
        A fitted decision tree.
    feature_names
        One name a feature. Default: feature_0, feature_1, and so on.
    class_names
        One name a class. Default: the labels.
    max_depth
        Branches below this depth are only counted.
    spacing
        Number of characters that a level is set in by.
    decimals
        Digits after the point.

    Returns
    -------
    str
        The rules.

    Raises
    ------
    ValueError
        If there are not as many names as features or classes.

    Examples
    --------
    >>> from journey.ml.tree import DecisionTreeClassifier
    >>> tree = DecisionTreeClassifier().fit([[1.0], [2.0], [3.0]], ["no", "yes", "yes"])
    >>> print(export_text(tree, feature_names=["size"]))
    |--- size <= 1.50
    |   |--- class: no
    |--- size >  1.50
    |   |--- class: yes
    <BLANKLINE>
    """
    check_is_fitted(decision_tree, "tree_")
    check_integer("max_depth", max_depth, 0)
    check_integer("spacing", spacing, 1)
    check_integer("decimals", decimals, 0)
    tree = decision_tree.tree_
    names = [f"feature_{j}" for j in range(tree.n_features)]
    if feature_names is not None:
        names = list(feature_names)
    if len(names) != tree.n_features:
        raise ValueError(f"feature_names must contain {tree.n_features} elements, got {len(names)}")
    labels = getattr(decision_tree, "classes_", None)
    if class_names is not None and labels is not None:
        if len(class_names) != len(labels):
            raise ValueError(
                f"class_names: expected {len(labels)} names, one a class, got {len(class_names)}"
            )
        labels = class_names
    bar, arm = "|" + " " * spacing, "|" + "-" * spacing
    lines = []
    # Each entry: a node, its depth, and the line that leads to it.
    stack: list[tuple[int, int, str]] = [(0, 0, "")]
    while stack:
        node, depth, line = stack.pop()
        if line:
            lines.append(line)
        indent = bar * depth + arm
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left < 0:
            values = tree.value[node, 0]
            if labels is None:
                lines.append(f"{indent} value: [{values[0]:.{decimals}f}]")
            else:
                lines.append(f"{indent} class: {labels[int(values.argmax())]}")
        elif depth > max_depth:
            lines.append(f"{indent} truncated branch of depth {_height(tree, node)}")
        else:
            name, cut = names[tree.feature[node]], f"{tree.threshold[node]:.{decimals}f}"
            stack.append((right, depth + 1, f"{indent} {name} >  {cut}"))
            stack.append((left, depth + 1, f"{indent} {name} <= {cut}"))
    return "\n".join(lines) + "\n"


def _height(tree: Any, node: int) -> int:
    depth = tree.depths()
    end = node + 1  # the nodes below stand right after it, and are deeper
    while end < tree.node_count and depth[end] > depth[node]:
        end += 1
    return int(depth[node:end].max() - depth[node]) + 1
