"""Inviting people: the open link, personal codes on paper and by e-mail, reminders, and how many have answered."""
