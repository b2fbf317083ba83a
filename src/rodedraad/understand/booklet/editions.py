"""What everybody reads of an edition: its contents without words that may not be shown now, and its files."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from rodedraad.listen.contributions.models import Contribution
from rodedraad.listen.contributions.querysets import PUBLIC

from . import contents
from .models import ChosenQuote, Edition, Line
from .rendering import to_docx, to_epub, to_json, to_pdf
from .tracing import traced, without

FORMS = {
    "pdf": (to_pdf, "application/pdf"),
    "docx": (to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "epub": (to_epub, "application/epub+zip"),
    "json": (to_json, "application/json"),
}
FOLDER = "booklets"


def as_shown(edition: Edition) -> contents.Booklet:
    """The edition as it may be read now: what a moderator hid or somebody withdrew since is not in it. One query."""
    ids = traced(edition.data)
    public = set(Contribution.objects.filter(pk__in=ids, state__in=PUBLIC).values_list("pk", flat=True))
    data = without(edition.data, lambda pk: pk in ids and pk not in public)
    return contents.Booklet.from_dict(data)


def rendered(edition: Edition, form: str) -> bytes:
    """The edition as a file. It is made once and kept until its words change; the old ones are thrown away."""
    booklet = as_shown(edition)
    digest = hashlib.sha256(json.dumps([_release(), booklet.as_dict()], sort_keys=True).encode()).hexdigest()[:24]
    name = f"{_folder(edition)}/{digest}.{form}"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return bytes(file.read())
    made = FORMS[form][0](booklet)
    forget_files(edition, keep=digest)
    default_storage.save(name, ContentFile(made))
    return made


@cache
def _release() -> str:
    """A word that changes when the way of writing files does, so that no file outlives it."""
    from importlib.metadata import version  # noqa: PLC0415 -- once per process

    return version("rodedraad")


def _folder(edition: Edition) -> str:
    return f"{FOLDER}/{edition.organisation_id}/{edition.pk}"


def forget_files(edition: Edition, keep: str = "") -> None:
    """Throw the made files of an edition away, but those of the digest to keep."""
    folder = _folder(edition)
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            if not keep or not name.startswith(f"{keep}."):
                default_storage.delete(f"{folder}/{name}")


def take_words_out(contribution_ids: Iterable[int]) -> None:
    """Throw the words of these contributions out of all editions and working copies, in the transaction they go in.

    The counts of editions stay. A literal line of a working copy is left empty: its writer has to write it anew.
    """
    gone = set(contribution_ids)
    for edition in Edition.objects.select_for_update().order_by("pk"):
        if gone & traced(edition.data):
            edition.data = without(edition.data, gone.__contains__)
            edition.save(update_fields=["data", "updated_at"])
            transaction.on_commit(lambda edition=edition: forget_files(edition))
    ChosenQuote.objects.filter(contribution__in=gone).delete()
    Line.objects.filter(taken_from__in=gone).update(text="", taken_from=None)
