"""Kinds: the ways of taking part, one folder each, strangers to one another."""
