"""The components and base pages that every page is built from."""
