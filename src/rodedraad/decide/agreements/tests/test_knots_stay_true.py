"""After any sequence of acts the stored knots are those that follow from the relations, counted the slow, plain way."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_scopes import scope
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rodedraad.decide.agreements import actions as agreements
from rodedraad.decide.agreements.inputs import CommitmentInput, ResultInput
from rodedraad.decide.agreements.models import Commitment
from rodedraad.decide.answers import actions
from rodedraad.decide.answers.inputs import AnswerInput, DecisionInput
from rodedraad.decide.answers.models import Answer, Decision
from rodedraad.listen.activities.tests.factories import ActivityFactory
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.signals import merged
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import PersonFactory
from rodedraad.understand.themes.models import Grounds, Theme
from rodedraad.understand.themes.signals import grounds_changed, theme_merged

CONTRIBUTIONS, THEMES = 5, 4
some = st.sets(st.integers(0, 3), max_size=2)
pick = st.integers(0, 9)


def covers(answer, contribution):
    """Whether a published answer names it, or a published theme in which it has confirmed grounds."""
    if answer is None or answer.state != "published":
        return False
    if contribution in answer.contributions.all():
        return True
    return any(
        theme.state == "published" and theme.grounds.filter(contribution=contribution, state="confirmed").exists()
        for theme in answer.themes.all()
    )


def reached(contribution):
    """The four knots of a contribution, from the relations one by one."""
    decided = [decision for decision in Decision.objects.filter(is_published=True)
               if any(covers(answer, contribution) for answer in decision.answers.all())]
    promised = [each for each in Commitment.objects.filter(is_published=True)
                if covers(each.answer, contribution) or each.decision in decided]
    own = (any(covers(answer, contribution) for answer in Answer.objects.all()), bool(decided), bool(promised),
           any(each.results.exists() for each in promised))
    if contribution.state != "merged" or contribution.merged_into is None:
        return own
    return tuple(a or b for a, b in zip(own, reached(contribution.merged_into), strict=True))


class Thread(RuleBasedStateMachine):
    """Acts of staff and news from below, in any order."""

    @initialize()
    def start(self):
        self.block = transaction.atomic()
        self.block.__enter__()
        activity = ActivityFactory(process__charter__level="consult")
        self.process, organisation = activity.process, activity.organisation
        self.scope = scope(organisation=organisation)
        self.scope.__enter__()
        self.by = PersonFactory(roles=["adviser"])
        self.contributions = [ContributionFactory(activity=activity, author=None) for _ in range(CONTRIBUTIONS)]
        self.themes = []
        for number in range(THEMES):
            theme = Theme(organisation=organisation, process=self.process, title=f"Thema {number}", state="published")
            theme.save()
            self.themes.append(theme)
        self._begin()

    def _begin(self):
        """A thread that is complete, so that the first step already has something to break."""
        for place in range(CONTRIBUTIONS - 1):
            self.ground(theme=place % 2, place=place, state="confirmed")
        self.publish_answer(themes={0}, contributions={4})
        self.publish_answer(themes={1}, contributions=set())
        self.publish_decision(places={0})
        self.make_commitment(place=0, in_decision=True, is_published=True)
        self.make_commitment(place=1, in_decision=False, is_published=True)
        self.report_result(place=0, achieved="progress")
        self.report_result(place=1, achieved="progress")

    def teardown(self):
        self.scope.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def _choose(self, rows, place):
        found = list(rows.order_by("pk"))
        return found[place % len(found)] if found else None

    def _targets(self, themes, contributions):
        shown = [theme.pk for place, theme in enumerate(self.themes) if place in themes
                 and Theme.objects.filter(pk=theme.pk, state="published").exists()]
        named = [each.pk for place, each in enumerate(self.contributions) if place in contributions]
        return AnswerInput("Titel", "taken_over", "Tekst.", theme_ids=frozenset(shown),
                           contribution_ids=frozenset(named))

    def _news(self, *contributions):
        grounds_changed.send(sender=None, contribution_ids=[each.pk for each in contributions])

    @rule(themes=some, contributions=some)
    def publish_answer(self, themes, contributions):
        data = self._targets(themes, contributions)
        if data.theme_ids or data.contribution_ids:
            draft = actions.write_answer(process=self.process, data=data, by=self.by)
            actions.publish_answer(answer=draft, version=1, by=self.by)

    @rule(place=pick, themes=some, contributions=some)
    def change_answer(self, place, themes, contributions):
        answer, data = self._choose(Answer.objects.published(), place), self._targets(themes, contributions)
        if answer and (data.theme_ids or data.contribution_ids):
            actions.revise_answer(answer=answer, version=answer.version, data=data, reason="Beter.", by=self.by)

    @rule(place=pick)
    def withdraw_answer(self, place):
        answer = self._choose(Answer.objects.published(), place)
        if answer:
            actions.withdraw_answer(answer=answer, version=answer.version, reason="Fout.", by=self.by)

    @rule(places=st.sets(pick, max_size=2))
    def publish_decision(self, places):
        answers = {self._choose(Answer.objects.published(), place) for place in places} - {None}
        data = DecisionInput("Titel", "council", timezone.localdate(), "Tekst.",
                             answer_ids=frozenset(answer.pk for answer in answers))
        decision = actions.record_decision(process=self.process, data=data, by=self.by)
        actions.publish_decision(decision=decision, version=1, by=self.by)

    @rule(place=pick)
    def withdraw_decision(self, place):
        decision = self._choose(Decision.objects.published(), place)
        if decision:
            actions.withdraw_decision(decision=decision, version=decision.version, reason="Fout.", by=self.by)

    def _promise(self, place, in_decision):
        answer = None if in_decision else self._choose(Answer.objects.all(), place)
        decision = self._choose(Decision.objects.all(), place) if in_decision else None
        if answer or decision:
            due = timezone.localdate() + timedelta(days=30)
            return CommitmentInput("Bomen", due, "De wethouder", answer_id=answer and answer.pk,
                                   decision_id=decision and decision.pk)
        return None

    @rule(place=pick, in_decision=st.booleans(), is_published=st.booleans())
    def make_commitment(self, place, in_decision, is_published):
        data = self._promise(place, in_decision)
        if data:
            agreements.make_commitment(process=self.process, data=data, by=self.by, is_published=is_published)

    @rule(place=pick, to=pick, in_decision=st.booleans())
    def move_commitment(self, place, to, in_decision):
        commitment, data = self._choose(Commitment.objects.filter(state="open"), place), self._promise(to, in_decision)
        if commitment and data:
            agreements.change_commitment(commitment=commitment, version=commitment.version, data=data, by=self.by,
                                         reason="Anders.")

    @rule(place=pick, achieved=st.sampled_from(["fully", "progress"]))
    def report_result(self, place, achieved):
        commitment = self._choose(Commitment.objects.exclude(state="stopped"), place)
        if commitment:
            agreements.report_result(commitment=commitment, version=commitment.version, by=self.by,
                                     data=ResultInput(achieved, "Zo ging het.", timezone.localdate()))

    @rule(theme=st.integers(0, THEMES - 1), place=st.integers(0, CONTRIBUTIONS - 1),
          state=st.sampled_from(["confirmed", "suggested", "rejected"]))
    def ground(self, theme, place, state):
        contribution = self.contributions[place]
        Grounds.objects.update_or_create(theme=self.themes[theme], contribution=contribution,
                                         defaults={"state": state, "organisation": self.process.organisation})
        self._news(contribution)

    @rule(theme=st.integers(0, THEMES - 1), place=st.integers(0, CONTRIBUTIONS - 1))
    def lose_ground(self, theme, place):
        Grounds.objects.filter(theme=self.themes[theme], contribution=self.contributions[place]).delete()
        self._news(self.contributions[place])

    @rule(theme=st.integers(0, THEMES - 1), state=st.sampled_from(["draft", "published"]))
    def show_theme(self, theme, state):
        if Theme.objects.filter(pk=self.themes[theme].pk).exclude(state="merged").update(state=state):
            self._news(*self.contributions)

    @rule(source=st.integers(0, THEMES - 1), into=st.integers(0, THEMES - 1))
    def merge_themes(self, source, into):
        one, other = self.themes[source], self.themes[into]
        if one == other or Theme.objects.filter(pk__in=[one.pk, other.pk], state="merged").exists():
            return
        known = Grounds.objects.filter(theme=other).values("contribution_id")
        Grounds.objects.filter(theme=one).exclude(contribution_id__in=list(
            known.values_list("contribution_id", flat=True))).update(theme=other)
        Theme.objects.filter(pk=one.pk).update(state="merged", merged_into=other)
        theme_merged.send(sender=None, source=one, target=other, by=self.by)
        self._news(*self.contributions)

    @precondition(lambda self: any(each.state == "published" for each in self.contributions))
    @rule(source=st.integers(0, CONTRIBUTIONS - 1), into=st.integers(0, CONTRIBUTIONS - 1))
    def merge_contributions(self, source, into):
        one, other = self.contributions[source], self.contributions[into]
        if one != other and one.state == other.state == "published":
            Contribution.objects.filter(pk=one.pk).update(state="merged", merged_into=other)
            one.state, one.merged_into = "merged", other
            merged.send(sender=None, source=one, target=other, by=self.by)

    @invariant()
    def the_stored_knots_are_true(self):
        for contribution in Contribution.objects.select_related("merged_into__merged_into"):
            stored = (contribution.has_answer, contribution.has_decision, contribution.has_commitment,
                      contribution.has_result)
            assert stored == reached(contribution), contribution.pk


TestThread = Thread.TestCase
TestThread.settings = settings(max_examples=8, stateful_step_count=12, deadline=None,
                               suppress_health_check=list(HealthCheck))
TestThread = pytest.mark.django_db(TestThread)
