import math

import numpy as np

from journey.practice import check, close, equal


@check("agrees with whole-number arithmetic for few trials")
def few(work):
    for n, p in ((1, 0.3), (6, 0.5), (20, 0.9)):
        for k in range(n + 1):
            want = math.log(math.comb(n, k) * p**k * (1 - p) ** (n - k))
            close(work.log_pmf(k, n, p), want, f"log_pmf({k}, {n}, {p})")


@check("does not overflow for 2,000 trials")
def many(work):
    want = math.log(math.comb(2000, 1000)) - 2000 * math.log(2)
    close(work.log_pmf(1000, 2000, 0.5), want, "log_pmf(1000, 2000, 0.5)")


@check("keeps a tiny p: log(1 - p) is not 0")
def tiny(work):
    close(work.log_pmf(0, 10**9, 1e-17), -1e-8, "log_pmf(0, 10**9, 1e-17)", within=1e-15)


@check("knows what is certain and what is impossible at p = 0 and p = 1")
def certain(work):
    for k, n, p, want in ((0, 5, 0.0, 0.0), (5, 5, 1.0, 0.0)):
        close(work.log_pmf(k, n, p), want, f"log_pmf({k}, {n}, {p})")
    for k, n, p in ((2, 5, 0.0), (2, 5, 1.0)):
        equal(float(work.log_pmf(k, n, p)), -np.inf, f"log_pmf({k}, {n}, {p})")


@check("log_sf counts more than k, not k itself")
def more(work):
    for k in range(5):
        want = math.log(sum(math.comb(5, j) * 0.3**j * 0.7 ** (5 - j) for j in range(k + 1, 6)))
        close(work.log_sf(k, 5, 0.3), want, f"log_sf({k}, 5, 0.3)")


@check("log_sf is right where the probability itself is no number any more")
def far(work):
    close(work.log_sf(1999, 2000, 0.5), 2000 * math.log(0.5), "log_sf(1999, 2000, 0.5)")
    exact = sum(math.comb(2000, j) for j in range(1991, 2001))
    want = math.log(exact) - 2000 * math.log(2)
    close(work.log_sf(1990, 2000, 0.5), want, "log_sf(1990, 2000, 0.5)")


@check("log_sf is minus infinity at n, where nothing is above")
def end(work):
    equal(float(work.log_sf(5, 5, 0.3)), -np.inf, "log_sf(5, 5, 0.3)")
    equal(float(work.log_sf(2, 5, 0.0)), -np.inf, "log_sf(2, 5, 0.0)")
