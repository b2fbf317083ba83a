"""Exporting: contributions as CSV, XLSX, ODS and JSON."""
