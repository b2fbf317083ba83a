"""Pages of answers and decisions: what everybody reads, and the desk where they are made."""
