"""The agenda talk: a room puts cards in order, everybody gives three votes by phone, and the outcome becomes points."""
