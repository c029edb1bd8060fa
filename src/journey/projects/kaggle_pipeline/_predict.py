"""From a whole run to the file that is handed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from journey.projects.kaggle_pipeline._config import Config
from journey.projects.kaggle_pipeline._data import Data, features, target
from journey.projects.kaggle_pipeline._store import RunError, digest, plain, write
from journey.projects.kaggle_pipeline._train import final_model

__all__ = ["predict", "submission"]


def predict(config: Config, train: Data, test: Data, run: Path) -> Path:
    """Predict the test rows and write `submission.csv` with a record of its hash.

    Parameters
    ----------
    config
        The configuration.
    train, test
        The data.
    run
        A whole run's folder.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    RunError
        If the run is not whole or rests on other data, or ids occur twice.

    Examples
    --------
    ```python
    predict(config, train, test, Path("runs/titanic"))
    ```
    """
    ids = test.frame[config.id]
    if ids.duplicated().any() or ids.isna().any():
        raise RunError(f"{config.test}: {config.id}: expected every id once, none missing")
    guess = np.asarray(final_model(config, train, run).predict(features(config, test.frame)))
    _y, classes = target(config, train.frame)
    if classes:
        values = [classes[k] for k in guess]
    else:
        values = [repr(float(v)) for v in (np.expm1(guess) if config.log_target else guess)]
    pairs = zip(ids, values, strict=True)
    content = f"{config.id},{config.target}\n" + "".join(f"{i},{v}\n" for i, v in pairs)
    path = run / "submission.csv"
    write(path, content)
    record = {
        "rows": len(values),
        "submission_sha256": digest(content.encode()),
        "test_sha256": test.sha256,
        "train_sha256": train.sha256,
    }
    write(run / "submission.json", plain(record))
    return path


def submission(run: Path) -> Path:
    """Return the file to hand in, after checking that it is the one that was written.

    Parameters
    ----------
    run
        The run's folder.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    RunError
        If there is none, or its bytes are others.

    Examples
    --------
    ```python
    submission(Path("runs/titanic"))
    ```
    """
    path = run / "submission.csv"
    try:
        record: Any = json.loads((run / "submission.json").read_text(encoding="utf-8"))
        found, expected = digest(path.read_bytes()), record["submission_sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        raise RunError(f"{run}: no submission yet; `predict` writes one") from None
    if found != expected:
        raise RunError(f"{path}: changed since `predict` wrote it: {found}, expected {expected}")
    return path
