import numpy as np

from journey.ml.naive_bayes import MultinomialNB
from journey.practice import check, close, unchanged


@check("gives 4/6, 2/6 and 1/5, 4/5 for the example")
def example(work):
    got = work.word_probabilities(np.array([[2, 0], [1, 1], [0, 3]]), np.array([0, 0, 1]), 1.0)
    close(got, np.array([[4 / 6, 2 / 6], [1 / 5, 4 / 5]]), "word_probabilities(X, [0, 0, 1], 1.0)")


@check("takes shares of words, not of texts")
def words(work):
    got = work.word_probabilities(np.array([[8, 2], [0, 10]]), np.array([0, 0]), 0.0)
    close(got, np.array([[0.4, 0.6]]), "word_probabilities([[8, 2], [0, 10]], [0, 0], 0.0)")


@check("adds alpha once for each word, so that each row has the sum 1")
def sums(work):
    X = np.random.default_rng(0).integers(0, 5, size=(12, 7))
    for alpha in (0.1, 1.0, 25.0):
        got = work.word_probabilities(X, np.arange(12) % 3, alpha)
        close(np.sum(got, axis=1), np.ones(3), f"row sums, 7 words, alpha = {alpha}")


@check("orders the rows by class, whatever the labels are")
def order(work):
    got = work.word_probabilities(np.array([[1, 0], [0, 1]]), np.array([9, -4]), 0.0)
    close(got, np.array([[0.0, 1.0], [1.0, 0.0]]), "word_probabilities(X, [9, -4], 0.0)")


@check("gives even shares to a class without words when alpha is 0")
def empty(work):
    got = work.word_probabilities(np.array([[0, 0, 0, 0], [1, 1, 2, 0]]), np.array([0, 1]), 0)
    close(got, np.array([[0.25] * 4, [0.25, 0.25, 0.5, 0.0]]),
          "word_probabilities([[0, 0, 0, 0], [1, 1, 2, 0]], [0, 1], 0)")  # fmt: skip


@check("agrees with journey.ml.naive_bayes")
def agrees(work):
    rng = np.random.default_rng(1)
    X, y = rng.poisson(1.0, size=(30, 6)).astype(float), np.arange(30) % 4
    for alpha in (0.5, 1.0, 3.0):
        want = np.exp(MultinomialNB(alpha=alpha).fit(X, y).feature_log_prob_)
        close(work.word_probabilities(X, y, alpha), want, f"30 texts, 4 classes, alpha = {alpha}")


@check("leaves the counts as they were")
def keeps(work):
    unchanged(work.word_probabilities, np.array([[2.0, 0.0], [1.0, 1.0]]), np.array([0, 1]), 1.0,
              call="word_probabilities(X, y, 1.0)")  # fmt: skip
