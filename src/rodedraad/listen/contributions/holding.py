"""Which posts wait for a moderator before anybody reads them: held words and too many links."""

import re
import unicodedata

from django.utils.translation import gettext as _

from rodedraad.base.core.text import count_links
from rodedraad.base.organisations.models import Organisation


def reason_to_hold(organisation: Organisation, *texts: str) -> str:
    """Why these words wait for a moderator, in the organisation's language; empty when they need not wait.

    A held word matches as a whole word, without regard to capitals or accents; `word*` matches its beginning.
    """
    text = "\n".join(texts)
    words = organisation.held_word_list
    plain = _plain(text) if words else ""
    for word in words:
        if _pattern(word).search(plain):
            return _("It holds the word “%(word)s”.") % {"word": word[:80]}
    links = count_links(text)
    if links > organisation.max_links:
        return _("It holds %(links)s links.") % {"links": links}
    return ""


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _pattern(word: str) -> re.Pattern[str]:
    stem, is_prefix = _plain(word.rstrip("*")), word.endswith("*")
    inner = r"\s+".join(re.escape(part) for part in stem.split())
    return re.compile(rf"(?<!\w){inner}" + ("" if is_prefix else r"(?!\w)"))
