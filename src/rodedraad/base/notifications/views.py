"""Pages about news and e-mail: what I was told, what I follow, no more e-mail, and the outbox."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.permissions import requires

from . import actions, queries
from .models import Message


@never_cache
@require_GET
@requires("notifications.manage_own")
def notices(request: HttpRequest) -> HttpResponse:
    """Resident: what news is there for me?"""
    page = queries.notices_for(request.person, request.GET.get("pagina"))
    return render(request, "notifications/notices.html", {"page": page, "unread": queries.unread_count(request.person)})


@require_POST
@requires("notifications.manage_own")
def mark_read(request: HttpRequest) -> HttpResponse:
    """Resident: I have seen these."""
    actions.mark_read(by=request.person)
    return redirect("notifications:notices")


@never_cache
@require_GET
@requires("notifications.manage_own")
def follows(request: HttpRequest) -> HttpResponse:
    """Resident: what do I follow, and how do I stop?"""
    found = queries.follows_of(request.person, request.GET.get("pagina"))
    here = request.get_full_path()
    rows = [(topic, {"topic": topic.key, "next": here}) for topic in found.topics]
    context = {"page": found.page, "rows": rows, "crumbs": [(_("My data"), reverse("accounts:details"))]}
    return render(request, "notifications/follows.html", context)


@require_POST
@requires("notifications.manage_own")
def follow(request: HttpRequest) -> HttpResponse:
    """Resident: keep me informed about this."""
    try:
        actions.follow_known(by=request.person, topic=request.POST.get("topic", ""))
    except actions.UnknownTopicError:
        messages.error(request, _("You cannot follow this (any more)."))
        return redirect("notifications:follows")
    messages.success(request, _("You follow this now. You get a message when something happens."))
    return redirect(_back(request))


@require_POST
@requires("notifications.manage_own")
def unfollow(request: HttpRequest) -> HttpResponse:
    """Resident: tell me no more about this."""
    actions.unfollow(by=request.person, topic=request.POST.get("topic", ""))
    messages.success(request, _("You no longer follow this."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    path = request.POST.get("next", "")
    safe = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe else "notifications:follows"


@csrf_exempt  # the signed link itself is the proof: mail programs post it without a cookie (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("notifications.unsubscribe", find=queries.find_unsubscriber)
def unsubscribe(request: HttpRequest, person: Person) -> HttpResponse:
    """Resident with an e-mail open: no more of these. Only a POST does it: mail programs look at links ahead."""
    if request.method == "POST":
        actions.unsubscribe(person=person)
    return render(request, "notifications/unsubscribe.html", {"subscriber": person})


@never_cache
@require_GET
@requires("notifications.manage_outbox")
def outbox(request: HttpRequest) -> HttpResponse:
    """Administrator: did our e-mail arrive?"""
    state = request.GET.get("status", "")
    state = state if state in Message.State.values else Message.State.FAILED
    found = queries.outbox(state=state, number=request.GET.get("pagina"))
    tabs = [(f"{label} ({found.counts.get(value, 0)})", f"?status={value}", value == state)
            for value, label in Message.State.choices]
    return render(request, "notifications/outbox.html", {"page": found.page, "state": state, "tabs": tabs})


@require_POST
@requires("notifications.manage_outbox", find=queries.find_message)
def retry(request: HttpRequest, message: Message) -> HttpResponse:
    """Administrator: try this e-mail again."""
    actions.retry_message(by=request.person, message=message)
    messages.success(request, _("We try to send the e-mail again."))
    return redirect("notifications:outbox")


@never_cache
@require_GET
@requires("notifications.read_outbox")
def letterbox(request: HttpRequest) -> HttpResponse:
    """Visitor of the demo: which e-mails would have been sent?"""
    search = request.GET.get("zoek", "").strip()
    page = queries.letterbox(search=search, number=request.GET.get("pagina"))
    return render(request, "notifications/letterbox.html", {"page": page, "search": search})


@never_cache
@require_GET
@requires("notifications.read_outbox", find=queries.find_message)
def letter(request: HttpRequest, message: Message) -> HttpResponse:
    """Visitor of the demo: what does this e-mail say?"""
    crumbs = [(_("Letterbox"), reverse("notifications:letterbox"))]
    return render(request, "notifications/letter.html", {"message": message, "crumbs": crumbs})
