"""What every page needs: the organisation, the person, the navigation and the house style."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rodedraad.base.accounts.models import Person, Visitor
from rodedraad.base.organisations.housestyle import digest
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.permissions import reads_council_page
from rodedraad.base.organisations.roles import Role

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
        "desk_items": _marked(request.path, _desk_menu(person)),
        "house_style_url": _house_style(organisation),
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
    if reads_council_page(person, None):
        items.append((_("Desk"), reverse("site:desk")))
    return items


def _desk_menu(person: Person | Visitor) -> list[tuple[str, str]]:
    if not reads_council_page(person, None):
        return []
    items = [(_("Overview"), reverse("site:desk"))]
    if person.may("moderation.queue", None):
        items.append((_("Moderation"), reverse("moderation:queue")))
    if person.roles & {Role.ADMINISTRATOR, Role.ADVISER}:
        items.append((_("Processes"), reverse("processes:desk_list")))
    items.append((_("Commitments"), reverse("agreements:overview")))
    if Role.ADMINISTRATOR in person.roles:
        items += [(_("People"), reverse("accounts:people")), (_("Organisation"), reverse("organisations:settings")),
                  (_("Sent e-mail"), reverse("notifications:outbox")), (_("Log"), reverse("accounts:audit_log"))]
    return items


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
