"""Moderation: one queue for every post that waits or was reported."""
