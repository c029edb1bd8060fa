class Money:
    """An amount in whole cents, and its currency."""

    def __init__(self, cents, currency):
        raise NotImplementedError
