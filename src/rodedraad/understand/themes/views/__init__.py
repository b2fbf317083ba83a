"""The pages of themes: for everybody, the analysis desk, and one theme on that desk."""
