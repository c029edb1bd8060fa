# The idea: common ancestors are closed under taking parents, so one that
# is not best is the parent of another. No search for each pair is needed.
def merge_bases(parents, one, other):
    """Return the best common ancestors of two commits, as a set."""

    def reached(start):
        seen, waiting = set(), [start]
        while waiting:
            commit = waiting.pop()
            if commit not in seen:
                seen.add(commit)
                waiting.extend(parents[commit])
        return seen

    common = reached(one) & reached(other)
    return common - {parent for commit in common for parent in parents[commit]}
