"""Whatever is done to the audit log behind its back is found, at the first line that does not fit."""

import random

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodedraad.base.core import audit
from rodedraad.base.core.models import AuditHead, AuditLine

pytestmark = pytest.mark.django_db
LINES = 12
OWNER = 7
FIELDS = {"act": "x.y", "subject_type": "a.b", "subject_id": "999", "actor_id": 999, "facts": {"n": -1}}


def write(count: int, owner: int = OWNER) -> None:
    for number in range(count):
        subject = AuditHead(pk=number + 1)
        audit.record("contribution.submitted", on=subject, by=None, organisation_id=owner, n=number)


def lines(owner: int = OWNER) -> list[AuditLine]:
    return list(AuditLine.objects.filter(organisation_id=owner).order_by("sequence"))


def first_fault() -> tuple[int, int] | None:
    faults = list(audit.verify())
    assert len(faults) <= 1
    return (faults[0].organisation_id, faults[0].sequence) if faults else None


def alter(place: int, chance: random.Random) -> int:
    field = chance.choice(sorted(FIELDS))
    AuditLine.objects.filter(organisation_id=OWNER, sequence=place).update(**{field: FIELDS[field]})
    return place


def delete(place: int, _chance: random.Random) -> int:
    AuditLine.objects.filter(organisation_id=OWNER, sequence=place).delete()
    return place


def insert(place: int, _chance: random.Random) -> int:
    """A line between two others, with the later ones moved on."""
    for line in reversed(lines()[place - 1:]):
        AuditLine.objects.filter(pk=line.pk).update(sequence=line.sequence + 1)
    forged = lines()[0] if place > 1 else lines()[-1]
    AuditLine.objects.create(organisation_id=OWNER, sequence=place, at=forged.at, act="forged.line", subject_type="a.b",
                             subject_id="1", previous_hash=forged.hash, hash="f" * 64)
    return place


def swap(place: int, _chance: random.Random) -> int:
    """Two neighbours change places."""
    place = min(place, LINES - 1)
    one, two = lines()[place - 1: place + 1]
    AuditLine.objects.filter(pk=one.pk).update(sequence=999)
    AuditLine.objects.filter(pk=two.pk).update(sequence=place)
    AuditLine.objects.filter(pk=one.pk).update(sequence=place + 1)
    return place


def truncate(place: int, _chance: random.Random) -> int:
    """All lines from here are cut off."""
    AuditLine.objects.filter(organisation_id=OWNER, sequence__gte=place).delete()
    return place


def rehash(place: int, chance: random.Random) -> int:
    """Alter a line and mend its own hash: the next one, or the head, does not fit."""
    alter(place, chance)
    line = lines()[place - 1]
    AuditLine.objects.filter(pk=line.pk).update(hash=audit.digest(line))
    return place + 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutate=st.sampled_from([alter, delete, insert, swap, truncate, rehash]), place=st.integers(1, LINES),
       seed=st.integers(0, 999))
def test_each_mutation_is_found_and_located(db, mutate, place: int, seed: int) -> None:
    with transaction.atomic():
        write(LINES)
        write(3, owner=OWNER + 1)
        assert first_fault() is None
        expected = mutate(place, random.Random(seed))
        assert first_fault() == (OWNER, expected)
        transaction.set_rollback(True)


def test_a_lost_head_is_found() -> None:
    write(2)
    AuditHead.objects.all().delete()
    assert first_fault() == (OWNER, 1)


def test_each_organisation_has_its_own_chain() -> None:
    write(2)
    write(3, owner=8)
    assert [line.sequence for line in lines()] == [1, 2]
    assert [line.sequence for line in lines(8)] == [1, 2, 3]
    assert lines(8)[0].previous_hash == audit.GENESIS


def test_an_act_that_is_rolled_back_leaves_no_line() -> None:
    write(1)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    write(1)
    assert [line.sequence for line in lines()] == [1, 2]
    assert first_fault() is None


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(audit.NotInTransactionError):
        write(1)
    assert not AuditLine.objects.exists()


def test_the_database_hashes_what_python_hashes(db) -> None:
    odd = {"teken": 'é " \\ % %s \u2028 😀', "getal": 1.5, "leeg": None, "lijst": [1, {"b": "x", "a": []}]}
    with transaction.atomic():
        line = audit.record("test.odd", on=AuditHead(pk=7), by=None, organisation_id=7, **odd)
    assert line.hash == audit.digest(line) == AuditLine.objects.get(pk=line.pk).hash
    assert audit.digest(AuditLine.objects.get(pk=line.pk)) == line.hash
    assert list(audit.verify()) == []
