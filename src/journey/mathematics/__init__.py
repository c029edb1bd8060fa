"""Phase 2: the mathematics under machine learning, named as in NumPy and SciPy."""
