import math

from journey.mathematics.differentiate import grad
from journey.practice import check, close, equal


@check("adds slopes, with plain numbers on either side")
def sums(work):
    close(work.derivative(lambda x: x + x + 1, 3.0), 2.0, "derivative(x + x + 1, 3.0)")
    close(work.derivative(lambda x: 5 + x, 3.0), 1.0, "derivative(5 + x, 3.0)")


@check("follows the product rule")
def products(work):
    close(work.derivative(lambda x: x * (x + 2), 3.0), 8.0, "derivative(x * (x + 2), 3.0)")
    close(work.derivative(lambda x: 4 * x * x, 3.0), 24.0, "derivative(4 * x * x, 3.0)")


@check("subtracts in the right order")
def differences(work):
    close(work.derivative(lambda x: 1 - x * x, 3.0), -6.0, "derivative(1 - x * x, 3.0)")
    close(work.derivative(lambda x: x - 2, 3.0), 1.0, "derivative(x - 2, 3.0)")


@check("takes powers by the chain rule")
def powers(work):
    close(work.derivative(lambda x: (x * x) ** 3, 2.0), 192.0, "derivative((x * x) ** 3, 2.0)")


@check("knows that the power 0 is a constant, at 0 too")
def power_zero(work):
    close(work.derivative(lambda x: x**0, 0.0), 0.0, "derivative(x ** 0, 0.0)")
    close(work.derivative(lambda x: x**1, 0.0), 1.0, "derivative(x ** 1, 0.0)")


@check("multiplies the cosine by the slope that comes in")
def chain(work):
    got = work.derivative(lambda x: work.sin(x * x), 1.5)
    close(got, 3 * math.cos(2.25), "derivative(sin(x * x), 1.5)")


@check("gives slope 0 where the function returns a plain number")
def constant(work):
    close(work.derivative(lambda x: 7.0, 1.0), 0.0, "derivative(7.0, 1.0)")


@check("runs the function once")
def once(work):
    calls = []

    def f(x):
        calls.append(1)
        return x * x

    close(work.derivative(f, 3.0), 6.0, "derivative(x * x, 3.0)")
    equal(len(calls), 1, "runs of f in derivative(f, 3.0)")


@check("agrees with the package on a longer program")
def longer(work):
    def program(x):
        total = 1.0 - x
        for k in range(1, 6):
            total = total * x + k * x**k - 0.5
        return total

    for x in (-1.2, 0.0, 0.7):
        close(work.derivative(program, x), float(grad(program)(x)), f"derivative(program, {x})")
