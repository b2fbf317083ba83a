"""News from contributions: words that were withdrawn or closed leave every booklet, printed files included."""

from typing import Any

from django.dispatch import receiver

from rodedraad.listen.contributions.signals import words_closed, words_withdrawn

from .editions import take_words_out


@receiver([words_withdrawn, words_closed])
def forget_words(contribution_ids: list[int], **_: Any) -> None:
    """Nobody reads them in a booklet any more; the count stays."""
    take_words_out(contribution_ids)
