# The idea: contrast is a ratio of light, and what a file holds is not light: the
# curve of the screen is undone first, part by part.
def linear(part):
    """Return the linear light of one part of a colour, 0 to 1."""
    if part <= 0.04045:
        return part / 12.92
    return ((part + 0.055) / 1.055) ** 2.4


def luminance(colour):
    """Return how light a colour is, from 0 to 1; green counts most."""
    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first, second):
    """Return the contrast of two colours such as "#1a2b3c", from 1 to 21."""
    dark, light = sorted([luminance(first), luminance(second)])
    return (light + 0.05) / (dark + 0.05)
