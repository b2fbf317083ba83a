"""Activities: the ways to take part within a process, and when what is open."""
