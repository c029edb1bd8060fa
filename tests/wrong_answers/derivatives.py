"""Wrong answers to the exercises of derivatives."""

from __future__ import annotations

from tests.wrong_answers._wrong import Wrong

WRONG: dict[str, list[Wrong]] = {
    "derivatives/step-that-balances": [
        Wrong("looks to both sides: the error for a cube is h squared",
              "up, down = x + h, x - h", "up, down = x + h, x"),
        Wrong("divides by the distance that the places really have", "/ (up - down)", "/ (2 * h)"),
        Wrong("finds the bottom of the sum of both errors", "** (1 / 3)", "** (1 / 2)"),
        Wrong("finds the bottom of the sum of both errors", "3 * noise", "noise"),
        Wrong("is exact for a cube, whose only error is in h squared",
              "(4 * fine - coarse) / 3", "2 * fine - coarse"),
        Wrong("has an error that falls sixteenfold when the step is halved",
              "(4 * fine - coarse) / 3", "(fine + coarse) / 2"),
    ],
    "derivatives/a-dual-number": [
        Wrong("adds slopes, with plain numbers on either side",
              "self.slope + other.slope)", "self.slope * other.slope)"),
        Wrong("follows the product rule",
              "slope = self.value * other.slope + self.slope * other.value",
              "slope = self.slope * other.slope"),
        Wrong("subtracts in the right order",
              "return dual(other) - self", "return self - dual(other)"),
        Wrong("takes powers by the chain rule",
              "n * self.value ** (n - 1) * self.slope", "n * self.value ** (n - 1)"),
        Wrong("knows that the power 0 is a constant, at 0 too",
              "        if n == 0:\n            return Dual(1.0)  # a constant, at 0 as well\n", ""),
        Wrong("multiplies the cosine by the slope that comes in",
              "math.cos(x.value) * x.slope", "math.cos(x.value)"),
        Wrong("gives slope 0 where the function returns a plain number",
              "dual(f(Dual(x, 1.0))).slope", "getattr(f(Dual(x, 1.0)), 'slope', 1.0)"),
        Wrong("runs the function once",
              "return dual(f(Dual(x, 1.0))).slope",
              "f(x)\n    return dual(f(Dual(x, 1.0))).slope"),
        Wrong("agrees with the package on a longer program",
              "return self + -1 * dual(other)", "return self + dual(other)"),
    ],
}  # fmt: skip
