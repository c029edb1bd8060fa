"""A table of rows to predictions: what the Kaggle pipeline is made of."""
