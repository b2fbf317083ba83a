"""The core values and instruments that an organisation uses; until it changes one, those the booklet starts with."""

from django.db import transaction

from rodedraad.base.accounts.models import Person
from rodedraad.base.core import audit
from rodedraad.base.organisations.models import Organisation

from . import contents
from .models import Term
from .vocabulary import starting_instruments, starting_values

Row = tuple[str, str]
"""A name and its meaning."""

VALUE, INSTRUMENT = Term.Vocabulary.VALUE, Term.Vocabulary.INSTRUMENT


def terms_of(organisation: Organisation) -> tuple[list[contents.Term], list[contents.Term]]:
    """The core values and the instruments of an organisation, in order; one query."""
    kept: dict[str, list[contents.Term]] = {VALUE: [], INSTRUMENT: []}
    for each in Term.objects.filter(organisation=organisation):
        kept[each.vocabulary].append(contents.Term(each.name, each.meaning))
    return (kept[VALUE] or [each.as_term() for each in starting_values()],
            kept[INSTRUMENT] or [each.as_term() for each in starting_instruments()])


@transaction.atomic
def set_terms(*, organisation: Organisation, vocabulary: str, rows: list[Row], by: Person) -> None:
    """Replace one list, in this order; an empty one brings back the words to start with."""
    Term.objects.filter(organisation=organisation, vocabulary=vocabulary).delete()
    for place, (name, meaning) in enumerate(rows):
        Term.objects.create(organisation=organisation, vocabulary=vocabulary, name=name, meaning=meaning,
                            position=place)
    audit.record("booklet.terms_changed", on=organisation, by=by, vocabulary=vocabulary, number=len(rows))
