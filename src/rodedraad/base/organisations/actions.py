"""Acts on an organisation: make one, change its settings, keep its neighbourhoods."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.text import slugify

from rodedraad.base.core import audit

from .models import Neighbourhood, Organisation
from .tasks import delete_file

SETTINGS = ("name", "kind", "cbs_code", "tone", "intro", "contact_email", "primary_colour", "ink_colour",
            "answers_need_approval", "staff_need_second_step", "held_words", "max_links")


class StaleError(Exception):
    """Somebody else changed the settings since this form was opened."""


class NameTakenError(Exception):
    """There is already a neighbourhood with this name."""


@transaction.atomic
def create_organisation(*, name: str, host: str, kind: str = Organisation.Kind.MUNICIPALITY,
                        cbs_code: str = "") -> Organisation:
    """A new organisation on this install; its people are made by the accounts app. Raises ValidationError."""
    organisation = Organisation(name=name, slug=slugify(name)[:50], host=host.lower(), kind=kind, cbs_code=cbs_code)
    organisation.full_clean()
    organisation.save()
    audit.record("organisation.created", on=organisation, by=None, organisation_id=organisation.pk)
    return organisation


@transaction.atomic
def change_settings(*, by: models.Model, organisation: Organisation, version: int, values: Mapping[str, Any],
                    logo: ContentFile | None = None, remove_logo: bool = False) -> Organisation:
    """Keep new settings. Raises StaleError when `version` is no longer the current one."""
    current = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if current.version != version:
        raise StaleError
    changed = [name for name in SETTINGS if name in values and getattr(current, name) != values[name]]
    for name in changed:
        setattr(current, name, values[name])
    if logo or remove_logo:
        changed.append("logo")
        _replace_logo(current, logo)
    if changed:
        current.version += 1
        current.save()
        audit.record("organisation.changed", on=current, by=by, organisation_id=current.pk, fields=changed)
    return current


def _replace_logo(organisation: Organisation, logo: ContentFile | None) -> None:
    old = organisation.logo.name
    if logo is None:
        organisation.logo = ""
    else:
        name = f"logos/{organisation.pk}/{logo.name}"
        storage = organisation.logo.storage
        organisation.logo = name if storage.exists(name) else storage.save(name, logo)
    if old and old != organisation.logo.name:
        delete_file.enqueue(organisation.pk, old)


@transaction.atomic
def add_neighbourhood(*, by: models.Model, organisation: Organisation, name: str) -> Neighbourhood:
    """A new neighbourhood. Raises NameTakenError."""
    _refuse_taken(name)
    neighbourhood = Neighbourhood.objects.create(organisation=organisation, name=name, slug=_slug(name))
    audit.record("neighbourhood.added", on=neighbourhood, by=by, name=name)
    return neighbourhood


@transaction.atomic
def rename_neighbourhood(*, by: models.Model, neighbourhood: Neighbourhood, name: str) -> None:
    """Give a neighbourhood another name. Its short name in addresses changes with it. Raises NameTakenError."""
    _refuse_taken(name, besides=neighbourhood.pk)
    before, neighbourhood.name, neighbourhood.slug = neighbourhood.name, name, _slug(name)
    neighbourhood.save()
    audit.record("neighbourhood.renamed", on=neighbourhood, by=by, before=before, name=name)


@transaction.atomic
def remove_neighbourhood(*, by: models.Model, neighbourhood: Neighbourhood) -> None:
    """Remove a neighbourhood; what points at it stays, without a neighbourhood."""
    audit.record("neighbourhood.removed", on=neighbourhood, by=by, name=neighbourhood.name)
    neighbourhood.delete()


def _slug(name: str) -> str:
    return slugify(name)[:80] or "buurt"


def _refuse_taken(name: str, besides: int = 0) -> None:
    if Neighbourhood.objects.filter(slug=_slug(name)).exclude(pk=besides).exists():
        raise NameTakenError(name)
