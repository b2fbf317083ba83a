"""The same for many meetings at once: publish the drafts of a tour, note what was held, thank the guests."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from rodedraad.base.accounts.models import Person
from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import desk_page

from ..lookup import find_activity_on_desk, url_in
from ..models import Meeting
from ..registering.actions import thank_guests
from .actions import mark_held, publish_meeting
from .desk import trail
from .queries import to_be_thanked

MOST = 400
State = Meeting.State


@dataclass(frozen=True)
class Deed:
    """One thing that can be done with many meetings; `fits` says with which."""

    title: Any
    lead: Any
    submit: Any
    fits: Callable[[], Q]
    act: Callable[..., Meeting]


def publish_quietly(**given: Any) -> Meeting:
    """A tour of three hundred visits is not three hundred e-mails to who follows the process."""
    return publish_meeting(**given, tells_followers=False)


DEEDS: dict[str, Deed] = {
    "publiceren": Deed(
        gettext_lazy("Publish several meetings"),
        gettext_lazy("These drafts have still to come. Who follows the process does not get an e-mail of each."),
        gettext_lazy("Publish these meetings"),
        lambda: Q(state=State.DRAFT, ends_at__gt=timezone.now()), publish_quietly),
    "gehouden": Deed(
        gettext_lazy("Note that several meetings were held"),
        gettext_lazy("The day of these meetings has come. Leave out what did not take place."),
        gettext_lazy("Note these meetings as held"),
        lambda: Q(state=State.PUBLISHED, starts_at__lte=timezone.now()), mark_held),
    "bedanken": Deed(
        gettext_lazy("Thank the guests of several meetings"),
        gettext_lazy("Who came gets one e-mail with thanks and the way to what was said."),
        gettext_lazy("Send the e-mails of thanks"),
        to_be_thanked, thank_guests),
}


@dataclass
class Outcome:
    """How many meetings it was done with, and in words why not with the others."""

    done: int = 0
    refused: list[str] = field(default_factory=list)


def do_with_many(*, deed: Deed, meetings: Iterable[Meeting], by: Person) -> Outcome:
    """Do it with each by itself: one that cannot does not hold up the others, and is named."""
    outcome = Outcome()
    for meeting in meetings:
        try:
            with transaction.atomic():
                deed.act(meeting=meeting, version=meeting.version, by=by)
        except RefusedError as error:
            outcome.refused.append(f"{meeting.title}: {error}")
        else:
            outcome.done += 1
    return outcome


class MeetingChoices(forms.ModelMultipleChoiceField):
    """Meetings with their day."""

    def label_from_instance(self, obj: Meeting) -> str:
        """“Visit to Oosterend, 3 March 2027”."""
        return f"{obj.title}, {date_format(timezone.localtime(obj.starts_at), 'j F Y')}"


class ManyForm(forms.Form):
    """Which of the meetings that fit; all of them to begin with."""

    meetings = MeetingChoices(
        label=gettext_lazy("Meetings"), queryset=None, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose one or more meetings."),
                        "invalid_choice": gettext_lazy(
                            "One of these meetings changed just now. Look at the list again.")})

    def __init__(self, *args: Any, fitting: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, initial={"meetings": fitting}, **kwargs)
        self.fields["meetings"].queryset = fitting  # type: ignore[attr-defined]


def fitting_meetings(activity: Activity, deed: Deed) -> QuerySet[Meeting]:
    """The first of the meetings of an activity with which it can be done now."""
    rows = Meeting.objects.filter(deed.fits(), activity=activity).order_by("starts_at", "pk")
    return Meeting.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:MOST])).order_by("starts_at", "pk")


@require_http_methods(["GET", "POST"])
@requires("meetings.plan", find=find_activity_on_desk)
def many(request: HttpRequest, activity: Activity, what: str) -> HttpResponse:
    """Programme team: the whole tour at once, not three hundred times the same button."""
    deed = DEEDS.get(what)
    if deed is None:
        raise Http404(what)
    form = ManyForm(request.POST or None, fitting=fitting_meetings(activity, deed))
    if request.method == "POST" and form.is_valid():
        _tell(request, do_with_many(deed=deed, meetings=form.cleaned_data["meetings"], by=request.person))  # type: ignore[attr-defined]
        return redirect(url_in("desk", activity))
    here, is_empty = str(deed.title), not form.fields["meetings"].queryset.exists()  # type: ignore[attr-defined]
    return desk_page(request, "meetings/planning/many.html", activity.process, tab="activities", here=here, title=here,
                     form=form, lead=deed.lead, submit=deed.submit, cancel=url_in("desk", activity), is_empty=is_empty,
                     trail=trail(activity, here=here), status=422 if form.errors else 200)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if outcome.done:
        messages.success(request, ngettext("Done for %(n)s meeting.", "Done for %(n)s meetings.", outcome.done)
                         % {"n": outcome.done})
    for why in outcome.refused[:10]:
        messages.error(request, why)
    if len(outcome.refused) > 10:
        messages.error(request, _("And %(n)s more.") % {"n": len(outcome.refused) - 10})
