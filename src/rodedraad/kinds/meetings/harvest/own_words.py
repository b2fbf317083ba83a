"""The pages for who has the code of a card on paper: see the own statements by number, and take words back."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from rodedraad.base.core.limits import Limit, allow, client_prefix, is_spent
from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.models import Activity

from ..lookup import find_activity, url_in
from ..models import Conversation, Quote
from ..planning.public import public_trail
from .codes import code_of, find_card
from .consent import withdraw_consent
from .queries import all_quotes_of

TRIES = Limit("harvest_code", 30, 3600)
"""Wrong codes of one network: enough for people who read badly from paper, far too few to find a code by trying."""


class CodeForm(forms.Form):
    """The code as it stands on the paper."""

    code = forms.CharField(label=gettext_lazy("The code on your paper"), max_length=60,
                           help_text=gettext_lazy("For example 12-ABCD-EFGH-IJKL"))


def _found(request: HttpRequest, activity: Activity, code: str) -> Conversation | None:
    """The card of a code. Wrong codes count; after too many of them a right one does not help that network either."""
    network = f"{activity.pk}:{client_prefix(request)}"
    if is_spent(TRIES, network):
        return None
    card = find_card(activity, code)
    if card is None:
        allow(TRIES, network)
    return card


@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.withdraw_own_words", find=find_activity)
def enter(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Inwoner: I said something at a table. How do I take it back?"""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        card = _found(request, activity, form.cleaned_data["code"])
        if card is not None:
            return redirect(url_in("own_words_card", activity, code_of(card)))
        form.add_error("code", _("We do not know this code, or it was tried too often. Look at the paper and try "
                                 "again in an hour, or call us."))
    title = _("Take back what you said")
    return render(request, "meetings/harvest/own_words_enter.html", {
        "form": form, "title": title, "activity": activity, "process": activity.process,
        "trail": public_trail(activity, title)}, status=400 if form.errors else 200)


@require_safe
@requires("meetings.withdraw_own_words", find=find_activity)
def mine(request: HttpRequest, activity: Activity, code: str) -> HttpResponse:
    """Inwoner: which statements were written down at my table, and what may be done with them?"""
    card = _card_or_404(request, activity, code)
    title = _("The statements of your table")
    response = render(request, "meetings/harvest/own_words.html", {
        "card": card, "code": code, "quotes": all_quotes_of(card), "title": title, "activity": activity,
        "process": activity.process, "trail": public_trail(activity, title)})
    return _private(response)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("meetings.withdraw_own_words", find=find_activity)
def withdraw(request: HttpRequest, activity: Activity, code: str, number: int) -> HttpResponse:
    """Inwoner: am I sure? Then the words are gone at once."""
    card = _card_or_404(request, activity, code)
    quote = Quote.objects.filter(conversation=card, position=number).first()
    if quote is None:
        raise Http404(str(number))
    back = url_in("own_words_card", activity, code)
    if request.method == "POST":
        withdraw_consent(quote=quote, by=None)
        return redirect(f"{back}#uitspraak-{number}")
    title = _("Take back statement %(number)s") % {"number": number}
    return _private(render(request, "meetings/harvest/own_words_withdraw.html", {
        "quote": quote, "back": back, "title": title, "activity": activity, "process": activity.process,
        "here": url_in("own_words_withdraw", activity, code, number), "trail": public_trail(activity, title)}))


def _card_or_404(request: HttpRequest, activity: Activity, code: str) -> Conversation:
    card = _found(request, activity, code)
    if card is None:
        raise Http404
    card.meeting.activity = activity
    return card


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
