"""Who sits where: the mixing of tables, the desk page for it, and what is printed for the evening."""
