"""Tools for who works on Rode Draad; nothing here runs on a municipality's site."""
