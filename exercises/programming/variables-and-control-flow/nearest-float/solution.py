# The idea: a quotient with the right number of binary digits, and its
# remainder, which says on which side of the half the rest lies.


def nearest(p, q, bits):
    """Return (m, e): m * 2**e is nearest to p / q, and m has so many digits."""
    e = p.bit_length() - q.bit_length() - bits
    m, rest, divisor = divided(p, q, e)
    if m >= 2**bits:
        e += 1
        m, rest, divisor = divided(p, q, e)
    if 2 * rest > divisor or (2 * rest == divisor and m % 2 == 1):
        m += 1
    if m == 2**bits:
        m, e = m // 2, e + 1
    return m, e


def divided(p, q, e):
    """Return quotient, remainder and divisor of p by q * 2**e."""
    if e < 0:
        p <<= -e
    else:
        q <<= e
    return *divmod(p, q), q
