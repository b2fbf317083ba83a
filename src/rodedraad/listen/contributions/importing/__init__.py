"""Importing: contributions from a file, checked first, all or nothing, repeatable, undone when wrong."""
