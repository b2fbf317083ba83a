"""Template tags of the ideas pages."""
