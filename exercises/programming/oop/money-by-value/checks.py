from journey.practice import check, equal, raises


def content(money):
    return money.cents, money.currency


@check("is equal where cents and currency are")
def equality(work):
    one, two = work.Money(5, "EUR"), work.Money(5, "EUR")
    equal((one == two, one != two), (True, False), "5 EUR == 5 EUR, 5 EUR != 5 EUR")
    equal(one == work.Money(6, "EUR"), False, "5 EUR == 6 EUR")
    equal(one == work.Money(5, "USD"), False, "5 EUR == 5 USD")


@check("differs from anything else, without an error")
def others(work):
    money = work.Money(5, "EUR")
    for other in (5, "5 EUR", None, (5, "EUR")):
        equal(money == other, False, f"Money(5, 'EUR') == {other!r}")


@check("lets the other side answer where it does not know it")
def other_side(work):
    class Anything:
        def __eq__(self, other):
            return True

        __hash__ = None

    equal(work.Money(5, "EUR") == Anything(), True, "Money(5, 'EUR') == what equals everything")


@check("can be a key, and is found by an equal one")
def key(work):
    prices = {work.Money(5, "USD"): "fiver", work.Money(5, "EUR"): "euro"}
    equal(prices[work.Money(5, "USD")], "fiver", "prices[Money(5, 'USD')]")
    equal(len({work.Money(n % 3, "EUR") for n in range(30)}), 3, "30 of three amounts, in a set")
    one, two = work.Money(700, "EUR"), work.Money(700, "EUR")
    equal(hash(one) == hash(two), True, "hash(Money(700, 'EUR')), twice")


@check("cannot be changed")
def frozen(work):
    money = work.Money(5, "EUR")
    raises(AttributeError, lambda: setattr(money, "cents", 6), call="money.cents = 6")
    raises(AttributeError, lambda: setattr(money, "currency", "USD"), call="money.currency = 'USD'")
    equal(content(money), (5, "EUR"), "cents and currency, afterwards")


@check("adds one currency, to a new one")
def adds(work):
    one, two = work.Money(150, "EUR"), work.Money(50, "EUR")
    equal(content(one + two), (200, "EUR"), "150 EUR + 50 EUR")
    equal((content(one), content(two)), ((150, "EUR"), (50, "EUR")), "both, afterwards")


@check("refuses two currencies with ValueError")
def currencies(work):
    raises(ValueError, lambda: work.Money(1, "EUR") + work.Money(1, "USD"), call="1 EUR + 1 USD")
    raises(ValueError, lambda: sum([work.Money(1, "EUR"), work.Money(1, "USD")]), call="sum(both)")


@check("refuses what is no money with TypeError")
def numbers(work):
    money = work.Money(1, "EUR")
    raises(TypeError, lambda: money + 1, call="Money(1, 'EUR') + 1")
    raises(TypeError, lambda: 1 + money, call="1 + Money(1, 'EUR')")
    raises(TypeError, lambda: money + "EUR", call="Money(1, 'EUR') + 'EUR'")


@check("can be summed")
def summed(work):
    total = sum([work.Money(n, "EUR") for n in range(1, 5)])
    equal(content(total), (10, "EUR"), "sum of 1, 2, 3 and 4 EUR")
    equal(content(sum([work.Money(7, "USD")])), (7, "USD"), "sum of one")
