"""What everybody reads of a harvest: all that was said in one meeting, and one statement with its thread."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.contributions.hooks import thread_line_for
from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.views.shared import gone

from ..lookup import find_meeting, url_in, url_of
from ..models import Meeting
from ..planning.public import public_trail
from . import queries


@require_safe
@requires("meetings.view", find=find_meeting)
def harvest(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Inwoner: what was said there, and what came of it?"""
    return render(request, "meetings/harvest/harvest.html", {
        "meeting": meeting, "activity": meeting.activity, "process": meeting.process,
        "said": queries.harvest_page(meeting, request.GET.get("pagina", "1")[:6]),
        "trail": public_trail(meeting.activity, _("What was said"), meeting),
        "own_words_url": url_in("own_words", meeting.activity)})


@require_safe
@requires("contributions.look_up", find=queries.find_statement)
def statement(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Inwoner: what did somebody say, and where has it got to?"""
    quote = contribution.quote
    meeting = quote.conversation.meeting
    may_read = request.person.may("contributions.view", contribution)  # type: ignore[attr-defined]
    if not may_read and not contribution.is_inside:
        return gone(request, contribution)
    context = {"contribution": contribution, "quote": quote, "meeting": meeting, "activity": contribution.activity,
               "process": contribution.process, "speaker": queries.speaker_of(quote),
               "trail": public_trail(meeting.activity, _("One statement"), meeting),
               "harvest_url": url_of("harvest", meeting), "meeting_url": url_of("detail", meeting),
               "line": thread_line_for(contribution)}
    if not may_read:
        return render(request, "meetings/harvest/inside.html", context, status=410 if quote.is_withdrawn else 404)
    return render(request, "meetings/harvest/statement.html", context)
