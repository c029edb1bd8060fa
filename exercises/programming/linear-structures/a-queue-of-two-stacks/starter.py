class TwoStackQueue:
    """A queue: what was put first comes first."""

    def __init__(self):
        self.new, self.old = [], []

    def put(self, value):
        """Add a value."""
        raise NotImplementedError

    def get(self):
        """Remove and return the oldest value."""
        raise NotImplementedError

    def __len__(self):
        return len(self.new) + len(self.old)
