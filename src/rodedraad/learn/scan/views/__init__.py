"""Pages of the scan: the desk with its path, the asking, the agenda, and the page for everybody."""
