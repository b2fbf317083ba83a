"""The pages of answers and decisions: who sees what, the desk, and that nothing typed is lost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from rodedraad.decide.answers import desk as desk_reads
from rodedraad.decide.answers.models import Answer, AnswerRevision, AnswerVersion, Decision
from rodedraad.decide.answers.queries import answers_for
from rodedraad.decide.answers.sections import theme_section
from rodedraad.decide.answers.tests.factories import AnswerFactory, DecisionFactory
from rodedraad.listen.contributions.tests.factories import ContributionFactory
from rodedraad.listen.processes.tests.factories import (
    OrganisationFactory,
    PersonFactory,
    ProcessFactory,
    TeamMemberFactory,
)


def public(process, *parts):
    return "/".join(["/trajecten", process.slug, *map(str, parts)])


def work(process, *parts):
    return "/".join(["/beheer/trajecten", process.slug, *map(str, parts)])


@pytest.fixture
def answer(process, contribution):
    return AnswerFactory(process=process, contributions=[contribution])


def typed(contribution, **changed):
    return {"version": "1", "title": "Meer bomen", "outcome": "taken_over", "text": "Wij planten bomen.",
            "motivation": "", "contributions": str(contribution.pk), **changed}


def test_everybody_reads_an_answer_with_what_it_answers(process, answer, contribution, client):
    DecisionFactory(process=process, answers=[answer], title="Zo is het besloten")
    page = client.get(public(process, "antwoorden", answer.pk)).content.decode()
    for words in (answer.title, answer.text, answer.motivation, contribution.title, "Zo is het besloten"):
        assert words in page


def test_old_words_and_their_reason_stay_readable(process, answer, client):
    AnswerVersion(organisation=process.organisation, answer=answer, number=1, title="Eerste titel", outcome="not",
                  text="Eerste tekst.", reason="Er is meer geld.").save()
    page = client.get(public(process, "antwoorden", answer.pk)).content.decode()
    assert "Eerste tekst." in page
    assert "Er is meer geld." in page


def test_a_withdrawn_answer_keeps_its_page_with_the_reason(process, contribution, client):
    answer = AnswerFactory(process=process, state="withdrawn", withdraw_reason="De raad wilde anders.")
    assert "De raad wilde anders." in client.get(public(process, "antwoorden", answer.pk)).content.decode()
    assert answer.title not in client.get(public(process, "antwoorden")).content.decode()


@pytest.mark.parametrize("state", ["draft", "submitted", "approved"])
def test_what_is_not_published_is_only_for_the_team(state, process, client, client_of, adviser):
    answer = AnswerFactory(process=process, state=state)
    reader = TeamMemberFactory(process=process, part="reader").person
    moderator = TeamMemberFactory(process=process, part="moderator").person
    address = public(process, "antwoorden", answer.pk)
    assert client.get(address).status_code == 404
    assert client_of(reader).get(address).status_code == 404
    assert client_of(moderator).get(address).status_code == 200
    assert client_of(adviser).get(address).status_code == 200
    assert answer.title not in client.get(public(process, "antwoorden")).content.decode()


def test_nothing_of_a_draft_process_is_public(organisation, client):
    process = ProcessFactory(state="draft")
    answer, decision = AnswerFactory(process=process), DecisionFactory(process=process)
    for path in (("antwoorden",), ("antwoorden", answer.pk), ("besluiten",), ("besluiten", decision.pk)):
        assert client.get(public(process, *path)).status_code in {302, 404}


def test_another_organisation_sees_nothing(client_of, process, contribution, answer):
    with scope(organisation=OrganisationFactory(host="ander.localhost")):
        stranger = PersonFactory(roles=["administrator"])
        for path in (public(process, "antwoorden", answer.pk), work(process, "antwoorden", answer.pk),
                     work(process, "antwoorden"), public(process, "besluiten")):
            assert client_of(stranger).get(path, headers={"host": "ander.localhost"}).status_code == 404
        assert answers_for(contribution_ids=[contribution.pk]) == []


def test_the_list_filters_by_outcome(process, client):
    yes, no = AnswerFactory(process=process), AnswerFactory(process=process, outcome="not")
    page = client.get(public(process, "antwoorden") + "?uitkomst=not").content.decode()
    assert no.title in page
    assert yes.title not in page


def test_answers_for_themes_and_contributions(process, contribution, make_theme):
    theme = make_theme(contribution)
    to_theme, to_both = AnswerFactory(process=process, themes=[theme]), AnswerFactory(
        process=process, themes=[theme], contributions=[contribution])
    AnswerFactory(process=process, themes=[theme], state="draft")
    assert set(answers_for(theme_ids=[theme.pk], contribution_ids=[contribution.pk])) == {to_theme, to_both}
    assert answers_for(contribution_ids=[contribution.pk]) == [to_both]
    assert answers_for() == []


def test_the_desk_says_what_waits_largest_first(process, activity, make_theme):
    few, many = (make_theme(*(ContributionFactory(activity=activity) for _ in range(n)), title=f"{n}") for n in (1, 2))
    make_theme(state="draft")
    answered = make_theme(ContributionFactory(activity=activity), title="klaar")
    AnswerFactory(process=process, themes=[answered])
    draft = AnswerFactory(process=process, themes=[many], state="draft")
    for row in activity.contributions.all():
        type(row).objects.filter(pk=row.pk).update(has_theme=True)
    lone = [ContributionFactory(activity=activity, support_count=n) for n in (1, 5)]
    found = desk_reads.desk(process)
    assert [(row.theme, row.size, row.unfinished) for row in found.themes] == [(many, 2, draft), (few, 1, None)]
    assert [link.contribution for link in found.alone] == lone[::-1]
    assert (found.waiting.themes, found.waiting.alone) == (2, 2)


@pytest.mark.parametrize(("days", "late"), [(-3, 3), (0, 0), (5, 0)])
def test_an_answer_is_late_after_the_promised_day(days, late, adviser, client_of):
    process = ProcessFactory(charter__answer_by=timezone.localdate() + timedelta(days=days))
    ContributionFactory(activity__process=process)
    assert desk_reads.waiting(process).days_late == late
    page = client_of(adviser).get(work(process, "antwoorden")).content.decode()
    assert ("3 dagen te laat" in page) == bool(late)


def test_nothing_is_late_when_everything_is_answered(process, contribution):
    AnswerFactory(process=process, contributions=[contribution])
    assert desk_reads.Waiting(0, 0, date(2020, 1, 1)).days_late == 0
    assert desk_reads.waiting(process).alone == 0


def test_a_visitor_is_sent_to_the_login_page(process, answer, client):
    for path in (("antwoorden",), ("antwoorden", "nieuw"), ("antwoorden", answer.pk), ("besluiten",),
                 ("besluiten", "nieuw"), ("antwoorden", answer.pk, "wijzig")):
        assert client.get(work(process, *path)).status_code == 302


@pytest.mark.parametrize(("role", "statuses"), [
    ("adviser", [200, 200, 200, 200]), ("alderman", [200, 403, 200, 200]), ("clerk", [200, 403, 200, 200]),
    ("moderator", [200, 403, 200, 403]), ("council_member", [403, 403, 403, 403]), (None, [403, 403, 403, 403]),
])
def test_who_reaches_the_desks(role, statuses, process, client_of):
    client = client_of(PersonFactory(roles=[role] if role else []))
    paths = [("antwoorden",), ("antwoorden", "nieuw"), ("besluiten",), ("besluiten", "nieuw")]
    assert [client.get(work(process, *path)).status_code for path in paths] == statuses


def test_an_answer_from_draft_to_public_by_its_pages(process, contribution, adviser, client_of, client):
    staff = client_of(adviser)
    assert staff.post(work(process, "antwoorden", "nieuw"), typed(contribution, version="0")).status_code == 302
    answer = Answer.objects.get()
    assert "Publiceer het antwoord" in staff.get(work(process, "antwoorden", answer.pk)).content.decode()
    staff.post(work(process, "antwoorden", answer.pk, "publiceren"), {"version": "1"})
    assert client.get(public(process, "antwoorden", answer.pk)).status_code == 200
    staff.post(work(process, "antwoorden", answer.pk, "intrekken"), {"version": "2", "reason": "Fout."})
    answer.refresh_from_db()
    assert answer.withdraw_reason == "Fout."


def test_a_missing_reason_is_said_at_the_field(process, answer, adviser, client_of):
    response = client_of(adviser).post(work(process, "antwoorden", answer.pk, "intrekken"),
                                       {"version": "1", "reason": ""})
    assert response.status_code == 422
    assert 'id="id_withdraw_reason"' in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()


def test_the_motivation_is_asked_at_its_field(process, answer, contribution, adviser, client_of):
    page = client_of(adviser).post(work(process, "antwoorden", answer.pk, "wijzig"),
                                   typed(contribution, outcome="not", reason="Geen geld.")).content.decode()
    assert "Wij planten bomen." in page
    assert "Geen geld." in page
    assert 'href="#id_motivation"' in page


def test_both_texts_are_shown_when_a_colleague_saved_first(process, contribution, adviser, client_of):
    answer = AnswerFactory(process=process, state="draft", contributions=[contribution])
    Answer.objects.filter(pk=answer.pk).update(title="Hun titel", version=2)
    client, address = client_of(adviser), work(process, "antwoorden", answer.pk, "wijzig")
    page = client.post(address, typed(contribution, title="Mijn titel")).content.decode()
    assert "Hun" in page
    assert "Mijn titel" in page
    assert client.post(address, typed(contribution, title="Mijn titel", version="2")).status_code == 302
    answer.refresh_from_db()
    assert answer.title == "Mijn titel"


def test_strange_numbers_of_contributions_are_refused(process, contribution, adviser, client_of):
    for numbers in ("twaalf", "1 OR 1=1", "-4"):
        page = client_of(adviser).post(work(process, "antwoorden", "nieuw"),
                                       typed(contribution, contributions=numbers)).content.decode()
        assert 'href="#id_contributions"' in page
    assert not Answer.objects.exists()


def test_a_colleague_decides_on_a_change_by_the_page(organisation, process, contribution, adviser, colleague,
                                                     client_of):
    organisation.answers_need_approval = True
    organisation.save()
    answer = AnswerFactory(process=process, contributions=[contribution], written_by=adviser)
    client_of(adviser).post(work(process, "antwoorden", answer.pk, "wijzig"), typed(contribution, reason="Beter."))
    change = AnswerRevision.objects.get()
    address = work(process, "antwoorden", answer.pk, "wijziging", "goedkeuren")
    assert client_of(adviser).post(address, {"version": change.pk}).status_code == 403
    client_of(colleague).post(address, {"version": change.pk})
    answer.refresh_from_db()
    assert answer.text == "Wij planten bomen."


def test_acts_ask_a_post(process, answer, adviser, client_of):
    for act in ("indienen", "publiceren", "intrekken"):
        assert client_of(adviser).get(work(process, "antwoorden", answer.pk, act)).status_code == 405


def test_a_clerk_puts_a_decision_on_the_thread_by_the_pages(process, answer, client_of, client):
    clerk = client_of(PersonFactory(roles=["clerk"]))
    data = {"version": "0", "title": "Vastgesteld", "body": "council", "decided_on": "2026-03-03", "text": "Zo is het.",
            "document_url": "https://example.org/a.pdf", "answers": [answer.pk]}
    assert clerk.post(work(process, "besluiten", "nieuw"), data).status_code == 302
    decision = Decision.objects.get()
    clerk.post(work(process, "besluiten", decision.pk, "publiceren"), {"version": "1"})
    page = client.get(public(process, "besluiten", decision.pk)).content.decode()
    assert "3 maart 2026" in page
    assert answer.title in page
    response = clerk.post(work(process, "besluiten", decision.pk, "intrekken"), {"version": "2", "reason": " "})
    assert response.status_code == 422


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "[x](javascript:alert(1))", "<img src=x onerror=y>"])
def test_what_staff_type_cannot_run(text, process, client):
    answer = AnswerFactory(process=process, text=text, motivation=text, title="<b>x</b>")
    page = client.get(public(process, "antwoorden", answer.pk)).content.decode()
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<img src=x" not in page
    assert "<b>x</b>" not in page


def test_pages_take_as_many_queries_for_three_as_for_one(process, activity, make_theme, adviser, client_of, client):
    def count(path, reader):
        with CaptureQueriesContext(connection) as caught:
            assert reader.get(path).status_code == 200
        return len(caught)

    def fill():
        theme = make_theme(ContributionFactory(activity=activity))
        answer = AnswerFactory(process=process, themes=[theme], contributions=[ContributionFactory(activity=activity)])
        AnswerFactory(process=process, themes=[make_theme()], state="draft")
        AnswerFactory(process=process, state="submitted")
        ContributionFactory(activity=activity)
        make_theme(ContributionFactory(activity=activity))
        DecisionFactory(process=process, answers=[first or answer])
        return answer

    first = None
    first = fill()
    staff = client_of(adviser)
    pages = [(public(process, "antwoorden"), client), (public(process, "antwoorden", first.pk), client),
             (public(process, "besluiten"), client), (work(process, "antwoorden"), staff),
             (work(process, "antwoorden", first.pk), staff), (work(process, "besluiten"), staff)]
    for path, reader in pages:
        reader.get(path)
    before = [count(path, reader) for path, reader in pages]
    fill()
    fill()
    assert [count(path, reader) for path, reader in pages] == before
    assert max(before) <= 20


def test_the_page_of_a_theme_shows_its_answer_or_the_promised_day(contribution, make_theme, process):
    theme = make_theme(contribution)
    template, context = theme_section(None, theme)
    assert (context["answers"], context["is_late"]) == ([], False)
    assert "Er is nog geen antwoord." in render_to_string(template, context)
    answer = AnswerFactory(process=process, themes=[theme])
    template, context = theme_section(None, theme)
    assert answer.title in render_to_string(template, context)


def test_the_page_of_a_theme_says_that_its_answer_is_late(make_theme):
    process = ProcessFactory(charter__answer_by=timezone.localdate() - timedelta(days=1))
    template, context = theme_section(None, make_theme(within=process))
    assert context["is_late"]
    assert "beloofd" in render_to_string(template, context)
