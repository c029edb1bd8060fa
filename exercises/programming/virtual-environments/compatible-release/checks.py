from journey.practice import check, equal, raises


def ask(work, version, floor, expected):
    equal(work.compatible(version, floor), expected, f"compatible({version!r}, {floor!r})")


@check("lets the last number grow")
def grows(work):
    ask(work, "2.2", "2.2", True)
    ask(work, "2.9", "2.2", True)
    ask(work, "2.2.7", "2.2.0", True)


@check("keeps the numbers in front of the last")
def fixed(work):
    ask(work, "3.2", "2.2", False)
    ask(work, "2.3.0", "2.2.0", False)


@check("allows nothing older")
def older(work):
    ask(work, "2.1", "2.2", False)
    ask(work, "2.2.3", "2.2.4", False)


@check("orders by number and not as text")
def numbers(work):
    ask(work, "2.10", "2.9", True)
    ask(work, "2.9", "2.10", False)


@check("takes missing numbers as zeros")
def zeros(work):
    ask(work, "2", "2.0", True)
    ask(work, "2", "2.0.0", True)
    ask(work, "2.2", "2.2.0", True)
    ask(work, "2.2", "2.2.1", False)


@check("takes a longer version as it takes a shorter one")
def longer(work):
    ask(work, "2.3.1", "2.2", True)
    ask(work, "2.2.0.1", "2.2.0", True)
    ask(work, "2.1.9", "2.2", False)


@check("refuses a floor of one number")
def one(work):
    raises(ValueError, work.compatible, "2.1", "2", call="compatible('2.1', '2')")
