"""Addresses of the answers app."""

from django.urls import URLPattern, URLResolver, path

from .views import answering, decisions, desk, public

app_name = "answers"
PUBLIC = "trajecten/<slug:process_slug>"
DESK = "beheer/trajecten/<slug:process_slug>"
ANSWER = f"{DESK}/antwoorden/<int:answer_id>"
DECISION = f"{DESK}/besluiten/<int:decision_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{PUBLIC}/antwoorden", public.answers, name="list"),
    path(f"{PUBLIC}/antwoorden/<int:answer_id>", public.answer, name="detail"),
    path(f"{PUBLIC}/besluiten", public.decisions, name="decisions"),
    path(f"{PUBLIC}/besluiten/<int:decision_id>", public.decision, name="decision"),
    path(f"{PUBLIC}/besluiten/<int:decision_id>/document", public.document, name="decision_document"),
    path(f"{PUBLIC}/besluiten/<int:decision_id>/document/<int:number>", public.old_document, name="old_document"),
    path(f"{DESK}/antwoorden", desk.answers_desk, name="desk"),
    path(f"{DESK}/antwoorden/nieuw", desk.write, name="write"),
    path(ANSWER, desk.work, name="work"),
    path(f"{ANSWER}/wijzig", desk.edit, name="edit"),
    path(f"{ANSWER}/indienen", answering.submit, name="submit"),
    path(f"{ANSWER}/goedkeuren", answering.approve, name="approve"),
    path(f"{ANSWER}/terugsturen", answering.give_back, name="return"),
    path(f"{ANSWER}/publiceren", answering.publish, name="publish"),
    path(f"{ANSWER}/intrekken", answering.withdraw, name="withdraw"),
    path(f"{ANSWER}/wijziging/goedkeuren", answering.approve_change, name="approve_change"),
    path(f"{ANSWER}/wijziging/terugsturen", answering.return_change, name="return_change"),
    path(f"{DESK}/besluiten", decisions.decisions_desk, name="decisions_desk"),
    path(f"{DESK}/besluiten/nieuw", decisions.record, name="record"),
    path(DECISION, decisions.edit, name="edit_decision"),
    path(f"{DECISION}/publiceren", decisions.publish, name="publish_decision"),
    path(f"{DECISION}/intrekken", decisions.withdraw, name="withdraw_decision"),
]
