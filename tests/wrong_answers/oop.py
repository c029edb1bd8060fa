"""Wrong answers to the exercises of oop."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

_DATA = "@dataclass(frozen=True, slots=True)\n"
_ADD = "    def __add__(self, other):\n"
_EQ = "    def __eq__(self, other):\n        return {}\n\n"
_HASH = "    def __hash__(self):\n        return hash(({}))\n\n"
_PAIR = "(self.cents, self.currency) == (other.cents, other.currency)"

WRONG: dict[str, list[Wrong]] = {
    "oop/money-by-value": [
        Wrong("is equal where cents and currency are",
              _ADD,
              _EQ.format("isinstance(other, Money) and self.cents == other.cents")
              + _HASH.format("self.cents") + _ADD),
        Wrong("differs from anything else, without an error",
              _ADD, _EQ.format(_PAIR) + _HASH.format("self.cents") + _ADD),
        Wrong("lets the other side answer where it does not know it",
              _ADD,
              _EQ.format("isinstance(other, Money) and " + _PAIR)
              + _HASH.format("self.cents") + _ADD),
        Wrong("can be a key, and is found by an equal one",
              _ADD, "    __hash__ = object.__hash__\n\n" + _ADD),
        Wrong("cannot be changed", _DATA, "@dataclass(unsafe_hash=True, slots=True)\n"),
        Wrong("adds one currency, to a new one",
              "return Money(self.cents + other.cents, self.currency)",
              "object.__setattr__(self, 'cents', self.cents + other.cents)\n        return self"),
        Wrong("refuses two currencies with ValueError",
              'raise ValueError(f"{self.currency} and {other.currency} do not add")',
              "return NotImplemented"),
        Wrong("refuses what is no money with TypeError",
              "self if type(other) is int and other == 0 else NotImplemented", "self"),
        Wrong("can be summed",
              "return self if type(other) is int and other == 0 else NotImplemented",
              "return NotImplemented"),
    ],
    "oop/linearise": [
        Wrong("follows a chain of single parents",
              "[name, *merge([*(order[base] for base in own), own])]", "[name, *merge([own])]"),
        Wrong("asks the parent of a diamond after both children",
              "if free(one[0], lists)), None)", "), None)"),
        Wrong("keeps the bases as they are listed",
              "order[base] for base in own), own]", "order[base] for base in sorted(own))]"),
        Wrong("goes deep first where nothing speaks against it",
              "merge([*(order[base] for base in own), own])",
              "merge([own, *(order[base] for base in own)])"),
        Wrong("refuses a parent listed before its child",
              "order[base] for base in own), own]", "order[base] for base in own)]"),
        Wrong("refuses two orders that contradict each other",
              'raise TypeError("the orders of the bases contradict each other")',
              "head = lists[0][0]\n            lists = [[x for x in one if x != head] or [head]"
              " for one in lists]"),
        Wrong("keeps the whole order of a parent, not only what is written",
              'raise TypeError("the orders of the bases contradict each other")',
              "return sorted({x for one in lists for x in one})"),
        Wrong("agrees with Python on random hierarchies",
              "head in one[1:] for one in lists", "head in one[1:4] for one in lists"),
        Wrong("leaves the dictionary as it was",
              "lists = [list(one) for one in lists if one]",
              "lists = [one for one in lists if one]"),
    ],
}  # fmt: skip
