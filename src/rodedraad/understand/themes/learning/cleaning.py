"""Privacy: what was computed of a text goes when the text goes."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.contributions.models import Contribution

from ..drafting.sentences import said_in_theme
from ..models import Draft, TextVector, Theme
from ..suggesting import words_of
from .encoding import key_of

CHUNK = 500
DRAFTS_KEPT = timedelta(days=30)


def forget_unused(organisation: Organisation) -> int:
    """Remove the vectors of texts that no contribution or theme has any more, and old drafts; returns how many."""
    Draft.objects.filter(updated_at__lt=timezone.now() - DRAFTS_KEPT).delete()
    models = list(TextVector.objects.order_by().values_list("model", flat=True).distinct())
    if not models:
        return 0
    used = {bytes.fromhex(key_of(model, text)) for text in _texts() for model in models}
    gone = [pk for pk, key in TextVector.objects.values_list("pk", "key").iterator() if bytes.fromhex(key) not in used]
    for start in range(0, len(gone), CHUNK):
        TextVector.objects.filter(organisation=organisation, pk__in=gone[start : start + CHUNK]).delete()
    return len(gone)


def _texts() -> Iterator[str]:
    for title, text in Contribution.objects.order_by().values_list("title", "text").iterator():
        yield words_of(title, text)
    for theme in Theme.objects.iterator():
        yield theme.words
    for theme in Theme.objects.live():
        yield from (each.text for each in said_in_theme(theme))
