import numpy as np

from journey.ml.preprocessing import StandardScaler
from journey.practice import check, close, unchanged


@check("gives -1, 1 and 3 in the example")
def example(work):
    train, test = work.standardize(np.array([[1.0], [3.0]]), np.array([[5.0]]))
    close(train, np.array([[-1.0], [1.0]]), "the training rows of the example")
    close(test, np.array([[3.0]]), "the test row of the example")


@check("uses the training rows' moments for the test rows")
def whose(work):
    train = np.array([[0.0, 10.0], [2.0, 30.0]])
    test = np.array([[100.0, 20.0], [102.0, 20.0]])
    close(work.standardize(train, test)[1], np.array([[99.0, 0.0], [101.0, 0.0]]),
          "the test rows of standardize([[0, 10], [2, 30]], [[100, 20], [102, 20]])")  # fmt: skip


@check("takes each column by itself")
def columns(work):
    X = np.array([[0.0, 0.0], [1.0, 1000.0]])
    close(work.standardize(X, X)[0], np.array([[-1.0, -1.0], [1.0, 1.0]]),
          "the training rows of standardize([[0, 0], [1, 1000]], ...)")  # fmt: skip


@check("only centres a column that is constant in the training rows")
def constant(work):
    train, test = work.standardize(np.array([[7.0], [7.0]]), np.array([[9.0]]))
    close(train, np.zeros((2, 1)), "the training rows, all 7")
    close(test, np.array([[2.0]]), "a test row of 9, with all training rows 7")


@check("agrees with StandardScaler on random tables")
def agrees(work):
    rng = np.random.default_rng(0)
    train, test = rng.normal(5.0, 3.0, (40, 4)), rng.normal(-2.0, 1.0, (15, 4))
    scaler = StandardScaler().fit(train)
    got = work.standardize(train, test)
    close(got[0], scaler.transform(train), "40 random training rows")
    close(got[1], scaler.transform(test), "15 random test rows")


@check("leaves both tables as they were")
def inputs(work):
    unchanged(work.standardize, np.array([[1.0], [3.0]]), np.array([[5.0]]),
              call="standardize([[1], [3]], [[5]])")  # fmt: skip
