"""Understand: themes grounded in contributions."""
