"""What the views of contributions fetch before they ask permission, and where they go afterwards."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from rodedraad.listen.activities.kinds import kind_of
from rodedraad.listen.activities.models import Activity

from .. import queries
from ..models import Comment, Contribution
from ..models.contribution import State


def contribution_by_id(_request: HttpRequest, pk: int) -> Contribution:
    """The contribution of an address, whatever its state."""
    return queries.find_contribution(pk)


def contribution_to_support(_request: HttpRequest, pk: int) -> Contribution:
    """The contribution of an address with only what supporting needs."""
    return queries.find_to_support(pk)


def comment_by_id(_request: HttpRequest, pk: int) -> Comment:
    """The comment of an address, whatever its state."""
    return queries.find_comment(pk)


def activity_by_slugs(_request: HttpRequest, process_slug: str, activity_slug: str) -> Activity:
    """The activity of an address."""
    return queries.find_activity(process_slug, activity_slug)


def url_of(contribution: Contribution) -> str:
    """The page of a contribution in its kind of activity."""
    return kind_of(contribution.activity).contribution_url(contribution)


def back_to(contribution: Contribution, anchor: str = "") -> HttpResponse:
    """To the page of a contribution."""
    return HttpResponseRedirect(url_of(contribution) + anchor)


def gone(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """The page of a contribution that is not (or not yet) for this reader: 410 when it was taken away, else 404."""
    taken_away = contribution.state in {State.HIDDEN, State.WITHDRAWN}
    context = {"contribution": contribution, "is_withdrawn": contribution.state == State.WITHDRAWN,
               "is_hidden": contribution.state == State.HIDDEN, "activity": contribution.activity,
               "list_url": kind_of(contribution.activity).url(contribution.activity)}
    return render(request, "contributions/gone.html", context, status=410 if taken_away else 404)
