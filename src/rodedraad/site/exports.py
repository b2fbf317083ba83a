"""Everything of a process as tables: the public part as open data, all of it for who works on it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodedraad.decide.agreements.models import Commitment, Result
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.activities.tables import Export, registered_tables
from rodedraad.listen.contributions.models import Comment, Contribution
from rodedraad.listen.contributions.models.contribution import State
from rodedraad.listen.processes.models import Process
from rodedraad.understand.themes.models import Grounds, Theme


def _name(person: Any, *, hidden: bool = False) -> str:
    return "" if person is None or hidden else person.name


def _contributions(process: Process, *, public: bool) -> QuerySet:
    grounds = Grounds.objects.filter(state=Grounds.State.CONFIRMED).select_related("theme")
    answers = Answer.objects.filter(state=Answer.State.PUBLISHED)
    if public:
        grounds = grounds.filter(theme__state=Theme.State.PUBLISHED)
    rows = Contribution.objects.filter(process=process)
    if public:
        rows = rows.filter(state__in=(State.PUBLISHED, State.MERGED))
    return rows.select_related("author", "neighbourhood", "activity").prefetch_related(
        Prefetch("grounds", grounds), Prefetch("answers", answers)).order_by("pk")


def _comments(process: Process, *, public: bool) -> QuerySet:
    rows = Comment.objects.filter(contribution__process=process)
    if public:
        rows = rows.filter(state=State.PUBLISHED, contribution__state__in=(State.PUBLISHED, State.MERGED))
    return rows.select_related("author").order_by("pk")


def _themes(process: Process, *, public: bool) -> QuerySet:
    rows = Theme.objects.filter(process=process)
    return (rows.exclude(state=Theme.State.DRAFT) if public else rows).order_by("position", "pk")


def _grounds(process: Process, *, public: bool) -> QuerySet:
    rows = Grounds.objects.filter(theme__process=process).exclude(state=Grounds.State.REJECTED)
    if public:
        rows = rows.filter(state=Grounds.State.CONFIRMED, theme__state=Theme.State.PUBLISHED,
                           contribution__state__in=(State.PUBLISHED, State.MERGED))
    return rows.order_by("pk")


def _answers(process: Process, *, public: bool) -> QuerySet:
    rows = Answer.objects.filter(process=process)
    if public:
        rows = rows.filter(state=Answer.State.PUBLISHED)
    return rows.prefetch_related("themes", "contributions").order_by("pk")


def _decisions(process: Process, *, public: bool) -> QuerySet:
    rows = Decision.objects.filter(process=process)
    if public:
        rows = rows.filter(is_published=True)
    return rows.prefetch_related(Prefetch("answers", _answers(process, public=public))).order_by("pk")


def _commitments(process: Process, *, public: bool) -> QuerySet:
    rows = Commitment.objects.filter(process=process)
    return (rows.filter(is_published=True) if public else rows).order_by("pk")


def _results(process: Process, *, public: bool) -> QuerySet:
    rows = Result.objects.filter(commitment__process=process)
    return (rows.filter(commitment__is_published=True) if public else rows).order_by("pk")


def _ids(rows: Any) -> str:
    return " ".join(str(row.pk) for row in rows.all())


EXPORTS = {export.key: export for export in (
    Export("bijdragen", _("Contributions"), _contributions, (
        ("id", lambda c: c.pk), ("activiteit", lambda c: c.activity.slug), ("titel", lambda c: c.title),
        ("tekst", lambda c: c.text), ("taal", lambda c: c.language), ("stand", lambda c: c.state),
        ("auteur", lambda c: _name(c.author, hidden=c.is_anonymous)), ("rol", lambda c: c.author_role),
        ("kanaal", lambda c: c.channel), ("wijk", lambda c: c.neighbourhood.name if c.neighbourhood else ""),
        ("plaats", lambda c: c.place), ("breedtegraad", lambda c: c.latitude), ("lengtegraad", lambda c: c.longitude),
        ("geplaatst", lambda c: c.created_at), ("steun", lambda c: c.support_count),
        ("reacties", lambda c: c.comment_count),
        ("themas", lambda c: " | ".join(g.theme.title for g in c.grounds.all())),
        ("antwoorden", lambda c: _ids(c.answers)), ("heeft_thema", lambda c: int(c.has_theme)),
        ("heeft_antwoord", lambda c: int(c.has_answer)), ("heeft_besluit", lambda c: int(c.has_decision)),
        ("heeft_toezegging", lambda c: int(c.has_commitment)), ("heeft_resultaat", lambda c: int(c.has_result)),
        ("samengevoegd_met", lambda c: c.merged_into_id),
    ), (
        ("eigen_nummer", lambda c: c.external_id), ("reden", lambda c: c.state_reason or c.hold_reason),
        ("anoniem", lambda c: int(c.is_anonymous)),
    )),
    Export("reacties", pgettext_lazy("reaction", "Comments"), _comments, (
        ("id", lambda c: c.pk), ("bijdrage", lambda c: c.contribution_id), ("tekst", lambda c: c.text),
        ("auteur", lambda c: _name(c.author, hidden=c.is_anonymous)), ("geplaatst", lambda c: c.created_at),
    ), (("stand", lambda c: c.state), ("reden", lambda c: c.state_reason or c.hold_reason))),
    Export("themas", _("Themes"), _themes, (
        ("id", lambda t: t.pk), ("naam", lambda t: t.title), ("omschrijving", lambda t: t.description),
        ("stand", lambda t: t.state), ("samengevoegd_met", lambda t: t.merged_into_id),
    )),
    Export("gronden", _("Grounds"), _grounds, (
        ("thema", lambda g: g.theme_id), ("bijdrage", lambda g: g.contribution_id), ("passage", lambda g: g.passage),
        ("stand", lambda g: g.state), ("zekerheid", lambda g: g.confidence),
    )),
    Export("antwoorden", _("Answers"), _answers, (
        ("id", lambda a: a.pk), ("titel", lambda a: a.title), ("uitkomst", lambda a: a.outcome),
        ("tekst", lambda a: a.text), ("motivering", lambda a: a.motivation), ("stand", lambda a: a.state),
        ("gepubliceerd", lambda a: a.published_at), ("themas", lambda a: _ids(a.themes)),
        ("bijdragen", lambda a: _ids(a.contributions)),
    )),
    Export("besluiten", _("Decisions"), _decisions, (
        ("id", lambda d: d.pk), ("titel", lambda d: d.title), ("orgaan", lambda d: d.body),
        ("datum", lambda d: d.decided_on), ("tekst", lambda d: d.text), ("document", lambda d: d.document_url),
        ("antwoorden", lambda d: _ids(d.answers)),
    )),
    Export("toezeggingen", _("Commitments"), _commitments, (
        ("id", lambda c: c.pk), ("wat", lambda c: c.what), ("eigenaar", lambda c: c.owner_title),
        ("uiterlijk", lambda c: c.due_on), ("stand", lambda c: c.state), ("te_laat", lambda c: int(c.is_late())),
        ("besluit", lambda c: c.decision_id), ("antwoord", lambda c: c.answer_id),
    )),
    Export("resultaten", _("Results"), _results, (
        ("id", lambda r: r.pk), ("toezegging", lambda r: r.commitment_id), ("hoe_ver", lambda r: r.achieved),
        ("tekst", lambda r: r.text), ("datum", lambda r: r.happened_on), ("bewijs", lambda r: r.evidence_url),
    )),
)}


def all_exports() -> dict[str, Export]:
    """Every table of a process by key: the thread, and what kinds add to it."""
    return EXPORTS | registered_tables()
