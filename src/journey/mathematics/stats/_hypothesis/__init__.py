"""Tests of hypotheses, intervals by the bootstrap, power, and many tests at once.

The names are exported by `journey.mathematics.stats`. Not here: the distributions themselves.
"""
