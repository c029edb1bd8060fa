"""The site engine: roadmap, notes, notebooks, evidence, checks and the ``journey`` command.

It reads ``src/journey`` as text and never imports it, so that the site builds without any
machine-learning library and a bug in an algorithm cannot stop the site.
"""
