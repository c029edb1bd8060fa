"""How the site holds up at its full size: a generated site, and what is measured on it."""
