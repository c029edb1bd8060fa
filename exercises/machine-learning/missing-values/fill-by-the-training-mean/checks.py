import numpy as np

from journey.ml.impute import SimpleImputer
from journey.practice import check, close, unchanged

NAN = np.nan


@check("gives the two tables of the example")
def example(work):
    train = np.array([[1.0, 5.0], [NAN, 7.0], [3.0, 9.0]])
    got = work.fill(train, np.array([[NAN, NAN]]))
    close(got[0], np.array([[1.0, 5.0, 0.0], [2.0, 7.0, 1.0], [3.0, 9.0, 0.0]]),
          "the training table of the example")  # fmt: skip
    close(got[1], np.array([[2.0, 7.0, 1.0]]), "the test table of the example")


@check("fills the test table by the training means, not by its own")
def whose(work):
    got = work.fill(np.array([[1.0], [3.0]]), np.array([[100.0], [NAN]]))
    close(got[1], np.array([[100.0], [2.0]]), "the test table of fill([[1], [3]], [[100], [NaN]])")


@check("takes each mean over what is there")
def there(work):
    got = work.fill(np.array([[NAN], [NAN], [6.0]]), np.array([[1.0]]))
    close(got[0], np.array([[6.0, 1.0], [6.0, 1.0], [6.0, 0.0]]),
          "the training table of fill([[NaN], [NaN], [6]], [[1]])")  # fmt: skip


@check("marks the columns in which the training table has holes, and no others")
def marked(work):
    train = np.array([[1.0, 2.0, NAN], [1.0, 2.0, 3.0]])
    got = work.fill(train, np.array([[NAN, NAN, 3.0]]))
    close(got[1], np.array([[1.0, 2.0, 3.0, 0.0]]), "the test row [NaN, NaN, 3], holes in column 2")


@check("adds nothing where the training table is complete")
def complete(work):
    got = work.fill(np.array([[1.0], [2.0]]), np.array([[4.0]]))
    close(got[0], np.array([[1.0], [2.0]]), "a complete training table")


@check("agrees with SimpleImputer on random tables")
def agrees(work):
    rng = np.random.default_rng(0)
    train, test = rng.normal(size=(30, 4)), rng.normal(size=(12, 4))
    train[rng.random((30, 4)) < [0.3, 0.0, 0.2, 0.1]] = NAN
    test[rng.random((12, 4)) < 0.4] = NAN
    model = SimpleImputer(add_indicator=True).fit(train)
    got = work.fill(train, test)
    close(got[0], model.transform(train), "a random training table")
    close(got[1], model.transform(test), "a random test table")


@check("leaves both tables as they were")
def inputs(work):
    unchanged(work.fill, np.array([[1.0], [NAN]]), np.array([[NAN]]),
              call="fill([[1], [NaN]], [[NaN]])")  # fmt: skip
