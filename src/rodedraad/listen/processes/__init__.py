"""Processes: what is asked, by which rules (the charter), by whom (the team)."""
