"""The desk of meetings: for the adviser who plans evenings, dinners, visits and webinars."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Edited, Question, confirm, desk_page, edit_form, form_page

from ..lookup import find_activity_on_desk, find_meeting_on_desk, url_in, url_of
from ..models import Meeting, Part
from ..registering.places import counts, standing
from ..sections import desk_links
from . import actions, programme, queries
from .desk import meeting_page, trail
from .forms import CancelForm, MeetingForm, PartForm
from .queries import find_part
from .templates import TEMPLATES, template_of


@require_safe
@requires("meetings.see_desk", find=find_activity_on_desk)
def desk(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Adviser: which meetings are there, and how many people come?"""
    wanted = queries.Wanted.read(request.GET)
    page = queries.desk_page_of(activity, wanted, request.GET.get("pagina", "1"))
    return desk_page(
        request, "meetings/planning/desk.html", activity.process, tab="activities", activity=activity, page=page,
        wanted=wanted, states=Meeting.State.choices, forms=Meeting.Form.choices, title=activity.title,
        path=url_in("desk", activity), trail=trail(activity), waiting=queries.waiting_for_many(activity),
        may_plan=request.person.may("meetings.plan", activity))  # type: ignore[attr-defined]


@require_safe
@requires("meetings.plan", find=find_activity_on_desk)
def choose(request: HttpRequest, activity: Activity) -> HttpResponse:
    """Adviser: which form fits what I want to talk about?"""
    return desk_page(request, "meetings/planning/choose.html", activity.process, tab="activities", activity=activity,
                     title=_("New meeting"), templates=list(TEMPLATES.values()),
                     trail=trail(activity, here=_("New meeting")))


@requires("meetings.plan", find=find_activity_on_desk)
def plan(request: HttpRequest, activity: Activity, form: str) -> HttpResponse:
    """Adviser: when and where is this new meeting?"""
    if form not in TEMPLATES:
        raise Http404(form)
    template = TEMPLATES[form]
    filled = MeetingForm(request.POST or None, template=template, initial=MeetingForm.first_values(template))
    edited = Edited(filled)
    if request.method == "POST" and filled.is_valid():
        try:
            meeting = actions.plan_meeting(activity=activity, form=form, values=filled.values, by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            edited = Edited(filled, problem=str(error))
        else:
            messages.success(request, _("The meeting is planned. Look at the programme, then publish it."))
            return redirect(url_of("desk_meeting", meeting))
    title = _("New meeting: %(form)s") % {"form": template.label}
    return desk_page(request, "meetings/planning/edit.html", activity.process, tab="activities", form=filled,
                     title=title, lead=template.description, submit=_("Plan this meeting"), problem=edited.problem,
                     cancel=url_in("desk", activity), status=edited.status, trail=trail(activity, here=title))


@require_safe
@requires("meetings.see_desk", find=find_meeting_on_desk)
def desk_meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: what is still to do for this meeting?"""
    registered, waiting = counts(meeting)
    timed = programme.programme_times(meeting, queries.parts_of(meeting))
    person = request.person  # type: ignore[attr-defined]
    return meeting_page(
        request, "meetings/planning/meeting.html", meeting, programme=timed,
        registered=registered, waiting=waiting, standing=standing(meeting), links=desk_links(person, meeting),
        public_url=url_of("detail", meeting), has_started=meeting.starts_at <= timezone.now(),
        may_plan=person.may("meetings.plan", meeting),
        may_change=person.may("meetings.plan", meeting) and meeting.state in {"draft", "published"})


@requires("meetings.plan", find=find_meeting_on_desk)
def edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: what do guests need to know?"""
    edited = edit_form(
        request, partial(MeetingForm, template=template_of(meeting)), MeetingForm.values_of(meeting),
        lambda form: actions.edit_meeting(meeting=meeting, version=form.cleaned_data["version"], values=form.values,
                                          by=request.person),  # type: ignore[attr-defined]
        MeetingForm.values_of)
    if edited.is_saved:
        return redirect(url_of("desk_meeting", meeting))
    is_public = meeting.state == Meeting.State.PUBLISHED
    lead = _("Guests get an e-mail when you change the day, the time or the place.") if is_public else ""
    return meeting_page(request, "meetings/planning/edit.html", meeting, here=_("Change the meeting"), form=edited.form,
                        lead=lead, submit=_("Save the meeting"), cancel=url_of("desk_meeting", meeting),
                        differences=edited.differences, problem=edited.problem, status=edited.status)


@require_POST
@requires("meetings.plan", find=find_meeting_on_desk)
def copy(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: the same again, another week."""
    made = actions.copy_meeting(meeting=meeting, by=request.person)  # type: ignore[attr-defined]
    messages.success(request, _("This is the copy. Choose the day, then publish it."))
    return redirect(url_of("edit", made))


def _ask(request: HttpRequest, meeting: Meeting, question: Question, act: Callable[..., object],
         **options: object) -> HttpResponse:
    """Ask before an act on a meeting, then go back to its desk page."""
    after = options.pop("after", url_of("desk_meeting", meeting))
    return confirm(request, meeting.process, question, act, version=meeting.version, after=after, tab="activities",
                   trail=trail(meeting.activity, meeting, question.title), **options)


@requires("meetings.plan", find=find_meeting_on_desk)
def publish(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: show this meeting to everybody?"""
    question = Question(_("Publish “%(title)s”") % {"title": meeting.title},
                        _("Everybody sees the meeting. People can register as soon as registration opens."),
                        _("Publish the meeting"), _("The meeting is public."))
    return _ask(request, meeting, question,
                partial(actions.publish_meeting, meeting=meeting, by=request.person))  # type: ignore[attr-defined]


@requires("meetings.plan", find=find_meeting_on_desk)
def cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: will it not take place, and why?"""
    question = Question(_("Cancel “%(title)s”") % {"title": meeting.title},
                        _("Everybody who registered or waits gets an e-mail with your reason. You cannot undo this."),
                        _("Cancel the meeting"), _("The meeting is cancelled. The guests get an e-mail."),
                        is_danger=True)
    return _ask(request, meeting, question,
                partial(actions.cancel_meeting, meeting=meeting, by=request.person),  # type: ignore[attr-defined]
                form_class=CancelForm)


@requires("meetings.manage_guests", find=find_meeting_on_desk)
def held(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: did it take place?"""
    question = Question(_("Mark “%(title)s” as held") % {"title": meeting.title},
                        _("After that you can thank the guests. The programme can no longer be changed."),
                        _("The meeting was held"), _("The meeting is marked as held."))
    return _ask(request, meeting, question,
                partial(actions.mark_held, meeting=meeting, by=request.person))  # type: ignore[attr-defined]


@requires("meetings.plan", find=find_meeting_on_desk)
def delete(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: delete this draft?"""
    question = Question(_("Delete “%(title)s”") % {"title": meeting.title},
                        _("The draft and its programme are gone. You cannot undo this."), _("Delete the draft"),
                        _("The draft is deleted."), is_danger=True)
    return _ask(request, meeting, question,
                partial(actions.delete_meeting, meeting=meeting, by=request.person),  # type: ignore[attr-defined]
                after=url_in("desk", meeting.activity) if request.method == "POST" and meeting.state == "draft"
                else url_of("desk_meeting", meeting))


@requires("meetings.plan", find=find_meeting_on_desk)
def add_part(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Adviser: what comes in the programme?"""
    edited = edit_form(
        request, PartForm, {"version": 0, "minutes": 20, "minutes_per_speaker": 3},
        lambda form: programme.add_part(meeting=meeting, values=form.values, by=request.person),  # type: ignore[attr-defined]
        PartForm.values_of)
    return _part_page(request, meeting, edited, _("Add a part"))


@requires("meetings.plan", find=find_part)
def edit_part(request: HttpRequest, part: Part) -> HttpResponse:
    """Adviser: what happens in this part, and how long?"""
    edited = edit_form(
        request, PartForm, PartForm.values_of(part),
        lambda form: programme.edit_part(part=part, version=form.cleaned_data["version"], values=form.values,
                                         by=request.person),  # type: ignore[attr-defined]
        PartForm.values_of)
    return _part_page(request, part.meeting, edited, part.title)


def _part_page(request: HttpRequest, meeting: Meeting, edited: Edited, title: str) -> HttpResponse:
    back = url_of("desk_meeting", meeting)
    if edited.is_saved:
        return redirect(f"{back}#programma")
    return form_page(request, meeting.process, edited, tab="activities", title=title, lead=meeting.title,
                     submit=_("Save this part of the programme"), cancel=back,
                     trail=trail(meeting.activity, meeting, title))


@require_POST
@requires("meetings.plan", find=find_part)
def move_part(request: HttpRequest, part: Part, direction: str) -> HttpResponse:
    """Put a part one place up or down."""
    try:
        programme.move_part(part=part, up=direction == "omhoog", by=request.person)  # type: ignore[attr-defined]
    except RefusedError as error:
        messages.error(request, str(error))
    return redirect(f"{url_of('desk_meeting', part.meeting)}#programma")


@requires("meetings.plan", find=find_part)
def remove_part(request: HttpRequest, part: Part) -> HttpResponse:
    """Adviser: take this part out of the programme?"""
    question = Question(_("Remove “%(part)s”") % {"part": part.title},
                        _("The part is gone from the programme, with who sits where during it."),
                        _("Remove the part"), _("The part is removed."), is_danger=True)
    return confirm(request, part.process, question,
                   partial(programme.remove_part, part=part, by=request.person),  # type: ignore[attr-defined]
                   version=part.meeting.version, after=url_of("desk_meeting", part.meeting), tab="activities",
                   trail=trail(part.meeting.activity, part.meeting, question.title))
