"""Questions as form fields: the markup of each type, plain HTML that needs no script.

Drawn in Python and not in templates, because closing hour asks two hundred pages a second. Everything that people or
staff wrote goes through `format_html`. Names: `q_<key>`, and `q_<key>.<part>` for the parts of one answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..instrument import wording
from ..instrument.answers import OTHER_LENGTH, TEXT_LENGTH
from ..instrument.order import ordered_options, ordered_rows
from ..instrument.piping import fill
from ..instrument.shape import OTHER, PLAIN, UNSURE, Instrument, Option, Question, Text, Type
from .pictures import picture_url
from .wrong import words_for

EMPTY = format_html("{}", "")
CHECKED, SELECTED = format_html("{}", " checked"), format_html("{}", " selected")


@dataclass(frozen=True)
class Asking:
    """For whom questions are drawn: the instrument, what was answered, language, group and seed of the order."""

    instrument: Instrument
    answers: Mapping[str, Any] = field(default_factory=dict)
    language: str = PLAIN
    group: str = ""
    seed: int = 0
    stamp: str = ""
    """What stays the same as long as the questions do: then a question that nobody answered is drawn once."""

    def say(self, text: Text) -> str:
        """A text in the language of the respondent, with earlier answers in it."""
        return fill(self.instrument.say(text, self.language), self.instrument, self.answers, language=self.language)


@dataclass(frozen=True)
class Field:
    """One question as it stands on a page: `typed` is what a form sent (it wins), `error` the code of what is wrong."""

    asking: Asking
    question: Question
    value: Any = None
    error: str = ""
    typed: Any = None

    @property
    def name(self) -> str:
        """The name of the field in the form; the parts add `.<part>`."""
        return f"q_{self.question.key}"

    @property
    def title(self) -> str:
        """The question in words."""
        return self.asking.say(self.question.title_for(self.asking.group))

    @property
    def shown(self) -> Any:
        """What stands in the field."""
        return self.value if self.typed is None else self.typed


@lru_cache(maxsize=2000)
def _drawn_before(_key: tuple[object, ...]) -> list[SafeString]:
    """An empty place for the markup of a question, the same one for the same key."""
    return []


def draw(each: Field) -> SafeString:
    """The markup of one question."""
    asking, question = each.asking, each.question
    if not asking.stamp or each.error or each.shown is not None or speaks_of_answers(question):
        return _draw(each)
    kept = _drawn_before((asking.stamp, question.key, asking.language, asking.group, get_language(),
                          asking.seed if question.is_shuffled else 0))
    if not kept:
        kept.append(_draw(each))
    return kept[0]


def speaks_of_answers(question: Question) -> bool:
    """Whether any text of a question has an earlier answer in it."""
    texts = [question.title, question.help, *question.wordings.values(),
             *(option.label for option in (*question.options, *question.rows))]
    return any("{{" in said for text in texts for said in text.values())


def _draw(each: Field) -> SafeString:
    question = each.question
    inner = _DRAWN[Type(question.type)](each)
    mark = EMPTY if question.required else format_html(
        ' <span class="rd-field__optional">({})</span>', _("not required"))
    said = each.asking.say(question.help)
    help_text = format_html('<p class="rd-field__help" id="{}_help">{}</p>', each.name, said) if said else EMPTY
    error = format_html('<p class="rd-field__error" id="{}_error">{}</p>', each.name,
                        words_for(question, each.error)) if each.error else EMPTY
    about = " ".join(part for part, is_there in ((f"{each.name}_help", said), (f"{each.name}_error", each.error))
                     if is_there)
    described = format_html(' aria-describedby="{}"', about) if about else EMPTY
    shape = "rd-field--invalid" if each.error else ""
    if question.type in _SINGLE_FIELD:
        return format_html('<div class="rd-field rd-question {}" id="{}">'
                           '<label class="rd-field__label" for="{}_in">{}{}</label>{}{}{}</div>',
                           shape, each.name, each.name, each.title, mark, help_text, error, inner(described))
    return format_html('<fieldset class="rd-field rd-question {}" id="{}"{}><legend class="rd-field__label">{}{}'
                       '</legend>{}{}{}</fieldset>', shape, each.name, described, each.title, mark, help_text, error,
                       inner)


def _check(kind: str, name: str, value: str, label: object, *, is_on: bool) -> SafeString:
    return format_html('<label class="rd-check"><input type="{}" name="{}" value="{}"{}><span>{}</span></label>', kind,
                       name, value, CHECKED if is_on else EMPTY, label)


def _points(each: Field, name: str, chosen: Any) -> SafeString:
    """Five points side by side where there is room, under each other where there is not; and “weet ik niet”."""
    words = wording.scale_words(each.question.scale, each.asking.language)
    rows = [(str(number), word) for number, word in enumerate(words, 1)]
    points = format_html_join("", "{}", ((_check("radio", name, value, word, is_on=str(chosen) == value),)
                                         for value, word in rows))
    unsure = EMPTY
    if each.question.has_unsure:
        unsure = format_html('<div class="rd-scale__unsure">{}</div>', _check(
            "radio", name, str(UNSURE), wording.unsure_words(each.asking.language), is_on=str(chosen) == "0"))
    return format_html('<div class="rd-scale"><div class="rd-scale__points">{}</div>{}</div>', points, unsure)


def _scale(each: Field) -> SafeString:
    return _points(each, each.name, each.shown)


def _now_wish(each: Field) -> SafeString:
    shown = each.shown
    pair = [shown.get("now"), shown.get("wish")] if isinstance(shown, Mapping) else (shown or [None, None])
    parts = ((wording.now_wish_words(part, each.asking.language), _points(each, f"{each.name}.{part}", value))
             for part, value in zip(("now", "wish"), pair, strict=True))
    return format_html_join("", '<fieldset class="rd-question__part"><legend>{}</legend>{}</fieldset>', parts)


def _matrix(each: Field) -> SafeString:
    shown = each.shown or {}
    rows = ((each.asking.say(row.label), _points(each, f"{each.name}.{row.key}", shown.get(row.key)))
            for row in ordered_rows(each.question, each.asking.seed))
    return format_html_join("", '<fieldset class="rd-question__part"><legend>{}</legend>{}</fieldset>', rows)


def _parts_of(value: Any) -> dict[str, str]:
    """Chosen option → the words behind it (only for “anders”)."""
    given = [value] if isinstance(value, str) else list(value or [])
    return {str(each).partition(":")[0]: str(each).partition(":")[2] for each in given}


def _options(each: Field, kind: str) -> SafeString:
    chosen = _parts_of(each.shown)
    made = [_check(kind, each.name, option.key, _label(each, option), is_on=option.key in chosen)
            for option in ordered_options(each.question, each.asking.seed) if option.key != OTHER]
    if each.question.has_other:
        made.append(_other(each, kind, chosen))
    return format_html_join("", "{}", ((one,) for one in made))


def _label(each: Field, option: Option) -> object:
    said = each.asking.say(option.label)
    if each.question.type != Type.IMAGE or not option.image:
        return said
    return format_html('<img class="rd-question__picture" src="{}" alt="{}" loading="lazy"> {}',
                       picture_url(option.image), each.asking.say(option.alt), said)


def _other(each: Field, kind: str, chosen: Mapping[str, str]) -> SafeString:
    box = _check(kind, each.name, OTHER, _("Something else, namely:"), is_on=OTHER in chosen)
    return format_html('<div class="rd-question__other">{}<input class="rd-input" type="text" name="{}.other" '
                       'value="{}" maxlength="{}" aria-label="{}"></div>', box, each.name, chosen.get(OTHER, ""),
                       OTHER_LENGTH, _("Something else, namely:"))


def _single(each: Field) -> SafeString:
    return _options(each, "radio")


def _multiple(each: Field) -> SafeString:
    return _options(each, "checkbox")


def _ranking(each: Field) -> SafeString:
    """A place per option: works with a keyboard, a screen reader and a phone, without a script."""
    order = each.shown or []
    places = order if isinstance(order, Mapping) else {key: str(place) for place, key in enumerate(order, 1)}
    options = ordered_options(each.question, each.asking.seed)
    rows = []
    for option in options:
        taken = str(places.get(option.key, ""))
        choices = format_html_join("", '<option value="{}"{}>{}</option>', (
            (place, SELECTED if place == taken else EMPTY, place or "–")
            for place in ("", *(str(number) for number in range(1, len(options) + 1)))))
        rows.append((f"{each.name}.{option.key}", f"{each.name}.{option.key}", choices,
                     f"{each.name}.{option.key}", each.asking.say(option.label)))
    return format_html_join("", '<div class="rd-question__place"><select class="rd-input rd-select" name="{}" id="{}">'
                            '{}</select><label for="{}">{}</label></div>', rows)


def _consent(each: Field) -> SafeString:
    shown = {True: "ja", False: "nee"}.get(each.shown, each.shown)
    return format_html("{}{}", _check("radio", each.name, "ja", _("Yes"), is_on=shown == "ja"),
                       _check("radio", each.name, "nee", _("No"), is_on=shown == "nee"))


def _input(each: Field, kind: str, extra: SafeString = EMPTY,
           size: int | None = None) -> Callable[[SafeString], SafeString]:
    shown = "" if each.shown is None else str(each.shown).replace(".", ",") if kind == "number" else str(each.shown)
    return lambda described: format_html(
        '<input class="rd-input{}" type="{}" id="{}_in" name="{}" value="{}"{}{}{}>',
        " rd-question__number" if kind == "number" else "", "text" if kind == "number" else kind, each.name, each.name,
        shown, extra, format_html(' maxlength="{}"', size) if size else EMPTY, described)


def _number(each: Field) -> Callable[[SafeString], SafeString]:
    keys = "numeric" if each.question.is_whole else "decimal"
    return _input(each, "number", format_html(' inputmode="{}"', keys), 18)


def _date(each: Field) -> Callable[[SafeString], SafeString]:
    return _input(each, "date")


def _text(each: Field) -> Callable[[SafeString], SafeString]:
    most = int(each.question.maximum or TEXT_LENGTH)
    return lambda described: format_html(
        '<textarea class="rd-input rd-textarea" id="{}_in" name="{}" rows="4" maxlength="{}"{}>\n{}</textarea>',
        each.name, each.name, most, described, each.shown or "")


def _place(each: Field) -> SafeString:
    """A pin on the map where the operator names tiles, the own place, or two numbers."""
    shown = each.shown
    given = shown.split(",") if isinstance(shown, str) else list(shown or [])
    lat, lon = given if len(given) == 2 else ("", "")
    return render_to_string("survey/answering/_place.html", {"name": each.name, "lat": lat, "lon": lon})


_SINGLE_FIELD = frozenset({Type.NUMBER, Type.DATE, Type.TEXT})
_DRAWN: dict[Type, Callable[[Field], Any]] = {
    Type.SCALE: _scale, Type.NOW_WISH: _now_wish, Type.MATRIX: _matrix, Type.SINGLE: _single, Type.IMAGE: _single,
    Type.MULTIPLE: _multiple, Type.RANKING: _ranking, Type.CONSENT: _consent, Type.NUMBER: _number, Type.DATE: _date,
    Type.TEXT: _text, Type.PLACE: _place,
}
