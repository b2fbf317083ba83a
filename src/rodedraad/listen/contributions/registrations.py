"""What this app tells the floors below it: who took part in a process, and that a process holds contributions."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person
from rodedraad.base.notifications.periodic import register_job
from rodedraad.listen.processes import hooks
from rodedraad.listen.processes.models import Process

from . import privacy
from .models import Comment, Contribution, Support
from .tasks import look_at_tables


def register_all() -> None:
    """Hang everything on its hook; called once when the app is ready."""
    hooks.register_participants(participants)
    hooks.register_obstacle(obstacle)
    privacy.register()
    register_job("look_at_tables", every=timedelta(days=1), task=look_at_tables)


def participants(process: Process) -> QuerySet[Person]:
    """Everybody who said, commented on or supported something in a process."""
    wrote = Contribution.objects.filter(process=process).exclude(author=None).values("author_id")
    reacted = Comment.objects.filter(contribution__process=process).exclude(author=None).values("author_id")
    supported = Support.objects.filter(contribution__process=process).values("person_id")
    people: QuerySet[Person] = Person.objects.filter(Q(pk__in=wrote) | Q(pk__in=reacted) | Q(pk__in=supported))
    return people


def obstacle(process: Process) -> str | None:
    """Why a process cannot be deleted: people have already said something in it."""
    if Contribution.objects.filter(process=process).exists():
        return _("People have already taken part.")
    return None
