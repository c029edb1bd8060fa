"""Wrong answers to the exercises of trees-and-graphs."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "trees-and-graphs/is-it-a-search-tree": [
        Wrong("accepts search trees of any shape", "before[0] < key", "before[0] + 1 == key"),
        Wrong("accepts an empty tree and negative keys", "node = 0 if nodes else None", "node = 0"),
        Wrong("accepts an empty tree and negative keys", "before = []\n", "before = [-1]\n"),
        Wrong("rejects a child on the wrong side", "return False", "return True"),
        Wrong("rejects a key that is wrong only for a node further up",
              "    waiting = []\n",
              "    for key, *sides in nodes.values():\n"
              "        for side, child in enumerate(sides):\n"
              "            if child is not None:\n"
              "                below = nodes[child][0]\n"
              "                if below == key or (below > key) != bool(side):\n"
              "                    return False\n"
              "    return True\n"
              "    waiting = []\n"),
        Wrong("rejects equal keys, on either side", "not before[0] < key", "key < before[0]"),
        Wrong("takes keys that are words",
              "    before = []\n", "    before = [float('-inf')]\n"),
        Wrong("goes down twenty thousand nodes, each looked at a few times",
              "    waiting = []\n",
              "    def keys(node):\n"
              "        if node is None:\n"
              "            return []\n"
              "        key, left, right = nodes[node]\n"
              "        return [*keys(left), key, *keys(right)]\n"
              "    found = keys(0 if nodes else None)\n"
              "    return all(a < b for a, b in zip(found, found[1:]))\n"
              "    waiting = []\n"),
        Wrong("leaves the tree as it is",
              "nodes[waiting.pop()]", "nodes.pop(waiting.pop())"),
    ],
    "trees-and-graphs/cheapest-way-with-few-changes": [
        Wrong("pays more where fewer legs are allowed", "range(most)", "range(len(legs))"),
        Wrong("agrees with trying every way, on 60 small nets",
              "if there not in after or total < after[there]:", "if there not in after:"),
        Wrong("says None where there is no way", "price.get(end)", "price.get(end, -1)"),
        Wrong("needs no leg to stay, and pays nothing", "price = {start: 0}\n",
              "price = {there: cost for here, there, cost in legs if here == start}\n"
              "    most -= 1\n"),
        Wrong("takes only one leg in a round, in whatever order the legs come",
              "after = dict(price)", "after = price"),
        Wrong("goes one way only", "        for here, there, cost in legs:",
              "        for here, there, cost in legs + [(b, a, c) for a, b, c in legs]:"),
        Wrong("takes the cheapest of several legs between two places, 0 among the prices",
              "        for here, there, cost in legs:",
              "        for (here, there), cost in {(a, b): c for a, b, c in legs}.items():"),
        Wrong("needs about most times as many steps as there are legs",
              "    price = {start: 0}\n",
              "    def best(here, left):\n"
              "        if here == end:\n"
              "            return 0\n"
              "        ways = [best(b, left - 1) + c for a, b, c in legs if a == here and left]\n"
              "        return min(ways, default=float('inf'))\n"
              "    found = best(start, most)\n"
              "    return None if found == float('inf') else found\n"
              "    price = {start: 0}\n"),
        Wrong("leaves the legs as they are", "    price = {start: 0}\n",
              "    price = {start: 0}\n    legs.sort()\n"),
    ],
}  # fmt: skip
