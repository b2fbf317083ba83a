"""Finding contributions by their words, and contributions that say nearly the same; quick at a million of them."""

import unicodedata
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django_scopes import get_scope

from rodedraad.listen.activities.models import Activity

from .dutch import base_form, words_of
from .models import Contribution
from .models.contribution import State
from .search_index import DOCUMENT, INDEX, ROWS, VOCABULARY

MOST_FOUND = 10_000
"""A search looks no further than this many contributions, so that a common word stays quick."""
MOST_WORDS = 12
TELLING_WORDS = 6
COMMON = 5_000
"""A word in more contributions than this tells too little to find similar ones by."""


def search(queryset: QuerySet, text: str, activity: Activity | None = None) -> QuerySet:
    """The contributions of a queryset that hold all the words of a text, in whatever order the queryset has.

    Words match from their beginning ("fiets" finds "fietspad"), without regard to capitals; quotes and operators mean
    nothing. A blank text filters nothing; a text of only signs or stop words finds nothing. `activity` makes it quick
    when the queryset is of one activity; else the search stays within the organisation of the scope.
    """
    if not text.replace("\x00", "").strip():
        return queryset
    words = words_of(text, MOST_WORDS)
    if not words:
        return queryset.none()
    if connection.vendor == "postgresql":
        return _search_postgresql(queryset, words, activity)
    found = RawSQL(  # noqa: S611 -- own names; the words are a parameter
        f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s ORDER BY rowid DESC LIMIT {MOST_FOUND}",  # noqa: S608
        [f"{_owner(activity)} {' AND '.join(_either(word) for word in words)}"],
    )
    return queryset.filter(pk__in=found)


def similar_ideas(activity: Activity, title: str, text: str, limit: int = 5) -> list[Contribution]:
    """Published contributions of an activity that share the most telling words of a text, the best first."""
    words = _telling_words(words_of(title, MOST_WORDS), words_of(text))
    if not words:
        return []
    if connection.vendor == "postgresql":
        ids = _similar_postgresql(activity, words, limit)
    else:
        ids = _similar_sqlite(activity, words, limit)
    rows = Contribution.objects.filter(pk__in=ids, activity=activity, state=State.PUBLISHED)
    by_id = {row.pk: row for row in rows.select_related("activity__process")}
    return [by_id[pk] for pk in ids if pk in by_id][:limit]


def _owner(activity: Activity | None) -> str:
    if activity is not None:
        return f"owner:a{activity.pk} AND"
    organisation = get_scope().get("organisation")
    return f"owner:o{organisation.pk} AND" if organisation else ""


def _forms(word: str) -> list[str]:
    base = base_form(word)
    return [word, base] if len(base) >= 3 and base != word else [word]


def _either(word: str) -> str:
    """An FTS5 expression for a word or its base form, from the beginning of a word of the contribution."""
    terms = " OR ".join(f'"{form}"*' for form in _forms(word))
    return f"{{title text}} : ({terms})"


def _telling_words(title: list[str], text: list[str]) -> list[str]:
    """The rarest words that do occur, those of the title before the longest of the text."""
    candidates = list(dict.fromkeys([*title, *sorted(text, key=len, reverse=True)]))[: 2 * MOST_WORDS]
    forms = list(dict.fromkeys(form for word in candidates for form in _forms(word)))
    counts = _counts_postgresql(forms) if connection.vendor == "postgresql" else _counts_sqlite(forms)
    known = sorted((word for word in forms if counts.get(word)), key=lambda word: counts[word])
    telling = [word for word in known if counts[word] <= COMMON][:TELLING_WORDS]
    return telling or known[:1]


def _counts_sqlite(words: list[str]) -> dict[str, int]:
    plain = {_without_accents(word): word for word in words}
    marks = ", ".join(["%s"] * len(plain))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT term, doc FROM {VOCABULARY} WHERE term IN ({marks})", list(plain))  # noqa: S608
        return {plain[term]: count for term, count in cursor.fetchall()}


def _similar_sqlite(activity: Activity, words: Iterable[str], limit: int) -> list[int]:
    terms = " OR ".join(f'"{word}"' for word in words)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT found.rowid FROM {INDEX} AS found JOIN {ROWS} AS row ON row.id = found.rowid "  # noqa: S608
            f"WHERE {INDEX} MATCH %s AND row.state = 'published' "
            f"ORDER BY bm25({INDEX}, 4.0, 1.0, 0.0), found.rowid LIMIT %s",
            [f"{_owner(activity)} {{title text}} : ({terms})", limit],
        )
        return [row[0] for row in cursor.fetchall()]


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


def _search_postgresql(queryset: QuerySet, words: list[str], activity: Activity | None) -> QuerySet:
    query = " & ".join("(" + " | ".join(f"'{form}':*" for form in _forms(word)) + ")" for word in words)
    within, params = "", [query]
    organisation = get_scope().get("organisation")
    if activity is not None:
        within, params = " AND activity_id = %s", [query, activity.pk]
    elif organisation:
        within, params = " AND organisation_id = %s", [query, organisation.pk]
    found = RawSQL(  # noqa: S611 -- own names; the words are a parameter
        f"SELECT id FROM {ROWS} WHERE {DOCUMENT} @@ to_tsquery('dutch', %s){within} LIMIT {MOST_FOUND}",  # noqa: S608
        params,
    )
    return queryset.filter(pk__in=found)


def _counts_postgresql(words: list[str]) -> dict[str, int]:
    if not words:
        return {}
    one = (f"SELECT %s, (SELECT count(*) FROM (SELECT 1 FROM {ROWS} "  # noqa: S608
           f"WHERE {DOCUMENT} @@ to_tsquery('dutch', %s) LIMIT {COMMON + 1}) AS few)")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(words)),
                       [value for word in words for value in (word, f"'{word}'")])
        return dict(cursor.fetchall())


def _similar_postgresql(activity: Activity, words: list[str], limit: int) -> list[int]:
    query = " | ".join(f"'{word}'" for word in words)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM (SELECT id, title, text FROM {ROWS} "  # noqa: S608
            f"WHERE {DOCUMENT} @@ to_tsquery('dutch', %s) AND activity_id = %s AND state = 'published' "
            f"LIMIT 1000) AS found "
            "ORDER BY ts_rank(setweight(to_tsvector('dutch', title), 'A') || to_tsvector('dutch', text), "
            "to_tsquery('dutch', %s)) DESC, id LIMIT %s",
            [query, activity.pk, query, limit],
        )
        return [row[0] for row in cursor.fetchall()]
