"""Lets `python -m journey.projects.kaggle_pipeline` do what `journey-kaggle` does."""

import sys

from journey.projects.kaggle_pipeline._cli import main

if __name__ == "__main__":
    sys.exit(main())
