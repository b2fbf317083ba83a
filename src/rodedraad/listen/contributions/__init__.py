"""Contributions: what people say, on line or off line; the first knot of the thread."""
