"""Organisations: municipalities, provinces and water boards; everything in the thread belongs to one."""
