"""Typing in forms of paper: twice, by two people who do not see each other's entry, then where they differ."""
