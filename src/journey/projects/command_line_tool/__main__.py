"""`python -m journey.projects.command_line_tool` is `journey-tool`."""

from journey.projects.command_line_tool import main

if __name__ == "__main__":
    main()
