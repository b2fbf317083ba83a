"""Settings, urls and the command line: the only floor that knows every other."""
