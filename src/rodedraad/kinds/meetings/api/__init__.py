"""Meetings in the API: hung on it by the site, which knows of no kind by name."""

from .addresses import add_to

__all__ = ["add_to"]
