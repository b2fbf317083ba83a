"""Core: the audit log, permissions, safe text, limits and tokens under the whole thread."""
