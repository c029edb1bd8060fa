from journey.practice import check, close


@check("is 21 for black and white, and 1 for a colour with itself")
def ends(work):
    close(work.contrast("#000000", "#ffffff"), 21.0, 'contrast("#000000", "#ffffff")', within=1e-9)
    close(work.contrast("#3d7dd8", "#3d7dd8"), 1.0, "contrast of a colour with itself", within=1e-9)


@check("undoes the curve of the screen, in both of its pieces")
def curve(work):
    close(work.linear(0.5), 0.21404114048223255, "linear(0.5)", within=1e-9)
    close(work.linear(0.03), 0.03 / 12.92, "linear(0.03)", within=1e-12)
    close(work.linear(1.0), 1.0, "linear(1.0)", within=1e-9)


@check("weighs green most and blue least")
def weights(work):
    for colour, share in (("#ff0000", 0.2126), ("#00ff00", 0.7152), ("#0000ff", 0.0722)):
        close(work.contrast(colour, "#000000"), (share + 0.05) / 0.05,
              f'contrast("{colour}", "#000000")', within=1e-9)  # fmt: skip


@check("is the same both ways round")
def order(work):
    close(work.contrast("#ffffff", "#777777"), work.contrast("#777777", "#ffffff"),
          'contrast("#ffffff", "#777777")', within=1e-12)  # fmt: skip
    close(work.contrast("#777777", "#ffffff"), 4.478089453577214,
          'contrast("#777777", "#ffffff")', within=1e-9)  # fmt: skip


@check("reads each of the three parts, in either case")
def parts(work):
    close(work.contrast("#1A2B3C", "#D9642C"), work.contrast("#1a2b3c", "#d9642c"),
          "upper and lower case", within=1e-12)  # fmt: skip
    close(work.contrast("#1a2b3c", "#d9642c"), 3.993602139010261,
          'contrast("#1a2b3c", "#d9642c")', within=1e-9)  # fmt: skip
