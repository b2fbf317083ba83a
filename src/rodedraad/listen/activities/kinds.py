"""The registry of kinds: a kind is one object, and touches only its own folder, the settings and its translations."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from .models import Activity

_PATH = re.compile(r"[a-z][a-z0-9-]*")
TAKEN_PATHS = frozenset({"spelregels", "volgen", "ontvolgen"})
"""Words that already mean something behind `/trajecten/<process>/`."""


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
    api: str = ""
    """The module whose `add_to(api)` hangs the kind's own addresses on the API; empty for none."""
    options_form: type[forms.Form] | None = None
    desk_urls: str = ""
    """Module with addresses apart from any activity, such as a desk for the whole organisation; "" without."""
    is_offered: bool = True
    """Whether an adviser can choose it for a new activity; a kind without pages to take part on is not."""
    action_labels: Mapping[str, "_StrPromise"] = {}
    """What the button says per feature (“Place my idea”); a general text where a kind says nothing."""
    figure_labels: Mapping[str, Any] = {}
    """Per key of `summary` an `ngettext_lazy("%(n)s idea", "%(n)s ideas", "number")`; `n` comes grouped: 1.000."""

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

    def summaries(self, activities: "list[Activity]") -> dict[int, dict[str, int]]:
        """The figures of several activities, by id; a kind overrides this to read them in one query."""
        return {activity.pk: self.summary(activity) for activity in activities}

    def action_url(self, activity: "Activity", feature: str) -> str:
        """Where the button of an open feature leads."""
        return self.url(activity)

    def action_label(self, feature: str) -> str:
        """What the button of an open feature says."""
        general = {"contribute": _("Take part"), "comment": _("Read and react"), "support": _("Read and support")}
        return str(self.action_labels.get(feature) or general.get(feature) or self.label)

    def figure(self, key: str, number: int) -> str:
        """One figure in words: “12 ideas”."""
        grouped = number_format(number, force_grouping=True)
        if key in self.figure_labels:
            return str(self.figure_labels[key] % {"number": number, "n": grouped})
        return f"{grouped} {_(key)}"


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind. A kind that lacks something, or takes a key or path that is taken, is a programming error."""
    missing = [name for name in ("key", "path", "label", "description", "features", "urls")
               if not getattr(kind, name, None)]
    if missing:
        raise TypeError(f"kind {type(kind).__name__} lacks {', '.join(missing)}")
    if not _PATH.fullmatch(kind.path) or kind.path in TAKEN_PATHS:
        raise ValueError(f"kind {kind.key!r} cannot have the path {kind.path!r}")
    _check_features(kind)
    if kind.key in _kinds or any(kind.path == other.path for other in _kinds.values()):
        raise ValueError(f"kind {kind.key!r} or its path {kind.path!r} is registered twice")
    _kinds[kind.key] = kind


def _check_features(kind: Kind) -> None:
    from .models import Feature  # noqa: PLC0415 -- the models are not ready when this module is first read

    unknown = {*kind.features, *kind.action_labels} - set(Feature.values)
    if unknown:
        raise ValueError(f"kind {kind.key!r} names features that do not exist: {sorted(unknown)}")


def unregister(key: str) -> None:
    """Take a kind out again; for tests."""
    _kinds.pop(key, None)


def kind_of(activity: "Activity") -> Kind:
    """The kind object of an activity. Raises `UnknownKindError`."""
    return kind_named(activity.kind)


def kind_named(key: str) -> Kind:
    """The kind object with a key. Raises `UnknownKindError`."""
    try:
        return _kinds[key]
    except KeyError as error:
        raise UnknownKindError(key) from error


def all_kinds() -> Iterator[Kind]:
    """Every kind, in order of registration."""
    yield from _kinds.values()


def offered_kinds() -> list[Kind]:
    """The kinds an adviser can choose for a new activity."""
    return [kind for kind in _kinds.values() if kind.is_offered]


def summaries(activities: "Iterable[Activity]") -> dict[int, list[str]]:
    """The figures of activities in words, by id: per kind asked once."""
    by_kind: dict[str, list[Activity]] = {}
    for activity in activities:
        by_kind.setdefault(activity.kind, []).append(activity)
    found: dict[int, list[str]] = {}
    for key, same in by_kind.items():
        kind = kind_named(key)
        for pk, figures in kind.summaries(same).items():
            found[pk] = [kind.figure(name, number) for name, number in figures.items()]
    return found
