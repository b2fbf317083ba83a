"""Organisations for tests."""

from typing import Any

import factory
from django.db import models

from rodedraad.base.organisations.models import Neighbourhood, Organisation


class SavingFactory(factory.django.DjangoModelFactory):
    """Makes rows by saving them, so that a factory works inside and outside a scope."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True

    @classmethod
    def _create(cls, model_class: type[models.Model], *args: Any, **kwargs: Any) -> models.Model:
        row = model_class(*args, **kwargs)
        row.save(force_insert=True)
        return row


class OrganisationFactory(SavingFactory):
    """A municipality with its own host."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Gemeente {n}")
    slug = factory.Sequence(lambda n: f"gemeente-{n}")
    host = factory.Sequence(lambda n: f"gemeente-{n}.localhost")


class NeighbourhoodFactory(SavingFactory):
    """A neighbourhood; name the organisation."""

    class Meta:
        model = Neighbourhood

    name = factory.Sequence(lambda n: f"Wijk {n}")
    slug = factory.Sequence(lambda n: f"wijk-{n}")
