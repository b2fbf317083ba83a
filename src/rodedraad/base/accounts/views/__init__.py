"""Pages of accounts: the one door, a person's own details, and the desk for people and roles."""
