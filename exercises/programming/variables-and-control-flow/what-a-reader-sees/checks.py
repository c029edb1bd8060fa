import random

from journey.practice import check, equal, within_steps

ACUTE, DOT = "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING DOT BELOW}"
JOINER, EMOJI_STYLE = "\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-16}"
FAMILY = f"\N{MAN}{JOINER}\N{WOMAN}{JOINER}\N{GIRL}"
WAVE = "\N{WAVING HAND SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-5}"
HEART = f"\N{HEAVY BLACK HEART}{EMOJI_STYLE}"
IN, DE = "\U0001f1ee\U0001f1f3", "\U0001f1e9\U0001f1ea"  # flags, two halves each


@check("splits plain text into its letters")
def plain(work):
    equal(work.clusters("a b\n"), ["a", " ", "b", "\n"], "clusters('a b\\n')")
    equal(work.clusters(""), [], "clusters('')")


@check("keeps accents with their letters, also several")
def accents(work):
    equal(
        work.clusters(f"cafe{ACUTE}s"), ["c", "a", "f", f"e{ACUTE}", "s"], "clusters(café, in two)"
    )
    equal(work.clusters(f"e{ACUTE}{DOT}!"), [f"e{ACUTE}{DOT}", "!"], "clusters(e with two marks)")


@check("keeps vowel signs of Devanagari, which take room")
def signs(work):
    hindi = "\N{DEVANAGARI LETTER KA}\N{DEVANAGARI VOWEL SIGN AA}\N{DEVANAGARI LETTER MA}"
    equal(work.clusters(hindi), [hindi[:2], hindi[2:]], "clusters(kā, ma)")


@check("keeps a family together")
def family(work):
    equal(work.clusters(f"a{FAMILY}b"), ["a", FAMILY, "b"], "clusters(a, a family, b)")


@check("keeps skin tones and the emoji style")
def tones(work):
    equal(work.clusters(WAVE + HEART + "x"), [WAVE, HEART, "x"], "clusters(a hand, a heart, x)")


@check("pairs the halves of flags from the left")
def flags(work):
    equal(work.clusters(IN), [IN], "clusters(one flag)")
    equal(work.clusters(IN + DE), [IN, DE], "clusters(two flags)")
    equal(work.clusters(IN + DE[0]), [IN, DE[0]], "clusters(one flag and a half)")
    equal(work.clusters("x" + IN[0]), ["x", IN[0]], "clusters(x, half a flag)")


@check("begins with a mark where the text does")
def first(work):
    equal(work.clusters(ACUTE + "a"), [ACUTE, "a"], "clusters(an accent, a)")


@check("finds the clusters that random texts were made of")
def random_texts(work):
    rng = random.Random(8)
    whole = ["a", f"o{DOT}", FAMILY, WAVE, HEART, IN, "\n", f"\N{WOMAN}{JOINER}{HEART}"]
    for _ in range(60):
        parts = [rng.choice(whole) for _ in range(rng.randrange(9))]
        equal(work.clusters("".join(parts)), parts, f"clusters of {len(parts)} signs")


@check("takes few steps for each code point")
def cheap(work):
    text = "spam " * 800
    found = within_steps(600_000, work.clusters, text, call="clusters(4,000 letters)")
    equal(len(found), 4_000, "the number of clusters of 4,000 letters")
