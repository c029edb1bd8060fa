"""What is timed, against what; ``python -m benchmarks`` runs it."""
