"""Secrets that are shown once: made here, kept only as a hash."""

import hashlib
import secrets


def new_token() -> str:
    """A URL-safe secret of 192 bits."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """The SHA-256 of a token in hex (64 characters): enough for a secret of this length."""
    return hashlib.sha256(token.encode()).hexdigest()
