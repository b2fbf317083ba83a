"""Reads about people for pages and for the API: who is here, who did what, what is kept about me."""

import json
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from rodedraad.base.core.models import AuditLine
from rodedraad.base.core.tokens import hash_token
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.roles import Role

from . import privacy
from .models import ApiKey, Membership, Person
from .second_step import hold_back

PER_PAGE = 50


def find_person(request: HttpRequest, pk: int) -> Person:
    """One person of this organisation who is not erased, with account and roles, or Http404."""
    person: Person | None = Person.objects.select_related("account").filter(pk=pk, erased_at=None).first()
    if person is None:
        raise Http404
    return person


def find_own_key(request: HttpRequest, pk: int) -> ApiKey:
    """One of the person's own API keys, or Http404."""
    key: ApiKey | None = ApiKey.objects.filter(pk=pk, person_id=request.person.pk).first()  # type: ignore[attr-defined]
    if key is None:
        raise Http404
    return key


def people_page(*, search: str = "", role: str = "", number: int | str | None = 1) -> Page:
    """People of the organisation by name, found by name or e-mail address. Three queries.

    `role`: "" = anyone with a role (everyone when searching), "all", "none", or one role.
    """
    rows = Person.objects.filter(erased_at=None, account__isnull=False)
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(account__email__icontains=search))
    roles = Membership.objects.filter(person=OuterRef("pk"))
    if role in Role.values:
        rows = rows.filter(Exists(roles.filter(role=role)))
    elif role == "none":
        rows = rows.filter(~Exists(roles))
    elif role != "all" and not search:
        rows = rows.filter(Exists(roles))
    rows = rows.order_by("name", "pk").select_related("account").prefetch_related("memberships")
    return Paginator(rows, PER_PAGE).get_page(number)


def keys_of(person: Person) -> QuerySet[ApiKey]:
    """The person's API keys, newest first."""
    return ApiKey.objects.filter(person=person).order_by("-created_at")


def person_for_key(secret: str) -> tuple[Person, ApiKey] | None:
    """Who an API secret stands for in the organisation in scope; None when unknown, expired or switched off."""
    now = timezone.now()
    key: ApiKey | None = ApiKey.objects.select_related("person__account", "organisation").filter(
        token_hash=hash_token(secret), expires_at__gt=now, person__account__is_active=True).first()
    if key is None:
        return None
    if key.last_used_at is None or (now - key.last_used_at).total_seconds() > 60:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)
    return hold_back(key.person, key.organisation), key


@dataclass(frozen=True)
class AuditRow:
    """One audit line for a person to read."""

    line: AuditLine
    actor: str


@dataclass(frozen=True)
class AuditPage:
    """One page of the logbook and the acts to choose from."""

    page: Page
    rows: list[AuditRow]
    acts: list[str]


def audit_page(organisation: Organisation, *, act: str = "", number: int | str | None = 1) -> AuditPage:
    """Audit lines of the organisation, newest first. Four queries."""
    lines = AuditLine.objects.filter(organisation_id=organisation.pk).order_by("-sequence")
    acts = list(AuditLine.objects.filter(organisation_id=organisation.pk).order_by("act").values_list("act", flat=True)
                .distinct())
    page = Paginator(lines.filter(act=act) if act else lines, PER_PAGE).get_page(number)
    return AuditPage(page, _with_names(list(page.object_list)), acts)


def audit_about(person: Person, *, most: int = 30) -> list[AuditRow]:
    """The latest audit lines about a person."""
    lines = AuditLine.objects.filter(organisation_id=person.organisation_id, subject_id=str(person.pk),
                                     subject_type=Person._meta.label_lower).order_by("-sequence")
    return _with_names(list(lines[:most]))


def _with_names(lines: list[AuditLine]) -> list[AuditRow]:
    people = Person.objects.in_bulk({line.actor_id for line in lines if line.actor_id})
    return [AuditRow(line, people[line.actor_id].display_name if line.actor_id in people else "") for line in lines]


@dataclass(frozen=True)
class DemoLogin:
    """Somebody the demo lets you log in as."""

    person: Person
    email: str
    roles: list[str]


def demo_logins(residents: int = 3) -> list[DemoLogin]:
    """People of the demo (addresses that end in .example or @example.*): everyone with a role and a few residents."""
    invented = Person.objects.filter(
        Q(account__email__endswith=".example") | Q(account__email__contains="@example."), account__is_active=True
    ).select_related("account").prefetch_related("memberships")
    with_role = Exists(Membership.objects.filter(person=OuterRef("pk")))
    people = [*invented.filter(with_role).order_by("pk")[:30],
              *invented.filter(~with_role).exclude(name="").order_by("pk")[:residents]]
    return [DemoLogin(person, person.account.email, person.role_labels) for person in people if person.account]


def find_demo_login(request: HttpRequest, pk: int) -> Person:
    """One of the people the demo lets you log in as, or Http404."""
    for login in demo_logins():
        if login.person.pk == pk:
            return login.person
    raise Http404


def own_data(person: Person) -> bytes:
    """Everything kept about a person as a ZIP of JSON files, one for each app that registered."""
    parts: dict[str, Any] = {"person": [{
        "name": person.name, "email": person.account.email if person.account else "", "mail_pace": person.mail_pace,
        "since": person.created_at, "roles": sorted(person.roles),
        "api_keys": list(keys_of(person).values("name", "created_at", "expires_at", "last_used_at")),
    }]}
    parts |= {name: export(person) for name, export in privacy.exports().items()}
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, rows in parts.items():
            archive.writestr(f"{name}.json", json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    return out.getvalue()
