"""Accounts: who logs in, and who that is inside one organisation."""
