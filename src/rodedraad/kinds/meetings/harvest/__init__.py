"""The harvest: what was said at a table, in the street or on a visit becomes contributions, each with its consent."""
