"""Comments drawn once for each content and then remembered in this process: a page of twenty costs no template work."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rodedraad.base.accounts.models import Person, Visitor

from .forms import CommentForm
from .models import Comment, Contribution
from .queries import shown_author

KEPT = 5000


class _Content(NamedTuple):
    id: int
    text: str
    by: str
    day: object
    is_changed: bool
    is_own: bool
    is_by_author: bool


def draw_comments(comments: Iterable[Comment], contribution: Contribution,
                  person: Person | Visitor) -> list[SafeString]:
    """The markup of each comment as this reader sees it."""
    language = get_language() or ""
    named = contribution.author_id if not contribution.is_anonymous else None
    return [
        _draw(_Content(
            comment.pk, comment.text, shown_author(comment), timezone.localdate(comment.created_at),
            comment.version > 1, comment.author_id is not None and comment.author_id == person.pk,
            named is not None and comment.author_id == named and not comment.is_anonymous,
        ), language)
        for comment in comments
    ]


@lru_cache(maxsize=KEPT)
def _draw(content: _Content, language: str) -> SafeString:
    return render_to_string("contributions/_comment.html", {"comment": content, "language": language})


@lru_cache(maxsize=8)
def draw_text_field(language: str) -> SafeString:
    """The empty field for a comment."""
    return render_to_string("contributions/_comment_field.html", {"field": CommentForm()["text"], "language": language})
