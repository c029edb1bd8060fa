"""Wrong answers to the exercises of matplotlib-and-seaborn."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "matplotlib-and-seaborn/contrast-of-two-colours": [
        Wrong("is 21 for black and white, and 1 for a colour with itself",
              "(light + 0.05) / (dark + 0.05)", "light - dark"),
        Wrong("undoes the curve of the screen, in both of its pieces", "part / 12.92", "part"),
        Wrong("weighs green most and blue least", "0.7152 * green", "0.2126 * green"),
        Wrong("is the same both ways round",
              "sorted([luminance(first), luminance(second)])",
              "luminance(first), luminance(second)"),
        Wrong("reads each of the three parts, in either case", "for i in (1, 3, 5)",
              "for i in (1, 3, 1)"),
    ],
    "matplotlib-and-seaborn/round-ticks": [
        Wrong("gives the two examples", "(1, 2, 5, 10)", "(1, 3, 10)"),
        Wrong("steps by 1, 2 or 5 times a power of ten, small and large",
              "(1, 2, 5, 10)", "(1, 5, 10)"),
        Wrong("never gives more than asked for", "(most - 1)", "most"),
        Wrong("includes limits that are round themselves, in spite of rounding errors",
              "math.floor(high / step + 1e-9)", "math.floor(high / step)"),
        Wrong("starts inside when the lower limit is not round, below zero too",
              "math.ceil(low / step - 1e-9)", "int(low / step)"),
        Wrong("lets no error grow along a long axis",
              "[number * step for", "[number * (step + 1e-12) for"),
    ],
}  # fmt: skip
