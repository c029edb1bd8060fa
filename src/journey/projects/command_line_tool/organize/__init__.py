"""What `journey-tool organize` does; its command line stands in `_command.py`.

A run is planned (`_scan`, `_kinds`, `_duplicates`, `_plan`), written down (`_journal`), carried
out one file at a time (`_move`), and settled where it was killed (`_settle`); `_runs` puts these
together. All calls that change the disk go through `_system`, where tests make them fail or end
the process. Nothing here but the command line needs more than the standard library.
"""
