# The idea: pouring a stack out turns it upside down, and it is needed only
# when the other one is empty, so each value is poured once.
class TwoStackQueue:
    """A queue: what was put first comes first."""

    def __init__(self):
        self.new, self.old = [], []

    def put(self, value):
        """Add a value."""
        self.new.append(value)

    def get(self):
        """Remove and return the oldest value."""
        if not self.old:
            while self.new:
                self.old.append(self.new.pop())
        return self.old.pop()

    def __len__(self):
        return len(self.new) + len(self.old)
