"""The acts on themes and grounds: their states, who may do them, what they tell, and what they refuse."""

from collections.abc import Callable

import pytest
from django_scopes import scope
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.models import Notice
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.signals import merged
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.models import Process
from rodedraad.listen.processes.tests.factories import (
    OrganisationFactory,
    PersonFactory,
    ProcessFactory,
    TeamMemberFactory,
)
from rodedraad.understand.themes import actions
from rodedraad.understand.themes.actions.bulk import last_act
from rodedraad.understand.themes.errors import (
    EmptyThemeError,
    NoGroundsError,
    NotAllowedError,
    PassageError,
    RefusedError,
    StaleError,
    WrongStateError,
)
from rodedraad.understand.themes.models import Grounds, Theme
from rodedraad.understand.themes.signals import grounds_changed, theme_merged
from rodedraad.understand.themes.tasks import tell_authors
from rodedraad.understand.themes.tests.factories import GroundsFactory, ThemeFactory

Said = Callable[..., Contribution]


def tell_all() -> None:
    """Do the telling that waits in the queue."""
    for row in DBTaskResult.objects.filter(task_path__endswith="tell_authors"):
        tell_authors.func(*row.args_kwargs["args"])


def test_a_new_theme_is_a_draft_at_the_end(process: Process, adviser: Person) -> None:
    one = actions.create_theme(process=process, title="  Meer\n groen ", by=adviser)
    two = actions.create_theme(process=process, title="Spelen", by=adviser)
    assert (one.title, one.state, one.position, two.position) == ("Meer groen", "draft", 0, 1)
    assert AuditLine.objects.filter(act="theme.created").count() == 2


def test_a_theme_needs_a_name(process: Process, adviser: Person) -> None:
    with pytest.raises(RefusedError):
        actions.create_theme(process=process, title=" \n ", by=adviser)


def test_only_who_edits_the_process_may_work_on_it(process: Process, resident: Person, said: Said) -> None:
    theme = ThemeFactory(process=process)
    editor, reader = PersonFactory(), PersonFactory()
    TeamMemberFactory(process=process, person=editor, part="editor")
    TeamMemberFactory(process=process, person=reader, part="reader")
    contribution = said()
    for person in (resident, reader):
        with pytest.raises(NotAllowedError):
            actions.assign(theme=theme, contribution_ids=[contribution.pk], by=person)
        with pytest.raises(NotAllowedError):
            actions.create_theme(process=process, title="Groen", by=person)
    assert actions.assign(theme=theme, contribution_ids=[contribution.pk], by=editor).done == 1


def test_an_adviser_of_another_organisation_may_not(process: Process) -> None:
    stranger = PersonFactory(organisation=OrganisationFactory(), roles=["adviser"])
    with pytest.raises(NotAllowedError):
        actions.create_theme(process=process, title="Groen", by=stranger)


def test_describing_over_somebody_elses_text_is_refused(process: Process, adviser: Person) -> None:
    theme = ThemeFactory(process=process)
    actions.describe_theme(theme=theme, by=adviser, version=1, title="Groen", description="Bomen")
    with pytest.raises(StaleError) as stale:
        actions.describe_theme(theme=theme, by=adviser, version=1, title="Grijs", description="")
    assert stale.value.current.title == "Groen"


def test_publishing_needs_confirmed_grounds_in_something_public(process: Process, adviser: Person, said: Said) -> None:
    theme = ThemeFactory(process=process, state="draft")
    GroundsFactory(theme=theme, contribution=said(), state="suggested", confidence=0.9)
    GroundsFactory(theme=theme, contribution=said(), state="rejected")
    GroundsFactory(theme=theme, contribution=said(state="hidden"))
    with pytest.raises(NoGroundsError):
        actions.publish_theme(theme=theme, by=adviser)
    theme.refresh_from_db()
    assert theme.state == "draft"


def test_publishing_gives_the_knot_and_tells_each_author_once(process: Process, adviser: Person, said: Said) -> None:
    theme = actions.create_theme(process=process, title="Groen", by=adviser)
    one, two, nameless = said(), said(), said(author=None)
    actions.assign(theme=theme, contribution_ids=[one.pk, two.pk, nameless.pk], by=adviser)
    assert not Contribution.objects.filter(has_theme=True).exists()
    actions.publish_theme(theme=theme, by=adviser)
    assert Contribution.objects.filter(has_theme=True).count() == 3
    tell_all()
    tell_all()
    assert set(Notice.objects.values_list("person", "path")) == {
        (one.author_id, f"/trajecten/plein/themas/{theme.pk}"), (two.author_id, f"/trajecten/plein/themas/{theme.pk}")}
    assert Notice.objects.count() == 2


def test_publishing_again_tells_nobody_again(process: Process, adviser: Person, said: Said) -> None:
    theme = ThemeFactory(process=process, state="draft")
    GroundsFactory(theme=theme, contribution=said())
    actions.publish_theme(theme=theme, by=adviser)
    actions.unpublish_theme(theme=theme, by=adviser, reason="Nog niet af.")
    actions.publish_theme(theme=theme, by=adviser)
    tell_all()
    assert Notice.objects.count() == 1


def test_unpublishing_needs_a_reason_and_takes_the_knot(process: Process, adviser: Person, said: Said) -> None:
    theme = ThemeFactory(process=process)
    contribution = said()
    GroundsFactory(theme=theme, contribution=contribution)
    with pytest.raises(RefusedError):
        actions.unpublish_theme(theme=theme, by=adviser, reason="  ")
    heard = []
    grounds_changed.connect(listener := lambda contribution_ids, **_: heard.extend(contribution_ids))
    actions.unpublish_theme(theme=theme, by=adviser, reason="Te breed.")
    grounds_changed.disconnect(listener)
    contribution.refresh_from_db()
    assert not contribution.has_theme
    assert heard == [contribution.pk]
    with pytest.raises(WrongStateError):
        actions.unpublish_theme(theme=theme, by=adviser, reason="Nog eens.")


def test_a_later_assignment_to_a_published_theme_counts_at_once(process: Process, adviser: Person, said: Said) -> None:
    theme = ThemeFactory(process=process)
    contribution = said()
    outcome = actions.assign(theme=theme, contribution_ids=[contribution.pk], by=adviser)
    again = actions.assign(theme=theme, contribution_ids=[contribution.pk], by=adviser)
    contribution.refresh_from_db()
    assert (outcome.done, again.done, again.already, contribution.has_theme) == (1, 0, 1, True)
    tell_all()
    assert Notice.objects.get().person == contribution.author


def test_hidden_contributions_and_those_of_elsewhere_are_not_assigned(process: Process, adviser: Person,
                                                                      said: Said) -> None:
    theme = ThemeFactory(process=process)
    outcome = actions.assign(theme=theme, by=adviser,
                             contribution_ids=[said(state="hidden").pk, ContributionFactory().pk])
    assert outcome.done == 0
    assert not Grounds.objects.exists()


def test_nothing_chosen_is_refused(process: Process, adviser: Person) -> None:
    with pytest.raises(RefusedError):
        actions.assign(theme=ThemeFactory(process=process), contribution_ids=[], by=adviser)


def test_accepting_and_rejecting_leave_what_others_decided(process: Process, adviser: Person, said: Said) -> None:
    theme = ThemeFactory(process=process)
    waiting = GroundsFactory(theme=theme, contribution=said(), state="suggested", confidence=0.7)
    decided = GroundsFactory(theme=theme, contribution=said(), state="rejected")
    outcome = actions.accept(process=process, grounds_ids=[waiting.pk, decided.pk], by=adviser)
    assert (outcome.done, outcome.already) == (1, 1)
    assert set(Grounds.objects.values_list("state", flat=True)) == {"confirmed", "rejected"}
    assert Grounds.objects.get(pk=waiting.pk).decided_by == adviser
    assert actions.reject(process=process, grounds_ids=[waiting.pk], by=adviser).done == 0


def test_the_last_grounds_of_a_published_theme_stay(process: Process, adviser: Person, said: Said) -> None:
    theme = ThemeFactory(process=process)
    one, two = (GroundsFactory(theme=theme, contribution=said()) for _ in range(2))
    actions.reject(process=process, grounds_ids=[one.pk], by=adviser, confirmed_too=True)
    with pytest.raises(EmptyThemeError):
        actions.reject(process=process, grounds_ids=[two.pk], by=adviser, confirmed_too=True)
    assert Grounds.objects.get(pk=two.pk).state == "confirmed"
    assert not Contribution.objects.get(pk=one.contribution_id).has_theme


def test_undo_puts_back_only_what_stands_as_it_was_left(process: Process, adviser: Person, said: Said) -> None:
    theme, other = ThemeFactory(process=process, state="draft"), PersonFactory(roles=["adviser"])
    rejected = GroundsFactory(theme=theme, contribution=said(), state="rejected")
    new, touched = said(), said()
    ids = [rejected.contribution_id, new.pk, touched.pk]
    actions.assign(theme=theme, contribution_ids=ids, by=adviser)
    moved = Grounds.objects.get(contribution=touched)
    actions.reject(process=process, grounds_ids=[moved.pk], by=other, confirmed_too=True)
    assert actions.undo_bulk(bulk=last_act(process, adviser), by=adviser) == 2
    assert dict(Grounds.objects.values_list("contribution", "state")) == {
        rejected.contribution_id: "rejected", touched.pk: "rejected"}
    assert last_act(process, adviser) is None


def test_undo_of_an_older_act_is_refused(process: Process, adviser: Person, said: Said) -> None:
    theme = ThemeFactory(process=process, state="draft")
    actions.assign(theme=theme, contribution_ids=[said().pk], by=adviser)
    first = last_act(process, adviser)
    actions.assign(theme=theme, contribution_ids=[said().pk], by=adviser)
    with pytest.raises(WrongStateError):
        actions.undo_bulk(bulk=first, by=adviser)
    assert last_act(process, PersonFactory(roles=["adviser"])) is None


def test_merging_moves_grounds_and_points_on(process: Process, adviser: Person, said: Said) -> None:
    source, target = ThemeFactory(process=process, title="Hitte"), ThemeFactory(process=process, title="Groen")
    only, both = said(), said(text="Graag schaduw.")
    GroundsFactory(theme=source, contribution=only)
    GroundsFactory(theme=source, contribution=both, passage="schaduw", passage_start=6)
    kept = GroundsFactory(theme=target, contribution=both, state="suggested", confidence=0.6)
    heard = []
    theme_merged.connect(listener := lambda source, target, by, **_: heard.append((source.pk, target.pk, by)))
    actions.merge_themes(source=source, target=target, by=adviser)
    theme_merged.disconnect(listener)
    source.refresh_from_db()
    kept.refresh_from_db()
    assert (source.state, source.merged_into) == ("merged", target)
    assert (kept.state, kept.passage) == ("confirmed", "schaduw")
    assert Grounds.objects.get(contribution=only).theme == target
    assert Grounds.objects.get(contribution=only).moved_from == source
    assert heard == [(source.pk, target.pk, adviser)]
    line = AuditLine.objects.get(act="theme.merged")
    assert line.facts == {"target": target.pk, "moved": [only.pk], "overlapping": [both.pk]}
    assert Contribution.objects.get(pk=only.pk).has_theme


def test_merges_that_make_no_sense_are_refused(process: Process, adviser: Person) -> None:
    one, draft, away = ThemeFactory(process=process), ThemeFactory(process=process, state="draft"), ThemeFactory(
        process=ProcessFactory())
    for source, target in ((one, one), (one, away), (one, draft)):
        with pytest.raises(RefusedError):
            actions.merge_themes(source=source, target=target, by=adviser)
    actions.merge_themes(source=draft, target=one, by=adviser)
    with pytest.raises(WrongStateError):
        actions.merge_themes(source=draft, target=one, by=adviser)
    with pytest.raises(StaleError):
        actions.merge_themes(source=one, target=ThemeFactory(process=process), by=adviser, source_version=1)


def test_splitting_a_published_theme_publishes_the_part(process: Process, adviser: Person, said: Said) -> None:
    theme = ThemeFactory(process=process)
    stays, goes = said(), said()
    for contribution in (stays, goes):
        GroundsFactory(theme=theme, contribution=contribution)
    made = actions.split_theme(theme=theme, contribution_ids=[goes.pk], title="Bankjes", by=adviser)
    assert (made.state, made.split_from, Grounds.objects.get(theme=made).contribution) == ("published", theme, goes)
    assert Contribution.objects.filter(has_theme=True).count() == 2
    with pytest.raises(RefusedError):
        actions.split_theme(theme=theme, contribution_ids=[stays.pk], title="Alles", by=adviser)
    assert Theme.objects.count() == 2


def test_themes_move_one_place_and_not_past_the_end(process: Process, adviser: Person) -> None:
    themes = [actions.create_theme(process=process, title=name, by=adviser) for name in "abc"]
    actions.move_theme(theme=themes[2], by=adviser, direction="up")
    actions.move_theme(theme=themes[0], by=adviser, direction="up")
    assert "".join(Theme.objects.order_by("position").values_list("title", flat=True)) == "acb"


def test_a_passage_must_stand_in_the_contribution(process: Process, adviser: Person, said: Said) -> None:
    grounds = GroundsFactory(theme=ThemeFactory(process=process),
                             contribution=said(text="Bomen.\n\nMeer  bomen 😀 en bomen graag."))
    for start, found in ((None, 0), (8, 14), (30, 25)):
        marked = actions.mark_passage(grounds=grounds, by=adviser, passage="bomen" if start else "Bomen", start=start)
        assert marked.passage_start == found
    assert actions.mark_passage(grounds=grounds, by=adviser, passage="Meer bomen").passage == "Meer  bomen"
    for wrong in ("struiken", "   ", "bomen" * 600):
        with pytest.raises(PassageError):
            actions.mark_passage(grounds=grounds, by=adviser, passage=wrong)
    assert actions.remove_passage(grounds=grounds, by=adviser).passage_start is None


def test_a_suggestion_carries_no_passage(process: Process, adviser: Person, said: Said) -> None:
    grounds = GroundsFactory(theme=ThemeFactory(process=process), contribution=said(), state="suggested")
    with pytest.raises(WrongStateError):
        actions.mark_passage(grounds=grounds, by=adviser, passage="Ouderen")


def test_a_merged_double_gives_its_grounds_and_keeps_them(process: Process, adviser: Person, said: Said) -> None:
    theme, refused = ThemeFactory(process=process), ThemeFactory(process=process)
    source, target = said(text="Een bank graag"), said(text="Zet er een bank neer")
    GroundsFactory(theme=theme, contribution=source, passage="een bank", passage_start=0)
    GroundsFactory(theme=refused, contribution=source)
    GroundsFactory(theme=refused, contribution=target, state="rejected")
    Contribution.objects.filter(pk=source.pk).update(state="merged", merged_into=target)
    source.refresh_from_db()
    merged.send(sender=Contribution, source=source, target=target, by=adviser)
    assert set(Grounds.objects.filter(contribution=target).values_list("theme", "state")) == {
        (theme.pk, "confirmed"), (refused.pk, "rejected")}
    assert Grounds.objects.filter(contribution=source).count() == 2
    assert Contribution.objects.filter(has_theme=True).count() == 2
    assert Grounds.objects.counting().filter(theme=theme).count() == 1
    tell_all()
    assert set(Notice.objects.values_list("person", flat=True)) == {source.author_id, target.author_id}


def test_another_organisation_sees_nothing(process: Process, said: Said) -> None:
    GroundsFactory(theme=ThemeFactory(process=process), contribution=said())
    with scope(organisation=OrganisationFactory()):
        assert not Theme.objects.exists()
        assert not Grounds.objects.exists()
