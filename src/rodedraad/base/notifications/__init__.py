"""Notifications: what people follow, what they are told and the outbox that brings it."""
