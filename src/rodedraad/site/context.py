"""What every page needs: the organisation, the person, the navigation and the house style."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.housestyle import digest
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.permissions import reads_council_page

Item = tuple[str, str, bool]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every template; pages outside an organisation (errors) get only what needs no database."""
    organisation: Organisation | None = getattr(request, "organisation", None)
    if organisation is None:
        return {}
    person: Person | Visitor = request.person  # type: ignore[attr-defined]
    return {
        "organisation": organisation,
        "person": person,
        "nav_items": _marked(request.path, _main_menu()),
        "account_items": _marked(request.path, _account_menu(person)),
        # Only pages of the desk show this menu: no other page asks what it needs.
        "desk_items": SimpleLazyObject(lambda: _marked(request.path, _desk_menu(person))),
        "house_style_url": _house_style(organisation),
        "map": {"tiles": settings.MAP_TILES, "attribution": settings.MAP_ATTRIBUTION, "start": settings.MAP_START},
        "logo_url": organisation.logo and reverse("organisations:logo", args=[_logo_name(organisation)]),
    }


def _main_menu() -> list[tuple[str, str]]:
    return [
        (_("Home"), reverse("site:home")),
        (_("Processes"), reverse("processes:list")),
        (_("What we promised"), reverse("site:promises")),
        (_("Search"), reverse("site:search")),
    ]


def _account_menu(person: Person | Visitor) -> list[tuple[str, str]]:
    if not person.is_authenticated:
        return [(_("Log in"), reverse("account_login"))]
    items = [(_("My thread"), reverse("site:my_thread")), (_("My data"), reverse("accounts:details"))]
    if reads_council_page(person, None) or person.second_step_due:
        items.append((_("Desk"), reverse("site:desk")))
    return items


def _desk_menu(person: Person | Visitor) -> list[tuple[str, str]]:
    """What this person may open at the desk: each page beside the permission that it names."""
    pages = (
        (_("Overview"), "site:desk", "site.desk"),
        (_("Moderation"), "moderation:queue", "moderation.queue"),
        (_("Processes"), "processes:desk_list", "processes.use_desk"),
        (_("Quick Scans"), "scan:list", "scan.browse"),
        (_("Questionnaires"), "instruments:list", "survey.see_instruments"),
        (_("Commitments"), "agreements:overview", "commitments.overview"),
        (_("Booklets"), "booklet:desk", "booklet.desk"),
        (_("People"), "accounts:people", "accounts.manage_people"),
        (_("Organisation"), "organisations:settings", "organisations.edit"),
        (_("Sent e-mail"), "notifications:outbox", "notifications.manage_outbox"),
        (_("Log"), "accounts:audit_log", "accounts.read_audit"),
    )
    return [(label, reverse(name)) for label, name, permission in pages if person.may(permission)]


def _marked(path: str, items: list[tuple[str, str]]) -> list[Item]:
    """Each item with whether its page is the present one: the longest address that the path starts with."""
    fitting = [url for _label, url in items if path == url or (url != "/" and path.startswith(f"{url}/"))]
    current = max(fitting, key=len, default="")
    return [(label, url, url == current) for label, url in items]


def _house_style(organisation: Organisation) -> str:
    if not (organisation.primary_colour or organisation.ink_colour):
        return ""
    return reverse("organisations:house_style", args=[digest(organisation.primary_colour, organisation.ink_colour)])


def _logo_name(organisation: Organisation) -> str:
    return organisation.logo.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
