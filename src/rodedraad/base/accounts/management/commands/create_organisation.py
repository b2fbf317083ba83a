"""`rodedraad create_organisation`: a new organisation on this install with its first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django_scopes import scope

from rodedraad.base.accounts.actions import invite_person
from rodedraad.base.organisations.actions import create_organisation
from rodedraad.base.organisations.models import Organisation
from rodedraad.base.organisations.roles import Role


class Command(BaseCommand):
    """Make the organisation and invite the administrator, both or neither."""

    help = "Create an organisation and invite its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What must be known of a new organisation."""
        parser.add_argument("--name", required=True, help="for example 'Gemeente Zuiderdorp'")
        parser.add_argument("--host", required=True, help="for example denkmee.zuiderdorp.nl")
        parser.add_argument("--administrator", required=True, help="e-mail address of the first administrator")
        parser.add_argument("--kind", choices=Organisation.Kind.values, default=Organisation.Kind.MUNICIPALITY)
        parser.add_argument("--cbs-code", default="", help="for example GM0344")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make both or neither."""
        try:
            organisation = create_organisation(name=options["name"], host=options["host"], kind=options["kind"],
                                               cbs_code=options["cbs_code"])
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        with scope(organisation=organisation):
            invite_person(by=None, organisation=organisation, email=options["administrator"],
                          roles=[Role.ADMINISTRATOR])
        self.stdout.write(f"{organisation.name}: {organisation.absolute('/inloggen')}")
