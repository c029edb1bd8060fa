# The idea: equality and hash are made from the same pair, and nothing can change
# that pair, so a hash stays right for as long as the object lives.
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole cents, and its currency."""

    cents: int
    currency: str

    def __add__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add")
        return Money(self.cents + other.cents, self.currency)

    def __radd__(self, other):
        return self if type(other) is int and other == 0 else NotImplemented
