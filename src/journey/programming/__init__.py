"""Phase 1: data structures and algorithms in plain Python."""
