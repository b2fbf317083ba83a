"""Pages of contributions that every kind of activity shares."""
