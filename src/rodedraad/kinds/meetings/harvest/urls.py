"""Addresses of the harvest: what everybody reads, the page for who withdraws own words, and the desk of cards."""

from django.urls import URLPattern, URLResolver, path

from . import desk, own_words, public, views

_CARDS = "/beheer/<int:pk>/kaarten"
_CARD = f"{_CARDS}/<int:card_id>"
_QUOTE = f"{_CARD}/uitspraken/<int:quote_id>"

patterns: list[URLPattern | URLResolver] = [
    path("/<int:pk>/oogst", public.harvest, name="harvest"),
    path("/uitspraken/<int:pk>", public.statement, name="statement"),
    path("/mijn-woorden", own_words.enter, name="own_words"),
    path("/mijn-woorden/<slug:code>", own_words.mine, name="own_words_card"),
    path("/mijn-woorden/<slug:code>/<int:number>", own_words.withdraw, name="own_words_withdraw"),
    path("/beheer/oogst", desk.overview, name="harvest_overview"),
    path(_CARDS, desk.cards, name="cards"),
    path(f"{_CARDS}/nieuw", desk.open_new, name="card_new"),
    path(_CARD, views.card, name="card"),
    path(f"{_CARD}/gegevens", desk.edit, name="card_edit"),
    path(f"{_CARD}/vastleggen", views.record, name="card_record"),
    path(f"{_CARD}/klaar", desk.finish, name="card_finish"),
    path(f"{_CARD}/heropenen", desk.reopen, name="card_reopen"),
    path(f"{_CARD}/terugnemen", desk.undo, name="card_undo"),
    path(f"{_CARD}/afdrukken", desk.print_card, name="card_print"),
    path(f"{_CARD}/code.svg", desk.code_of_card, name="card_code"),
    path(f"{_CARD}/uitspraken", desk.quotes, name="card_quotes"),
    path(_QUOTE, desk.quote, name="quote"),
    path(f"{_QUOTE}/intrekken", desk.withdraw, name="quote_withdraw"),
]
