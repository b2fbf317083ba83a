"""The promise of extension, kept: a whole kind in one folder, registered without touching the core."""
