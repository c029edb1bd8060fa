"""What `journey-tool api` does; its command line stands in `_command.py`."""
