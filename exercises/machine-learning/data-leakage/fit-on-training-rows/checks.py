import numpy as np

from journey.practice import check, close, holds, unchanged


def tables(seed, n=12, m=5, d=3):
    rng = np.random.default_rng(seed)
    scale = np.array([1.0, 50.0, 0.01])[:d]
    return rng.normal(3, 1, (n, d)) * scale, rng.normal(4, 2, (m, d)) * scale


@check("gives the example's two tables")
def example(work):
    got = work.standardize(np.array([[1.0, 5.0], [3.0, 5.0]]), np.array([[5.0, 6.0]]))
    holds(type(got) in (tuple, list) and len(got) == 2, "standardize(train, test)",
          expected="a pair of tables", got=got)  # fmt: skip
    close(got[0], np.array([[-1.0, 0.0], [1.0, 0.0]]), "the training table of the example")
    close(got[1], np.array([[3.0, 1.0]]), "the test table of the example")


@check("gives training columns mean 0 and standard deviation 1")
def moments(work):
    train, test = tables(1)
    got, _ = work.standardize(train, test)
    close(got.mean(axis=0), np.zeros(3), "column means of the training table", within=1e-9)
    close(got.std(axis=0), np.ones(3), "column deviations of the training table", within=1e-9)


@check("scales the test rows by what the training rows teach")
def same_numbers(work):
    train, test = tables(2)
    _, got = work.standardize(train, test)
    for j in range(3):
        mean = sum(train[:, j]) / 12
        spread = np.sqrt(sum((x - mean) ** 2 for x in train[:, j]) / 12)
        want = [(x - mean) / spread for x in test[:, j]]
        close(got[:, j], np.array(want), f"column {j} of the test table", within=1e-9)


@check("gives a test row the same values whatever the other test rows are")
def others(work):
    train, test = tables(3)
    _, whole = work.standardize(train, test)
    _, alone = work.standardize(train, test[:1])
    close(alone, whole[:1], "the first test row, alone and among five", within=1e-12)


@check("only shifts a column that does not vary")
def constant(work):
    train = np.array([[2.0, 7.0], [4.0, 7.0], [6.0, 7.0]])
    got, other = work.standardize(train, np.array([[4.0, 10.0]]))
    close(got[:, 1], np.zeros(3), "the column of sevens")
    close(other[:, 1], np.array([3.0]), "a 10 in the column of sevens")


@check("leaves both tables as they were")
def keeps(work):
    unchanged(work.standardize, *tables(4), call="standardize(train, test)")
