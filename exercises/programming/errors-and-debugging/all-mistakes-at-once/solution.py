# The idea: errors are objects, so they can be kept in a list until all rows
# are read; only the error that means "no number" is caught.
def read_numbers(texts):
    """Return texts as numbers, or raise a group of all mistakes."""
    numbers, errors = [], []
    for row, text in enumerate(texts, start=1):
        try:
            numbers.append(float(text))
        except ValueError as cause:
            error = ValueError(f"row {row}: expected a number, got {text!r}")
            error.__cause__ = cause
            errors.append(error)
    if errors:
        raise ExceptionGroup("read_numbers", errors)
    return numbers
