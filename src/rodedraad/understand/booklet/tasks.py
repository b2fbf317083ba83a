"""Work after an edition was published: who follows one of its processes hears of it, each person once."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled
from django_tasks import task

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.paging import one_by_one
from rodedraad.base.notifications.actions import notify
from rodedraad.base.notifications.models import Follow

from .models import Edition


@task()
def tell_followers(edition_id: int) -> int:
    """Tell who follows a process of the booklet. Safe to run twice; returns how many were told now."""
    with scopes_disabled():
        edition = Edition.objects.select_related("booklet", "organisation").filter(pk=edition_id).first()
    if edition is None or not edition.booklet.is_public:
        return 0
    booklet, organisation = edition.booklet, edition.organisation
    with scope(organisation=organisation), translation.override(organisation.language):
        topics = [source.process.topic for source in booklet.sources.select_related("process")]
        people = Person.objects.filter(pk__in=Follow.objects.filter(topic__in=topics).values("person_id"),
                                       erased_at=None)
        return notify(people=one_by_one(people), event="booklet.published",
                      about=topics[0], title=_("New booklet: %(title)s") % {"title": booklet.title},
                      text=booklet.subtitle, path=reverse("booklet:booklet", args=[booklet.slug]),
                      once_key=f"booklet-published:{edition.pk}")
