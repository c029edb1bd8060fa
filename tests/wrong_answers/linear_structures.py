"""Wrong answers to the exercises of linear-structures."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "linear-structures/a-queue-of-two-stacks": [
        Wrong("gives values back in the order in which they came",
              "            while self.new:\n                self.old.append(self.new.pop())",
              "            self.old, self.new = self.new, []"),
        Wrong("keeps the order when putting and getting alternate",
              "        if not self.old:\n            while self.new:\n"
              "                self.old.append(self.new.pop())",
              "        while self.new:\n            self.old.append(self.new.pop())"),
        Wrong("counts what is in both stacks", "len(self.new) + len(self.old)", "len(self.new)"),
        Wrong("raises IndexError when it is empty",
              "        return self.old.pop()",
              "        return self.old.pop() if self.old else None"),
        Wrong("takes any value, None and zero among them",
              "            while self.new:", "            while self.new and self.new[-1]:"),
        Wrong("moves each value once, in the long run",
              "        return self.old.pop()",
              "        value = self.old.pop()\n        while self.old:\n"
              "            self.new.append(self.old.pop())\n        return value"),
        Wrong("shares nothing with another queue",
              "    def __init__(self):\n        self.new, self.old = [], []",
              "    new, old = [], []"),
    ],
    "linear-structures/delete-without-tombstones": [
        Wrong("removes the example's key and moves its follower home",
              "            hole = place\n", "            return True\n"),
        Wrong("says whether the key was there", "        return False", "        return True"),
        Wrong("changes nothing when the key is not there",
              "        return False", "        table[hole] = key\n        return False"),
        Wrong("lets every other key be found",
              "    while table[place] is not None:", "    while False:"),
        Wrong("leaves every key once and no trace of the deleted one",
              "    table[hole] = None\n", ""),
        Wrong("does not pull a key in front of its home",
              "if (place - home) % n >= (place - hole) % n:", "if True:"),
        Wrong("goes round the end of the table",
              "if (place - home) % n >= (place - hole) % n:", "if home <= hole < place:"),
        Wrong("looks behind keys that stay where they are",
              "            hole = place\n",
              "            hole = place\n        else:\n            break\n"),
        Wrong("takes the last key of a run",
              "    if table[hole] is None:",
              "    if table[hole] is None or table[(hole + 1) % n] is None:"),
    ],
}  # fmt: skip
