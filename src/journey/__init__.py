"""Machine learning from scratch, each part held against an independent reference.

The wings follow the roadmap's phases: `journey.programming`, `journey.mathematics`,
`journey.ml`. Names mirror the field's own libraries, so that a reader swaps one import and
the rest of the line stays. Importing anything here needs NumPy and nothing else.
"""

__version__ = "0.1.0"
