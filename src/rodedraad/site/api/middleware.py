"""Around every answer under /api/: the version, who may read it, and a problem document for every error."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .problems import CONTENT_TYPE, is_api, problem

VERSION = "1.0.0"


class ApiMiddleware:
    """Adds the headers of the NL API Design Rules and turns a bare error of the framework into problem+json."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Leave pages alone; HEAD is a GET without its body, OPTIONS says what any page of another site may ask."""
        if not is_api(request):
            return self.get_response(request)
        if request.method == "OPTIONS":
            return _allowed()
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = self.get_response(request)
        if response.status_code >= 400 and response.get("Content-Type", "") != CONTENT_TYPE:
            bare = response
            response = problem(bare.status_code)
            if "Allow" in bare:
                response["Allow"] = bare["Allow"]
        response["API-Version"] = VERSION
        response["Cache-Control"] = "no-store"
        if request.method in {"GET", "HEAD"} and "Authorization" not in request.headers:
            # Public data may be read from any page; browsers send no cookies along with a star.
            response["Access-Control-Allow-Origin"] = "*"
        if is_head:
            response.content = b""
        return response


def _allowed() -> HttpResponse:
    """What a browser hears that asks before it reads (CORS): everybody may read, writing needs our own page."""
    response = HttpResponse(status=204)
    response["Allow"] = "GET, HEAD, OPTIONS, POST, PATCH, PUT, DELETE"
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["API-Version"] = VERSION
    return response
