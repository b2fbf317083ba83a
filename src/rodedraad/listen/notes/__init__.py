"""Notes of a conversation: read from files, split into statements, checked for personal data. No Django in here."""
