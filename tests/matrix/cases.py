"""Every address of the site with every state of what it shows: found by walking the resolver, so none is forgotten."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.signing import dumps
from django.urls import URLPattern, URLResolver, get_resolver

from rodedraad.kinds.meetings.harvest.codes import code_of
from rodedraad.kinds.meetings.registering.links import path_for
from rodedraad.kinds.survey.inviting.mails import SALT

from .world import World

PUBLIC_STATES = {
    "theme_id": "theme",
    "answer_id": "answer",
    "decision_id": "decision",
    "commitment_id": "commitment",
    "contribution_id": "contribution",
    "comment_id": "comment",
    "grounds_id": "grounds",
    "result_id": "result",
    "process_id": "process",
    "group_id": "group",
    "run_id": "run",
    "round_id": "round",
    "draft_id": "draft",
}
OF_BOOKLETS = {"chapter_id": "chapter", "line_id": "line", "quote_id": "booklet_quote", "pk": "booklet"}
OF_SCANS = {"scan_id": "scan", "point_id": "point", "role_id": "scan_role", "id": "scan"}
OF_TALKS: dict[str, Callable[[Any], Any]] = {"card_id": lambda card: card.pk, "code": lambda talk: talk.code}
TALK_ROWS = {"card_id": "talk_card", "code": "talk"}
OF_INSTRUMENTS = frozenset({"instrument_id", "key", "form"})
OF_MEETINGS = {"part_id": "part", "guest_id": "guest", "card_id": "card", "quote_id": "quote"}
PLAIN = {
    "number": 1,
    "kind_key": "ideas",
    "form": "csv",
    "wanted": "x",
    "token": "x",
    "role": "moderator",
    "photo": 1,
    "version": 1,
    "place": 1,
    "vocabulary": "value",
    "what": "publiceren",
    "trait": "area",
}
PK_OF = {
    "ideas": "contribution",
    "contributions": "contribution",
    "moderation": "contribution",
    "accounts": None,
    "notifications": "message",
    "organisations": "neighbourhood",
    "site": "contribution",
}


API_IDS = {"bijdragen": "contribution", "gesprekken": "meeting", "antwoorden": "answer", "toezeggingen": "commitment",
           "vragenlijsten": "survey", "quickscans": "scan"}


@dataclass(frozen=True)
class Route:
    """One address: its name, its pattern and the names of its parts."""

    name: str
    pattern: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """A route with the state of its object; `fill` makes the path in one world."""

    route: Route
    state: str

    @property
    def key(self) -> str:
        """How the case is called in `expected.txt`."""
        return f"{self.route.name} [{self.state}]"

    def path(self, world: World) -> str:
        """The address in a world."""
        path = self.route.pattern
        for part in self.route.parts:
            path = re.sub(rf"<(?:\w+:)?{part}>", str(self._value(part, world)), path)
        return f"/{path}"

    def _value(self, part: str, world: World) -> Any:
        objects = world.objects
        kind = subject_kind(self.route)
        process_state = self.state if kind == "process" else "published"
        if self.state == "in_draft_process":
            process_state = "draft"
        values = {
            "process_slug": lambda: objects["process"][process_state].slug,
            "slug": lambda: objects["process"][process_state].slug,
            "activity_slug": lambda: self._activity_slug(world),
            "link": lambda: path_for(objects["guest"][self.state]).rpartition("/")[2],
            "code": lambda: code_of(objects["card"]["published"]),
            **{part: partial(self._of_meeting, kind, world) for part, kind in OF_MEETINGS.items()},
            "activity_id": lambda: objects["activity"][process_state].pk,
            "batch_id": lambda: objects["batch"]["-"].pk,
            "phase_id": lambda: objects["phase"]["published"].pk,
            "member_id": lambda: objects["member"]["-"].pk,
            "word": lambda: "bijdrage",
            "key": lambda: "bijdragen",
            "user_id": lambda: world.people["resident"].pk,
        }
        own = self._own_value(part, world)
        if own is not None:
            return own
        if part in values:
            return values[part]()
        if part == "form" and is_of_meetings(self.route):
            return "dinner"
        if part in PLAIN:
            return PLAIN[part]
        if part == "pk" and kind == "person":
            return world.people["resident"].pk
        wanted = PUBLIC_STATES.get(part) or kind
        if wanted is None:
            raise LookupError(f"tests/matrix/cases.py does not know the part <{part}> of {self.route.name}")
        rows = objects[wanted]
        return (rows.get(self.state) or rows.get("published") or next(iter(rows.values()))).pk

    def _activity_slug(self, world: World) -> str:
        if is_of_surveys(self.route):
            return str(world.objects["survey"][self.state].activity.slug)
        return "gesprekken" if is_of_meetings(self.route) else "doe-mee"

    def _of_booklet(self, part: str, world: World) -> Any:
        if part == "form":
            return "json"
        rows = world.objects[OF_BOOKLETS.get(part, "booklet")]
        return rows[self.state].slug if part == "slug" else rows[self.state].pk

    def _own_value(self, part: str, world: World) -> Any:
        """The value of a part in routes that have their own objects; None in all others."""
        own: tuple[tuple[bool, frozenset[str], Callable[[str, World], Any]], ...] = (
            (is_of_booklets(self.route), frozenset({*OF_BOOKLETS, "slug", "form"}), self._of_booklet),
            (is_of_talks(self.route), frozenset(OF_TALKS), self._of_talk),
            (is_of_scans(self.route), frozenset({*OF_SCANS, "key"}), self._of_scan),
            (is_of_instruments(self.route), OF_INSTRUMENTS, self._of_instrument),
            (is_of_surveys(self.route), frozenset({"signed"}), self._of_invitation),
        )
        return next((value(part, world) for fits, parts, value in own if fits and part in parts), None)

    def _of_talk(self, part: str, world: World) -> Any:
        return OF_TALKS[part](world.objects[TALK_ROWS[part]][self.state])

    def _of_invitation(self, _part: str, world: World) -> str:
        return dumps(world.objects["invitation"][self.state].pk, salt=SALT)

    def _of_instrument(self, part: str, world: World) -> Any:
        if part == "key" and "bibliotheek/" in self.route.pattern:
            return "panel"
        return {"key": "start" if "sectie/" in self.route.pattern else "trust", "form": "json"}.get(
            part, world.objects["survey"]["published"].asks.instrument_id)

    def _of_scan(self, part: str, world: World) -> Any:
        if part == "key":
            return "council" if "brieven/" in self.route.pattern else "support"
        return world.objects[OF_SCANS[part]][self.state].pk

    def _of_meeting(self, kind: str, world: World) -> int:
        return world.objects[kind][self.state if self.state in world.objects[kind] else "published"].pk


def is_of_meetings(route: Route) -> bool:
    """Whether the route belongs to the kind that has an activity of its own in the world."""
    return route.name.startswith("meetings:")


def is_of_surveys(route: Route) -> bool:
    """Whether the route belongs to one survey."""
    return route.name.startswith("survey:") and "activity_slug" in route.parts


def is_of_scans(route: Route) -> bool:
    """Whether the route is about one scan, on the site or in the API."""
    return "scan_id" in route.parts or "/quickscans/{" in route.pattern or "/quickscans/<" in route.pattern


def is_of_talks(route: Route) -> bool:
    """Whether the route is about the talk of a scan."""
    return route.name.startswith("talk:")


def is_of_instruments(route: Route) -> bool:
    """Whether the route is of the editor of questionnaires."""
    return route.name.startswith("instruments:")


def is_of_booklets(route: Route) -> bool:
    """Whether the route is about booklets, on the site or in the API."""
    return route.name.startswith("booklet:") or "/boekjes/{" in route.pattern or "/boekjes/<" in route.pattern


def subject_kind(route: Route) -> str | None:
    """What the route is about: the kind of object whose states matter."""
    own: tuple[tuple[Callable[[Route], bool], Callable[[Route], str | None]], ...] = (
        (is_of_booklets, lambda each: "booklet" if {"pk", "slug"} & set(each.parts) else None),
        (is_of_meetings, _kind_of_meetings),
        (is_of_instruments, lambda _each: None),
        (is_of_talks, lambda each: "talk" if {"scan_id", "code"} & set(each.parts) else None),
        (is_of_scans, lambda _each: "scan"),
        (is_of_surveys, lambda _each: "survey"),
    )
    for fits, kind_of in own:
        if fits(route):
            return kind_of(route)
    for part, kind in PUBLIC_STATES.items():
        if part in route.parts:
            return kind
    if "id" in route.parts:
        return next(kind for word, kind in API_IDS.items() if f"/{word}/" in route.pattern)
    if "pk" in route.parts:
        if "reacties/" in route.pattern:
            return "comment"
        return PK_OF.get(route.name.partition(":")[0]) or "person"
    return "process" if {"process_slug", "slug"} & set(route.parts) else None


def _kind_of_meetings(route: Route) -> str:
    if "pk" not in route.parts:
        return "activity"
    if route.name.startswith(("meetings:street", "meetings:visit")):
        return "street" if route.name.startswith("meetings:street") else "tour"
    return "statement" if "uitspraken/<int:pk>" in route.pattern else "meeting"


def routes() -> list[Route]:
    """Every named or unnamed address of the site, in the order of the resolver."""
    by_pattern: dict[str, Route] = {}
    for route in _walk(get_resolver().url_patterns, "", ""):
        by_pattern.setdefault(route.pattern, route)  # the API has one name per method, we ask each method by ourselves
    return list(by_pattern.values())


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, names: str) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns, path, f"{names}{pattern.namespace or pattern.app_name or ''}:".lstrip(":")
            )
        else:
            name = f"{names}{pattern.name or path}"
            yield Route(name, path, tuple(re.findall(r"<(?:\w+:)?(\w+)>", path)))


def cases() -> list[Case]:
    """Every route with each state of its object."""
    states = {
        "process": ("published", "draft"),
        "contribution": ("published", "pending", "hidden", "in_draft_process"),
        "comment": ("published", "pending", "hidden"),
    }
    plain = {"neighbourhood", "message", "person", "group", "run", "round", "draft", "activity", None}
    found = []
    for route in routes():
        kind = subject_kind(route)
        fixed = {"batch_id", "phase_id", "member_id", "activity_id"} & set(route.parts)
        for state in (
            ("-",) if kind in plain or (fixed and kind != "process") else states.get(kind, ("published", "draft"))
        ):
            if fixed and state == "draft":
                continue
            found.append(Case(route, state))
    return found
