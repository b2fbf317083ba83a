"""Kernels for text: vectors, groups, assignment, learning, wording and agreement. No Django in here."""
