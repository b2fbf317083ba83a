"""The API: the whole thread as data, by the NL API Design Rules, through the same doors as the pages."""
