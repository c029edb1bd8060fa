"""Wrong answers to the exercises of sorting-and-searching."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "sorting-and-searching/insertion-by-halving": [
        Wrong("goes behind equal values, not in front of them",
              "if item < values[middle]:", "if not values[middle] < item:"),
        Wrong("keeps the order of equal values",
              "if item < values[middle]:", "if not values[middle] < item:"),
        Wrong("finds the place among different values", "low = middle + 1", "low = high"),
        Wrong("takes an empty list, and a place at either end",
              "low, high = 0, len(values)", "low, high = 0, len(values) - 1"),
        Wrong("asks at most log2(n) + 1 questions, rounded down",
              "middle = (low + high) // 2", "middle = low"),
        Wrong("sorts as sorted does",
              "done.insert(place(done, item), item)", "done.insert(place(done, item) - 1, item)"),
        Wrong("leaves the list it was given as it was",
              "return done", "values.sort()\n    return values"),
    ],
    "sorting-and-searching/count-inversions": [
        Wrong("finds the three of the example", "across += len(left) - i", "across += 1"),
        Wrong("finds none in short and in sorted lists",
              "return values, 0", "return values, len(values)"),
        Wrong("finds all n(n - 1)/2 in a reversed list",
              "inside_left + inside_right + across", "across"),
        Wrong("agrees with counting every pair, in every order of five values",
              "len(left) - i", "len(right) - j"),
        Wrong("does not count equal values",
              "if right[j] < left[i]:", "if not left[i] < right[j]:"),
        Wrong("asks n log n questions, not one for each pair",
              "return merged(list(values))[1]",
              "return sum(b < a for i, a in enumerate(values) for b in values[i + 1 :])"),
        Wrong("leaves the list it was given as it was",
              "return merged(list(values))[1]",
              "answer = merged(values)[1]\n    values.sort()\n    return answer"),
    ],
    "sorting-and-searching/least-capacity": [
        Wrong("needs 9 for the example", "days, load = 1, 0", "days, load = 0, 0"),
        Wrong("carries all in one day if there is only one",
              "sum(weights))", "sum(weights) - 1)"),
        Wrong("needs the heaviest parcel's weight however many days there are",
              "fits, max(weights)", "fits, 0"),
        Wrong("keeps the order of the parcels",
              "for weight in weights:", "for weight in sorted(weights):"),
        Wrong("fills a load to the brim before the next day starts",
              "if load + weight > capacity:", "if load + weight >= capacity:"),
        Wrong("agrees with trying every way to cut",
              "return first_true(", "return max(max(weights), -(-sum(weights) // days))\n"
              "    first_true("),
        Wrong("halves its way through a billion answers",
              "return first_true(", "capacity = max(weights)\n"
              "    while days_needed(weights, capacity) > days:\n        capacity += 1\n"
              "    return capacity\n    first_true("),
        Wrong("leaves the weights as they were",
              "return first_true(", "weights.sort()\n    return first_true("),
    ],
}  # fmt: skip
