from journey.practice import check, equal


def ask(work, *cases):
    for a, b, answer in cases:
        equal(work.fits(a, b), answer, f"fits({a!r}, {b!r})")


@check("climbs from a class to those above it")
def names(work):
    ask(work, ("Dog", "Dog", True), ("Puppy", "Animal", True), ("Animal", "Dog", False),
        ("Cat", "Dog", False), ("None", "Animal", False), ("Puppy", "object", True))  # fmt: skip


@check("lets a sequence of dogs be one of animals")
def sequence(work):
    ask(work, (("Sequence", "Dog"), ("Sequence", "Animal"), True),
        (("Sequence", "Animal"), ("Sequence", "Dog"), False))  # fmt: skip


@check("lets no list of dogs be a list of animals, nor the reverse")
def lists(work):
    ask(work, (("list", "Dog"), ("list", "Dog"), True),
        (("list", "Dog"), ("list", "Animal"), False),
        (("list", "Animal"), ("list", "Dog"), False))  # fmt: skip


@check("takes a list for a sequence, and no sequence for a list")
def both(work):
    ask(work, (("list", "Puppy"), ("Sequence", "Dog"), True),
        (("list", "Cat"), ("Sequence", "Dog"), False),
        (("Sequence", "Dog"), ("list", "Dog"), False))  # fmt: skip


@check("turns round for a function's argument")
def argument(work):
    ask(work, (("Callable", "Animal", "None"), ("Callable", "Dog", "None"), True),
        (("Callable", "Puppy", "None"), ("Callable", "Dog", "None"), False))  # fmt: skip


@check("keeps the direction for a function's result")
def result(work):
    ask(work, (("Callable", "Dog", "Puppy"), ("Callable", "Dog", "Animal"), True),
        (("Callable", "Dog", "Animal"), ("Callable", "Dog", "Puppy"), False))  # fmt: skip


@check("turns round twice for a function that takes a function")
def twice(work):
    takes_dog, takes_animal = ("Callable", "Dog", "None"), ("Callable", "Animal", "None")
    ask(work, (("Callable", takes_dog, "None"), ("Callable", takes_animal, "None"), True),
        (("Callable", takes_animal, "None"), ("Callable", takes_dog, "None"), False))  # fmt: skip


@check("wants one member of a union on the right")
def right(work):
    maybe = ("Union", "Animal", "None")
    ask(work, ("Dog", maybe, True), ("None", maybe, True), ("object", maybe, False),
        (("list", "Dog"), maybe, False))  # fmt: skip


@check("wants all members of a union on the left")
def left(work):
    ask(work, (("Union", "Dog", "Cat"), "Animal", True),
        (("Union", "Dog", "None"), "Animal", False),
        (("Union", "Dog", "None"), ("Union", "None", "Cat", "Dog"), True))  # fmt: skip


@check("sees that unions may say the same in another order, inside a list, too")
def same(work):
    one, two = ("Union", "Dog", "None"), ("Union", "None", "Dog")
    ask(work, (("list", one), ("list", two), True),
        (("list", "Dog"), ("list", one), False))  # fmt: skip


@check("lets everything be an object, and keeps kinds apart")
def kinds(work):
    ask(work, (("list", "Dog"), "object", True), (("Callable", "Dog", "None"), "object", True),
        (("list", "Dog"), "Dog", False), ("Dog", ("list", "Dog"), False),
        (("Callable", "Dog", "None"), ("Sequence", "None"), False))  # fmt: skip
