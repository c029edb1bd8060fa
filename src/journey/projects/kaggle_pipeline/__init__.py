"""A pipeline for Kaggle competitions on tables: profile, train, explain, predict, submit.

`journey-kaggle --help` is the command. One TOML file says everything of a run; the estimators are
journey's, scikit-learn's, or both side by side. Tables are read by pandas, which is imported when
it is needed. What is left out: text and pictures as features, groups and time order in the folds.
"""

from journey.projects.kaggle_pipeline._cli import main
from journey.projects.kaggle_pipeline._client import download, submit
from journey.projects.kaggle_pipeline._config import CONFIGS, Config, ConfigError, load_config
from journey.projects.kaggle_pipeline._data import features, lock, read
from journey.projects.kaggle_pipeline._models import OneRule, build, ensemble, score
from journey.projects.kaggle_pipeline._predict import predict, submission
from journey.projects.kaggle_pipeline._store import RunError
from journey.projects.kaggle_pipeline._train import final_model, splits, train

__all__ = [
    "CONFIGS",
    "Config",
    "ConfigError",
    "OneRule",
    "RunError",
    "build",
    "download",
    "ensemble",
    "features",
    "final_model",
    "load_config",
    "lock",
    "main",
    "predict",
    "read",
    "score",
    "splits",
    "submission",
    "submit",
    "train",
]
