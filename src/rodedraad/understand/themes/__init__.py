"""Themes: what many contributions say together, grounded in exact passages."""
