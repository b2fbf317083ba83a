"""One draft from asking to the check: what quotes something that nobody said never reaches a person as a proposal."""

from django.utils.translation import gettext as _

from rodedraad.listen.contributions.models.contribution import State

from ..levels import in_family
from ..models import Draft, Grounds
from ..passages import said_in
from .language_model import ModelError, draft_text, has_links, invented_quotes

MOST_TEXTS = 60


def write(draft: Draft, spec: str) -> None:
    """Let the model write, and check what it wrote; the draft says how that went."""
    rows = (Grounds.objects.confirmed().filter(in_family(draft.theme), contribution__state=State.PUBLISHED)
            .select_related("contribution").order_by("-contribution__support_count", "pk")[: 2 * MOST_TEXTS])
    said = list({row.contribution_id: row.contribution for row in rows}.values())[:MOST_TEXTS]
    draft.contributions = [each.pk for each in said]
    texts = [said_in(each) for each in said]
    if not texts:
        draft.state, draft.problem = Draft.State.REFUSED, _("There is no contribution that everybody can read.")
        draft.save()
        return
    try:
        draft.text = draft_text(spec, draft.theme.title, texts)
        draft.state, draft.problem = _judged(draft.text, texts)
    except ModelError as problem:
        draft.state, draft.problem = Draft.State.REFUSED, str(problem)[:500]
    draft.save()


def _judged(text: str, texts: list[str]) -> tuple[Draft.State, str]:
    invented = invented_quotes(text, texts)
    if invented:
        words = _("The model quotes words that nobody said: “%(words)s”.") % {"words": invented[0]}
        return Draft.State.REFUSED, words[:500]
    if has_links(text):
        return Draft.State.REFUSED, _("The model wrote an address of a site or a person.")
    return Draft.State.OPEN, ""
