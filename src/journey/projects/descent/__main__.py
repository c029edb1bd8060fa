"""Lets `python -m journey.projects.descent` do what `journey-descent` does."""

import sys

from journey.projects.descent._cli import main

if __name__ == "__main__":
    sys.exit(main())
