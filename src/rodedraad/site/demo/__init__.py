"""The demo: an invented municipality with three processes, to look at, to try and to measure on."""
