"""One idea from the letter with the code to the result: each step as its own role, over HTTP."""

import pytest
from django.core.management import call_command
from django_scopes import scope

from rodedraad.base.core.models import AuditLine
from rodedraad.base.notifications.models import Message
from tests.thread.steps import (
    EMAIL,
    answered,
    decided_and_done,
    idea_by,
    log_in_by_letter,
    open_activity,
    process_by,
    sent,
    theme_by,
)


@pytest.mark.django_db(transaction=True)  # the worker closes its connections
def test_from_an_idea_to_its_result(ours, person_of, client_of, visitor_of):
    adviser, colleague = (client_of(person_of(ours, "adviser")) for _each in range(2))
    moderator, clerk, resident = (
        client_of(person_of(ours, "moderator")),
        client_of(person_of(ours, "clerk")),
        visitor_of(ours),
    )
    with scope(organisation=ours):
        slug = process_by(adviser)
        activity = open_activity(adviser, slug)
        log_in_by_letter(resident)
        idea = idea_by(resident, slug, activity)
        assert idea.state == "pending"
        assert visitor_of(ours).get(f"/bijdragen/{idea.pk}").status_code != 200
        sent(moderator.post(f"/beheer/moderatie/{idea.pk}/plaatsen", {"version": idea.version}))
        theme = theme_by(adviser, slug, "Zitten", "Bewoners willen kunnen zitten.", [idea.pk])
        answer = answered(adviser, colleague, slug, theme)
        decided_and_done(clerk, adviser, slug, answer)
        idea.refresh_from_db()
        assert [idea.has_theme, idea.has_answer, idea.has_decision, idea.has_commitment, idea.has_result] == [True] * 5
        for _twice in range(2):  # a second run sends nothing again
            call_command("work", batch=True, interval=0)
        letters = list(Message.objects.filter(to=EMAIL).values_list("once_key", flat=True))
        assert len(letters) == len(set(letters)) >= 2
        subjects = list(Message.objects.filter(to=EMAIL).values_list("subject", "text"))
        assert len(subjects) == len(set(subjects))
        assert AuditLine.objects.count() >= 12
    mine = resident.get("/mijn-draad").content.decode()
    assert "Een bank bij de vijver" in mine
    for knot in ("thema", "antwoord", "besluit", "toezegging", "resultaat"):
        assert knot in mine.lower(), knot
    thread = visitor_of(ours).get(f"/draad/bijdrage/{idea.pk}").content.decode()
    for words in ("Zitten", "Er komen banken", "Wij plaatsen vier banken", "De banken staan er."):
        assert words in thread
    call_command("verify_audit")
