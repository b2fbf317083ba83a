"""The API as one application: its document, its errors and its two halves."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as FieldErrors
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError

from rodedraad.base.core.permissions import requires
from rodedraad.decide.answers import errors as decide_errors
from rodedraad.listen.contributions import errors as contribution_errors
from rodedraad.listen.processes import errors as process_errors

from .. import rows
from . import booklets, quickscans, writes
from .document import DocumentedAPI
from .kinds import add_kinds
from .middleware import VERSION
from .problems import field_errors, problem
from .reading import CleanParser

api = DocumentedAPI(
    title="Rode Draad", version=VERSION, urls_namespace="api", docs_url=None, parser=CleanParser(),
    description="De rode draad van bijdrage tot resultaat. Lezen kan zonder sleutel; schrijven met een sleutel "
                "(`Authorization: Bearer …`) of een sessie.",
    openapi_extra={
        "info": {"contact": {"name": "Rode Draad", "url": "https://example.org/rodedraad"},
                 "license": {"name": "EUPL-1.2"}},
    },
)
# The writes stand on the router of the reads: one path holds all its methods.
add_kinds()
api.add_router("", writes.router)
api.add_router("", booklets.router)
api.add_router("", quickscans.router)


@csrf_exempt
@requires("site.visit")
def nothing_here(_request: HttpRequest) -> HttpResponse:
    """A path that the API does not have; also one with a slash at the end."""
    return problem(404)


@api.exception_handler(ValidationError)
def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """400 with every error, by the name of what was sent."""
    errors = [{"name": ".".join(str(part) for part in each["loc"][1:]) or str(each["loc"][0]), "reason": each["msg"]}
              for each in error.errors]
    return problem(400, _("Some of what you sent is not right."), errors=errors)


@api.exception_handler(FieldErrors)
def wrong_fields(_request: HttpRequest, error: FieldErrors) -> HttpResponse:
    """400 with the errors of an act, per field."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return problem(400, _("Some of what you sent is not right."), errors=field_errors(told))


@api.exception_handler(contribution_errors.RefusedError)
@api.exception_handler(decide_errors.RefusedError)
def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """409 when an act is not possible now (with the present state when it is stale), 429 when it was too often."""
    if isinstance(error, contribution_errors.TooOftenError):
        return problem(429, error.message)
    field = getattr(error, "field", None)
    if field:
        return problem(400, _("Some of what you sent is not right."), errors=[{"name": field, "reason": error.message}])
    current = getattr(error, "current", None)
    shape = {"contribution": rows.bijdrage, "answer": rows.antwoord, "decision": rows.besluit,
             "commitment": rows.toezegging}.get(current._meta.model_name if current is not None else "")
    return problem(409, error.message, **({"current": shape(current)} if shape else {}))


@api.exception_handler(process_errors.RefusedError)
def not_possible(_request: HttpRequest, error: process_errors.RefusedError) -> HttpResponse:
    """409 when an act on a meeting is not possible; the reason is in words."""
    return problem(409, str(error))


@api.exception_handler(PermissionDenied)
def denied(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    """403."""
    return problem(403)


@api.exception_handler(Http404)
def absent(_request: HttpRequest, _error: Http404) -> HttpResponse:
    """404, also for what somebody may not know of."""
    return problem(404)


@api.exception_handler(HttpError)
def plain(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Any status that the API itself chose."""
    response = problem(error.status_code, str(error))
    if error.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response
