import numpy as np

from journey.mathematics.stats import multipletests
from journey.practice import check, close, unchanged


@check("Holm multiplies the smallest by m, the next by m - 1, and so on")
def factors(work):
    got = work.holm(np.array([0.001, 0.01, 0.03, 0.2]))
    close(got, np.array([0.004, 0.03, 0.06, 0.2]), "holm([0.001, 0.01, 0.03, 0.2])")


@check("Holm never falls: what comes after a failure fails too")
def down(work):
    got = work.holm(np.array([0.01, 0.03, 0.031]))
    close(got, np.array([0.03, 0.06, 0.06]), "holm([0.01, 0.03, 0.031])")


@check("Benjamini and Hochberg multiply the i-th by m / i")
def rates(work):
    got = work.benjamini_hochberg(np.array([0.001, 0.01, 0.03, 0.2]))
    close(got, np.array([0.004, 0.02, 0.04, 0.2]), "benjamini_hochberg([0.001, 0.01, 0.03, 0.2])")


@check("Benjamini and Hochberg step up: a later success takes the earlier ones along")
def up(work):
    got = work.benjamini_hochberg(np.array([0.02, 0.03, 0.04]))
    close(got, np.array([0.04, 0.04, 0.04]), "benjamini_hochberg([0.02, 0.03, 0.04])")


@check("answers in the order of the question")
def order(work):
    p = np.array([0.04, 0.01, 0.03])
    close(work.holm(p), np.array([0.06, 0.03, 0.06]), "holm([0.04, 0.01, 0.03])")
    got = work.benjamini_hochberg(p)
    close(got, np.array([0.04, 0.03, 0.04]), "benjamini_hochberg([0.04, 0.01, 0.03])")


@check("gives nothing above 1")
def capped(work):
    p = np.array([0.5, 0.9, 0.7])
    close(work.holm(p), np.ones(3), "holm([0.5, 0.9, 0.7])")
    got = work.benjamini_hochberg(np.array([1.0, 0.9]))
    close(got, np.ones(2), "benjamini_hochberg([1.0, 0.9])")


@check("agrees with the package on many p-values, equal ones among them")
def package(work):
    rng = np.random.default_rng(4)
    for n in (1, 5, 60):
        p = np.round(rng.random(n) ** 3, 2)
        for name, method in (("holm", "holm"), ("benjamini_hochberg", "fdr_bh")):
            want = multipletests(p, method=method).pvals_corrected
            close(getattr(work, name)(p), want, f"{name}({n} p-values)")


@check("leaves its array as it was")
def keeps(work):
    unchanged(work.holm, np.array([0.3, 0.1]), call="holm([0.3, 0.1])")
    unchanged(work.benjamini_hochberg, np.array([0.3, 0.1]), call="benjamini_hochberg([0.3, 0.1])")
