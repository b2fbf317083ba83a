"""Data for the measures: the demo, sessions of its residents, and a process with a million contributions."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django_scopes import scope

from rodedraad.base.accounts.models import Person
from rodedraad.base.accounts.session import ORGANISATION, PERSON
from rodedraad.base.organisations.models import Organisation
from rodedraad.listen.activities.models import Activity
from rodedraad.listen.contributions.models import Contribution
from rodedraad.site.demo import load

MILLION = 1_000_000


def demo() -> Organisation:
    """The demo municipality, loaded when it is not there."""
    if not load.is_loaded():
        load.load(lambda _text: None)
    return Organisation.objects.get(slug=load.SLUG)


def sessions(organisation: Organisation, count: int) -> list[str]:
    """Session cookies of residents who are logged in."""
    engine = import_module(settings.SESSION_ENGINE)
    cookies = []
    with scope(organisation=organisation):
        people = Person.objects.filter(account__email__startswith="inwoner").select_related("account").order_by("pk")
        for person in people[:count]:
            session = engine.SessionStore()
            session[SESSION_KEY] = str(person.account.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
            bind(session, person)
            session.save()
            cookies.append(session.session_key)
    return cookies


def bind(session: Any, person: Person) -> None:
    """Tie a session to the organisation, as a login does."""
    session[ORGANISATION], session[PERSON] = person.organisation_id, person.pk


def million(organisation: Organisation) -> Activity:
    """An activity whose process holds a million contributions, made from those of the demo by one SQL statement."""
    with scope(organisation=organisation):
        source = Activity.objects.select_related("process").order_by("pk").first()
        big = Activity.objects.filter(slug="miljoen").select_related("process").first()
        if big is None:
            process = source.process
            charters = list(process.charters.all())
            process.pk, process.slug, process.title = None, "een-miljoen", "Een miljoen bijdragen"
            process._state.adding = True
            process.save()
            for charter in charters:
                charter.pk, charter.process = None, process
                charter._state.adding = True
                super(type(charter), charter).save_base(raw=True, force_insert=True)
            phases = list(source.phases.all())
            big = Activity(organisation=organisation, process=process, kind=source.kind, title="Miljoen",
                           slug="miljoen")
            big.save()
            for phase in phases:
                phase.pk, phase.activity = None, big
                phase._state.adding = True
                phase.save()
        there = Contribution.objects.filter(activity=big).count()
        if there < MILLION:
            copy_rows(source, big, MILLION - there)
    return big


def copy_rows(source: Activity, target: Activity, count: int) -> None:
    """`count` rows for the target, each a copy of a row of the source with its own place in every order."""
    columns = [field.column for field in Contribution._meta.concrete_fields
               if not field.primary_key and not field.generated and field.column != "external_id"]
    own = {"process_id": str(target.process_id), "activity_id": str(target.pk), "merged_into_id": "NULL",
           "batch_id": "NULL", "random_key": "(c.id * 7919 + n.n * 104729) % 2147483647",
           "support_count": "(c.support_count + n.n) % 997"}
    chosen = ", ".join(own.get(column, f"c.{column}") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM contributions_contribution WHERE activity_id = %s", [source.pk])
        rounds = count // cursor.fetchone()[0] + 1
        cursor.execute(
            f"INSERT INTO contributions_contribution ({', '.join(columns)}) "  # noqa: S608 -- own columns
            f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {rounds}) "
            f"SELECT {chosen} FROM contributions_contribution c CROSS JOIN n "
            f"WHERE c.activity_id = {source.pk} LIMIT {count}"
            if connection.vendor == "sqlite" else
            f"INSERT INTO contributions_contribution ({', '.join(columns)}) "  # noqa: S608 -- own columns
            f"SELECT {chosen} FROM contributions_contribution c CROSS JOIN generate_series(1, {rounds}) AS n(n) "
            f"WHERE c.activity_id = {source.pk} LIMIT {count}"
        )
        cursor.execute("ANALYZE")
