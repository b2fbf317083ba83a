"""Sentences that the acts and pages of booklets share."""

from django.utils.translation import gettext_lazy as _

from .contents import Fault

NOT_ALLOWED = _("You may not change this booklet.")
WRONG_STATE = _("This cannot be done now. Look at the booklet again.")

FAULTS = {
    "no_title": _("there is no title"),
    "no_threads": _("there is no red thread in it yet"),
    "no_text": _("a text is empty; perhaps somebody took these words back"),
    "no_grounds": _("nothing rests under it: choose what people said"),
    "weight": _("no conversation counts under it any more: choose what people said, or remove it"),
}


def fault_in_words(fault: Fault) -> str:
    """Where something is not right in a booklet, and what: “Rode draad 2, waarneming 3: …”."""
    place = (fault.place.replace("booklet", str(_("The booklet"))).replace("thread", str(_("Red thread")))
             .replace("observation", str(_("observation"))).replace("quote", str(_("quote"))))
    return f"{place}: {FAULTS.get(fault.code, fault.code)}."
