from journey.practice import check, equal


def gives(work, headings, expected):
    equal(list(work.anchors(headings)), expected, f"anchors({headings!r})")


@check("writes small letters and hyphens")
def plain(work):
    gives(work, ["Set up", "Where to go NEXT"], ["set-up", "where-to-go-next"])


@check("leaves out other signs, and keeps digits and hyphens")
def signs(work):
    gives(work, ["What's new?", "Python 3.11", "t-SNE"], ["whats-new", "python-311", "t-sne"])


@check("makes one hyphen of several spaces, and none at the ends")
def spaces(work):
    gives(work, ["  a   b ", "? yes"], ["a-b", "yes"])


@check("numbers what comes again")
def again(work):
    gives(work, ["Example", "Notes", "Example", "Example"],
          ["example", "notes", "example-1", "example-2"])  # fmt: skip


@check("takes headings that differ only in signs as the same")
def same(work):
    gives(work, ["Why?", "Why!"], ["why", "why-1"])


@check("never gives an anchor twice, whatever the headings are")
def taken(work):
    gives(work, ["Setup", "Setup", "Setup 1"], ["setup", "setup-1", "setup-1-1"])
    gives(work, ["Setup 1", "Setup", "Setup"], ["setup-1", "setup", "setup-2"])


@check("returns nothing for no headings")
def nothing(work):
    gives(work, [], [])
    gives(work, ["A"], ["a"])
