# The idea: Bellman and Ford's rounds. After round k, `price` holds the least
# price of each place with at most k legs; a round reads only the one before.
def cheapest(legs, start, end, most):
    """Return the least price with at most so many legs, or None."""
    price = {start: 0}
    for _ in range(most):
        after = dict(price)
        for here, there, cost in legs:
            if here in price:
                total = price[here] + cost
                if there not in after or total < after[there]:
                    after[there] = total
        if after == price:
            break
        price = after
    return price.get(end)
