from journey.practice import check, equal


def says(work, function, missing, extra):
    got = work.drift(function)
    equal([list(part) for part in got], [missing, extra], f"drift({function.__name__})")


def good(x, y=1):
    """Add.

    Parameters
    ----------
    x
        One.
    y
        Another.

    Returns
    -------
    total
        Both.
    """


def renamed(x, factor):
    """Scale.

    Parameters
    ----------
    x
        What.
    by
        How much.
    """


@check("finds nothing where all is well, whatever other sections say")
def well(work):
    says(work, good, [], [])
    says(work, renamed, ["factor"], ["by"])


@check("finds a parameter that was renamed")
def rename(work):
    says(work, renamed, ["factor"], ["by"])


@check("misses every parameter of a function without a docstring")
def bare(work):
    def nothing(b, a):
        pass

    says(work, nothing, ["b", "a"], [])


@check("misses every parameter where the section is not there")
def no_section(work):
    def short(b, a):
        """Do it, with b and a.

        Returns
        -------
        a
            It.
        """

    says(work, short, ["b", "a"], [])


@check("reads several names on a line, and types behind a colon")
def several(work):
    def point(x, y, z, label):
        """Draw.

        Parameters
        ----------
        x, y : float
            Where.
        label : str, optional
            What it is called.
        w
            How far.
        """

    says(work, point, ["z"], ["w"])


@check("takes stars as no part of a name")
def stars(work):
    def many(*args, **options):
        """Do all.

        Parameters
        ----------
        *args
            These.
        **settings
            And so.
        """

    says(work, many, ["options"], ["settings"])


@check("does not miss self")
def method(work):
    class Box:
        def put(self, item):
            """Put it in.

            Parameters
            ----------
            thing
                What.
            """

    says(work, Box.put, ["item"], ["thing"])


@check("does not take the text of a parameter for names")
def indented(work):
    def wordy(a):
        """Go.

        Parameters
        ----------
        a
            Long, longer: the text
            of it.

            And more, after an empty line.
        b
            Gone.
        """

    says(work, wordy, [], ["b"])
