"""The registry of kinds: a kind is one object, and touches only its own folder, the settings and its translations."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import Activity


class UnknownKindError(LookupError):
    """No kind with this key is registered."""


class Kind(ABC):
    """One way of taking part.

    `key` is kept on the activity; `path` is its part of the url (`/trajecten/<process>/<path>/<activity>`);
    `features` are the features its phases can open; `urls` is the module with its urlpatterns.
    """

    key: str
    path: str
    label: "_StrPromise"
    description: "_StrPromise"
    features: tuple[str, ...]
    urls: str
    options_form: type[forms.Form] | None = None

    @abstractmethod
    def url(self, activity: "Activity") -> str:
        """The public page of an activity of this kind."""

    @abstractmethod
    def contribution_url(self, contribution: Any) -> str:
        """The public page of one contribution in an activity of this kind."""

    @abstractmethod
    def summary(self, activity: "Activity") -> dict[str, int]:
        """Figures of an activity for its card: label key → number."""

    @abstractmethod
    def contributions(self, activity: "Activity") -> QuerySet:
        """All contributions of an activity, whatever their state."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; a second kind with the same key or path is a programming error."""
    if kind.key in _kinds or any(kind.path == other.path for other in _kinds.values()):
        raise ValueError(f"kind {kind.key!r} or its path {kind.path!r} is registered twice")
    _kinds[kind.key] = kind


def unregister(key: str) -> None:
    """Take a kind out again; for tests."""
    _kinds.pop(key, None)


def kind_of(activity: "Activity") -> Kind:
    """The kind object of an activity. Raises `UnknownKindError`."""
    try:
        return _kinds[activity.kind]
    except KeyError as error:
        raise UnknownKindError(activity.kind) from error


def all_kinds() -> Iterator[Kind]:
    """Every kind, in order of registration."""
    yield from _kinds.values()
