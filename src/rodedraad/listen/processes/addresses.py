"""Readable web addresses: a slug from a title, free among its neighbours."""

from django.db.models import QuerySet
from django.utils.text import slugify

RESERVED = frozenset({"nieuw"})
LENGTH = 70


def free_slug(title: str, among: QuerySet) -> str:
    """A slug for a title that no row of `among` has, with a number when needed."""
    stem = slugify(title)[:LENGTH].strip("-") or "x"
    taken = set(among.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
