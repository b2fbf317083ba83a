"""The desk of inviting: for the adviser who wants everybody to be heard, and to know who is not yet."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rodedraad.base.core.permissions import requires
from rodedraad.base.core.pictures import code_picture
from rodedraad.base.core.tables import FORMATS, Table, TableError, write_table
from rodedraad.listen.processes.errors import RefusedError
from rodedraad.listen.processes.views.shared import Question, confirm

from ..actions.inviting import Invitee, invite
from ..frame import survey_page, trail
from ..lookup import find_survey, find_survey_on_desk, url_of
from ..models import Invitation, Survey
from ..queries import groups_of
from . import actions, queries
from .forms import CodesForm, ListForm, MailForm
from .lists import Invitees, letter_rows, read_list
from .mails import invitation_key


def _link(survey: Survey) -> str:
    return str(survey.organisation.absolute(url_of("start", survey)))


@never_cache
@require_safe
@requires("survey.invite", find=find_survey_on_desk)
def inviting(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: how do people get to the questions?"""
    return survey_page(request, "survey/inviting/inviting.html", survey, here=_("Invite people"), link=_link(survey),
                       batches=queries.batches_of(survey) if survey.allows_code else [],
                       waiting=queries.waiting_for(survey, actions.MOST_REMINDERS))


@never_cache
@require_safe
@requires("survey.invite", find=find_survey_on_desk)
def qr(_request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: the picture for the poster."""
    return code_picture(_link(survey))


def _between(survey: Survey) -> tuple[tuple[str, str], ...]:
    return ((_("Invite people"), url_of("inviting", survey)),)


def _asked(request: HttpRequest, survey: Survey, form: forms.Form, title: str, lead: str, submit: str,
           faults: Sequence[str] = ()) -> HttpResponse:
    status = 422 if faults or form.errors else 200
    return survey_page(request, "survey/inviting/form.html", survey, here=title, between=_between(survey), form=form,
                       lead=lead, submit=submit, faults=faults, status=status, back=url_of("inviting", survey))


def _letters(survey: Survey, batch: str, codes: Sequence[str], found: Invitees) -> HttpResponse:
    """The codes as a file: they are shown this once."""
    names, rows = letter_rows(codes, found.people, found.cells, found.columns, _link(survey))
    name = f"codes-{survey.activity.slug}.xlsx"
    return StreamingHttpResponse(
        write_table("xlsx", names, rows, batch), content_type=FORMATS["xlsx"].content_type,
        headers={"Content-Disposition": content_disposition_header(True, name)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.invite", find=find_survey_on_desk)
def codes(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: I want to hand out codes, at a meeting or in a letter without an address."""
    form = CodesForm(request.POST or None, survey=survey)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        person = Invitee(group=given.get("group", ""), neighbourhood=given["neighbourhood"])
        people = Invitees([], [person] * given["number"], [{}] * given["number"])
        try:
            made = invite(survey=survey, invitees=people.people, batch=given["batch"], by=request.person)  # type: ignore[attr-defined]
            return _letters(survey, given["batch"], [each.code for each in made], people)
        except RefusedError as error:
            form.add_error(None, str(error))
    return _asked(request, survey, form, _("Make codes"),
                  _("You get a file with the codes. We show them this once: we keep no code that anybody can read."),
                  _("Make the codes and download them"))


def _read(file: UploadedFile, read: Callable[[Table], Invitees]) -> Invitees:
    """Read a list from a file of our own that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{Path(file.name or '').suffix.lower()}"
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
        return read(Table(path))


def _list_page(request: HttpRequest, survey: Survey, *, with_mail: bool, words: tuple[str, str, str],
               done: Callable[[str, Invitees, list[str]], HttpResponse]) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None)
    found = Invitees()
    if request.method == "POST" and form.is_valid():
        batch = form.cleaned_data["batch"]
        try:
            found = _read(form.cleaned_data["file"], lambda table: read_list(table, survey, with_mail=with_mail))
            if not found.faults:
                made = invite(survey=survey, invitees=found.people, batch=batch, by=request.person)  # type: ignore[attr-defined]
                return done(batch, found, [each.code for each in made])
        except (TableError, RefusedError) as error:
            form.add_error("file", str(error))
    title, lead, submit = words
    return _asked(request, survey, form, title, lead, submit, found.faults)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.invite", find=find_survey_on_desk)
def letters(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: I send a letter to these addresses."""
    words = (_("Letters"), _("You give a list with addresses and get it back with a code on each row, for a mail "
                             "merge. We do not keep the addresses, and show the codes this once."),
             _("Add codes and download the list"))
    return _list_page(request, survey, with_mail=False, words=words,
                      done=lambda batch, found, made: _letters(survey, batch, made, found))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.invite", find=find_survey_on_desk)
def addresses(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: I invite these people by e-mail."""
    words = (_("E-mail addresses"), _("Nobody gets mail yet: you look at the e-mail first. An address is forgotten "
                                      "when its code is used, and 30 days after the end."), _("Keep this list"))

    def done(_batch: str, found: Invitees, made: list[str]) -> HttpResponse:
        skipped = found.doubles + len(found.people) - len(made)
        messages.success(request, _("%(n)s addresses are kept, %(m)s were there already.") % {
            "n": len(made), "m": skipped})
        return redirect(url_of("inviting", survey))

    return _list_page(request, survey, with_mail=True, words=words, done=done)


def _mail(request: HttpRequest, survey: Survey, *, title: str, lead: str, subject: str, text: str, submit: str,
          act: Callable[..., int]) -> HttpResponse:
    form = MailForm(request.POST or None, initial={"subject": subject, "text": text})
    if request.method == "POST" and form.is_valid():
        try:
            number = act(survey=survey, **form.cleaned_data, by=request.person)  # type: ignore[attr-defined]
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("%(n)s e-mails are on their way.") % {"n": number})
            return redirect(url_of("inviting", survey))
    return _asked(request, survey, form, title, lead, submit)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.invite", find=find_survey_on_desk)
def send(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: what does the invitation say?"""
    waiting = queries.waiting_for(survey, actions.MOST_REMINDERS)
    title = survey.activity.title
    return _mail(request, survey, title=_("Send the invitations"), act=actions.send_invitations,
                 lead=_("%(n)s people with an e-mail address had no invitation yet.") % {"n": waiting.to_invite},
                 subject=_("Will you answer our questions? %(title)s") % {"title": title},
                 text=_("Dear resident,\n\nWe would like to know what you think: %(title)s. Will you answer our "
                        "questions?") % {"title": title}, submit=_("Send the invitations"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.invite", find=find_survey_on_desk)
def remind(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: who has not answered gets one more mail, with a new code."""
    waiting = queries.waiting_for(survey, actions.MOST_REMINDERS)
    title = survey.activity.title
    return _mail(request, survey, title=_("Send a reminder"), act=actions.remind,
                 lead=_("%(n)s people were invited and have not answered. Who has answered gets nothing. Nobody gets "
                        "more than three reminders.") % {"n": waiting.to_remind},
                 subject=_("You can still answer: %(title)s") % {"title": title},
                 text=_("Dear resident,\n\nWe wrote to you before about: %(title)s. You can still answer. We would "
                        "like to hear you, too.") % {"title": title}, submit=_("Send the reminder"))


@requires("survey.invite", find=find_survey_on_desk)
def withdraw(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: this batch went wrong; its codes must not work."""
    batch = (request.POST.get("batch") or request.GET.get("batch", ""))[:40]
    question = Question(_("Withdraw the codes of “%(batch)s”") % {"batch": batch},
                        _("Codes of this batch that were not used do not work any more, and its e-mail addresses are "
                          "deleted. What was answered stays."),
                        _("Withdraw the codes"), _("The codes do not work any more."), is_danger=True)

    def act(**_fields: object) -> None:
        actions.withdraw_batch(survey=survey, batch=batch, by=request.person)  # type: ignore[attr-defined]

    return confirm(request, survey.process, question, act, version=survey.version, after=url_of("inviting", survey),
                   tab="activities", trail=trail(survey.activity, question.title, *_between(survey)))


@never_cache
@require_safe
@requires("survey.monitor", find=find_survey_on_desk)
def monitor(request: HttpRequest, survey: Survey) -> HttpResponse:
    """Adviser: whom do we hear, and whom not yet?"""
    groups, places = queries.monitor_of(survey)
    return survey_page(request, "survey/inviting/monitor.html", survey, here=_("Response so far"), groups=groups,
                       places=places, csv_url=url_of("monitor_csv", survey), has_groups=bool(groups_of(survey)))


@never_cache
@require_safe
@requires("survey.monitor", find=find_survey_on_desk)
def monitor_csv(_request: HttpRequest, survey: Survey) -> HttpResponse:
    """The same numbers for a spreadsheet."""
    groups, places = queries.monitor_of(survey)
    names = [_("Group or neighbourhood"), _("Invited"), _("Begun"), _("Sent in")]
    rows = [(each.label, each.invited, each.begun, each.finished) for each in (*groups, *places)]
    response = StreamingHttpResponse(write_table("csv", names, rows, _("Response so far")),
                                     content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"respons-{survey.activity.slug}.csv")
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("survey.view", find=find_survey)
def no_mail(request: HttpRequest, survey: Survey, signed: str) -> HttpResponse:
    """Inwoner: I want no more e-mail about this."""
    key = invitation_key(signed)
    if key is None:
        raise Http404(signed)
    if request.method == "POST":
        actions.refuse_mail(invitation=Invitation(pk=key, survey=survey, organisation=survey.organisation))
    page = {"survey": survey, "activity": survey.activity, "process": survey.process, "trail": [],
            "title": _("No more e-mail about this survey"), "is_done": request.method == "POST",
            "start_url": url_of("start", survey)}
    return render(request, "survey/inviting/no_mail.html", page)
