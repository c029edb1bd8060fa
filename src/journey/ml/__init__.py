"""Phase 3: estimators with scikit-learn's module, class and parameter names."""
