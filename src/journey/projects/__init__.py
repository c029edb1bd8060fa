"""Milestone projects: programs that people can use, each with one command.

They may import every other part of `journey`, and heavier libraries inside the functions that need
them. Algorithms do not live here.
"""
