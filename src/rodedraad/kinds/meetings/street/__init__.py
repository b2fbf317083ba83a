"""Street talks: a form on a phone that works without a connection, and who has not been reached yet."""
