"""What a survey found: counted once, told in figures that give nobody away, and nothing else is ever computed from."""
