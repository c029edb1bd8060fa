def close_enough(got, expected, rel=1e-6, abs=1e-12):
    """Return whether got is as close to expected as rel and abs allow."""
    # abs is the allowed distance here: for a size write max(x, -x).
    raise NotImplementedError
