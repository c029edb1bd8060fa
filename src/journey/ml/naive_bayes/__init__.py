"""Naive Bayes: Bayes' rule with features that are taken to be independent within a class.

Gaussian features, word counts (multinomial, and by the complement of each class), and features that
are there or not (Bernoulli). Left out: scikit-learn's CategoricalNB, and sparse input.
"""

from journey.ml.naive_bayes._bernoulli import BernoulliNB
from journey.ml.naive_bayes._complement import ComplementNB
from journey.ml.naive_bayes._gaussian import GaussianNB
from journey.ml.naive_bayes._multinomial import MultinomialNB
from journey.ml.naive_bayes._naive import (
    bernoulli_naive,
    complement_naive,
    gaussian_naive,
    multinomial_naive,
)

__all__ = [
    "BernoulliNB",
    "ComplementNB",
    "GaussianNB",
    "MultinomialNB",
    "bernoulli_naive",
    "complement_naive",
    "gaussian_naive",
    "multinomial_naive",
]
