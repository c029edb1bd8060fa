"""The command `journey-kaggle`: from the download to the submission, one subcommand a step."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from journey.projects.kaggle_pipeline._client import download, submit
from journey.projects.kaggle_pipeline._config import CONFIGS, Config, ConfigError, load_config
from journey.projects.kaggle_pipeline._data import features, read, target
from journey.projects.kaggle_pipeline._predict import predict, submission
from journey.projects.kaggle_pipeline._store import RunError, write
from journey.projects.kaggle_pipeline._train import final_model, splits, train

__all__ = ["main"]

_STEPS = {
    "download": "fetch the data by Kaggle's own client, and write down their hashes",
    "profile": "write a report on the data, as HTML",
    "train": "nested cross-validation, tuning, ensemble; goes on where it was interrupted",
    "explain": "write a report on the model: importance, partial dependence, errors",
    "predict": "write submission.csv",
    "submit": "hand submission.csv in by Kaggle's own client",
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="journey-kaggle",
        description="A Kaggle competition on tables, end to end, from one configuration file.",
        epilog="example: journey-kaggle train titanic",
    )
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    for name, words in _STEPS.items():
        step = steps.add_parser(name, help=words, description=words)
        step.add_argument("config", help=f"one of {', '.join(CONFIGS)}, or a TOML file")
        step.add_argument("--data", type=Path, help="folder of the data (default: data/CONFIG)")
        step.add_argument("--run", type=Path, help="folder of the run (default: runs/CONFIG)")
        if name == "submit":
            step.add_argument("-m", "--message", default="journey-kaggle", help="shown at Kaggle")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    arguments
        What stands behind the command's name; default: what it was called with.

    Returns
    -------
    int
        0 when all was done, 2 when something is not possible, 130 when it was interrupted.
    """
    options = _parser().parse_args(arguments)
    try:
        config = load_config(options.config)
        run = options.run or Path("runs") / config.name
        _DO[options.step](config, options, run)
    except (ConfigError, RunError, OSError) as problem:
        print(f"journey-kaggle: {problem}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as problem:
        name = {"sklearn": "scikit-learn"}.get(str(problem.name), problem.name)
        print(f"journey-kaggle: {name} is missing: pip install {name}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("journey-kaggle: interrupted; `train` goes on where it ended", file=sys.stderr)
        return 130
    return 0


def _download(config: Config, options: Any, run: Path) -> None:
    folder = options.data or Path("data") / config.name
    for name, found in download(config, folder).items():
        print(f"{found}  {folder / name}")


def _profile(config: Config, options: Any, run: Path) -> None:
    from journey.projects.kaggle_pipeline._profile import profile

    frame = read(config, "train", options.data).frame
    title = f"{config.competition}: the training data"
    path = run.with_name(f"{run.name}-profile.html")
    write(path, profile(frame, target=config.target, task=config.task, title=title))
    print(f"Written: {path}")


def _tick(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[2K  {words}", end="\r", file=sys.stderr, flush=True)


def _say(words: str) -> None:
    if sys.stderr.isatty():
        print("\r\x1b[2K", end="", file=sys.stderr)
    print(words, flush=True)


def _train(config: Config, options: Any, run: Path) -> None:
    metrics = train(config, read(config, "train", options.data), run, _say, _tick)
    print()
    rows = [(f"{config.metric}, {metrics['folds']} outer folds", "mean", "95 % interval")]
    rows += [_row(name.replace("_", " "), s) for name, s in metrics["baselines"].items()]
    for library, found in metrics["libraries"].items():
        rows += [_row(f"{library}: {name}", s) for name, s in found["models"].items()]
        rows.append(_row(f"{library}: as selected", found["procedure"]))
        rows.append(_row(f"{library}: gain over one rule", found["gain_over_one_rule"]))
    if "difference_of_libraries" in metrics:
        rows.append(_row("difference of the libraries", metrics["difference_of_libraries"]))
    wide = max(len(row[0]) for row in rows)
    for name, mean, interval in rows:
        print(f"{name:{wide}s}  {mean:>7s}  {interval}")
    print(f"\nWritten: {run}")


def _row(name: str, found: Any) -> tuple[str, str, str]:
    return name, f"{found['mean']:.4f}", f"{found['low']:.4f} to {found['high']:.4f}"


def _explain(config: Config, options: Any, run: Path) -> None:
    from journey.projects.kaggle_pipeline._explain import explain

    data = read(config, "train", options.data)
    y, _classes = target(config, data.frame)
    fit, held = splits(config, y, config.outer, config.seed)[0]
    model = final_model(config, data, run, fit)
    X = features(config, data.frame).iloc[held].reset_index(drop=True)
    title = f"{config.competition}: what the model does on {len(held)} held-out rows"
    page = explain(model, X, y[held], task=config.task, seed=config.seed, title=title)
    path = run / "explain.html"
    write(path, page)
    print(f"Written: {path}")


def _predict(config: Config, options: Any, run: Path) -> None:
    data, test = read(config, "train", options.data), read(config, "test", options.data)
    print(f"Written: {predict(config, data, test, run)}")


def _submit(config: Config, options: Any, run: Path) -> None:
    path = submission(run)
    submit(config, path, options.message)
    print(f"Handed in: {path}")


_DO: dict[str, Callable[[Config, Any, Path], None]] = {
    "download": _download,
    "profile": _profile,
    "train": _train,
    "explain": _explain,
    "predict": _predict,
    "submit": _submit,
}
