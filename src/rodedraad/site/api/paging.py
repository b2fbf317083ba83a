"""Pages of a list: at most a hundred rows, with links to the pages beside it; unknown query keys are refused."""

from collections.abc import Callable, Collection
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query
from ninja.errors import HttpError

PageNumber = Annotated[int, Query(ge=1, le=10_000, alias="pagina")]
PerPage = Annotated[int, Query(ge=1, le=100, alias="perPagina")]
OWN = {"pagina", "perPagina"}


def allow_only(request: HttpRequest, known: Collection[str]) -> None:
    """Refuse a query key that does nothing: a misspelt filter must not give everything."""
    unknown = sorted(set(request.GET) - set(known) - OWN)
    if unknown:
        raise HttpError(400, ", ".join(unknown))


def page_of(request: HttpRequest, rows: QuerySet, shape: Callable[[Any], Any], number: int,
            per_page: int) -> dict[str, Any]:
    """One page of rows in their shape, with its links; one query, whatever the number of rows."""
    start = (number - 1) * per_page
    found = list(rows[start : start + per_page + 1])
    links = {"self": {"href": _href(request, number)}}
    if len(found) > per_page:
        links["next"] = {"href": _href(request, number + 1)}
    if number > 1:
        links["prev"] = {"href": _href(request, number - 1)}
    return {"items": [shape(row) for row in found[:per_page]], "_links": links}


def _href(request: HttpRequest, number: int) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "pagina"}
    return f"{request.path}?{urlencode({**kept, 'pagina': number})}"
