"""Registering for a meeting: guests, the waiting list, speakers, mails, and forgetting in time."""
