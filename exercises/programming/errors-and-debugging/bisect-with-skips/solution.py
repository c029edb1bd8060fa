# The idea: the answer lies in (good, bad]; whatever is left to ask about there
# is asked nearest to the middle, until nothing is left.
def first_bad(n, test):
    """Return the commits that may be the first bad one."""
    good, bad = 0, n
    skipped = set()
    while left := [k for k in range(good + 1, bad) if k not in skipped]:
        middle = (good + bad) // 2
        asked = min(left, key=lambda k: abs(k - middle))
        answer = test(asked)
        if answer == "good":
            good = asked
        elif answer == "bad":
            bad = asked
        else:
            skipped.add(asked)
    return list(range(good + 1, bad + 1))
