"""The way of a booklet to everybody: a second person reads it, it is published, it is withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rodedraad.base.core.permissions import requires
from rodedraad.listen.processes.views.shared import Question

from .. import actions, queries
from ..forms import PublishForm, ReasonForm
from ..models import Booklet
from .shared import ask, do, number_in, to_booklet


@require_POST
@requires("booklet.write", find=queries.find)
def submit(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser: ask a colleague to approve it."""
    return do(request, lambda: actions.submit(booklet=booklet, version=number_in(request, "version"),
                                              by=request.person),  # type: ignore[attr-defined]
              done=_("The booklet waits for a colleague."), back=to_booklet(booklet))


@require_POST
@requires("booklet.approve", find=queries.find)
def approve(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """A colleague, an alderman or the clerk: approve it as it stands."""
    return do(request, lambda: actions.approve(booklet=booklet, version=number_in(request, "version"),
                                               by=request.person),  # type: ignore[attr-defined]
              done=_("You have approved the booklet. It can be published now."), back=to_booklet(booklet))


@requires("booklet.approve", find=queries.find)
def give_back(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """A colleague, an alderman or the clerk: what must be different?"""
    question = Question(_("Give the booklet back?"), _("The writer reads your reason."), _("Give it back"),
                        _("The booklet went back to its writer."))
    return ask(request, booklet, question,
               lambda version, reason: actions.return_to_writer(booklet=booklet, version=version, reason=reason,
                                                                by=request.person),  # type: ignore[attr-defined]
               back=to_booklet(booklet), form_class=ReasonForm)


@requires("booklet.write", find=queries.find)
def publish(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser: make an edition that everybody can read."""
    question = Question(_("Publish this booklet?"),
                        _("Everybody can then read it, and download it. The numbers are those of now. Earlier "
                          "editions stay readable."), _("Publish the booklet"), _("The booklet is published."))
    return ask(request, booklet, question,
               lambda version, note: actions.publish(booklet=booklet, version=version, note=note,
                                                     by=request.person),  # type: ignore[attr-defined]
               back=to_booklet(booklet), form_class=PublishForm)


@requires("booklet.write", find=queries.find)
def withdraw(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser: take it off the site, with a reason that everybody can read."""
    question = Question(_("Withdraw this booklet?"),
                        _("Nobody can read it any more. Its address stays, and says why. What you wrote stays here."),
                        _("Withdraw the booklet"), _("The booklet is withdrawn."), is_danger=True)
    return ask(request, booklet, question,
               lambda version, reason: actions.withdraw(booklet=booklet, version=version, reason=reason,
                                                        by=request.person),  # type: ignore[attr-defined]
               back=to_booklet(booklet), form_class=ReasonForm)


@requires("booklet.write", find=queries.find)
def remove(request: HttpRequest, booklet: Booklet) -> HttpResponse:
    """Adviser: throw away a booklet that was never published."""
    question = Question(_("Throw this booklet away?"),
                        _("Its texts and choices are gone then. Themes and what people said stay."),
                        _("Throw the booklet away"), _("The booklet is thrown away."), is_danger=True)
    return ask(request, booklet, question,
               lambda version: actions.remove_booklet(booklet=booklet, version=version, by=request.person),  # type: ignore[attr-defined]
               back=to_booklet(booklet), after=reverse("booklet:desk"))
