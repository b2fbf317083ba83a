"""Decide: answers, decisions, commitments and results."""
