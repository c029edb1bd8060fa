"""Runs one block of a page: its output as it comes, its value, its figures, its mistakes.

The page's worker calls :func:`run`; the tests call it on the desktop. What is not here: how a
block gets here and what the page does with what is told (``live-worker.js``, ``live.js``).
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any
from xml.sax.saxutils import quoteattr

from journey import notebook
from journey.live._controls import Controls

Tell = Callable[[str, Any], None]

INK = "#0a0b0c"
"""The colour that Matplotlib's figures are drawn in; the page puts the theme's in its place."""
_MOST_CHARACTERS = 100_000
_LONGEST_VALUE = 10_000
_CONTROLS = {"slider", "choice", "toggle"}


class _Stream(io.TextIOBase):
    """Passes on what is printed, up to a limit that all streams of a run share."""

    def __init__(self, tell: Tell, kind: str, left: list[int]) -> None:
        self.say, self.kind, self.left = tell, kind, left

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self.left[0] <= 0:
            return len(text)
        self.say(self.kind, text[: self.left[0]])
        self.left[0] -= len(text)
        if self.left[0] <= 0:
            self.say("cut", _MOST_CHARACTERS)
        return len(text)


def imports(code: str) -> list[str]:
    r"""Return the top-level modules that a block imports anywhere; none where it cannot be read.

    Examples
    --------
    >>> imports("import numpy as np\nfrom matplotlib.pyplot import plot")
    ['matplotlib', 'numpy']
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return sorted(found)


def run(
    code: str,
    namespace: dict[str, Any],
    tell: Tell,
    *,
    name: str = "block",
    values: dict[str, Any] | None = None,
) -> bool:
    r"""Run a block in a namespace and tell what comes of it.

    Parameters
    ----------
    code
        The block's source.
    namespace
        What the page's blocks share; changed by the block.
    tell
        Called with a kind and what it is about: ``out`` and ``err`` with text as it is printed,
        ``cut`` with the most characters that are shown, ``controls`` with what the block declared,
        ``svg`` with a picture, ``value`` with the text of the last expression's value, ``error``
        with a traceback and the line at fault.
    name
        How tracebacks call the block.
    values
        Where the reader has put the block's controls.

    Returns
    -------
    bool
        Whether the block ran to its end.

    Examples
    --------
    >>> run("x = 20\nx + 22", {}, lambda kind, what: print(kind, what))
    value 42
    True
    """
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    namespace.setdefault("__name__", "__main__")
    left = [_MOST_CHARACTERS]
    shown: list[tuple[str, Any]] = []
    error: BaseException | None = None
    publish = notebook._publish
    with (
        Controls(values or {}) as controls,
        contextlib.redirect_stdout(_Stream(tell, "out", left)),
        contextlib.redirect_stderr(_Stream(tell, "err", left)),
    ):
        notebook._publish = lambda bundle: shown.extend(_published(bundle))
        try:
            body, last = _parsed(code, name)
            _dress_matplotlib()
            # Not inherited: this file's future import, which would make annotations strings.
            exec(compile(body, name, "exec", dont_inherit=True), namespace)
            if last is not None:
                code_of_last = compile(last, name, "eval", dont_inherit=True)
                shown += _shown(eval(code_of_last, namespace))
        except BaseException as raised:  # a block may do anything, and the page goes on
            error = raised
        finally:
            notebook._publish = publish
        shown += _figures()
    if controls.declared:
        tell("controls", controls.declared)
    for kind, what in shown:
        tell(kind, what)
    if error is not None:
        tell("error", _told(error, name))
    return error is None


def _parsed(code: str, name: str) -> tuple[ast.Module, ast.Expression | None]:
    """Return a block without its last expression, and that; controls get their names."""
    tree = ast.parse(code, name)
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            target, call = node.targets[0], node.value
            known = isinstance(call.func, ast.Name) and call.func.id in _CONTROLS
            given = any(keyword.arg == "name" for keyword in call.keywords)
            if known and isinstance(target, ast.Name) and not given:
                keyword = ast.keyword("name", ast.Constant(target.id))
                call.keywords.append(ast.fix_missing_locations(ast.copy_location(keyword, call)))
    ast.fix_missing_locations(tree)
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = tree.body.pop()
        assert isinstance(last, ast.Expr)
        return tree, ast.Expression(last.value)
    return tree, None


def _shown(value: Any) -> list[tuple[str, Any]]:
    """Return how a value is shown; one that says nothing to a reader is not."""
    if value is None or _is_artist(value):  # as Matplotlib's functions return
        return []
    if picture := getattr(value, "_repr_svg_", None):
        return [("svg", picture())]
    text = repr(value)
    return [("value", text[:_LONGEST_VALUE] + (" ..." if len(text) > _LONGEST_VALUE else ""))]


def _published(bundle: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return how a notebook's recorded result or figure is shown."""
    figure = bundle.get(notebook.FIGURE_MIME)
    if figure is None or figure["mime"] != "image/svg+xml":
        return [("value", bundle["text/plain"])]
    picture = bundle["image/svg+xml"].replace(notebook._INK["light"], INK)
    picture = picture[picture.index("<svg") :]
    return [("svg", picture.replace("<svg", f"<svg aria-label={quoteattr(figure['alt'])}", 1))]


def _is_artist(value: Any) -> bool:
    items = value if isinstance(value, list | tuple) and value else [value]
    return all(type(item).__module__.partition(".")[0] == "matplotlib" for item in items)


def _told(error: BaseException, name: str) -> dict[str, Any]:
    """Return a traceback from the block on, and the line of the block at fault."""
    if isinstance(error, SystemExit):
        return {"text": f"The block ended itself: SystemExit({error.code!r}).\n", "line": None}
    line = _line(error, name)
    told = traceback.TracebackException.from_exception(error, capture_locals=False)
    _trim(told, name)
    text = "".join(told.format())
    if isinstance(error, ModuleNotFoundError) and error.name and "emscripten" in sys.platform:
        missing = error.name.partition(".")[0]
        text += (
            f"In the browser there are journey, NumPy, Matplotlib and Python's own modules; "
            f"{missing} is not among them.\n"
        )
    return {"text": text, "line": line}


def _line(error: BaseException, name: str) -> int | None:
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno
    line = None
    frame: TracebackType | None = error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == name:
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


def _trim(told: traceback.TracebackException, name: str) -> None:
    """Leave out the frames of this module, in what led to the error too."""
    frames = [frame for frame in told.stack if frame.filename != __file__]
    told.stack = traceback.StackSummary.from_list(frames)
    for other in (told.__cause__, told.__context__):
        if other is not None:
            _trim(other, name)


def _dress_matplotlib() -> None:
    """Let figures have the page's ground and ink; nothing where Matplotlib is not loaded yet."""
    if "matplotlib" not in sys.modules:
        return
    import matplotlib

    inked = (
        *("text.color", "axes.edgecolor", "axes.labelcolor", "axes.titlecolor"),
        *("xtick.color", "ytick.color", "patch.edgecolor", "legend.edgecolor"),
    )
    clear = ("figure.facecolor", "axes.facecolor", "savefig.facecolor", "legend.facecolor")
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": "journey", "figure.dpi": 100}
    settings |= dict.fromkeys(inked, INK) | dict.fromkeys(clear, "none")
    matplotlib.rcParams.update(settings)


def _figures() -> list[tuple[str, Any]]:
    """Return Matplotlib's open figures as pictures, and close them."""
    if "matplotlib.pyplot" not in sys.modules:
        return []
    import matplotlib.pyplot as plt

    found: list[tuple[str, Any]] = []
    for number in plt.get_fignums():
        stream = io.StringIO()
        figure = plt.figure(number)
        figure.savefig(stream, format="svg", bbox_inches="tight", metadata={"Date": None})
        text = stream.getvalue()
        found.append(("svg", text[text.index("<svg") :]))
    plt.close("all")
    return found
