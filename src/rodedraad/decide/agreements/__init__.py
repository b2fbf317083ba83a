"""Agreements: what was promised, by whom and when, and what came of it."""
