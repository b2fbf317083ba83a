"""Work after an act on themes: telling authors, and reading all contributions to suggest themes. Safe to do twice."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled
from django_tasks import task

from rodedraad.base.notifications.actions import notify
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import PUBLIC
from rodedraad.listen.processes.models import Process

from .models import AnalysisRun, Draft, Grounds, Theme

PAGE = 500
LOST_AFTER = timedelta(minutes=5)
MOST_STARTS = 3


@contextmanager
def in_organisation(organisation_id: int) -> Iterator[Organisation | None]:
    """Work in the scope and the language of an organisation; None when it is gone."""
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        yield None
        return
    with scope(organisation=organisation), translation.override(organisation.language):
        yield organisation


def enqueue_telling(theme: Theme, contribution_ids: Iterable[int]) -> None:
    """Tell the authors of contributions that they have this theme; in the transaction of the act."""
    ids = sorted(set(contribution_ids))
    for start in range(0, len(ids), PAGE):
        tell_authors.enqueue(theme.organisation_id, theme.pk, ids[start : start + PAGE])


@task()
def tell_authors(organisation_id: int, theme_id: int, contribution_ids: list[int]) -> None:
    """Tell each author, also of what was merged into a contribution, once per contribution and theme."""
    with in_organisation(organisation_id):
        theme = Theme.objects.published().select_related("process").filter(pk=theme_id).first()
        if theme is None or not theme.process.is_public:
            return
        still = Grounds.objects.confirmed().filter(theme=theme, contribution_id__in=contribution_ids)
        ids = still.order_by().values("contribution_id")
        said = Contribution.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids), state__in=PUBLIC)
        for contribution in said.exclude(author=None).select_related("author").order_by("pk"):
            _tell(theme, contribution)


def _tell(theme: Theme, contribution: Contribution) -> None:
    notify(
        people=[contribution.author] if contribution.author else [],
        event="theme.assigned", about=f"contribution:{contribution.pk}",
        title=_("Your contribution is part of a theme: %(title)s") % {"title": theme.title},
        text=_("“%(heading)s” stands under the theme “%(title)s”, with what others said about it.")
        % {"heading": contribution.heading, "title": theme.title},
        path=reverse("themes:detail", args=[theme.process.slug, theme.pk]),
        once_key=f"theme.assigned:{contribution.pk}:{theme.pk}",
    )


@task()
def suggest_themes(organisation_id: int, run_id: int) -> None:
    """Read the contributions of a process and suggest themes; a failure stands on the run, with a way to try again."""
    from .suggesting import carry_out  # noqa: PLC0415 -- the numeric libraries load only where they are needed

    with in_organisation(organisation_id):
        run = AnalysisRun.objects.select_related("process", "organisation").filter(pk=run_id).first()
        if run is not None and run.is_busy:
            carry_out(run)
            if run.state == AnalysisRun.State.DONE:
                read_sentences.enqueue(organisation_id, run.process_id)


@task()
def read_sentences(organisation_id: int, process_id: int) -> None:
    """Make vectors of the sentences in each theme, so that wording can be proposed without waiting."""
    from .drafting.sentences import read_all  # noqa: PLC0415 -- as above

    with in_organisation(organisation_id):
        process = Process.objects.filter(pk=process_id).first()
        if process is not None:
            read_all(process)


@task()
def place_newcomers(organisation_id: int, process_id: int, contribution_ids: list[int]) -> None:
    """Give contributions that were accepted just now their vector and likeliest theme."""
    from .learning import newcomers  # noqa: PLC0415 -- as above

    with in_organisation(organisation_id):
        process = Process.objects.filter(pk=process_id).first()
        if process is not None:
            newcomers.place_newcomers(process, contribution_ids)


@task()
def find_groups(organisation_id: int, run_id: int) -> None:
    """Read the contributions of a process and propose first groups to look at."""
    from .grouping import propose  # noqa: PLC0415 -- as above
    from .suggesting import carry_out  # noqa: PLC0415

    with in_organisation(organisation_id):
        run = AnalysisRun.objects.select_related("process", "organisation").filter(pk=run_id).first()
        if run is not None and run.is_busy:
            carry_out(run, propose)


@task()
def write_draft(organisation_id: int, draft_id: int) -> None:
    """Let the language model write a draft of a description; a refusal stands on the draft."""
    from .drafting.writing import write  # noqa: PLC0415 -- as above

    with in_organisation(organisation_id):
        draft = Draft.objects.select_related("theme").filter(pk=draft_id, state=Draft.State.WAITING).first()
        if draft is not None:
            write(draft, settings.LANGUAGE_MODEL)


@task()
def go_on_with_lost_runs() -> None:
    """Runs whose worker was killed start again, from the vectors that were kept; after three times they have failed."""
    with scopes_disabled():
        silent = timezone.now() - LOST_AFTER
        lost = list(AnalysisRun.objects.filter(state=AnalysisRun.State.RUNNING, updated_at__lt=silent))
        for run in lost:
            if run.starts >= MOST_STARTS:
                AnalysisRun.objects.filter(pk=run.pk).update(state=AnalysisRun.State.FAILED)
                continue
            AnalysisRun.objects.filter(pk=run.pk).update(updated_at=timezone.now())
            again = suggest_themes if run.purpose == AnalysisRun.Purpose.THEMES else find_groups
            again.enqueue(run.organisation_id, run.pk)


@task()
def forget_vectors() -> None:
    """Remove what was computed of texts that no contribution or theme has any more, and drafts nobody judged."""
    from .learning.cleaning import forget_unused  # noqa: PLC0415 -- as above

    for organisation in Organisation.objects.all():
        with scope(organisation=organisation):
            forget_unused(organisation)
