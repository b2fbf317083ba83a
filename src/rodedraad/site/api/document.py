"""The OpenAPI document: beside what ninja reads from the functions, the keys and every problem they can give."""

from typing import Any

from ninja import NinjaAPI

from .problems import CONTENT_TYPE

READING = {"400": "Niet te begrijpen", "401": "Log in, of stuur een geldige sleutel", "403": "Dit mag u niet",
           "404": "Dit is er niet", "429": "Te vaak in korte tijd"}
WRITING = READING | {"409": "Intussen gewijzigd, of nu niet mogelijk"}
PROBLEM = {
    "title": "Probleem", "description": "RFC 9457: wat er mis is, in woorden voor mensen.", "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": {
            "type": "object", "required": ["name", "reason"],
            "properties": {"name": {"type": "string"}, "reason": {"type": "string"}},
        }},
    },
}
SCHEMES = {
    "sleutel": {"type": "http", "scheme": "bearer", "description": "Een sleutel van een medewerker."},
    "sessie": {"type": "apiKey", "in": "cookie", "name": "sessionid",
               "description": "Ingelogd op de website; een wijziging vraagt ook de kop X-CSRFToken."},
}


class DocumentedAPI(NinjaAPI):
    """An API whose document also says which problems and keys there are."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The whole document, a new one at each call."""
        document = super().get_openapi_schema(**options)
        components = document.setdefault("components", {})
        components.setdefault("schemas", {})["Probleem"] = PROBLEM
        components["securitySchemes"] = SCHEMES
        for methods in document["paths"].values():
            for method, operation in methods.items():
                _complete(operation, is_reading=method == "get")
        return document


def _complete(operation: dict[str, Any], *, is_reading: bool) -> None:
    """Name the problems of one operation, and that changing something needs a key or a session."""
    for status, words in (READING if is_reading else WRITING).items():
        operation["responses"].setdefault(status, {"description": words, "content": {
            CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}}})
    keys: list[dict[str, list[str]]] = [{name: []} for name in SCHEMES]
    operation["security"] = [{}, *keys] if is_reading else keys
