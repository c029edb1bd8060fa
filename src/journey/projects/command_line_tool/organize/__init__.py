"""What `journey-tool organize` does; its command line stands in `_command.py`."""
