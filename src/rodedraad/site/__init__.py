"""Site: pages that cross floors, from the home page to one whole thread."""
