"""Pages of a process: for residents (public) and for its team (desk, rules, team)."""
