"""What `journey-tool scrape` does; its command line stands in `_command.py`."""
