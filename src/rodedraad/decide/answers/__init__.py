"""Answers and decisions: what the organisation says back, and what was decided."""
