"""How allauth behaves here: one door for new and known people, mail through our own outbox."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """No separate sign-up: the login form makes the account."""

    def is_open_for_signup(self, request: object) -> bool:
        """Nobody signs up apart from logging in."""
        return False
