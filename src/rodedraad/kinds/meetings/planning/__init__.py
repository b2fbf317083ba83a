"""Planning meetings: the desk, the programme, and the public pages that come of it."""
