"""The desk of a survey: prepare it, start it, move its end, stop it; and the way to all other work on it."""
