"""The report of a process as an accessible PDF: the whole thread on paper, for the council and the archive."""
