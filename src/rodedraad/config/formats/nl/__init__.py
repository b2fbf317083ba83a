"""Formats for Dutch."""
