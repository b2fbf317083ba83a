"""The Quick Scan of local democracy: from a first talk to an agenda that is followed up."""
