"""Rode Draad: one red thread from what a resident says to what came of it."""

__version__ = "0.1.0"
